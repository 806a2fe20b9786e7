/** A combiner that departs from the protocol: it alters what it says it added up. */
import { describe, expect, it } from 'vitest'
import type { RoundSums } from '../../src/model/generated/round-sums.ts'
import { placesOf } from '../../src/pooling/layout.ts'
import type { CombinerDocument, Phase } from '../../src/pooling/round-documents.ts'
import { shareFromBytes, shareToBytes } from '../../src/pooling/share.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { contribute, prepareRound, type RanRound, type RunOptions, runRound, situationOf } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const D = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
const parts = { NO: { [C]: 4, [D]: 3 }, DK: { [C]: 3, [D]: 3 }, SE: { [C]: 2, [D]: 3 }, FI: {} }
const liar = 'combiner-fi'

function altering(phase: Phase, change: (cells: BigUint64Array) => BigUint64Array): RunOptions {
  return {
    distort: (by, at, document) => (by === liar && at === phase ? altered(document as RoundSums, change) : document),
  }
}

function altered(document: RoundSums, change: (cells: BigUint64Array) => BigUint64Array): RoundSums {
  const bytes = Buffer.from(document.sums, 'base64url')
  const cells = change(shareFromBytes(bytes, bytes.length / 8).slice())
  return { ...document, sums: Buffer.from(shareToBytes(cells)).toString('base64url') }
}

const adding = (index: number, by: bigint) => (cells: BigUint64Array) =>
  cells.map((cell, at) => (at === index ? cell + by : cell))

describe('A19 altered share sum', () => {
  it('gives the exact sums where both are honest', async () => {
    const { row } = await runRound({ parts })
    expect([row(C).patients?.atLeast, row(D).patients?.atLeast]).toEqual([9, 9])
  })

  it.each([
    ['more members with patients than take part', 2, 5n],
    ['patients below those that have any', 1, -8n],
    ['no patient, but members that have some', 1, -9n],
    ['more approvals than members', 3, 1n],
  ])('stops the cohort for all before anything of it is opened: %s', async (_what, cell, by) => {
    const { row } = await runRound({ parts }, altering('sums:presence', adding(cell, by)))
    expect(row(C)).toMatchObject({ band: 'masked', patients: null, s1: null })
    expect(row(D).patients?.atLeast).toBe(9)
  })

  it('stops a cohort whose evaluable are more than its patients, and one whose running totals fall', async () => {
    const more = await runRound({ parts }, altering('sums:looks', adding(0, 1n)))
    expect(more.row(C)).toMatchObject({ patients: null, s1: null })
    const falling = await runRound({ parts }, altering('sums:quarters', adding(3, -1n)))
    expect(falling.row(C)).toMatchObject({ patients: null, s1: null })
    expect(falling.row(D).patients?.atLeast).toBe(9)
  })

  it('does not open a cohort whose control is above its evaluable', async () => {
    const { row } = await runRound({ parts }, altering('sums:opening', adding(0, 50n)))
    expect(row(C)).toMatchObject({ patients: null, s1: null })
    expect(row(D).s1?.decision).toBe('stop')
  })

  it('ends the round where a combiner sends sums of other cells, or of another set', async () => {
    const stale = (change: Partial<RoundSums>): RunOptions => ({
      distort: (by, phase, document) =>
        by === liar && phase === 'sums:parts' ? ({ ...document, ...change } as CombinerDocument) : document,
    })
    expect((await runRound({ parts }, stale({ setSha256: 'f'.repeat(64) }))).end).toBe('sums-differ')
    expect((await runRound({ parts }, stale({ placesSha256: 'f'.repeat(64) }))).end).toBe('sums-differ')
    expect((await runRound({ parts }, stale({ sums: 'AAAAAAAAAAA' }))).end).toBe('sums-differ')
  })

  it('swapping two cells gives sums that contradict each other', async () => {
    const swap = (cells: BigUint64Array) =>
      cells.map((cell, at) => (at === 1 ? (cells[2] ?? 0n) : at === 2 ? (cells[1] ?? 0n) : cell))
    const { row } = await runRound({ parts }, altering('sums:presence', swap))
    expect(row(C)).toMatchObject({ band: 'masked', patients: null })
  })

  it('a consistent shift is not seen in the sums, but in the signed document by whoever holds its shares', async () => {
    const prepared = prepareRound({ parts })
    const sent = new Map<string, string>()
    for (const [place, of] of Object.entries(parts)) sent.set(place, await contribute(prepared, place, of))
    const run = (options: RunOptions) => runRound({ parts }, { ...options, prepared, contributions: sent })
    const honest = await run({})
    const shifted = await run(altering('sums:presence', adding(1, 1n)))
    expect(honest.row(C).patients?.atLeast).toBe(9)
    expect(shifted.row(C).patients?.atLeast).toBe(10)
    // The auditor has the shares of this combiner alone, and adds up the places that it signed for.
    const combiner = prepared.combiners.find(({ self }) => self === liar)
    if (combiner === undefined) throw new Error('no such combiner')
    const { sumShares } = await situationOf(prepared, combiner, [...sent.values()])
    const places = [0, 1].flatMap(cohort => placesOf(prepared.layout, cohort, 'presence'))
    const own = sumShares(
      prepared.members.map(({ member }) => member),
      places,
    )
    const differsIn = ({ said }: RanRound) => {
      const isHis = (one: RanRound['said'][number]) => one.by === liar && one.phase === 'sums:presence'
      const document = said.find(isHis)?.document as RoundSums
      expect([document.combiner, document.placesSha256]).toEqual([liar, canonicalHash(places)])
      const signed = shareFromBytes(Buffer.from(document.sums, 'base64url'), places.length)
      return [...signed].flatMap((cell, at) =>
        cell === own[at] ? [] : [[at, BigInt.asUintN(64, cell - (own[at] ?? 0n))]],
      )
    }
    expect(differsIn(honest)).toEqual([])
    expect(differsIn(shifted)).toEqual([[1, 1n]])
  })
})
