/**
 * A discovery answer from a table of ten times the cells against one from the smaller table, and from a shelf of ten tables
 * against one of one. The larger table is made of the same nodes, alterations and drugs recombined, so that everything a
 * question could have to look at is there ten times; many questions of each kind, since one again and again would measure
 * a cache. Both sides must give the number of the cell for every shown cohort.
 */
import { canonicaliseDefinition, definitionOfKey } from '../../src/cohort/definition.ts'
import { type IndexedTable, indexTable } from '../../src/discovery/index-table.ts'
import { type CohortQuestion, readPublished } from '../../src/discovery/read-published.ts'
import { openTableShelf, type TableShelf } from '../../src/discovery/table-shelf.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { type Random, seededRandom } from '../../src/synthetic/random.ts'
import { FakeTables } from '../support/discovery-fakes.ts'
import { aCell, aPublishedTable, aTable, sampleTerms } from '../support/published-tables.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { benchTables } from './generated-patients.ts'
import { catalogue, machine } from './interleaved.ts'
import { percentile, type RatioGoal, ratioOf } from './ratios.ts'

const ROUNDS = 11
/** Both sides take turns this often in a round, so that whatever else the machine does meets both. */
const TURNS = 90
/** In a turn of one side, the same ones for both: about a millisecond, in which the thread is seldom put aside. */
const QUESTIONS = 90
const COHORTS = 90
const GENES = 45
const TIMES_LARGER = 10
const goalOf = (name: string): RatioGoal => ({ name, must: 1.5, striveFor: 1.1, direction: 'at most' })

type Cell = NationalTable['cells'][number]

export async function benchAnswersAtSize() {
  const { cohorts } = benchTables(shipped, catalogue)
  const keys = cohorts.slice(0, COHORTS)
  const [small, large] = [await tableOf(keys, 1), await tableOf(keys, TIMES_LARGER)]
  const asked = questionsOf(keys)
  check(small, asked.named)
  check(large, asked.named)
  const shelves = [await shelfOf(keys, 1), await shelfOf(keys, TIMES_LARGER)] as const
  const everything = Object.values(asked).flat()
  const sizes = { small: () => small, large: () => large }
  const tables = { small: () => shelves[0].latest(), large: () => shelves[1].latest() }
  const ratios = [
    ...Object.entries(asked).map(([kind, questions]) =>
      ratioOf(measure(questions, sizes), goalOf(`${NAMES[kind as keyof typeof NAMES]}, at 10x the cells / 1x`)),
    ),
    ratioOf(measure(everything, tables), goalOf('all of these, at 10x the tables / 1x')),
  ]
  for (const shelf of shelves) await shelf.close()
  const cells = { small: small.published.table.cells.length, large: large.published.table.cells.length }
  return { name: 'answers at size', ...machine, rounds: ROUNDS, ratios, cells }
}

const NAMES = {
  named: 'named cohort',
  wider: 'wider group by tumour and alteration',
  drugs: 'wider group by drug',
  nothing: 'wider group with no cohort of the table in it',
  screened: 'screened patients by tumour and gene',
} as const

/** Of as many cohorts, sets of drugs and genes as the factor says; a third of its cells masked. */
function cellsOf(keys: readonly string[], factor: number): Cell[] {
  const random = seededRandom('answers at size')
  const parts = keys.map(key => key.split('|'))
  const pick = (at: number) => random.pick(parts)[at] ?? ''
  const cohorts = new Set(keys)
  while (cohorts.size < keys.length * factor) cohorts.add(`v1|${pick(1)}|${pick(2)}|${pick(3)}`)
  const drugs = drugSets(
    parts.map(part => part[3] ?? ''),
    { factor, random },
  )
  const genes = Array.from({ length: GENES * factor }, (_, at) => KNOWN_GENES[at] ?? `HGNC:${9_000_000 + at}`)
  const tissues = [...shipped.tumours.nodes.values()].flatMap(({ code, parent }) => (parent === null ? [code] : []))
  const names: readonly Omit<Cell, 'count'>[] = [
    ...[...cohorts].map(code => aCell('cohort', code, 'masked')),
    ...drugs.map(code => aCell('drugs', code, 'masked')),
    ...(['treated', 'screened'] as const).flatMap(denominator =>
      tissues.map(code => ({ ...aCell('tumour', code, 'masked'), denominator })),
    ),
    ...genes.flatMap(gene =>
      [
        aCell('gene', gene, 'masked'),
        ...tissues.map(tissue => aCell('tumour-gene', `${tissue}|${gene}`, 'masked')),
      ].map(cell => ({ ...cell, denominator: 'screened' as const })),
    ),
    { ...aCell('total', '*', 'masked'), denominator: 'screened' },
  ]
  return names.map((name, at) => ({ ...name, count: countAt(at) }))
}

const countAt = (at: number) => (at % 3 === 0 ? ('masked' as const) : 5 + (at % 40))

const KNOWN_GENES = [...shipped.genes.byId.keys()]

