import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrictJson } from '../../src/trust/strict-json.ts'

describe('strict JSON', () => {
  it('reads what JSON.stringify writes, whatever is in its strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
        const text = JSON.stringify(value, null, 1)
        expect(parseStrictJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('knows where a string ends, however many quotes and backslashes it holds', () => {
    const awkward = fc.string({ unit: fc.constantFrom('"', '\\', 'a', '{', ',', ':') })
    fc.assert(
      fc.property(fc.dictionary(awkward, fc.array(awkward)), value => {
        expect(parseStrictJson(JSON.stringify(value))).toEqual(value)
      }),
    )
  })

  it('refuses every name that comes twice, however it is spelt', () => {
    const awkward = fc.constantFrom('', 'a', '"', '\\', 'a"', '\\a')
    const spelling = fc.constantFrom(
      (name: string) => JSON.stringify(name),
      (name: string) => `"${[...name].map(letter => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')}"`,
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(awkward, spelling)), members => {
        const text = `{${members.map(([name, spell]) => `${spell(name)}:[]`).join(',')}}`
        const isUnique = new Set(members.map(([name]) => name)).size === members.length
        if (isUnique) expect(parseStrictJson(text)).toEqual(JSON.parse(text))
        else expect(() => parseStrictJson(text)).toThrow(SyntaxError)
      }),
    )
  })

  it.each([
    ['a duplicate member', '{"a":1,"a":1}'],
    ['a duplicate member in another spelling', '{"a":1,"\\u0061":2}'],
    ['a duplicate member deep inside', '[{"b":[{"a":{},"c":"}","a":[]}]}]'],
    ['nesting without end', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['text after the value', '{} {}'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => parseStrictJson(text)).toThrow(SyntaxError)
  })

  it('accepts one name in two objects, and as a value', () => {
    expect(parseStrictJson('[{"a":"a"},{"a":{"a":"\\"a"}}]')).toEqual([{ a: 'a' }, { a: { a: '"a' } }])
  })
})
