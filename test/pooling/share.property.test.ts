import { randomFillSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactVector } from '../../src/pooling/exact-vector.ts'
import { addShares, shareFromBytes, shareToBytes, splitIntoShares } from '../../src/pooling/share.ts'

const fillRandom = (bytes: Uint8Array) => randomFillSync(bytes)
const cells = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 1, maxLength: 40 })

describe('shares', () => {
  it('add up to the vector, whatever the members, the combiners and the counts', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 8 }), fc.integer({ min: 2, max: 3 }), (vectors, parts) => {
        const length = Math.min(...vectors.map(vector => vector.length))
        const all = vectors.map(vector => BigUint64Array.from(vector.slice(0, length)))
        const shared = all.map(vector => splitIntoShares(new ExactVector(vector), parts, fillRandom))
        const shareSums = Array.from({ length: parts }, (_, part) =>
          addShares(
            shared.map(shares => shares[part] ?? new BigUint64Array()),
            length,
          ),
        )
        expect(addShares(shareSums, length)).toEqual(addShares(all, length))
      }),
    )
  })

  it('come back from their bytes, least significant byte first', () => {
    fc.assert(
      fc.property(cells, vector => {
        const share = BigUint64Array.from(vector)
        expect(shareFromBytes(shareToBytes(share), share.length)).toEqual(share)
      }),
    )
    expect([...shareToBytes(BigUint64Array.of(1n))]).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  })

  it('leave the vector as it was, and refuse to be one alone', () => {
    const vector = new ExactVector(BigUint64Array.of(7n, 0n))
    splitIntoShares(vector, 2, fillRandom)
    expect([...vector.cells]).toEqual([7n, 0n])
    expect(() => splitIntoShares(vector, 1, fillRandom)).toThrow()
  })

  it('refuse bytes of another layout', () => {
    expect(() => shareFromBytes(new Uint8Array(15), 2)).toThrowError(
      expect.objectContaining({ code: 'pooling/bad-share' }),
    )
    expect(() => addShares([new BigUint64Array(2)], 3)).toThrowError(
      expect.objectContaining({ code: 'pooling/bad-share' }),
    )
  })

  it('draw in pieces that the platform gives at once', () => {
    const asked: number[] = []
    splitIntoShares(new ExactVector(new BigUint64Array(20_000)), 2, bytes => asked.push(bytes.length))
    expect(asked).toEqual([65_536, 65_536, 28_928])
  })

  it('cannot be made of what is written anywhere: an exact vector refuses to be JSON', () => {
    expect(() => JSON.stringify({ vector: new ExactVector(BigUint64Array.of(3n)) })).toThrow(TypeError)
  })
})
