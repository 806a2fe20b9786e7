import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalHash, canonicalJson } from '../../src/trust/canonical-json.ts'

describe('canonical JSON', () => {
  it('sorts members by code unit, as RFC 8785 section 3.2.3 asks', () => {
    const value = { '\u20ac': 1, '\r': 2, '1': 3, '\u{1f600}': 4, '\u0080': 5, '\u00f6': 6, '\ufb33': 7 }
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toEqual([3, 2, 5, 6, 1, 4, 7])
    expect(canonicalJson(value).startsWith('{"1":3')).toBe(false)
  })

  it('does not depend on the order in which members were written', () => {
    expect(canonicalHash({ a: 1, b: [true, null] })).toBe(canonicalHash({ b: [true, null], a: 1 }))
    expect(canonicalHash({ a: [1, 2] })).not.toBe(canonicalHash({ a: [2, 1] }))
  })

  it('gives back the same value, and the same text again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: true }), value => {
        const text = canonicalJson(JSON.parse(JSON.stringify(value)))
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it.each([
    ['undefined', undefined],
    ['not a number', Number.NaN],
    ['a hidden undefined', { a: undefined }],
    ['a date', new Date(0)],
    ['an object with its own toJSON', { toJSON: () => 1 }],
    ['a lone surrogate', '\ud800'],
  ])('refuses %s instead of leaving it out', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})
