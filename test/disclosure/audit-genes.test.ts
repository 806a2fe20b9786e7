/** The audit of genes by itself: made-up patients, costs given. */
import { describe, expect, it } from 'vitest'
import { asGeneSet, auditGenes, type GeneSet } from '../../src/disclosure/audit-genes.ts'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { protectAll, range, screened, solver, treated } from '../support/protection.ts'
import { seededRandom } from '../support/seeded-random.ts'

const K = 5
const T = range(1, 16)
const tumour = screened('tumour', 'T', T)

function inT(gene: string, patients: ReadonlySet<number>, cost: number | null = 1): GeneSet {
  const set = asGeneSet(screened('tumour-gene', `T|${gene}`, patients), { margin: T, cost })
  if (set === null) throw new Error('no cell of a gene')
  return set
}

/** Codes of those that may not be shown, and their groups. */
function refused(genes: readonly GeneSet[], others: readonly ExactCell[] = [tumour], cost: number | null = 9) {
  const found = auditGenes({
    genes,
    others: others.map(cell => ({ cell, cost })),
    stated: new Map(),
    k: K,
    solver,
    random: seededRandom(1),
    secondsLeft: () => 60,
  })
  return Object.fromEntries([...found].map(([{ code }, group]) => [code, group]))
}

describe('the audit of genes', () => {
  // Four have both for certain.
  const [a, b] = [range(1, 10), new Set([...range(1, 4), ...range(11, 16)])]

  it('masks the cheapest of those that speak together', () => {
    expect(refused([inT('A', a, 1), inT('B', b, 2)])).toEqual({ 'T|A': 4 })
    expect(refused([inT('A', a, 2), inT('B', b, 1)])).toEqual({ 'T|B': 4 })
  })

  it('masks what is new where the other was shown before, however dear', () => {
    expect(refused([inT('A', a, null), inT('B', b, 99)])).toEqual({ 'T|B': 4 })
    expect(refused([inT('A', a, 99), inT('B', b, null)])).toEqual({ 'T|A': 4 })
    expect(refused([inT('A', a, null), inT('B', b, null)], [tumour], null)).toEqual({})
  })

  it('goes on until nothing speaks: each pair of three genes', () => {
    // Pairs overlap in four of sixteen, so one may stay.
    const c = new Set([...range(1, 2), ...range(5, 6), ...range(11, 12), ...range(13, 16)])
    expect(Object.keys(refused([inT('A', a, 3), inT('B', b, 2), inT('C', c, 1)]))).not.toContain('T|A')
  })

  it('takes no cell as known within a tissue that is not all inside it', () => {
    // Beside ten with the gene a cohort of whom seven are in T would leave three, but nobody knows that they are seven.
    const tissue = screened('tumour', 'T', range(1, 20))
    const set = asGeneSet(screened('tumour-gene', 'T|A', range(1, 10)), { margin: range(1, 20), cost: 1 })
    const cohort = (patients: ReadonlySet<number>) => treated('cohort', 'c', patients)
    const genes = set === null ? [] : [set]
    expect(refused(genes, [tissue, cohort(new Set([...range(11, 17), ...range(41, 45)]))])).toEqual({})
    expect(refused(genes, [tissue, cohort(range(11, 17))])).toEqual({ 'T|A': 3 })
  })

  it('masks what it cannot look through, cheapest first, and calls it undecided', () => {
    // Forty-five genes of five among forty: more ways to cover nearly all of them than are followed.
    const random = seededRandom(2)
    const everybody = range(1, 40)
    const genes = Array.from({ length: 45 }, (_, gene) => {
      const patients = new Set<number>()
      while (patients.size < 5) patients.add(1 + Math.floor(random() * 40))
      return asGeneSet(screened('tumour-gene', `T|${gene}`, patients), { margin: everybody, cost: 1 + gene })
    }).filter(set => set !== null)
    const found = refused(genes, [screened('tumour', 'T', everybody)])
    expect(found['T|0']).toBeNull()
    expect(found['T|44']).toBeUndefined()
  })
})

describe('one gene over three cuts', () => {
  // Seven, twelve and seventeen have it, each in two of the cuts: one in the first two, six in first and third, eleven in
  // the last two. No other whole numbers fit.
  const having = [range(1, 7), new Set([1, ...range(8, 18)]), range(2, 18)] as const
  // Of those who lack it some leave too, so that the tissue by itself tells nothing.
  const lacking = [range(101, 150), range(111, 165), range(121, 180)] as const
  const cutsOf = (has: readonly ReadonlySet<number>[], lacks: readonly ReadonlySet<number>[]) =>
    has.map((patients, cut) => [
      screened('tumour', 'T', patients.union(lacks[cut] ?? new Set())),
      screened('tumour-gene', 'T|A', patients),
    ])
  const said = (cuts: readonly (readonly ExactCell[])[]) =>
    protectAll(cuts).map(({ decided }) => decided.map(({ count, reason, group }) => [count, reason, group]))

  it('is masked in the third, where it would tell of the one who left and came back', () => {
    const [first, second, third] = said(cutsOf(having, lacking))
    expect(first).toEqual([
      [57, 'fresh', null],
      [7, 'fresh', null],
    ])
    expect(second).toEqual([
      [67, 'fresh', null],
      [12, 'fresh', null],
    ])
    expect(third).toEqual([
      [77, 'fresh', null],
      [12, 'complement', 1],
    ])
  })

  it('likewise where those are without it', () => {
    const [, , third] = said(cutsOf(lacking, having))
    expect(third).toEqual([
      [77, 'fresh', null],
      [55, 'complement', 1],
    ])
  })

  it('but three genes with the same numbers in one cut are shown: nobody knows who has two', () => {
    const T = screened('tumour', 'T', range(1, 180))
    const genes = having.map((patients, gene) => screened('tumour-gene', `T|${gene}`, patients))
    expect(said([[T, ...genes]])[0]?.map(([count]) => count)).toEqual([180, 7, 12, 17])
  })
})
