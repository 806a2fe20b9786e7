/** What R4 asks of every resource and its JSON schema cannot say: required values, one value of a choice. */
import type { Element } from '../element.ts'
import { elementsOf, isElement } from '../element.ts'
import type { FhirFault } from '../r4-validator.ts'

/** Required primitives of R4; the JSON schema lets them be missing because an extension could stand in their place. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  AdverseEvent: ['actuality'],
  Consent: ['status'],
  DiagnosticReport: ['status'],
  Encounter: ['status'],
  MedicationAdministration: ['status'],
  MedicationRequest: ['status', 'intent'],
  MedicationStatement: ['status'],
  Observation: ['status'],
  Procedure: ['status'],
  QuestionnaireResponse: ['status'],
  ResearchStudy: ['status'],
  ResearchSubject: ['status'],
}

/** Elements that may have one type only, by the beginning of their members' names. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  Condition: ['onset', 'abatement'],
  MedicationAdministration: ['medication', 'effective'],
  MedicationRequest: ['medication'],
  MedicationStatement: ['medication', 'effective'],
  Observation: ['value', 'effective'],
  Patient: ['deceased'],
  Procedure: ['performed'],
}

export function generalFaults(resource: Element): FhirFault[] {
  const type = String(resource['resourceType'])
  const missing = (REQUIRED[type] ?? [])
    .filter(member => resource[member] === undefined && resource[`_${member}`] === undefined)
    .map(member => ({ place: `/${member}`, rule: 'missing, and R4 requires it' }))
  return [
    ...missing,
    ...(CHOICES[type] ?? []).flatMap(choice => choiceFaults(resource, choice, '')),
    ...elementsOf(resource, 'component').flatMap((component, at) =>
      choiceFaults(component, 'value', `/component/${at}`),
    ),
    ...elementsOf(resource, 'extension').flatMap((one, at) => choiceFaults(one, 'value', `/extension/${at}`)),
  ]
}

/** `valueInteger` and `_valueInteger` are one choice. */
function choiceFaults(element: Element, choice: string, place: string): FhirFault[] {
  const shape = new RegExp(`^_?${choice}[A-Z]`)
  const chosen = new Set(
    Object.keys(element)
      .filter(member => shape.test(member))
      .map(member => member.replace(/^_/, '')),
  )
  return chosen.size > 1 ? [{ place: `${place}/${choice}[x]`, rule: 'more than one value of a choice' }] : []
}

/** Every Coding of a document, with its place. */
export function codingsIn(value: unknown, place = ''): { readonly place: string; readonly coding: Element }[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => codingsIn(item, `${place}/${at}`))
  if (!isElement(value)) return []
  const inside = Object.entries(value).flatMap(([member, held]) => codingsIn(held, `${place}/${member}`))
  return typeof value['code'] === 'string' && typeof value['system'] === 'string'
    ? [{ place, coding: value }, ...inside]
    : inside
}
