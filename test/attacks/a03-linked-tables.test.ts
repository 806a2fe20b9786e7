/** A03: two ways to add up the same patients, each harmless alone, that together leave one number for three of them. */
import { describe, expect, it } from 'vitest'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { eachDataSet } from '../support/brute-force.ts'
import { answersFromEngine } from '../support/engine-answers.ts'
import { cellsOfCut, type Kind, narrowedByGenes } from '../support/gene-adversary.ts'
import { countsOf, protect, protectAll, treated } from '../support/protection.ts'
import { aDefinition } from '../support/published-tables.ts'
import { narrowedGroups, readTables } from '../support/table-adversary.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const NAMES = ['A', 'B', 'I', 'J', 'K', 'L', 'M', 'N'] as const
type Name = (typeof NAMES)[number]
type Sizes = Readonly<Record<Name, number>>

const WORKED: Sizes = { A: 2, B: 2, I: 8, J: 8, K: 3, L: 3, M: 3, N: 7 }
const HARMLESS: Sizes = { ...WORKED, A: 6, B: 6, K: 9, L: 9, M: 9 }

function cellsOf(sizes: Sizes) {
  const firstOf = (name: Name) =>
    NAMES.slice(0, NAMES.indexOf(name)).reduce((patients, before) => patients + sizes[before], 0)
  const patientsOf = (name: Name) => Array.from({ length: sizes[name] }, (_, one) => firstOf(name) + one)
  const together = (names: string) => new Set([...names].flatMap(name => patientsOf(name as Name)))
  return {
    single: NAMES.map(name => treated('cohort', name, together(name))),
    first: [treated('drugs', 'ABIJ', together('ABIJ')), treated('drugs', 'KLMN', together('KLMN'))],
    second: [treated('tumour', 'LM', together('LM')), treated('tumour', 'rest', together('ABIJKN'))],
  }
}

/** What K can be, where single cells below five are masked and these sums stand beside the others. */
function feasibleK(sums: readonly (readonly [string, number])[]): readonly number[] {
  const known = [...sums, ['I', 8], ['J', 8], ['N', 7]] as readonly (readonly [string, number])[]
  const found = new Set<number>()
  eachDataSet(
    NAMES.length,
    known.map(([names, total]) => ({ atoms: [...names].map(name => NAMES.indexOf(name as Name)), total })),
    values => found.add(values[NAMES.indexOf('K')] ?? -1),
  )
  return [...found].sort((a, b) => a - b)
}

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, value) => value)
const shown = (cells: readonly ExactCell[], counts: Record<string, number | 'masked'>) =>
  cells.filter(({ code }) => counts[code] !== 'masked')

describe('A03 linked tables', () => {
  it('is as the worked numbers say: 0..9, 0..7, and together three', () => {
    const [one, two] = [
      [
        ['ABIJ', 20],
        ['KLMN', 16],
      ],
      [
        ['LM', 6],
        ['ABIJKN', 30],
      ],
    ] as const
    expect(feasibleK(one)).toEqual(upTo(9))
    expect(feasibleK(two)).toEqual(upTo(7))
    expect(feasibleK([...one, ...two])).toEqual([3])
  })

  it('never publishes both pairs of sums beside the single cells', () => {
    const { single, first, second } = cellsOf(WORKED)
    for (const seed of [1, 2, 3]) {
      const cells = [...single, ...first, ...second]
      const table = protect(cells, { seed })
      expect(narrowedGroups(readTables([cells], [table]), 5)).toEqual([])
      expect(shown([...first, ...second], countsOf(table)).length).toBeLessThan(4)
    }
  })

  it('does not publish a sum of which all but four are shown in other cells', () => {
    // {A, B} = 20 - 8 - 8.
    const { single, first } = cellsOf(WORKED)
    const table = protect([...single, ...first])
    const counts = countsOf(table)
    expect([counts['ABIJ'], counts['I'], counts['J']]).toContain('masked')
    expect(narrowedGroups(readTables([[...single, ...first]], [table]), 5)).toEqual([])
  })

  it('holds also where the second way to add comes a year later, whichever comes first', () => {
    const { single, first, second } = cellsOf(WORKED)
    for (const [early, late] of [
      [first, second],
      [second, first],
    ] as const) {
      const cuts = [
        [...single, ...early],
        [...single, ...early, ...late],
      ]
      const tables = protectAll(cuts)
      expect(narrowedGroups(readTables(cuts, tables), 5)).toEqual([])
      const last = tables[1] === undefined ? {} : countsOf(tables[1])
      expect(shown([...first, ...second], last).length).toBeLessThan(4)
    }
  })

  it('publishes both whole where no part is small', () => {
    const { single, first, second } = cellsOf(HARMLESS)
    const all = [...single, ...first, ...second]
    const whole = Object.fromEntries(all.map(({ code, patients }) => [code, patients.size]))
    expect(countsOf(protect(all))).toEqual(whole)
    const [, later] = protectAll([[...single, ...first], all])
    expect(later === undefined ? {} : countsOf(later)).toEqual(whole)
  })
})

