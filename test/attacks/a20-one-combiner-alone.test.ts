/** A curious combiner looks at the shares that it holds, and at nothing else. */
import { execFile } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ExactVector } from '../../src/pooling/exact-vector.ts'
import { addShares, type FillRandom, type Share, splitIntoShares } from '../../src/pooling/share.ts'
import { chiSquareUpper } from '../../src/statistics/special/gamma.ts'

const runFile = promisify(execFile)
const CELLS = 2
const CONTRIBUTIONS = 100_000
/** A test at this level fails once in a million runs of honest randomness. */
const LEAST_P = 1e-6

const zeros = () => new ExactVector(new BigUint64Array(CELLS))
const large = () => new ExactVector(BigUint64Array.from({ length: CELLS }, (_, cell) => BigInt(1000 * (cell + 1))))

/** Drawn in bulk: a hundred thousand calls of the generator would be most of the time. */
function drawing(): FillRandom {
  let pool = new Uint8Array(0)
  let at = 0
  return bytes => {
    if (at + bytes.length > pool.length) {
      pool = randomFillSync(new Uint8Array(1 << 20))
      at = 0
    }
    bytes.set(pool.subarray(at, at + bytes.length))
    at += bytes.length
  }
}

function sharesHeldBy(combiner: readonly number[], parts: number, vector: () => ExactVector): BigUint64Array {
  const held = new BigUint64Array(CONTRIBUTIONS * CELLS * combiner.length)
  const fillRandom = drawing()
  let at = 0
  for (let contribution = 0; contribution < CONTRIBUTIONS; contribution++) {
    const shares = splitIntoShares(vector(), parts, fillRandom)
    for (const index of combiner) {
      held.set(shares[index] as Share, at)
      at += CELLS
    }
  }
  return held
}

/** p of uniform bytes, of low bits, and of each byte against the one of the next member at the same place. */
function pValues(held: BigUint64Array): readonly number[] {
  const bytes = new Uint8Array(held.buffer)
  const counts = (size: number, indexOf: (at: number) => number) => {
    const found = new Float64Array(size)
    for (let at = 0; at < held.length; at++) found[indexOf(at)] = (found[indexOf(at)] ?? 0) + 1
    return found
  }
  const low = (at: number) => Number((held[at] ?? 0n) & 1n)
  const next = (at: number) => low((at + CELLS) % held.length)
  return [
    uniformP(counts(256, at => bytes[at * 8] ?? 0)),
    uniformP(counts(256, at => bytes[at * 8 + 7] ?? 0)),
    uniformP(counts(2, low)),
    uniformP(counts(4, at => low(at) * 2 + low((at + 1) % held.length))),
    uniformP(counts(4, at => low(at) * 2 + next(at))),
  ]
}

function uniformP(found: Float64Array): number {
  const expected = found.reduce((sum, count) => sum + count, 0) / found.length
  const statistic = found.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return chiSquareUpper(statistic, found.length - 1)
}

describe('A20 one combiner alone', () => {
  it.each([
    ['the first of two', [0], 2],
    ['the second of two', [1], 2],
    ['two of three', [0, 1], 3],
    ['the last two of three', [1, 2], 3],
  ])('cannot tell zeros from thousands: %s', (_who, combiner, parts) => {
    for (const vector of [zeros, large]) {
      for (const p of pValues(sharesHeldBy(combiner, parts, vector))) expect(p).toBeGreaterThan(LEAST_P)
    }
  })

  it('is found by the same test where randomness is poor', () => {
    let state = 0
    const poor = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; at++) bytes[at] = (state++ % 7) * 3
    }
    const held = new BigUint64Array(CONTRIBUTIONS * CELLS)
    for (let contribution = 0; contribution < CONTRIBUTIONS; contribution++) {
      held.set(splitIntoShares(zeros(), 2, poor)[0] as Share, contribution * CELLS)
    }
    expect(Math.min(...pValues(held))).toBeLessThan(LEAST_P)
  })

  it('has shares of one length, and all combiners together have the vector', () => {
    const of = (vector: () => ExactVector) => splitIntoShares(vector(), 3, bytes => randomFillSync(bytes))
    expect(new Set([...of(zeros), ...of(large)].map(({ length }) => length)).size).toBe(1)
    expect(addShares(of(large), CELLS)).toEqual(large().cells)
  })

  it('never draws the same randomness twice', () => {
    const seen = new Set<bigint>()
    for (let contribution = 0; contribution < 1000; contribution++) {
      for (const cell of splitIntoShares(zeros(), 2, bytes => randomFillSync(bytes))[0] ?? []) seen.add(cell)
    }
    expect(seen.size).toBe(1000 * CELLS)
  })

  it('nor in two processes that were started at once, nor in one that was started again', async () => {
    const program = `
      import { randomFillSync } from 'node:crypto'
      import { ExactVector } from ${JSON.stringify(new URL('../../src/pooling/exact-vector.ts', import.meta.url).href)}
      import { splitIntoShares } from ${JSON.stringify(new URL('../../src/pooling/share.ts', import.meta.url).href)}
      const [share] = splitIntoShares(new ExactVector(new BigUint64Array(1000)), 2, bytes => randomFillSync(bytes))
      console.log([...share].join())`
    const draw = async () => {
      const { stdout } = await runFile(process.execPath, ['--input-type=module', '--eval', program])
      return stdout.trim().split(',')
    }
    const drawn = [...(await Promise.all([draw(), draw()])), await draw()].flat()
    expect(drawn).toHaveLength(3000)
    expect(new Set(drawn).size).toBe(3000)
  })
})
