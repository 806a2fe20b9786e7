/** Tables with cells of genes, worked by hand. Patients are made-up numbers; k is 5. */
import { describe, expect, it } from 'vitest'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import type { ProtectedTable } from '../../src/disclosure/protect-table.ts'
import { protect, protectAll, range, screened, treated } from '../support/protection.ts'

const those = (...ranges: readonly (readonly [number, number])[]) =>
  new Set(ranges.flatMap(([from, to]) => [...range(from, to)]))
const total = (patients: ReadonlySet<number>) => screened('total', '*', patients)
const tissue = (code: string, patients: ReadonlySet<number>) => screened('tumour', code, patients)
const gene = (code: string, patients: ReadonlySet<number>) =>
  screened(code.includes('|') ? 'tumour-gene' : 'gene', code, patients)

/** Cells that are not shown although they hold k and more: code, reason, group. */
function withheld({ decided }: ProtectedTable) {
  return decided
    .filter(({ cell, count }) => count === 'masked' && cell.patients.size >= 5)
    .map(({ cell, reason, group }) => [cell.code, reason, group] as const)
}
const withheldOf = (...cells: readonly ExactCell[]) => withheld(protect(cells))
const everySeed = (cells: readonly ExactCell[]) => [1, 2, 3, 4].map(seed => withheld(protect(cells, { seed })))

describe('a gene by itself', () => {
  it('is shown with its tissues where nothing small is left', () => {
    const cells = [total(range(1, 40)), tissue('T', range(1, 20)), tissue('U', range(21, 40))]
    expect(
      withheldOf(...cells, gene('A', those([1, 8], [21, 26])), gene('T|A', range(1, 8)), gene('U|A', range(21, 26))),
    ).toEqual([])
  })

  it('is not shown beside a tissue of which all but four have it', () => {
    expect(withheldOf(tissue('T', range(1, 20)), gene('T|A', range(1, 16)))).toEqual([['T|A', 'complement', 4]])
    expect(withheldOf(tissue('T', range(1, 20)), gene('T|A', range(1, 15)))).toEqual([])
  })

  it('does not tell of the four outside a tissue who have it', () => {
    const cells = [total(range(1, 40)), tissue('T', range(1, 20)), tissue('U', range(21, 40))]
    const few = [gene('A', those([1, 8], [21, 24])), gene('T|A', range(1, 8))]
    for (const found of everySeed([...cells, ...few])) {
      expect(found).toEqual([[expect.stringMatching(/^(A|T\|A)$/), 'complement', 4]])
    }
  })

  it('does not tell of the three outside a tissue who lack it', () => {
    // 21 of 30 have it, 14 of the 20 in T, so 7 of the 10 in U: three there do not.
    const cells = [total(range(1, 30)), tissue('T', range(1, 20)), tissue('U', range(21, 30))]
    const few = [gene('A', those([1, 14], [21, 27])), gene('T|A', range(1, 14)), gene('U|A', range(21, 27))]
    for (const found of everySeed([...cells, ...few])) {
      expect(found).toContainEqual(['U|A', 'complement', 3])
      expect(found).toContainEqual([expect.stringMatching(/^(A|T\|A)$/), 'complement', 3])
      expect(found).toHaveLength(2)
    }
  })

  it('does not tell of those in a tissue who lack it, although it is shown in all only', () => {
    // Eight have it, seven of them in T, where there are ten: two there lack it at least, and three do.
    const cells = [total(range(1, 40)), tissue('T', range(1, 10)), gene('A', those([1, 7], [11, 11]))]
    for (const found of everySeed(cells)) expect(found).toEqual([['A', 'complement', 3]])
  })

  it('is not shown where its margin is not', () => {
    // Two are outside T, so that T goes, which is cheaper than the total; two of the screened are not in the cohort.
    const inTissue = [total(range(1, 22)), tissue('T', range(1, 20)), gene('T|A', range(1, 9))]
    const inAll = [total(range(1, 22)), treated('cohort', 'c', range(1, 20)), gene('A', range(1, 9))]
    for (const found of everySeed(inTissue)) {
      expect(found).toEqual([
        ['T', 'complement', 2],
        ['T|A', 'margin-masked', null],
      ])
    }
    for (const found of everySeed(inAll)) {
      expect(found).toEqual([
        ['*', 'complement', 2],
        ['A', 'margin-masked', null],
      ])
    }
  })
})

