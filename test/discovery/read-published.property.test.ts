/**
 * Random small worlds (made up): patients with treatments, the exact cells counted by hand, any cells masked. What lies
 * within what is written here by hand, independent of the terminology.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTable } from '../../src/discovery/index-table.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { type Denominator, readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { aCell, aDefinition, aTable, sampleTerms } from '../support/published-tables.ts'

/** Each code with those it lies below. */
const TUMOURS: Readonly<Record<string, readonly string[]>> = {
  BOWEL: ['BOWEL'],
  COADREAD: ['COADREAD', 'BOWEL'],
  COAD: ['COAD', 'COADREAD', 'BOWEL'],
  SKIN: ['SKIN'],
  MEL: ['MEL', 'SKIN'],
}
const TISSUES = ['BOWEL', 'SKIN'] as const
/** Each alteration with those that whoever has it certainly has. */
const ALTERATIONS: Readonly<Record<string, readonly string[]>> = {
  'V:HGNC:6407:p.Gly12Cys': ['V:HGNC:6407:p.Gly12Cys', 'C:HGNC:6407:p.Gly12', 'G:HGNC:6407:mut', 'G:HGNC:6407:any'],
  'C:HGNC:6407:p.Gly12': ['C:HGNC:6407:p.Gly12', 'G:HGNC:6407:mut', 'G:HGNC:6407:any'],
  'G:HGNC:6407:mut': ['G:HGNC:6407:mut', 'G:HGNC:6407:any'],
  'V:HGNC:1097:p.Val600Glu': ['V:HGNC:1097:p.Val600Glu', 'G:HGNC:1097:mut', 'G:HGNC:1097:any'],
  'G:HGNC:1097:any': ['G:HGNC:1097:any'],
  'G:HGNC:6407:any': ['G:HGNC:6407:any'],
  'P:MSI:H': ['P:MSI:H'],
}
const GENES = ['HGNC:1097', 'HGNC:6407'] as const
const DRUGS = ['nivolumab', 'ipilimumab+nivolumab'] as const

interface Treatment {
  readonly patient: number
  /** Of the cohort: one node, or PAN. */
  readonly node: string
  readonly alteration: string
  readonly drugs: string
}

interface World {
  readonly all: readonly Treatment[]
  /** Each patient's own tumour, null where it is under review: it need not agree with the cohort's name. */
  readonly own: readonly (string | null)[]
  /** What each patient was found to have, besides. */
  readonly found: readonly (readonly string[])[]
  readonly hidden: readonly boolean[]
}

const MOST_PATIENTS = 40

