/** Whether a patient is one of the trial, and to which cohorts they were allocated. */
import type { Enrolment } from '../../../model/generated/common-record.ts'
import { type Element, elementAt, elementsOf, isElement, textOf } from '../element.ts'
import { dateOf } from './dates.ts'
import type { ReferenceIndex, SourceResource } from './references.ts'
import type { FhirRules } from './rules.ts'
import { ofType, type SubjectContext } from './subject.ts'
import { foldSystem } from './uri-aliases.ts'

export const STUDY_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/workflow-researchStudy'

/** Registries are written with and without the letters before the number. */
const bareNumber = (value: string): string => value.trim().replace(/^NCT/i, '')

export function isTrialIdentifier(identifier: Element, rules: FhirRules): boolean {
  const system = foldSystem(textOf(identifier, 'system') ?? '')
  const value = bareNumber(textOf(identifier, 'value') ?? '')
  return rules.studies.some(study => foldSystem(study.system) === system && bareNumber(study.value) === value)
}

/** The reference names the trial by identifier, or points to a ResearchStudy that bears one. */
export function isTrialReference(reference: unknown, rules: FhirRules, references: ReferenceIndex): boolean {
  if (!isElement(reference)) return false
  if (isTrialIdentifier(elementAt(reference, 'identifier'), rules)) return true
  const study = references.find(reference)?.resource
  return study !== undefined && elementsOf(study, 'identifier').some(identifier => isTrialIdentifier(identifier, rules))
}

/** ResearchSubjects of the trial, in the order of the source. */
export function participationsOf(context: SubjectContext): readonly SourceResource[] {
  return ofType(context, 'ResearchSubject').filter(({ resource }) =>
    isTrialReference(resource['study'], context.rules, context.references),
  )
}

/** Statuses of subjects who have gone past screening: such a participation is an allocation, even without a cohort. */
const PAST_SCREENING: ReadonlySet<unknown> = new Set([
  'on-study',
  'on-study-intervention',
  'on-study-observation',
  'follow-up',
  'off-study',
])

export interface Participation {
  readonly source: SourceResource
  readonly arm: string | null
  readonly started: string | null
}

export function participation(source: SourceResource, { cohortName }: FhirRules): Participation {
  const arm = textOf(source.resource, cohortName === 'assigned-arm' ? 'assignedArm' : 'actualArm')?.trim()
  return { source, arm: arm ? arm : null, started: dateOf(elementAt(source.resource, 'period')['start']) }
}

/** One for each allocation; its other facts are those of the patient's tumour and of the cohort's name. */
export function enrolmentsOf(context: SubjectContext, tumourKey: string | null, icd10: string | null): Enrolment[] {
  return participationsOf(context)
    .map(source => participation(source, context.rules))
    .filter(({ source, arm }) => arm !== null || PAST_SCREENING.has(source.resource['status']))
    .map(({ source, arm, started }) => ({
      origin: source.origin,
      localName: arm,
      allocated: started,
      icd10,
      tumourPick: null,
      tumourShort: null,
      drugs: [],
      targetName: null,
      targetMutation: arm === null ? null : descriptionOf(arm, source, context),
      geneMutation: null,
      tumourKey,
    }))
}

/** What the study says of an arm beside its name: it fills in what the name leaves open, such as a cut-off. */
function descriptionOf(arm: string, { resource }: SourceResource, { references }: SubjectContext): string | null {
  const study = references.find(resource['study'])?.resource
  const held = elementsOf(study ?? {}, 'arm').find(one => textOf(one, 'name')?.trim() === arm)
  return textOf(held ?? {}, 'description')?.trim() || null
}

/** The latest participation's status, by its beginning. */
export function statusOf(context: SubjectContext): unknown {
  const latest = participationsOf(context)
    .map(source => participation(source, context.rules))
    .sort((a, b) => (a.started ?? '').localeCompare(b.started ?? ''))
    .at(-1)
  return latest?.source.resource['status'] ?? null
}
