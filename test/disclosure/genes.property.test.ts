/** Screened patients by tissue and gene over two data cuts, against brute force (`test/support/gene-adversary.ts`). Made up. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOfCut, type Kind, narrowedByGenes } from '../support/gene-adversary.ts'
import { protect } from '../support/protection.ts'

const K = 3

const kinds: fc.Arbitrary<readonly Kind[]> = fc.array(
  fc
    .record({
      patients: fc.integer({ min: 1, max: 4 }),
      tissue: fc.constantFrom('T' as const, 'U' as const),
      isTreated: fc.boolean(),
      genes: fc.record({ A: fc.boolean(), B: fc.boolean() }),
      from: fc.constantFrom(0, 0, 1),
      stays: fc.constantFrom(true, true, false),
    })
    .map(({ stays, ...kind }) => ({
      ...kind,
      genes: { ...kind.genes, A: kind.genes.A || kind.isTreated },
      until: kind.from === 0 && !stays ? 1 : 2,
    })),
  { minLength: 2, maxLength: 6 },
)

/** Patients, tissue, `t` where treated, genes, first cut with them, first without. */
const NARROWED_ONCE: readonly (readonly [seed: number, world: string])[] = [
  [174, '2TtAB@0-2 1T@1-2 3TA@0-2 1TtAB@1-2 4U@1-2 1TtA@1-2 4TtAB@0-2 3TB@1-2'],
  [933, '3UtA@0-2 2UtA@0-1 2TAB@1-2 2TA@0-2 3TAB@0-1 2TA@0-2 2TtAB@0-2'],
  [715, '2UAB@1-2 3T@0-2 3T@0-2 3UAB@0-2 3UB@1-2 2TA@1-2 3TA@1-2'],
  [2, '4TtA@0-2 4TtA@1-2 4UAB@1-2 3TtAB@0-2 2UtA@0-2 4TB@0-2 1T@1-2'],
  [857, '4U@1-2 3TAB@1-2 1UtA@1-2 3UAB@0-2 4T@0-2 3TA@0-2 3U@1-2'],
  [7, '2UtAB@1-2 1TtAB@0-2 3U@1-2 2UB@0-2 1T@0-2 2UtAB@0-2 3UtA@0-2 3TA@0-2 1UB@0-2'],
  [755, '1TA@0-2 4UB@0-2 4TAB@0-1 4T@0-2 4UA@1-2'],
  [0, '4UA@0-2 2TtAB@0-2 2U@1-2 4UB@1-2 4UAB@0-2 3UA@1-2 4TtAB@0-2'],
  [438, '3U@1-2 3TAB@1-2 3U@0-2 4TB@0-2 3TA@1-2 4TtAB@0-2 3UB@0-2 1TB@1-2 2T@0-2'],
  [597, '2TtA@1-2 3T@0-2 2TAB@0-2 2UAB@0-2 1TtAB@0-2 3TA@0-2'],
  [198, '2UtAB@1-2 3UtA@0-2 2UB@0-2 1TB@1-2 2UtA@0-2 1T@0-2 3TAB@0-2 2TA@1-2'],
  [185, '4TA@1-2 3UtAB@0-2 3U@0-2 4T@0-2 3TAB@0-2 1U@0-2 1TtAB@0-1 2UtA@0-1 3UAB@1-2'],
  [5, '2UtA@1-2 1TA@0-2 1TA@0-2 2TtAB@1-2 2TA@0-2 3TB@0-2 1TtA@1-2 3UA@0-2 2TtAB@0-2'],
  [232, '4T@0-2 1UB@0-2 1TA@0-2 2TB@0-2 2UAB@1-2 2TAB@0-2 3U@0-2'],
  [66, '4T@0-1 4TAB@0-1 3UtAB@1-2 1UA@0-2 1UA@1-2 3TtAB@0-2 4UA@1-2 3UAB@0-1'],
  [175, '1UtAB@0-1 4UtAB@0-2 2UA@1-2 2UB@0-1 3UtA@1-2 2TB@0-2'],
  [401, '4U@1-2 1TB@0-1 3UAB@0-2 3UtAB@0-1'],
  [662, '3UtA@1-2 4TA@1-2 3TtAB@1-2 2UB@0-1 2UAB@0-2'],
]

