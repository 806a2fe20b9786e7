/** Signatures and proteins: what is measured is known by the LOINC code of the Observation. */
import type { Alteration } from '../../../model/generated/common-record.ts'
import { type Element, elementAt } from '../element.ts'
import { LOINC, SNOMED } from '../systems.ts'
import { codingsOf, hasCode } from './codings.ts'
import { numberOf } from './components.ts'
import { dateOf, effectiveDate } from './dates.ts'
import type { SourceResource } from './references.ts'
import { ofType, type SubjectContext } from './subject.ts'

type Signature = NonNullable<Alteration['signature']>

const SIGNATURES: readonly (readonly [code: string, kind: Signature['kind']])[] = [
  ['94076-7', 'TMB'],
  ['81695-9', 'MSI'],
  ['62862-8', 'MSI'],
  ['107286-7', 'HRD'],
]
type Status = Signature['status'] & string

const MSI_STATUS: ReadonlyMap<string, Status> = new Map([
  ['LA26203-2', 'high'],
  ['LA14122-8', 'stable'],
])
/** Units in which mutations per megabase are written. */
const PER_MEGABASE: ReadonlySet<unknown> = new Set([
  '1/1000000{Base}',
  '{Mutations}/1000000{Base}',
  '1/1000000',
  'mut/Mb',
  'mutations/Mb',
])

/** Proteins by the code of the assay; HGNC ids of the gene. */
const PROTEINS: readonly (readonly [code: string, gene: string])[] = [
  ['85147-7', 'HGNC:17635'],
  ['48676-1', 'HGNC:3430'],
  ['18474-7', 'HGNC:3430'],
  ['72382-5', 'HGNC:3430'],
  ['85319-2', 'HGNC:3430'],
  ['85337-4', 'HGNC:3467'],
  ['85339-0', 'HGNC:8910'],
]
/** HER2 by in-situ hybridisation tells of the gene, not of the protein. */
const IN_SITU: readonly string[] = ['49683-6', '74860-8']

export function biomarkersOf(context: SubjectContext): Alteration[] {
  return ofType(context, 'Observation').flatMap(source => {
    const { resource } = source
    const signature = SIGNATURES.find(([code]) => hasCode(resource['code'], LOINC, [code]))
    if (signature !== undefined) return [{ ...common(source, context), ...signatureOf(source, signature[1], context) }]
    const protein = PROTEINS.find(([code]) => hasCode(resource['code'], LOINC, [code]))
    if (protein !== undefined) return [{ ...common(source, context), ...expressionOf(source, protein[1], context) }]
    return hasCode(resource['code'], LOINC, IN_SITU) ? [{ ...common(source, context), ...inSitu(resource) }] : []
  })
}

function common(
  { origin, key, resource }: SourceResource,
  context: SubjectContext,
): Pick<Alteration, 'origin' | 'key' | 'text' | 'specimenKey' | 'reported'> {
  return {
    origin,
    key,
    text: null,
    specimenKey: context.references.find(resource['specimen'])?.key ?? null,
    reported: dateOf(resource['issued']) ?? effectiveDate(resource),
  }
}

/** A number is a measurement: no class is inferred from it, and none from a ratio. */
function signatureOf(source: SourceResource, kind: Signature['kind'], context: SubjectContext): Partial<Alteration> {
  const { resource } = source
  const value = numberOf(resource)
  const { unit, code } = elementAt(resource, 'valueQuantity')
  const isPerMegabase = kind === 'TMB' && (PER_MEGABASE.has(unit) || PER_MEGABASE.has(code))
  if (kind === 'TMB' && value !== null && !isPerMegabase) context.note('unit-unclear', source, 'valueQuantity')
  const status = kind === 'MSI' ? statusOf(source, context) : null
  return { class: 'signature', signature: { kind, value, unit: isPerMegabase ? 'mutations/Mb' : null, status } }
}

function statusOf(source: SourceResource, context: SubjectContext): Status | null {
  const codes = codingsOf(source.resource['valueCodeableConcept']).filter(({ system }) => system === LOINC)
  const known = codes.map(({ code }) => MSI_STATUS.get(code)).find(status => status !== undefined)
  if (codes.length > 0 && known === undefined) context.note('unknown-code', source, 'valueCodeableConcept')
  return known ?? null
}

const POSITIVE: readonly (readonly [system: string, code: string])[] = [
  [LOINC, 'LA6576-8'],
  [LOINC, 'LA9633-4'],
  [SNOMED, '10828004'],
]
const NEGATIVE: readonly (readonly [system: string, code: string])[] = [
  [LOINC, 'LA6577-6'],
  [LOINC, 'LA9634-2'],
]

/** A concentration without a cut-off is no call: it stays without one, for a person to read. */
function expressionOf(source: SourceResource, gene: string, context: SubjectContext): Partial<Alteration> {
  const value = source.resource['valueCodeableConcept']
  const is = (list: typeof POSITIVE) => list.some(([system, code]) => hasCode(value, system, [code]))
  const base = { class: 'expression', gene } as const
  if (hasCode(value, LOINC, ['LA11843-2'])) return { ...base, expression: { scale: 'ihc', value: 3 } }
  if (is(POSITIVE)) return { ...base, expression: { scale: 'call', value: 'pos' } }
  if (is(NEGATIVE)) return { ...base, expression: { scale: 'call', value: 'neg' } }
  context.note(value === undefined ? 'unit-unclear' : 'unknown-code', source, 'value')
  return { ...base, expression: null }
}

function inSitu(resource: Element): Partial<Alteration> {
  const value = resource['valueCodeableConcept']
  const isPositive = POSITIVE.some(([system, code]) => hasCode(value, system, [code]))
  return { class: 'cna', gene: 'HGNC:3430', cnaKind: isPositive ? 'amp' : null }
}
