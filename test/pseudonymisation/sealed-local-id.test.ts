import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivePseudonym } from '../../src/pseudonymisation/pseudonym.ts'
import { makePseudonymKey, nextPseudonymKey, pseudonymKeyId } from '../../src/pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../../src/pseudonymisation/purposes.ts'
import { openLocalId, sealLocalId } from '../../src/pseudonymisation/sealed-local-id.ts'

interface Vector {
  readonly secret: string
  readonly version: number
  readonly trialId: string
  readonly keyId: string
  readonly subjectId: string
  readonly pseudonym: string
  readonly sealed: string
}
const { vectors } = JSON.parse(readFileSync(new URL('../vectors/sealed-local-id.json', import.meta.url), 'utf8')) as {
  vectors: Vector[]
}

const key = makePseudonymKey({
  trialId: 'impress-norway',
  version: 1,
  secret: Uint8Array.from({ length: 32 }, (_, n) => n),
})
const pseudonymOf = (subjectId: string, under = key) =>
  derivePseudonym(under, { trialId: under.trialId, purpose: RECORD_PURPOSE, subjectId })
const wrongKey = expect.objectContaining({ code: 'pseudonym/wrong-key' })

describe('a sealed local id', () => {
  it.each(vectors)('is as the vector for subject $subjectId, key version $version', vector => {
    const made = makePseudonymKey({ ...vector, secret: Buffer.from(vector.secret, 'hex') })
    expect(pseudonymKeyId(made)).toBe(vector.keyId)
    expect(pseudonymOf(vector.subjectId, made)).toBe(vector.pseudonym)
    expect(Buffer.from(sealLocalId(made, vector.subjectId)).toString('hex')).toBe(vector.sealed)
    expect(openLocalId(made, vector.pseudonym, Buffer.from(vector.sealed, 'hex'))).toBe(vector.subjectId)
  })

  it('comes back whatever the id is, and has the same length for all usual ones', () => {
    const id = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter(text => text.isWellFormed())
    fc.assert(
      fc.property(id, text => {
        expect(openLocalId(key, pseudonymOf(text), sealLocalId(key, text))).toBe(text)
      }),
    )
    expect(sealLocalId(key, '1').length).toBe(sealLocalId(key, '0301-007-and-much-longer').length)
  })

  it('does not hold the id in the clear', () => {
    expect(Buffer.from(sealLocalId(key, '0301-007')).includes('0301-007')).toBe(false)
  })

  it.each([
    ['another key', () => openLocalId(nextPseudonymKey(key), pseudonymOf('1'), sealLocalId(key, '1'))],
    ['another pseudonym', () => openLocalId(key, pseudonymOf('2'), sealLocalId(key, '1'))],
    ['an end that is missing', () => openLocalId(key, pseudonymOf('1'), sealLocalId(key, '1').subarray(0, -1))],
    ['nothing', () => openLocalId(key, pseudonymOf('1'), new Uint8Array())],
  ])('is refused with %s', (_, open) => {
    expect(open).toThrow(wrongKey)
  })

  it('is refused for an id that is longer than any', () => {
    expect(() => sealLocalId(key, 'x'.repeat(513))).toThrow(expect.objectContaining({ code: 'usage/bad-argument' }))
  })
})

describe('the id of a key', () => {
  it('differs with secret, version and trial, and is no part of any', () => {
    const secret = Uint8Array.from({ length: 32 }, (_, n) => n)
    const others = [
      makePseudonymKey({ trialId: 'impress-norway', version: 2, secret }),
      makePseudonymKey({ trialId: 'drup', version: 1, secret }),
      nextPseudonymKey(key),
    ]
    expect(new Set([key, ...others].map(pseudonymKeyId)).size).toBe(4)
    expect(Buffer.from(secret).toString('hex')).not.toContain(pseudonymKeyId(key))
  })
})