/** The sets themselves, and combinations of their substances. */
function drugSets(sets: readonly string[], { factor, random }: { factor: number; random: Random }): readonly string[] {
  const known = new Set(sets)
  const [wanted, substances] = [known.size * factor, [...new Set(sets.flatMap(set => set.split('+')))]]
  while (known.size < wanted) known.add(random.shuffle(substances).slice(0, 3).sort().join('+'))
  return [...known]
}

async function tableOf(keys: readonly string[], factor: number): Promise<IndexedTable> {
  const published = await aPublishedTable(aTable({ cells: cellsOf(keys, factor) }))
  return indexTable(published, { terms: sampleTerms, isFirst: true })
}

/** So many tables, one after the other, of the same cells. */
async function shelfOf(keys: readonly string[], count: number): Promise<TableShelf> {
  const cells = cellsOf(keys, 1)
  const published = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      aPublishedTable(aTable({ cells, cut: { id: `cut-${at}`, cutoff: '2026-01-01' } })),
    ),
  )
  return openTableShelf(new FakeTables(published), sampleTerms, error => {
    throw error
  })
}

function questionsOf(keys: readonly string[]): Readonly<Record<keyof typeof NAMES, readonly CohortQuestion[]>> {
  const named = keys.map(key => definitionOfKey(shipped, key))
  const nodes = named.flatMap(({ tumour }) => (tumour?.length === 1 && tumour[0] !== 'PAN' ? [`${tumour[0]}+`] : []))
  const node = (at: number): [string, ...string[]] => [nodes[at % nodes.length] ?? 'LUNG+']
  const gene = (at: number) => `G:${KNOWN_GENES[at % GENES]}:any`
  const substance = (definition: CohortDefinition) => definition.drugs?.split('+')[0] ?? ''
  const within = (parts: Partial<CohortDefinition>) =>
    canonicaliseDefinition(shipped, {
      ...{ schema: 'cohort/1', match: 'within', tumour: null, alteration: null, drugs: null, endpoint: null },
      ...parts,
    } as CohortDefinition)
  const treated = (definition: CohortDefinition): CohortQuestion => ({ definition, denominator: 'treated' })
  const screened = (definition: CohortDefinition): CohortQuestion => ({ definition, denominator: 'screened' })
  return {
    named: named.map(treated),
    wider: named.flatMap(({ alteration }, at) =>
      [within({ tumour: node(at), alteration }), within({ alteration }), within({ tumour: node(at) })].map(treated),
    ),
    drugs: named.flatMap((definition, at) =>
      [
        within({ drugs: `${substance(definition)}+` }),
        within({ tumour: node(at), drugs: `${substance(definition)}+` }),
        within({ drugs: at % 2 === 0 ? 'L01F' : 'L01EC' }),
        within({ alteration: definition.alteration, drugs: definition.drugs }),
      ].map(treated),
    ),
    // One change of a gene: no cohort of the catalogue names it.
    nothing: named.flatMap((_, at) => {
      const alteration: [string] = [`V:${KNOWN_GENES[at % GENES]}:p.Trp1999Cys`]
      return [within({ tumour: node(at), alteration }), within({ alteration })].map(treated)
    }),
    screened: named.flatMap((_, at) =>
      [
        within({ tumour: node(at), alteration: [gene(at)] }),
        within({ alteration: [gene(at), gene(at + 1)] }),
        within({ tumour: node(at) }),
        within({ tumour: node(at), alteration: [gene(at), gene(at + 3)] }),
      ].map(screened),
    ),
  }
}

function check(table: IndexedTable, named: readonly CohortQuestion[]): void {
  for (const [at, question] of named.entries()) {
    const { result } = readPublished(question, table, sampleTerms)
    const count = countAt(at)
    const isRight =
      count === 'masked' ? result.status === 'masked' : result.status === 'value' && result.count === count
    if (!isRight) throw new Error('an answer is not what its cell says')
  }
}

const SIDES = ['small', 'large'] as const

/**
 * Wall clock, since a thread's processor time is told in steps longer than a turn; of a round the median of its turns, so that
 * one in which the thread was put aside, or collected garbage, does not count.
 */
function measure(
  asked: readonly CohortQuestion[],
  tables: Readonly<Record<(typeof SIDES)[number], () => IndexedTable>>,
) {
  const times = { small: [] as number[], large: [] as number[] }
  for (let round = -1; round < ROUNDS; round++) {
    const spent = { small: [] as number[], large: [] as number[] }
    for (let turn = 0; turn < TURNS; turn++) {
      const from = (turn * QUESTIONS) % asked.length
      const questions = asked.slice(from, from + QUESTIONS)
      for (const side of (round + turn) % 2 === 0 ? SIDES : SIDES.toReversed()) {
        const started = performance.now()
        for (const question of questions) readPublished(question, tables[side](), sampleTerms)
        spent[side].push(performance.now() - started)
      }
    }
    // The first round warms up.
    if (round < 0) continue
    for (const side of SIDES) times[side].push(percentile(spent[side], 50))
  }
  return { measured: times.large, unit: times.small }
}
