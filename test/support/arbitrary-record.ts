/** A fast-check arbitrary of valid `prime-rose-record/1` documents: every member that the schema knows, in sound relation. */
import fc from 'fast-check'
import { type PrimeRoseRecord, recordSchema } from '../../src/model/generated/record.ts'
import { isValid } from '../../src/model/validation.ts'
import { arbitraryFromSchema } from './arbitrary-from-schema.ts'

const inn = fc.constantFrom(
  'pertuzumab',
  'trastuzumab',
  'dabrafenib',
  'trastuzumab-deruxtecan',
  'interferon-alfa-2b',
  'unknown',
)

const cohortKey = fc
  .tuple(
    fc.constantFrom('CHOL', 'PAN', 'COADREAD', 'COAD,READ'),
    fc.constantFrom('V:HGNC:1097:p.Val600Glu', 'G:HGNC:1097:act!p.Val600', 'F:HGNC:427~HGNC:7029', 'P:TMB:high@20'),
    fc.constantFrom('sotorasib', 'dabrafenib+trametinib'),
  )
  .map(parts => ['v1', ...parts].join('|'))

const definitions = recordSchema.$defs
const whole = arbitraryFromSchema(recordSchema, {
  inn,
  [definitions.treatment.properties.cohortKey.anyOf[0].pattern]: cohortKey,
}) as fc.Arbitrary<PrimeRoseRecord>

/** What the schema cannot say: keys are unique and name what is there, one tumour is the primary, details fit their class. */
export const arbitraryRecord: fc.Arbitrary<PrimeRoseRecord> = fc
  .tuple(whole, fc.nat(), fc.infiniteStream(fc.nat()))
  .map(([record, primary, choices]) => relate(record, primary, choices))
  .filter(record => isValid<PrimeRoseRecord>('urn:prime-rose:record/1', record))

function relate(record: PrimeRoseRecord, primary: number, choices: Iterator<number>): PrimeRoseRecord {
  const next = (): number => Number(choices.next().value)
  const tumours = record.tumours.map((tumour, at) => ({
    ...tumour,
    id: `t${at + 1}`,
    primary: at === primary % record.tumours.length,
  }))
  const specimens = record.specimens.map((specimen, at) => ({ ...specimen, id: `s${at + 1}` }))
  const alterations = record.alterations.map((alteration, at) => {
    const { specimenId, expression, signature, ...others } = alteration
    return {
      ...others,
      id: `a${at + 1}`,
      ...(specimenId === undefined || specimens.length === 0 ? {} : { specimenId: pick(specimens, next()).id }),
      ...(alteration.class === 'expression' && expression !== undefined ? { expression } : {}),
      ...(alteration.class === 'signature' && signature !== undefined ? { signature } : {}),
    }
  })
  const treatments = record.treatments.map((treatment, at) => {
    const { startDay = 0, startQuarter = '2022-Q1', ...others } = treatment
    return {
      ...others,
      id: `c${at + 1}`,
      ...(treatment.status === 'not-started' ? {} : { startDay, startQuarter }),
      tumourId: pick(tumours, next()).id,
      alterationIds: alterations.length === 0 ? [] : treatment.alterationIds.map(() => pick(alterations, next()).id),
    }
  })
  const ofTreatments = <T extends { readonly treatmentId: string }>(rows: readonly T[]): T[] =>
    treatments.length === 0 ? [] : rows.map(row => ({ ...row, treatmentId: pick(treatments, next()).id }))
  return {
    ...record,
    tumours: tumours as unknown as PrimeRoseRecord['tumours'],
    specimens,
    alterations,
    treatments,
    assessments: ofTreatments(record.assessments),
    outcomes: ofTreatments(record.outcomes),
    adverseEvents: ofTreatments(record.adverseEvents),
  }
}

function pick<T>(from: readonly T[], choice: number): T {
  const found = from[choice % from.length]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
