/** Who the patient is, as far as the record goes, and what is known of their life. */
import type { Death, FollowUp } from '../../../model/generated/common-record.ts'
import { elementsOf, textOf } from '../element.ts'
import { LOINC, SNOMED } from '../systems.ts'
import { hasCode } from './codings.ts'
import { dateOf, effectiveDate } from './dates.ts'
import { ofType, readCode, type SubjectContext } from './subject.ts'
import { foldSystem } from './uri-aliases.ts'

/** Local id of the patient, trimmed; null where the patient has none of the system that the mapping names, or two. */
export function subjectIdOf(patient: SubjectContext['patient']['resource'], system: string | null): string | null {
  if (system === null) return textOf(patient, 'id') ?? null
  const values = elementsOf(patient, 'identifier')
    .filter(identifier => foldSystem(textOf(identifier, 'system') ?? '') === foldSystem(system))
    .map(identifier => textOf(identifier, 'value')?.trim())
    .filter(value => value !== undefined && value !== '')
  const [only] = new Set(values)
  return new Set(values).size === 1 ? (only ?? null) : null
}

const SEXES: ReadonlySet<unknown> = new Set(['male', 'female', 'other', 'unknown'])

export function personOf({ patient }: SubjectContext) {
  const gender = patient.resource['gender']
  return {
    birth: dateOf(patient.resource['birthDate']),
    ageYears: null,
    sex: SEXES.has(gender) ? gender : 'unknown',
  }
}

const VITAL_STATUS: readonly string[] = ['31210-8']
const DEAD: readonly string[] = ['419099009', '184305005']

export function deathsOf(context: SubjectContext): Death[] {
  const { patient } = context
  const stated = dateOf(patient.resource['deceasedDateTime'])
  const observed = ofType(context, 'Observation')
    .filter(({ resource }) => hasCode(resource['code'], SNOMED, DEAD))
    .map(source => ({ origin: source.origin, date: effectiveDate(source.resource) }))
  return [...(stated === null ? [] : [{ origin: patient.origin, date: stated }]), ...observed]
}

/** `deceasedBoolean` without a date: the event is known, its day is not. */
export function followUpsOf(context: SubjectContext): FollowUp[] {
  const { patient } = context
  const dead = patient.resource['deceasedBoolean'] === true
  const observed = ofType(context, 'Observation')
    .filter(({ resource }) => hasCode(resource['code'], LOINC, VITAL_STATUS))
    .map((source): FollowUp => {
      const at = { source, path: 'valueCodeableConcept' }
      const status = readCode(context, 'vital-status', source.resource['valueCodeableConcept'], at)
      const date = effectiveDate(source.resource)
      return {
        origin: source.origin,
        lastSeenAlive: status === 'dead' ? null : date,
        deathDate: null,
        status: status as FollowUp['status'],
      }
    })
  return [
    ...(dead ? [{ origin: patient.origin, lastSeenAlive: null, deathDate: null, status: 'dead' as const }] : []),
    ...observed,
  ]
}
