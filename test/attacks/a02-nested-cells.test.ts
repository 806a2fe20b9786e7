/** A02: a cell less a smaller one inside it leaves one patient. */
import { describe, expect, it } from 'vitest'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { answersFromEngine } from '../support/engine-answers.ts'
import { cellsOfCut, type Kind, narrowedByGenes } from '../support/gene-adversary.ts'
import { countsOf, protect, range, treated } from '../support/protection.ts'
import { aDefinition } from '../support/published-tables.ts'
import { narrowedGroups, readTables } from '../support/table-adversary.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const FOURTEEN = range(1, 14)
const screened = (code: string, patients: ReadonlySet<number>): ExactCell => ({
  ...treated('tumour', code, patients),
  denominator: 'screened',
})

/** Fourteen in one cell, thirteen of them in another. */
const nested: readonly (readonly [string, readonly ExactCell[]])[] = [
  ['a drug and its only cohort', [treated('drugs', 'all', FOURTEEN), treated('cohort', 'part', range(1, 13))]],
  ['a tissue and a cohort in it', [treated('tumour', 'all', FOURTEEN), treated('cohort', 'part', range(1, 13))]],
  ['the total and a drug', [treated('total', 'all', FOURTEEN), treated('drugs', 'part', range(1, 13))]],
  ['two cohorts, one within the other', [treated('cohort', 'all', FOURTEEN), treated('cohort', 'part', range(1, 13))]],
  ['a screened tissue and the treated in it', [screened('all', FOURTEEN), treated('tumour', 'part', range(1, 13))]],
]

describe('A02 nested cells', () => {
  it.each(nested)('never shows both of %s: the one between them keeps 0..4', (_, cells) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const table = protect(cells, { seed })
      const { all, part } = countsOf(table)
      expect([all, part].filter(count => count === 'masked')).toHaveLength(1)
      expect(narrowedGroups(readTables([cells], [table]), 5)).toEqual([])
    }
  })

  it('would be found by the reader where both stood: the difference can only be one', () => {
    const [[, cells]] = nested as [(typeof nested)[number]]
    const decided = cells.map(cell => ({ cell, count: cell.patients.size, reason: 'fresh' as const, group: null }))
    const both = { decided, cells: decided.map(({ cell, count }) => ({ ...cell, count })) as never }
    expect(narrowedGroups(readTables([cells], [both]), 5)).toEqual(['14 can only be 1'])
  })

  it('finds it through three margins at once: drug, tissue and total', () => {
    const rest = range(21, 40)
    const cells = [
      treated('total', 'T', new Set([...FOURTEEN, ...rest])),
      treated('drugs', 'd', FOURTEEN),
      treated('drugs', 'e', rest),
      treated('tumour', 't', range(1, 13)),
      treated('tumour', 'u', new Set([14, ...rest])),
    ]
    const table = protect(cells)
    expect(narrowedGroups(readTables([cells], [table]), 5)).toEqual([])
    expect(Object.values(countsOf(table)).filter(count => count !== 'masked').length).toBeGreaterThanOrEqual(3)
  })

  it('publishes an atom of six beside its parent', () => {
    for (const [, [all, part]] of nested as [string, [ExactCell, ExactCell]][]) {
      const cells = [all, { ...part, patients: range(1, 8) }]
      expect(countsOf(protect(cells))).toEqual({ all: 14, part: 8 })
    }
  })
})

describe('A02 nested cells of genes', () => {
  const kind = (patients: number, tissue: Kind['tissue'], hasA: boolean, more: Partial<Kind> = {}): Kind => ({
    patients,
    tissue,
    isTreated: false,
    genes: { A: hasA, B: false },
    from: 0,
    until: 1,
    ...more,
  })
  const rest = [kind(15, 'T', false), kind(15, 'U', false)]
  const treatedA = (patients: number) => kind(patients, 'T', true, { isTreated: true })
  /** Fourteen in the wider cell, of whom `inside` are in the other: codes of both. */
  const worlds: readonly (readonly [string, readonly [string, string], (inside: number) => readonly Kind[]])[] = [
    [
      'a gene and the gene in a tissue',
      ['A', 'T|A'],
      inside => [kind(inside, 'T', true), kind(14 - inside, 'U', true), ...rest],
    ],
    [
      'a tissue and a gene in it',
      ['T', 'T|A'],
      inside => [kind(inside, 'T', true), kind(14 - inside, 'T', false), kind(15, 'U', false)],
    ],
    [
      'a gene and the cohort that states it',
      ['T|A', 'c'],
      inside => [treatedA(inside), kind(14 - inside, 'T', true), ...rest],
    ],
  ]

  it.each(worlds)('never shows both of %s: the one between them keeps 0..4', (_, codes, worldOf) => {
    const world = worldOf(13)
    const cells = cellsOfCut(world, 0)
    for (const seed of [1, 2, 3]) {
      const table = protect(cells, { seed })
      const counts = countsOf(table)
      expect(codes.map(code => counts[code])).toContain('masked')
      expect(narrowedByGenes(world, [table], 5)).toEqual([])
    }
  })

  it.each(worlds.slice(1))('would be found by the reader where both of %s stood', (_, codes, worldOf) => {
    const world = worldOf(13)
    const table = protect(cellsOfCut(world, 0))
    const decided = table.decided.map(one => {
      const isShown = codes.includes(one.cell.code) && one.cell.patients.size >= 5
      return isShown ? { ...one, reason: 'fresh' as const, count: one.cell.patients.size } : one
    })
    expect(narrowedByGenes(world, [{ ...table, decided }], 5)).not.toEqual([])
  })

  it.each(worlds)('shows both of %s where six lie between them', (_, codes, worldOf) => {
    const counts = countsOf(protect(cellsOfCut(worldOf(8), 0)))
    expect(codes.map(code => counts[code])).toEqual([14, 8])
  })
})

describe("A02 in the engine's table, as a gateway answers from it", () => {
  const [part, other] = ['Gly12Cys', 'Gly12Asp'].map(
    change => `v1|COADREAD|V:HGNC:6407:p.${change}|panitumumab+sotorasib`,
  ) as [string, string]
  const far = 'v1|CHOL|V:HGNC:1097:p.Val600Glu|dabrafenib+trametinib'
  const wider = [
    aDefinition({ drugs: 'panitumumab+sotorasib' }),
    aDefinition({ tumour: ['BOWEL+'] }),
    aDefinition({ tumour: ['COADREAD+'], alteration: ['G:HGNC:6407:any'] }),
    aDefinition({ drugs: 'sotorasib+' }),
  ]

  /** Of fourteen on one combination in one tissue with one gene; the part of them first. */
  const answersOf = (inside: number) =>
    answersFromEngine(
      { [part]: inside, [other]: 14 - inside, [far]: 20 },
      { untreated: 30, asked: [definitionOfKey(shipped, part), ...wider] },
    )

  it('never shows thirteen beside fourteen, by drug, tissue, gene or whatever holds it', async () => {
    const shown = (await answersOf(13)).flatMap(result => (result.status === 'value' ? [result.count] : []))
    expect(shown.includes(13) && shown.includes(14)).toBe(false)
  })

  it('shows eight beside fourteen', async () => {
    const [inside, drug, tissue] = await answersOf(8)
    expect([inside, drug, tissue]).toEqual([8, 14, 14].map(count => ({ status: 'value', count })))
  })
})