/** Most patients are in one cohort, so that its cell outgrows others. */
const mostly = <T>(favourite: T, others: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(favourite) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const worlds: fc.Arbitrary<World> = fc.record({
  all: fc.array(
    fc.record({
      patient: fc.nat({ max: MOST_PATIENTS - 1 }),
      node: mostly('COADREAD', [...Object.keys(TUMOURS), 'PAN']),
      alteration: mostly('V:HGNC:6407:p.Gly12Cys', Object.keys(ALTERATIONS)),
      drugs: mostly('nivolumab', DRUGS),
    }),
    { minLength: 20, maxLength: 80 },
  ),
  own: fc.array(fc.option(fc.constantFrom(...Object.keys(TUMOURS))), {
    minLength: MOST_PATIENTS,
    maxLength: MOST_PATIENTS,
  }),
  found: fc.array(fc.uniqueArray(mostly('V:HGNC:6407:p.Gly12Cys', Object.keys(ALTERATIONS)), { maxLength: 3 }), {
    minLength: MOST_PATIENTS,
    maxLength: MOST_PATIENTS,
  }),
  hidden: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
})

const definitions: fc.Arbitrary<CohortDefinition> = fc
  .record({
    isNamed: fc.boolean(),
    tumour: fc.option(fc.uniqueArray(fc.constantFrom(...Object.keys(TUMOURS)), { minLength: 1, maxLength: 2 })),
    below: fc.boolean(),
    alteration: fc.option(fc.uniqueArray(fc.constantFrom(...Object.keys(ALTERATIONS)), { minLength: 1, maxLength: 2 })),
    drugs: fc.option(fc.constantFrom(...DRUGS, 'nivolumab+', 'L01FF')),
  })
  .map(({ isNamed, tumour, below, alteration, drugs }) => {
    const [node, finding, set] = [tumour?.[0], alteration?.[0], drugs]
    const named = isNamed && node !== undefined && finding !== undefined && (DRUGS as readonly unknown[]).includes(set)
    return sampleTerms.canonicalise(
      named
        ? aDefinition({ tumour: [node], alteration: [finding], drugs: set ?? null })
        : aDefinition({
            match: 'within',
            tumour: atLeastOne(tumour?.map(code => (below ? `${code}+` : code)) ?? null),
            alteration: atLeastOne(alteration),
            drugs,
          }),
    )
  })

function atLeastOne(values: readonly string[] | null): [string, ...string[]] | null {
  const [first, ...rest] = values ?? []
  return first === undefined ? null : [first, ...rest]
}

const keyOf = ({ node, alteration, drugs }: Treatment) => `v1|${node}|${alteration}|${drugs}`

/** The patient's own tumour where it lies at or below the cohort's node, or the cohort has none; else the node. */
function tumourOf({ patient, node }: Treatment, { own }: World): string | null {
  const mine = own[patient] ?? null
  return node === 'PAN' || (mine !== null && TUMOURS[mine]?.includes(node) === true) ? mine : node
}

function isTumour(code: string | null, terms: CohortDefinition['tumour']): boolean {
  if (terms === null) return true
  return terms.some(term =>
    term.endsWith('+') ? (TUMOURS[code ?? '']?.includes(term.slice(0, -1)) ?? false) : term === code,
  )
}

function isGiven(drugs: string, asked: CohortDefinition['drugs']): boolean {
  if (asked === null || asked === 'L01FF') return true
  return asked === 'nivolumab+' ? drugs.includes('nivolumab') : drugs === asked
}

const countPatients = (all: readonly Treatment[], holds: (one: Treatment) => boolean) =>
  new Set(all.filter(holds).map(one => one.patient)).size

const hasFound = ({ found }: World, patient: number, asked: string) =>
  found[patient]?.some(one => ALTERATIONS[one]?.includes(asked) === true) === true

function truth(definition: CohortDefinition, world: World, denominator: Denominator): number {
  const { tumour, alteration, drugs, match } = definition
  if (denominator === 'screened') {
    return world.own.filter(
      (code, patient) =>
        isTumour(code, tumour) && (alteration === null || alteration.some(asked => hasFound(world, patient, asked))),
    ).length
  }
  if (match === 'named')
    return countPatients(world.all, one => keyOf(one) === `v1|${tumour?.join()}|${alteration?.join()}|${drugs}`)
  return countPatients(
    world.all,
    one =>
      isTumour(tumourOf(one, world), tumour) &&
      (alteration === null || alteration.some(code => ALTERATIONS[one.alteration]?.includes(code) === true)) &&
      isGiven(one.drugs, drugs),
  )
}

type Cell = NationalTable['cells'][number]

/** Cells of the catalogue; below 5 masked, and further ones as the world has it. */
function protectedTable(world: World): PublishedTable {
  const { all, own, hidden } = world
  const isIn = (code: string | null, tissue: string) => TUMOURS[code ?? '']?.includes(tissue) === true
  const exact: [Cell['denominator'], Cell['kind'], string, number][] = [
    ['treated', 'total', '*', countPatients(all, () => true)],
    ['screened', 'total', '*', own.length],
    ...GENES.flatMap((gene): [Cell['denominator'], Cell['kind'], string, number][] => {
      const holders = own.filter((_, patient) => hasFound(world, patient, `G:${gene}:any`)).length
      const inTissue = (tissue: string) =>
        own.filter((code, patient) => isIn(code, tissue) && hasFound(world, patient, `G:${gene}:any`)).length
      return [
        ['screened', 'gene', gene, holders],
        ...TISSUES.map((tissue): [Cell['denominator'], Cell['kind'], string, number] => [
          'screened',
          'tumour-gene',
          `${tissue}|${gene}`,
          inTissue(tissue),
        ]),
      ]
    }),
    ...TISSUES.flatMap((tissue): [Cell['denominator'], Cell['kind'], string, number][] => [
      ['treated', 'tumour', tissue, countPatients(all, one => isIn(tumourOf(one, world), tissue))],
      ['screened', 'tumour', tissue, own.filter(code => isIn(code, tissue)).length],
    ]),
    ...DRUGS.map((drugs): [Cell['denominator'], Cell['kind'], string, number] => [
      'treated',
      'drugs',
      drugs,
      countPatients(all, one => one.drugs === drugs),
    ]),
    ...[...new Set(all.map(keyOf))].map((key): [Cell['denominator'], Cell['kind'], string, number] => [
      'treated',
      'cohort',
      key,
      countPatients(all, one => keyOf(one) === key),
    ]),
  ]
  const cells = exact.map(([denominator, kind, code, count], index) => ({
    ...aCell(kind, code, count < 5 || hidden[index % hidden.length] === true ? 'masked' : count),
    denominator,
  }))
  return { table: aTable({ cells }), jws: '', sha256: '0'.repeat(64), publishedAt: '' }
}

const index = (published: PublishedTable) => indexTable(published, { terms: sampleTerms, isFirst: true })

/** Screened patients are asked for by tumour and gene. */
const denominatorsOf = ({ match, drugs }: CohortDefinition): readonly Denominator[] =>
  match === 'within' && drugs === null ? ['treated', 'screened'] : ['treated']

describe('a reading, in any world', () => {
  it('never contradicts the truth', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        for (const denominator of denominatorsOf(definition)) {
          const { result } = readPublished({ definition, denominator }, index(protectedTable(world)), sampleTerms)
          const patients = truth(definition, world, denominator)
          if (result.status === 'value') {
            expect(patients).toBe(result.count)
            continue
          }
          expect(patients).toBeGreaterThanOrEqual(result.from)
          if (result.to !== null) expect(patients).toBeLessThanOrEqual(result.to)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('knows no more than the shown cells: masked numbers change nothing', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const published = protectedTable(world)
        const shown = published.table.cells.filter(({ count }) => count !== 'masked')
        const without = { ...published, table: aTable({ cells: shown }) }
        for (const denominator of denominatorsOf(definition)) {
          const asked = { definition, denominator }
          const reading = readPublished(asked, index(published), sampleTerms)
          expect(readPublished(asked, index(without), sampleTerms)).toEqual(reading)
        }
      }),
    )
  })

  it('gives numbers that are shown, or sums and differences of screened tissues', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const published = protectedTable(world)
        const { result } = readPublished({ definition, denominator: 'treated' }, index(published), sampleTerms)
        const [bowel, skin] = TISSUES.map(
          tissue => published.table.cells.find(cell => cell.denominator === 'treated' && cell.code === tissue)?.count,
        )
        const shown = new Set<unknown>([
          0,
          null,
          Number(bowel) + Number(skin),
          ...published.table.cells.map(cell => cell.count),
        ])
        if (result.status === 'value') expect(shown).toContain(result.count)
        if (result.status !== 'value') for (const bound of [result.from, result.to]) expect(shown).toContain(bound)
      }),
    )
  })

  it('is the same bytes for the same table, and blind to the order of cells, of codes and of questions', () => {
    fc.assert(
      fc.property(worlds, fc.array(definitions, { minLength: 1, maxLength: 8 }), (world, asked) => {
        const published = protectedTable(world)
        const turned = { ...published, table: { ...published.table, cells: published.table.cells.toReversed() } }
        const readAll = (table: PublishedTable, order: readonly CohortDefinition[]) => {
          const indexed = index(table)
          return order.map(definition =>
            JSON.stringify(readPublished({ definition, denominator: 'treated' }, indexed, sampleTerms)),
          )
        }
        const reversed = asked.map(definition =>
          sampleTerms.canonicalise({ ...definition, tumour: atLeastOne(definition.tumour?.toReversed() ?? null) }),
        )
        expect(readAll(turned, reversed.toReversed()).toReversed()).toEqual(readAll(published, asked))
      }),
    )
  })
})
