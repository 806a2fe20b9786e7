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

  it('leave it every group of several genes and of who came or went, for who cannot exclude that anybody did', () => {
    let shown = 0
    fc.assert(
      fc.property(kinds, fc.nat(1000), (world, seed) => {
        const tables = publish(world, seed)
        // A second table without a gene says no more than the first.
        const genes = tables[1]?.fresh.filter(({ kind }) => kind.endsWith('gene')).length ?? 0
        fc.pre(genes > 1)
        expect(narrowedByGenes(world, tables, K, { knowsPresence: false })).toEqual([])
        shown += genes
      }),
      { numRuns: 8, seed: 12 },
    )
    expect(shown).toBeGreaterThan(15)
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
