import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivePseudonym } from '../../src/pseudonymisation/pseudonym.ts'
import {
  createPseudonymKey,
  formatPseudonymKey,
  makePseudonymKey,
  parsePseudonymKey,
} from '../../src/pseudonymisation/pseudonym-key.ts'

interface Vector {
  readonly secret: string
  readonly version: number
  readonly trialId: string
  readonly purpose: string
  readonly subjectId: string
  readonly pseudonym: string
}

const { vectors } = JSON.parse(readFileSync(new URL('../vectors/pseudonym.json', import.meta.url), 'utf8')) as {
  vectors: Vector[]
}
const secret = Uint8Array.from({ length: 32 }, (_, at) => at)
const key = makePseudonymKey({ trialId: 'impress-norway', version: 1, secret })
const subject = { trialId: 'impress-norway', purpose: 'record', subjectId: '0301-007' }
const badKey = expect.objectContaining({ code: 'pseudonym/bad-key-file' })
const file = (text: string) => Buffer.from(text, 'utf8')

describe('derivePseudonym', () => {
  it.each(vectors)('gives $pseudonym for subject $subjectId of $trialId, purpose $purpose', vector => {
    const made = makePseudonymKey({ ...vector, secret: Buffer.from(vector.secret, 'hex') })
    expect(derivePseudonym(made, vector)).toBe(vector.pseudonym)
  })

  it('has vectors that are all different', () => {
    expect(vectors.length).toBeGreaterThan(5)
    expect(new Set(vectors.map(vector => vector.pseudonym)).size).toBe(vectors.length)
  })

  it('gives equal subjects equal pseudonyms and anything else an unrelated one', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 }).filter(value => value.isWellFormed())
    fc.assert(
      fc.property(text, text, text, text, text, text, (a, b, c, d, e, f) => {
        const one = derivePseudonym(key, { trialId: a, purpose: b, subjectId: c })
        const other = derivePseudonym(key, { trialId: d, purpose: e, subjectId: f })
        expect(one === other).toBe(a === d && b === e && c === f)
        expect(derivePseudonym(key, { trialId: a, purpose: b, subjectId: c })).toBe(one)
      }),
    )
  })

  it('does not let a character move from one field to the next', () => {
    const moved = derivePseudonym(key, { trialId: 'impress-norwayr', purpose: 'ecord', subjectId: '0301-007' })
    expect(moved).not.toBe(derivePseudonym(key, subject))
  })

  it('refuses empty and ill-formed text, which could meet in one pseudonym', () => {
    for (const subjectId of ['', 'a\ud800']) {
      expect(() => derivePseudonym(key, { ...subject, subjectId })).toThrow(
        expect.objectContaining({ code: 'usage/bad-argument' }),
      )
    }
  })
})

describe('a pseudonym key file', () => {
  it('comes back as it was written', () => {
    const again = parsePseudonymKey(file(formatPseudonymKey(key)), 'impress-norway')
    expect(again.version).toBe(1)
    expect(derivePseudonym(again, subject)).toBe(derivePseudonym(key, subject))
    expect(parsePseudonymKey(file(formatPseudonymKey(key).trimEnd()), 'impress-norway').trialId).toBe('impress-norway')
  })

  it('is refused where it is of another trial', () => {
    expect(() => parsePseudonymKey(file(formatPseudonymKey(key)), 'drup')).toThrow(badKey)
  })

  it('is refused wherever it is cut short', () => {
    const text = formatPseudonymKey(key)
    for (let length = 0; length < text.length - 1; length++) {
      expect(() => parsePseudonymKey(file(text.slice(0, length)), 'impress-norway')).toThrow(badKey)
    }
  })

  it('is refused where any one character differs', () => {
    const text = formatPseudonymKey(key).trimEnd()
    for (let at = 0; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`
      expect(() => parsePseudonymKey(file(changed), 'impress-norway')).toThrow(badKey)
    }
  })

  it('is refused with a secret that is too short or not random', () => {
    for (const poor of [secret.slice(0, 31), new Uint8Array(32), new Uint8Array(32).fill(255)]) {
      expect(() => makePseudonymKey({ trialId: 'drup', version: 1, secret: poor })).toThrow(badKey)
    }
  })

  it('shows its secret neither in JSON nor in errors', () => {
    const hex = Buffer.from(secret).toString('hex')
    expect(JSON.stringify(key)).not.toContain(hex.slice(0, 16))
    const damaged = formatPseudonymKey(key).replace('check: ', 'check: 0')
    try {
      parsePseudonymKey(file(damaged), 'impress-norway')
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain(hex.slice(0, 16))
    }
  })

  it('is made from 32 bytes of the randomness handed in', () => {
    const asked: number[] = []
    const made = createPseudonymKey('impress-norway', length => {
      asked.push(length)
      return secret
    })
    expect(asked).toEqual([32])
    expect(derivePseudonym(made, subject)).toBe(derivePseudonym(key, subject))
  })
})
