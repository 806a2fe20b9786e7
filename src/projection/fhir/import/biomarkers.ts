/** Signatures and proteins: what is measured is known by the LOINC code of the Observation. */
import type { Alteration } from '../../../model/generated/common-record.ts'
import { elementAt } from '../element.ts'
import { LOINC } from '../systems.ts'
import { hasCode } from './codings.ts'
import { numberOf } from './components.ts'
import { dateOf, effectiveDate } from './dates.ts'
import type { SourceResource } from './references.ts'
import { ofType, readCode, type SubjectContext } from './subject.ts'

type Signature = NonNullable<Alteration['signature']>

type Status = NonNullable<Signature['status']> | null

const SIGNATURES: readonly (readonly [code: string, kind: Signature['kind']])[] = [
  ['94076-7', 'TMB'],
  ['81695-9', 'MSI'],
  ['62862-8', 'MSI'],
  ['107286-7', 'HRD'],
]
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
    return hasCode(resource['code'], LOINC, IN_SITU) ? inSitu(source, context) : []
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
  const at = { source, path: 'valueCodeableConcept' }
  const status = kind === 'MSI' ? readCode(context, 'msi', resource['valueCodeableConcept'], at) : null
  return {
    class: 'signature',
    signature: { kind, value, unit: isPerMegabase ? 'mutations/Mb' : null, status: status as Status },
  }
}

/** A concentration without a cut-off is no call: it stays without one, for a person to read. */
function expressionOf(source: SourceResource, gene: string, context: SubjectContext): Partial<Alteration> {
  const value = source.resource['valueCodeableConcept']
  if (value === undefined) context.note('unit-unclear', source, 'value')
  const read = readCode(context, 'expression', value, { source, path: 'valueCodeableConcept' })
  return { class: 'expression', gene, expression: read === null ? null : stainOf(read) }
}

/** `pos`, or a stain as `3+`. */
function stainOf(read: string): NonNullable<Alteration['expression']> {
  const grade = /^([0-3])\+?$/.exec(read)?.[1]
  return grade === undefined
    ? { scale: 'call', value: read as 'pos' | 'neg' | 'low' }
    : { scale: 'ihc', value: Number(grade) }
}

/** A negative result says that there is no change. */
function inSitu(source: SourceResource, context: SubjectContext): Alteration[] {
  const at = { source, path: 'valueCodeableConcept' }
  const read = readCode(context, 'in-situ', source.resource['valueCodeableConcept'], at)
  if (read === 'negative') return []
  const cnaKind = read === 'positive' ? 'amp' : null
  return [{ ...common(source, context), class: 'cna', gene: 'HGNC:3430', cnaKind }]
}
