/** A member that does not count honestly. Its engine cannot make any of these; here the bytes are made by hand. */
import { randomFillSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeContribution } from '../../src/pooling/contribution.ts'
import { ExactVector } from '../../src/pooling/exact-vector.ts'
import { fillVector, nobody } from '../../src/pooling/fill-vector.ts'
import { cellsOf, type Layout, placesOf } from '../../src/pooling/layout.ts'
import { countsOf, open, type Part, type Parts, prepareRound, runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const D = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
const parts: Record<string, Parts> = { NO: { [C]: 9, [D]: 3 }, DK: { [C]: 9, [D]: 3 }, SE: { [C]: 9, [D]: 3 }, FI: {} }
const absent = { participating: true, approved: { s1: true, s2: true, final: true } }

/** Norway's vector as it would be, with some cells changed by hand. */
async function withLie(change: (cells: BigUint64Array, layout: Layout) => BigUint64Array) {
  const input = { parts }
  const prepared = prepareRound(input)
  const member = prepared.members.find(({ country }) => country === 'NO')
  if (member === undefined) throw new Error('Norway is asked')
  const counts = new Map(Object.entries(parts['NO'] ?? {}).map(([key, part]) => [key, countsOf(prepared.layout, part)]))
  const honest = fillVector(prepared.layout, counts, absent).cells.slice()
  const bytes = await makeContribution({
    ...prepared,
    ...member,
    cutoff: '2026-09-30',
    preApprovalSha256: '0'.repeat(64),
    vector: new ExactVector(change(honest, prepared.layout)),
    fillRandom: fresh => randomFillSync(fresh),
  })
  return { input, prepared, bytes }
}

async function roundWithLie(change: (cells: BigUint64Array, layout: Layout) => void) {
  const { prepared, bytes } = await withLie((cells, layout) => {
    change(cells, layout)
    return cells
  })
  return runRound({ parts }, { prepared, contributions: new Map([['NO', bytes]]) })
}

function set(block: Parameters<typeof placesOf>[2], index: number, value: bigint) {
  return (cells: BigUint64Array, layout: Layout) => {
    cells[placesOf(layout, 0, block)[index] ?? -1] = value
  }
}

describe('A23 impossible contribution', () => {
  it('is refused at the receipt where the vector is a cell too long or too short', async () => {
    for (const length of [1, -1]) {
      const { prepared, bytes } = await withLie(cells => new BigUint64Array(cells.length + length))
      const [combiner] = prepared.combiners
      await expect(open(prepared, combiner as never, bytes)).rejects.toMatchObject({ code: 'pooling/bad-share' })
    }
  })

  it.each([
    ['a count below zero', set('presence', 1, 2n ** 64n - 30n)],
    ['an indicator of three', set('presence', 2, 3n)],
    ['more approvals than participations', set('presence', 3, 4n)],
    ['a hidden part without its indicator', set('parts', 1, 7n)],
    ['evaluable above patients', set('looks', 0, 20n)],
    ['running totals that fall', set('evaluableByQuarter', 2, 4n)],
    ['running totals that do not reach the total', set('evaluableByQuarter', 15, 12n)],
    ['control above evaluable', set('values', 0, 30n)],
    ['best responses without patients', set('values', 3, 40n)],
    ['objective responses that are no CR and no PR', set('values', 7, 3n)],
    ['more serious than treated', set('values', 11, 90n)],
    ['more events than patients', set('curves', 0, 77n)],
  ])('stops that cohort for all, and no other: %s', async (_what, change) => {
    const { row } = await roundWithLie(change)
    expect(row(C)).toMatchObject({ patients: null, s1: null, values: null })
    expect(row(D).patients?.atLeast).toBe(9)
  })

  it('flags that rise stop it too, where the gates ask for two of them', async () => {
    const { row } = await roundWithLie((cells, layout) => {
      const flags = placesOf(layout, 0, 'evaluableFlags')
      // More than 27 - 5 = 22, but not more than 27 - 3 = 24 asked the other way round.
      cells[flags[23] ?? -1] = 1n
      cells[flags[21] ?? -1] = 0n
    })
    expect(row(C)).toMatchObject({ values: null, s1: null })
  })

  it('an invented group of five is a limit that the threat model states: it counts, and its signature stays', async () => {
    const five: Part = { patients: 14, evaluable: 14 }
    const { row } = await runRound({ parts: { ...parts, NO: { [C]: five } } })
    expect(row(C).patients?.atLeast).toBe(32)
  })

  it('counts zeros, and all-zero vectors have the length of all others', () => {
    const { layout } = prepareRound({ parts })
    const zeros = fillVector(layout, new Map(), absent)
    expect(zeros.cells.length).toBe(cellsOf(layout))
    expect(nobody(layout, absent).patients).toBe(0)
  })
})