describe('A03 treated and screened tables, linked by the genes that cohorts state', () => {
  const kind = (patients: number, isTreated: boolean, hasA: boolean): Kind => ({
    patients,
    tissue: 'T',
    isTreated,
    genes: { A: hasA, B: false },
    from: 0,
    until: 2,
  })
  /** Those with the gene who were not treated. */
  const worldOf = (between: number) => [kind(8, true, true), kind(between, false, true), kind(20, false, false)]
  const isTreatedCell = ({ denominator }: ExactCell) => denominator === 'treated'

  it('never shows a gene less its cohort, also where one of them comes a year later', () => {
    const world = worldOf(3)
    const cells = cellsOfCut(world, 0)
    for (const [early, late] of [
      [cells.filter(isTreatedCell), cells],
      [cells.filter(cell => !isTreatedCell(cell)), cells],
      [cells, cells],
    ] as const) {
      const tables = protectAll([early, late])
      expect(narrowedByGenes(world, tables, 5)).toEqual([])
      const counts = tables[1] === undefined ? {} : countsOf(tables[1])
      expect([counts['T|A'], counts['c']].filter(count => count !== 'masked')).toHaveLength(1)
    }
  })

  it('shows both where five of the gene were not treated', () => {
    const counts = countsOf(protect(cellsOfCut(worldOf(5), 0)))
    expect([counts['T|A'], counts['c']]).toEqual([13, 8])
  })
})

describe("A03 in the engine's table, as a gateway answers from it", () => {
  /** ABIJ by one set of drugs, KLMN by another; LM of one tissue, the rest of another. */
  const keyOf = (name: Name) => {
    const [node, drugs] = ['LM'.includes(name) ? 'COADREAD' : 'CHOL', 'ABIJ'.includes(name) ? 'olaparib' : 'trametinib']
    return `v1|${node}|V:HGNC:6407:p.Gly${11 + NAMES.indexOf(name)}Cys|${drugs}`
  }
  const sums = [
    ['ABIJ', aDefinition({ drugs: 'olaparib' })],
    ['KLMN', aDefinition({ drugs: 'trametinib' })],
    ['LM', aDefinition({ tumour: ['BOWEL+'] })],
    ['ABIJKN', aDefinition({ tumour: ['BILIARY_TRACT+'] })],
    ['ABIJKLMN', aDefinition()],
  ] as const
  const asked = [...NAMES.map(name => [name, definitionOfKey(shipped, keyOf(name))] as const), ...sums]

  async function answersOf(sizes: Sizes) {
    const patients = Object.fromEntries(NAMES.map(name => [keyOf(name), sizes[name]]))
    const questions = asked.map(([, definition]) => definition)
    const results = await answersFromEngine(patients, { untreated: 30, asked: questions })
    return asked.map(([names], at) => [names, results[at]] as const)
  }

  it('leaves 0..4 for each atom to whoever puts all answers together', async () => {
    const answers = await answersOf(WORKED)
    const told = answers.flatMap(([names, result]) =>
      result?.status === 'value' ? [[names, result.count] as const] : [],
    )
    expect(told.length).toBeGreaterThan(3)
    // Which one is masked is the secret's choice: a sum, or a single cell of five and more that would tell the same.
    const ofK = NAMES.filter(name => WORKED[name] >= 5).length + sums.length
    expect(told.length).toBeLessThan(ofK)
    const small = NAMES.filter(name => WORKED[name] < 5)
    const found = new Map(small.map(name => [name, new Set<number>()]))
    eachDataSet(
      NAMES.length,
      told.map(([names, total]) => ({ atoms: [...names].map(name => NAMES.indexOf(name as Name)), total })),
      values => {
        for (const name of small) found.get(name)?.add(values[NAMES.indexOf(name)] ?? -1)
      },
    )
    for (const [name, values] of found) expect([name, upTo(4).filter(value => !values.has(value))]).toEqual([name, []])
  })

  it('gives every number where no part is small', async () => {
    const size = (names: string) => [...names].reduce((all, name) => all + HARMLESS[name as Name], 0)
    expect(await answersOf(HARMLESS)).toEqual(asked.map(([names]) => [names, { status: 'value', count: size(names) }]))
  })
})
