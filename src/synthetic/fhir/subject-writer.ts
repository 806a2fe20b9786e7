/** Resources of one synthetic patient while they are written: each gets an id, and most point to the patient. */
import { isoDate } from '../calendar.ts'
import type { VisitCode } from '../story.ts'
import { concept, type Json, localSystem, VISIT_CODES } from './local-codes.ts'

export interface SubjectWriter {
  readonly trialId: string
  readonly patient: string
  readonly resources: Json[]
  /** Adds a resource and answers its reference. */
  add(resourceType: string, content: Json): { readonly reference: string }
  readonly subject: { readonly reference: string }
  /** The visit of a day; one Encounter for each. */
  encounter(visit: VisitCode, day: number): { readonly reference: string }
}

export function subjectWriter(trialId: string, number: number): SubjectWriter {
  const patient = `pt-${String(number).padStart(6, '0')}`
  const resources: Json[] = []
  const counts = new Map<string, number>()
  const encounters = new Map<string, { readonly reference: string }>()
  const subject = { reference: `Patient/${patient}` }
  const add = (resourceType: string, content: Json) => {
    const count = (counts.get(resourceType) ?? 0) + 1
    counts.set(resourceType, count)
    const id = resourceType === 'Patient' ? patient : `${patient}-${count}`
    resources.push({ resourceType, id, ...content })
    return { reference: `${resourceType}/${id}` }
  }
  return {
    trialId,
    patient,
    resources,
    add,
    subject,
    encounter(visit, day) {
      const key = `${visit} ${day}`
      const made =
        encounters.get(key) ??
        add('Encounter', {
          status: 'finished',
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
          type: [concept(localSystem(trialId, 'visit'), VISIT_CODES[visit])],
          subject,
          period: { start: isoDate(day), end: isoDate(day) },
        })
      encounters.set(key, made)
      return made
    },
  }
}