function asKinds(world: string): readonly Kind[] {
  return world.split(' ').map(kind => {
    const [, patients, tissue, treated, A, B, from, until] = /^(\d)([TU])(t?)(A?)(B?)@(\d)-(\d)$/.exec(kind) ?? []
    return {
      patients: Number(patients),
      tissue: tissue === 'T' ? 'T' : 'U',
      isTreated: treated === 't',
      genes: { A: A === 'A', B: B === 'B' },
      from: Number(from),
      until: Number(until),
    }
  })
}

function publish(world: readonly Kind[], seed: number) {
  const first = protect(cellsOfCut(world, 0), { k: K, seed })
  return [first, protect(cellsOfCut(world, 1), { k: K, seed: seed + 1, earlier: first.fresh })]
}

describe('screened patients by tissue and gene', () => {
  it('leave every group of 1..k-1 patients all of 0..k-1, after each of two cuts', () => {
    let shown = 0
    fc.assert(
      fc.property(kinds, fc.nat(1000), (world, seed) => {
        const tables = publish(world, seed)
        for (const cuts of [1, 2]) expect(narrowedByGenes(world, tables.slice(0, cuts), K)).toEqual([])
        shown += tables.flatMap(({ fresh }) => fresh).filter(({ kind }) => kind.endsWith('gene')).length
      }),
      { numRuns: 60, seed: 11 },
    )
    // It would say nothing of tables without a gene.
    expect(shown).toBeGreaterThan(60)
  })

  it('leave every group of two genes, treatment and who came or went its numbers, for who knows where anybody is', () => {
    // Each was narrowed once: by who joined, who left or stayed, what is known beside a masked tissue, or a gene that the
    // treated have for certain.
    for (const [seed, text] of NARROWED_ONCE) {
      const world = asKinds(text)
      const tables = publish(world, seed)
      for (const cuts of [1, 2]) expect([text, ...narrowedByGenes(world, tables.slice(0, cuts), K)]).toEqual([text])
    }
  })

  it('leave them all as well where the second table shows several cells of genes anew', () => {
    let shown = 0
    fc.assert(
      fc.property(kinds, fc.nat(1000), (world, seed) => {
        const tables = publish(world, seed)
        const genes = tables[1]?.fresh.filter(({ kind }) => kind.endsWith('gene')).length ?? 0
        fc.pre(genes > 1)
        expect(narrowedByGenes(world, tables, K)).toEqual([])
        shown += genes
      }),
      { numRuns: 12, seed: 12 },
    )
    expect(shown).toBeGreaterThan(24)
  })

  it('would be seen through where every cell of k and more were shown', () => {
    const kind = (patients: number, genes: Kind['genes'], isTreated: boolean): Kind => ({
      patients,
      tissue: 'T',
      isTreated,
      genes,
      from: 0,
      until: 1,
    })
    // Four treated, three with gene B, three of neither kind, of seven: one of the treated is without B.
    const world = [
      kind(3, { A: false, B: false }, false),
      kind(3, { A: true, B: true }, true),
      kind(1, { A: true, B: false }, true),
    ]
    const table = protect(cellsOfCut(world, 0), { k: K })
    const naive = table.decided.map(one =>
      one.cell.patients.size < K ? one : { ...one, reason: 'fresh' as const, count: one.cell.patients.size },
    )
    expect(narrowedByGenes(world, [{ ...table, decided: naive }], K)).toContain(
      'treated, not B: 1 of them, cannot be 0',
    )
    expect(narrowedByGenes(world, [table], K)).toEqual([])
  })
})
