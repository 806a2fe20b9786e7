/** Random small worlds (made up): patients with enrolments, the exact cells counted by brute force, any cells masked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTable } from '../../src/discovery/index-table.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { aCell, aDefinition, aTable, sampleTerms } from '../support/published-tables.ts'

interface Enrolment {
  readonly patient: number
  /** Of the cohort, by its name. */
  readonly cohortTumour: string
  readonly alteration: string
  readonly drugs: string
}

const TUMOURS = ['BOWEL', 'COADREAD', 'COAD', 'SKIN', 'MEL', 'PAN'] as const
const TISSUES = ['BOWEL', 'SKIN'] as const
const ALTERATIONS = ['P:MSI:H', 'P:TMB:high@10'] as const
const MOST_PATIENTS = 40
const DRUGS = ['nivolumab', 'ipilimumab+nivolumab'] as const

/** Most patients are in one cohort, so that its cell outgrows others. */
const mostly = <T>(favourite: T, others: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(favourite) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const enrolments = fc.array(
  fc.record({
    patient: fc.nat({ max: MOST_PATIENTS - 1 }),
    cohortTumour: mostly('COADREAD', TUMOURS),
    alteration: mostly('P:MSI:H', ALTERATIONS),
    drugs: mostly('nivolumab', DRUGS),
  }),
  { minLength: 20, maxLength: 80 },
)

const definitions: fc.Arbitrary<CohortDefinition> = fc
  .record({
    tumour: fc.option(fc.uniqueArray(mostly('COADREAD', TUMOURS), { minLength: 1, maxLength: 2 })),
    below: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
    alteration: fc.option(fc.uniqueArray(mostly('P:MSI:H', ALTERATIONS), { minLength: 1, maxLength: 2 })),
    drugs: fc.option(mostly('nivolumab', DRUGS)),
  })
  .map(({ tumour, below, alteration, drugs }) => {
    const isNamed = tumour !== null && alteration !== null && drugs !== null
    const terms = isNamed ? tumour : (tumour?.map((code, at) => (below[at] === true ? `${code}+` : code)) ?? null)
    return sampleTerms.canonicalise(
      aDefinition({ tumour: atLeastOne(terms), alteration: atLeastOne(alteration), drugs }),
    )
  })

function atLeastOne(values: readonly string[] | null): [string, ...string[]] | null {
  const [first, ...rest] = values ?? []
  return first === undefined ? null : [first, ...rest]
}

interface World {
  readonly all: readonly Enrolment[]
  /** Each patient's own tumour, null where it is under review: it need not agree with the cohort's name. */
  readonly tumourOf: readonly (string | null)[]
  readonly hidden: readonly boolean[]
}

const countPatients = (all: readonly Enrolment[], holds: (one: Enrolment) => boolean) =>
  new Set(all.filter(holds).map(one => one.patient)).size

const keyOf = (one: Enrolment) => `v1|${one.cohortTumour}|${one.alteration}|${one.drugs}`

/** A whole definition names the cohort of that key; a part of one restricts the patient's tumour, alteration and drugs. */
function truth(definition: CohortDefinition, { all, tumourOf }: World): number {
  const key = sampleTerms.keyOf(definition)
  if (key !== null) return countPatients(all, one => keyOf(one) === key)
  return countPatients(
    all,
    one =>
      (definition.tumour?.some(term => isOfTerm(tumourOf[one.patient] ?? '', term)) ?? true) &&
      (definition.alteration?.includes(one.alteration) ?? true) &&
      (definition.drugs === null || definition.drugs === one.drugs),
  )
}

/** `CODE+` is the node and what lies below it. */
function isOfTerm(code: string, term: string): boolean {
  return term.endsWith('+') ? sampleTerms.isAtOrBelow(code, term.slice(0, -1)) : code === term
}

/** Every cell of the catalogue; below 5 masked, and further ones as the world has it. */
function protectedTable({ all, tumourOf, hidden }: World): PublishedTable {
  const exact: [NationalTable['cells'][number]['kind'], string, number][] = [
    ['total', '*', countPatients(all, () => true)],
  ]
  for (const drugs of DRUGS) exact.push(['drugs', drugs, countPatients(all, one => one.drugs === drugs)])
  for (const tissue of TISSUES) {
    exact.push([
      'tumour',
      tissue,
      countPatients(all, one => sampleTerms.tissueOf(tumourOf[one.patient] ?? '') === tissue),
    ])
  }
  for (const key of new Set(all.map(keyOf))) exact.push(['cohort', key, countPatients(all, one => keyOf(one) === key)])
  const cells = exact.map(([kind, code, count], index) =>
    aCell(kind, code, count < 5 || hidden[index] === true ? 'masked' : count),
  )
  return { table: aTable({ cells }), jws: '', sha256: '0'.repeat(64), publishedAt: '' }
}

const worlds: fc.Arbitrary<World> = fc.record({
  all: enrolments,
  tumourOf: fc.array(fc.option(fc.constantFrom(...TUMOURS)), { minLength: MOST_PATIENTS, maxLength: MOST_PATIENTS }),
  hidden: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
})

describe('a reading, in any world', () => {
  it('never contradicts the truth', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const { result } = readPublished(definition, indexTable(protectedTable(world)), sampleTerms)
        if (result.status === 'value') expect(truth(definition, world)).toBe(result.count)
        else if (result.atMost !== null) expect(truth(definition, world)).toBeLessThanOrEqual(result.atMost)
      }),
      { numRuns: 1000 },
    )
  })

  it('never shows a number that the table does not show', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const published = protectedTable(world)
        const { result } = readPublished(definition, indexTable(published), sampleTerms)
        const shown = new Set<unknown>([null, ...published.table.cells.map(cell => cell.count)])
        expect(shown).toContain(result.status === 'value' ? result.count : result.atMost)
      }),
    )
  })

  it('is the same bytes for the same table, and blind to the order of cells, of codes and of questions', () => {
    fc.assert(
      fc.property(worlds, fc.array(definitions, { minLength: 1, maxLength: 8 }), (world, asked) => {
        const published = protectedTable(world)
        const turned = { ...published, table: { ...published.table, cells: published.table.cells.toReversed() } }
        const readAll = (table: PublishedTable, order: readonly CohortDefinition[]) => {
          const indexed = indexTable(table)
          return order.map(definition => JSON.stringify(readPublished(definition, indexed, sampleTerms)))
        }
        const reversed = asked.map(definition =>
          sampleTerms.canonicalise({ ...definition, tumour: atLeastOne(definition.tumour?.toReversed() ?? null) }),
        )
        expect(readAll(turned, reversed.toReversed()).toReversed()).toEqual(readAll(published, asked))
      }),
    )
  })
})