describe('several genes', () => {
  const T = tissue('T', range(1, 16))

  it('in a tissue too small for both: four have both for certain', () => {
    for (const found of everySeed([T, gene('T|A', range(1, 10)), gene('T|B', those([1, 4], [11, 16]))])) {
      expect(found).toEqual([[expect.stringMatching(/^T\|[AB]$/), 'complement', 4]])
    }
  })

  it('both shown where five have both, or nobody must', () => {
    expect(withheldOf(T, gene('T|A', range(1, 10)), gene('T|B', those([1, 5], [11, 15])))).toEqual([])
    expect(withheldOf(T, gene('T|A', range(1, 8)), gene('T|B', those([1, 3], [9, 11])))).toEqual([])
  })

  it('that nearly share a tissue out: three have none', () => {
    const shares = [gene('T|A', range(1, 5)), gene('T|B', range(6, 10)), gene('T|C', range(11, 15))]
    for (const found of everySeed([tissue('T', range(1, 18)), ...shares])) {
      expect(found).toEqual([[expect.stringMatching(/^T\|[ABC]$/), 'complement', 3]])
    }
    expect(withheldOf(tissue('T', range(1, 20)), ...shares)).toEqual([])
  })

  it('among everybody, as in a tissue', () => {
    for (const found of everySeed([total(range(1, 16)), gene('A', range(1, 10)), gene('B', those([1, 4], [11, 16]))])) {
      expect(found).toEqual([[expect.stringMatching(/^[AB]$/), 'complement', 4]])
    }
  })

  /** Twenty in tissue T, twenty in five tissues of four, which show nothing: what is left beside T has no cell. */
  const scattered = [0, 1, 2, 3, 4].map(at => tissue(`U${at}`, range(21 + at * 4, 24 + at * 4)))
  const beside = [total(range(1, 40)), tissue('T', range(1, 20)), ...scattered]

  it('in what is left of everybody beside the tissues in which they are shown', () => {
    // Beside T 12 and 12 of 20, so four have both; nowhere else is there too little room.
    const cells = [
      gene('A', those([1, 7], [21, 32])),
      gene('T|A', range(1, 7)),
      gene('B', those([1, 7], [29, 40])),
      gene('T|B', range(1, 7)),
    ]
    for (const found of everySeed([...beside, ...cells])) {
      expect(found).toEqual([[expect.stringMatching(/^(T\|)?[AB]$/), 'complement', 4]])
    }
    const five = [gene('A', those([1, 7], [21, 33])), gene('T|A', range(1, 7)), ...cells.slice(2)]
    expect(withheldOf(...beside, ...five)).toEqual([])
  })

  it('there also with what is shown of a gene in one of three tissues or fewer', () => {
    // Beside T: A in 4 + 4, masked but known as 8; B in five of U, C in five of V. One of each ten has none of them.
    const cells = [
      total(range(1, 40)),
      tissue('T', range(1, 20)),
      tissue('U', range(21, 30)),
      tissue('V', range(31, 40)),
      gene('A', those([1, 7], [21, 24], [31, 34])),
      gene('T|A', range(1, 7)),
      gene('U|A', range(21, 24)),
      gene('V|A', range(31, 34)),
      gene('U|B', range(25, 29)),
      gene('V|C', range(35, 39)),
    ]
    for (const found of everySeed(cells)) {
      expect(found).toContainEqual([expect.stringMatching(/^(A|T\|A|U\|B|V\|C)$/), 'complement', 2])
    }
    // Without C: five of U lack B, so three of the eight with A at least are in V, or in U with B, and four are.
    for (const found of everySeed(cells.slice(0, -1))) {
      expect(found).toEqual([[expect.stringMatching(/^(A|T\|A|U\|B)$/), 'complement', 4]])
    }
  })

  it('but not with what is shown in one of four tissues: that is not looked at, as the README says', () => {
    const tissues = [0, 1, 2, 3].map(at => tissue(`U${at}`, range(21 + at * 10, 30 + at * 10)))
    const shown = [0, 1, 2, 3].map(at => gene(`U${at}|B${at}`, range(25 + at * 10, 29 + at * 10)))
    const cells = [
      total(range(1, 60)),
      tissue('T', range(1, 20)),
      ...tissues,
      ...shown,
      gene('A', those([1, 7], [21, 24], [31, 34], [41, 44], [51, 54])),
      gene('T|A', range(1, 7)),
    ]
    expect(withheldOf(...cells)).toEqual([])
  })

  it('with the treated of the tissue, who hold three with the gene for certain', () => {
    // Ten of 17 treated and ten with the gene: three are both at least, and three are.
    const cells = [tissue('T', range(1, 17)), treated('tumour', 'T', range(1, 10))]
    for (const found of everySeed([...cells, gene('T|B', those([1, 3], [11, 17]))])) {
      expect(found.map(([, reason, group]) => [reason, group])).toEqual([['complement', 3]])
    }
    expect(withheldOf(...cells, gene('T|B', those([1, 5], [11, 15])))).toEqual([])
  })
})

