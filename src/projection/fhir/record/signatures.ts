/**
 * Molecular signatures. What a laboratory reports first is the value of the Observation: a number for TMB and HRD, a
 * status for MSI and MMR. The other facts are components. A member that is null is there and says that it is not known.
 */
import type { RecordAlteration } from '../../../model/generated/record.ts'
import { loinc, ownKind, signatureStatuses } from '../concepts.ts'
import { append, type Coding, concept, type Draft, type Element, elementAt, elementsOf, isElement } from '../element.ts'
import { componentOf, ownComponent } from '../places/component.ts'
import type { Facts, Place } from '../places/place.ts'
import { DATA_ABSENT, UCUM } from '../systems.ts'

type Signature = NonNullable<RecordAlteration['signature']>

const MEASURED = ownComponent('measured-value', 'Measured value')
const STATUS = ownComponent('signature-status', 'Status of the signature')
const CUTOFF = ownComponent('cutoff', 'Cut-off of the status')
const UNIT_CODES: Readonly<Record<NonNullable<Signature['unit']>, string>> = {
  'mutations/Mb': '1/1000000{Base}',
  score: '{score}',
}

interface KindFacts {
  readonly code: readonly [Coding, ...Coding[]]
  readonly value: 'number' | 'status'
}

const KINDS: Readonly<Record<Signature['kind'], KindFacts>> = {
  TMB: { code: [loinc('94076-7', 'Mutations/Megabase [# Ratio] in Tumor')], value: 'number' },
  MSI: {
    code: [loinc('81695-9', 'Microsatellite instability [Interpretation] in Cancer specimen Qualitative')],
    value: 'status',
  },
  MMR: { code: [ownKind('mismatch-repair', 'Mismatch repair status')], value: 'status' },
  HRD: { code: [loinc('107286-7')], value: 'number' },
}

/** Code of an alteration's Observation: what was looked at. */
export function observationCode(alteration: RecordAlteration): Element {
  switch (alteration.class) {
    case 'expression':
      return concept(ownKind('protein-expression', 'Protein expression'))
    case 'signature':
      return alteration.signature === undefined
        ? concept(ownKind('molecular-signature', 'Molecular signature'))
        : concept(...KINDS[alteration.signature.kind].code)
    default:
      return concept(loinc('69548-6', 'Genetic variant assessment'))
  }
}

export const signature: Place<RecordAlteration> = {
  write({ signature: held }, draft) {
    if (held === undefined) return
    const measured = quantityOf(held)
    if (KINDS[held.kind].value === 'number') {
      put(draft, 'valueQuantity', measured)
      addComponent(draft, STATUS, statusOf(held.status))
    } else {
      put(draft, 'valueCodeableConcept', statusOf(held.status)?.['valueCodeableConcept'])
      put(draft, 'dataAbsentReason', statusOf(held.status)?.['dataAbsentReason'])
      addComponent(draft, MEASURED, measured === undefined ? undefined : { valueQuantity: measured })
    }
    addComponent(draft, CUTOFF, numberOrUnknown(held.cutoff))
  },
  read(element) {
    const kind = kindOf(element)
    if (kind === undefined) return {}
    const isNumber = KINDS[kind].value === 'number'
    const measured = isNumber ? element : (componentOf(element, MEASURED) ?? {})
    const status = isNumber ? (componentOf(element, STATUS) ?? {}) : element
    return {
      signature: {
        kind,
        ...readQuantity(elementAt(measured, 'valueQuantity')),
        ...readStatus(status),
        ...readCutoff(componentOf(element, CUTOFF)),
      },
    }
  },
}

const UNKNOWN = concept({
  system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  code: 'unknown',
  display: 'Unknown',
})
const NO_VALUE = { extension: [{ url: DATA_ABSENT, valueCode: 'unknown' }] }

function quantityOf({ value, unit }: Signature): Element | undefined {
  const quantity: Draft = {}
  if (value === null) quantity['_value'] = NO_VALUE
  else if (value !== undefined) quantity['value'] = value
  if (unit === null) quantity['_unit'] = NO_VALUE
  else if (unit !== undefined) Object.assign(quantity, { unit, system: UCUM, code: UNIT_CODES[unit] })
  return Object.keys(quantity).length === 0 ? undefined : quantity
}

function readQuantity(quantity: Element): Facts {
  return {
    ...('_value' in quantity ? { value: null } : 'value' in quantity ? { value: quantity['value'] } : {}),
    ...('_unit' in quantity ? { unit: null } : 'unit' in quantity ? { unit: quantity['unit'] } : {}),
  }
}

function statusOf(status: Signature['status']): Element | undefined {
  if (status === undefined) return undefined
  if (status === null) return { dataAbsentReason: UNKNOWN }
  return { valueCodeableConcept: concept(...signatureStatuses.codings(status)) }
}

function readStatus(held: Element): Facts {
  if (isElement(held['valueCodeableConcept']))
    return { status: signatureStatuses.valueOf(held['valueCodeableConcept']) }
  return isElement(held['dataAbsentReason']) ? { status: null } : {}
}

function numberOrUnknown(number: number | null | undefined): Element | undefined {
  if (number === undefined) return undefined
  return number === null ? { dataAbsentReason: UNKNOWN } : { valueQuantity: { value: number } }
}

function readCutoff(held: Element | undefined): Facts {
  if (held === undefined) return {}
  return { cutoff: elementAt(held, 'valueQuantity')['value'] ?? null }
}

function kindOf(observation: Element): Signature['kind'] | undefined {
  const codings = elementsOf(elementAt(observation, 'code'), 'coding')
  const kinds = Object.entries(KINDS) as [Signature['kind'], KindFacts][]
  return kinds.find(
    ([
      ,
      {
        code: [telling],
      },
    ]) => codings.some(coding => coding['system'] === telling.system && coding['code'] === telling.code),
  )?.[0]
}

function addComponent(draft: Draft, code: Coding, value: Element | undefined): void {
  if (value !== undefined) append(draft, 'component', { code: concept(code), ...value })
}

function put(draft: Draft, member: string, value: unknown): void {
  if (value !== undefined) draft[member] = value
}
