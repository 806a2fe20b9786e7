/** Made-up patients, by number. */
import { describe, expect, it } from 'vitest'
import { linkedSets, statedBy } from '../../src/disclosure/linked-sets.ts'
import { range, treated } from '../support/protection.ts'

describe('treated and screened patients as one system', () => {
  const stated = statedBy([
    { ...treated('cohort', 'a', range(0, 2)), statedGenes: ['A'] },
    { ...treated('cohort', 'ab', range(2, 4)), statedGenes: ['A', 'B'] },
    treated('cohort', 'none', range(7, 9)),
  ])

  it('knows of each gene those whose cohorts state it', () => {
    expect(stated).toEqual(
      new Map([
        ['A', range(0, 4)],
        ['B', range(2, 4)],
      ]),
    )
  })

  it('holds these as themselves, and everybody else once for each gene, apart from himself', () => {
    const others = [range(0, 4), range(7, 9)]
    const genes = [
      { gene: 'A', patients: range(0, 7) },
      { gene: 'B', patients: range(0, 9) },
      { gene: 'A', patients: range(4, 9) },
      { gene: 'C', patients: range(0, 1) },
    ]
    const [first, second, ...linked] = linkedSets(others, genes, stated)
    expect([first, second]).toEqual(others)
    const [a, b, aAgain, c] = linked
    const standIns = (set: ReadonlySet<number> | undefined, itself: ReadonlySet<number>) =>
      set?.difference(itself) ?? new Set()
    expect(a?.intersection(range(0, 9))).toEqual(range(0, 4))
    expect(b?.intersection(range(0, 9))).toEqual(range(2, 4))
    expect(c?.intersection(range(0, 9))).toEqual(new Set())
    expect(linked.map(set => set.size)).toEqual([8, 10, 6, 2])
    // The same patient of the same gene is the same stand-in, of another gene another.
    expect(standIns(a, range(0, 4)).isSubsetOf(standIns(aAgain, range(0, 4)))).toBe(true)
    const all = [standIns(a, range(0, 4)), standIns(b, range(2, 4)), standIns(c, new Set())]
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) expect(one.isDisjointFrom(other)).toBe(true)
    }
  })

  it('has nobody where there is nobody', () => {
    expect(linkedSets([], [], stated)).toEqual([])
    expect(linkedSets([new Set()], [{ gene: 'A', patients: new Set() }], stated)).toEqual([new Set(), new Set()])
  })
})