describe('a gene that a cohort states', () => {
  const cohort = (patients: ReadonlySet<number>, statedGenes?: readonly string[]): ExactCell => ({
    ...treated('cohort', 'c', patients),
    ...(statedGenes === undefined ? {} : { statedGenes }),
  })
  const T = tissue('T', range(1, 20))

  it('does not tell of the three who have it and were not treated', () => {
    for (const found of everySeed([T, gene('T|A', range(1, 8)), cohort(range(1, 5), ['A'])])) {
      expect(found).toEqual([['T|A', 'complement', 3]])
    }
  })

  it('does not tell of them either where the cohorts are small, and their number follows from others', () => {
    // Three cohorts of three state A; with a cohort of six that does not they are the fifteen on the drug.
    const small = (from: number, statedGenes: readonly string[]): ExactCell => ({
      ...treated('cohort', `c${from}`, range(from, from + 2)),
      statedGenes,
    })
    const cells = [
      tissue('T', range(1, 40)),
      gene('T|A', range(1, 12)),
      treated('drugs', 'd', those([1, 9], [13, 18])),
      treated('cohort', 'other', range(13, 18)),
    ]
    const stating = [small(1, ['A']), small(4, ['B', 'A']), small(7, ['A'])]
    for (const found of everySeed([...cells, ...stating])) {
      expect(found).toEqual([[expect.stringMatching(/^(T\|A|d|other)$/), 'complement', 3]])
    }
    expect(withheldOf(...cells, ...stating.slice(1), small(1, ['B']))).toEqual([])
  })

  it('is shown where none or five were not treated', () => {
    expect(withheldOf(T, gene('T|A', range(1, 8)), cohort(range(1, 8), ['A']))).toEqual([])
    expect(withheldOf(T, gene('T|A', range(1, 10)), cohort(range(1, 5), ['A']))).toEqual([])
  })
})

describe('a later table with genes', () => {
  const later = (first: readonly ExactCell[], second: readonly ExactCell[], seed = 1) => {
    const before = protect(first, { seed })
    return { before, after: protect(second, { seed: seed + 1, earlier: before.fresh }) }
  }
  const said = ({ decided }: ProtectedTable, code: string) => {
    const found = decided.find(({ cell }) => cell.code === code)
    return [found?.count, found?.reason]
  }

  it('keeps a gene whose margin keeps its number, however much the gene has grown', () => {
    const { after } = later(
      [tissue('T', range(1, 20)), gene('T|A', range(1, 5)), gene('T|B', range(1, 4))],
      [tissue('T', range(1, 22)), gene('T|A', range(1, 10)), gene('T|B', range(1, 7))],
    )
    expect(said(after, 'T')).toEqual([20, 'few-changed'])
    expect(said(after, 'T|A')).toEqual([5, 'margin-masked'])
    expect(said(after, 'T|B')).toEqual(['masked', 'margin-masked'])
  })

  it('shows a gene for the first time beside a tissue that is the same as before', () => {
    const { after } = later(
      [tissue('T', range(1, 20)), gene('T|A', range(1, 4))],
      [tissue('T', range(1, 20)), gene('T|A', range(1, 6))],
    )
    expect([said(after, 'T'), said(after, 'T|A')]).toEqual([
      [20, 'unchanged'],
      [6, 'fresh'],
    ])
  })

  it('keeps a gene of which those without have grown by a few', () => {
    const { after } = later(
      [tissue('T', range(1, 20)), gene('T|A', range(1, 6))],
      [tissue('T', range(1, 28)), gene('T|A', those([1, 6], [21, 25]))],
    )
    expect(said(after, 'T')).toEqual([28, 'fresh'])
    expect(said(after, 'T|A')).toEqual([6, 'few-changed'])
    const grown = later(
      [tissue('T', range(1, 20)), gene('T|A', range(1, 6))],
      [tissue('T', range(1, 30)), gene('T|A', those([1, 6], [21, 25]))],
    )
    expect(said(grown.after, 'T|A')).toEqual([11, 'fresh'])
  })

  it('masks the second of two genes that leave too little room, since the first is out', () => {
    const T = tissue('T', range(1, 16))
    const [a, b] = [gene('T|A', range(1, 10)), gene('T|B', those([1, 4], [11, 16]))]
    for (const [first, second] of [
      [a, b],
      [b, a],
    ] as const) {
      const { after } = later([T, first], [T, first, second])
      expect(said(after, first.code)).toEqual([10, 'unchanged'])
      expect(withheld(after)).toEqual([[second.code, 'complement', 4]])
    }
  })

  it('does not tell of the four who joined and have both of two genes', () => {
    // Twenty joined, twelve with each gene: four have both at least. Before and after nothing overlaps for certain.
    const [before, joined] = [range(1, 60), range(61, 80)]
    const first = [tissue('T', before), gene('T|A', range(1, 20)), gene('T|B', range(31, 50))]
    const second = [
      tissue('T', before.union(joined)),
      gene('T|A', those([1, 20], [61, 72])),
      gene('T|B', those([31, 50], [69, 80])),
    ]
    for (const seed of [1, 2, 3, 4]) {
      const kept = later(first, second, seed).after.decided.filter(({ reason }) => reason === 'complement')
      expect(kept.map(({ cell, count, group }) => [cell.code, count, group])).toEqual([
        [expect.stringMatching(/^T\|[AB]$/), 20, 4],
      ])
    }
    // Where one left whom nobody can count, what joined is not known.
    const left = [tissue('T', those([1, 59], [61, 80])), ...second.slice(1)]
    expect(later(first, left).after.decided.map(({ reason }) => reason)).toEqual(['fresh', 'fresh', 'fresh'])
  })

  it('nor where others left, if it follows from the table between how many came', () => {
    // 45 patients; five leave, who have neither gene; 25 join, 14 with A and 15 with B: four have both at least.
    const cutsOf = (leavers: number) => {
      const before = range(1, 45)
      const [a, b] = [those([1, 10], [46 - leavers, 45]), those([15, 24], [46 - leavers, 45])]
      const [stay, joined] = [range(1, 40), range(61, 85)]
      return [
        [tissue('T', before), gene('T|A', a), gene('T|B', b)],
        [tissue('T', stay), gene('T|A', range(1, 10)), gene('T|B', range(15, 24))],
        [
          tissue('T', stay.union(joined)),
          gene('T|A', those([1, 10], [61, 74])),
          gene('T|B', those([15, 24], [71, 85])),
        ],
      ]
    }
    const saidOf = (leavers: number, seed: number) =>
      protectAll(cutsOf(leavers), seed).map(({ decided }) =>
        decided.map(({ reason, group }) => (group === null ? reason : group)),
      )
    for (const seed of [1, 2, 3, 4]) {
      const [first, second, third] = saidOf(0, seed)
      expect(first).toEqual(['fresh', 'fresh', 'fresh'])
      expect(second).toEqual(['fresh', 'unchanged', 'unchanged'])
      expect(third?.toSorted()).toEqual([4, 'fresh', 'fresh'])
    }
    // With three of them in each gene nobody has to have both.
    expect(saidOf(3, 1)[2]).toEqual(['fresh', 'fresh', 'fresh'])
  })

  it('nor of the three who joined and have none of three genes', () => {
    const first = [
      tissue('T', range(1, 60)),
      ...['A', 'B', 'C'].map((code, at) => gene(`T|${code}`, range(1 + at * 10, 10 + at * 10))),
    ]
    const second = [
      tissue('T', range(1, 81)),
      ...['A', 'B', 'C'].map((code, at) =>
        gene(`T|${code}`, those([1 + at * 10, 10 + at * 10], [61 + at * 6, 66 + at * 6])),
      ),
    ]
    for (const seed of [1, 2, 3, 4]) {
      const kept = later(first, second, seed).after.decided.filter(({ reason }) => reason === 'complement')
      expect(kept.map(({ count, group }) => [count, group])).toEqual([[10, 3]])
    }
  })

  it('masks what speaks together in a tissue that somebody has left', () => {
    // 35 are there now, 18 with A and 21 with B: four have both for certain.
    const second = [tissue('T', range(6, 40)), gene('T|A', range(6, 23)), gene('T|B', range(20, 40))]
    for (const seed of [1, 2, 3, 4]) {
      const found = withheld(later([tissue('T', range(1, 20))], second, seed).after)
      expect(found).toEqual([[expect.stringMatching(/^T\|[AB]$/), 'complement', 4]])
    }
  })

  it('audits a gene beside a cohort that states it, whichever was shown first', () => {
    const T = tissue('T', range(1, 20))
    const [a, c] = [gene('T|A', range(1, 8)), { ...treated('cohort', 'c', range(1, 5)), statedGenes: ['A'] }]
    for (const [first, second] of [
      [a, c],
      [c, a],
    ] as const) {
      expect(withheld(later([T, first], [T, first, second]).after)).toEqual([[second.code, 'complement', 3]])
    }
  })
})
