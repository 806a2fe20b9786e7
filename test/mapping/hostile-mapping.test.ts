/** A mapping is a file that somebody brings: whatever it says, it is refused or it ends, and it reaches nothing else. */
import { describe, expect, it } from 'vitest'
import { parseMapping } from '../../src/mapping/parse-mapping.ts'
import { aMapping, aMappingFile, mapped } from './a-mapping.ts'

const constant = (value: string | null) => ({ read: 'constant', value })

function refusalOf(make: () => unknown): unknown {
  try {
    make()
    return null
  } catch (error) {
    return error
  }
}
const BAD = { code: 'mapping/bad-mapping' }

/** `depth` levels of the same object around another. */
function nested(depth: number, wrap: (inner: object) => object, inner: object): object {
  return Array.from({ length: depth }).reduce<object>(wrap, inner)
}

describe('a hostile mapping', () => {
  it.each<[string, object]>([
    [
      'a reading inside itself ten thousand times',
      nested(10_000, of => ({ read: 'coalesce', of: [of] }), constant('x')),
    ],
    ['a condition inside itself ten thousand times', nested(10_000, not => ({ not }), { filled: ['A'] })],
  ])('is refused where it has %s', (_, deep) => {
    const fields = { text: 'not' in deep ? { read: 'when', if: deep, gives: constant('x') } : deep }
    expect(refusalOf(() => aMapping({ t: { entity: 'tumours', fields } }))).toMatchObject(BAD)
  })

  it('is told by its name which reading there is none of', () => {
    const sex = { read: 'eval', code: 'process.exit()' }
    const error = refusalOf(() => aMapping({ dm: { entity: 'subject', fields: { sex } } }))
    expect(error).toMatchObject({ ...BAD, message: expect.stringContaining('no reading is called "eval"') })
  })

  it('is refused where it writes more rules than any trial has', () => {
    const fields = Object.fromEntries(['key', 'text'].map(name => [name, constant(null)]))
    const repeat = Array.from({ length: 100 }, (_, at) => ({ n: String(at) }))
    const entities = Array.from({ length: 100 }, () => ({ entity: 'alterations', repeat, fields }))
    expect(refusalOf(() => aMapping({ a: { entities } }))).toMatchObject(BAD)
  })

  it.each<[string, object]>([
    ['members of every object as fields', { __proto__: constant('x'), constructor: constant('x') }],
    ['a field that no entity has', { text: constant(null), key: constant(null), toString: constant('x') }],
    ['the origin of its rows', { text: constant(null), key: constant(null), origin: constant('x') }],
  ])('is refused where it states %s', (_, fields) => {
    expect(refusalOf(() => aMapping({ a: { entity: 'alterations', fields } }))).toMatchObject(BAD)
  })

  it('fills templates by its own items alone', () => {
    const entities = [
      {
        entity: 'alterations',
        repeat: [{ n: '1' }],
        fields: { key: constant(null), text: { read: 'text', column: 'X{n} {constructor} {toString}' } },
      },
    ]
    const mapping = aMapping({ a: { entities } })
    const { unknownColumns } = mapped(mapping, { a: [{ SubjectId: '1', 'X1 {constructor} {toString}': 'found' }] })
    expect(unknownColumns).toEqual([])
  })

  it.each([
    ['../../etc/*', 'csv'],
    ['/etc/passwd', 'csv'],
    ['a\\b.csv', 'csv'],
  ])('names no file outside of the export: %s', (files, kind) => {
    expect(refusalOf(() => aMapping({}, { sources: [{ kind, files }] }))).toMatchObject(BAD)
  })

  it.each(['(a+)+$', '(?=x)', '([0-9]', 'a{1000}{1000}'])('has no shape of subject ids like %s', shape => {
    expect(refusalOf(() => aMapping({}, { subjectId: { column: 'SubjectId', shape } }))).toMatchObject(BAD)
  })

  it('ends on cells that are made to take long', () => {
    const phrases = Array.from({ length: 200 }, (_, at) => `word … consent${'x'.repeat(at % 7)}`)
    const { example } = { example: aMappingFile({}) as { withdrawal: object } }
    const withdrawal = { ...example.withdrawal, phrases }
    const entities = [
      {
        entity: 'alterations',
        each: { column: 'X', at: 'a' },
        only: { any: Array.from({ length: 50 }, () => ({ column: 'X', contains: 'aaaaaaaaab' })) },
        fields: { key: constant(null), text: { read: 'text', column: '@part' } },
      },
    ]
    const mapping = aMapping({ a: { entities } }, { withdrawal })
    const cell = 'word '.repeat(20_000) + 'a'.repeat(100_000)
    expect(mapped(mapping, { a: [{ SubjectId: '1', X: cell }] }).screened).toBe(1)
  })

  it.each<[string, () => unknown]>([
    [
      'joins a sheet through one that is not there',
      () => aMapping({ a: { entity: null, fields: {}, subject: { column: 'S', through: { sheet: 'b', key: 'S' } } } }),
    ],
    [
      'joins sheets in a circle',
      () => {
        const through = (sheet: string) => ({
          entity: null,
          fields: {},
          subject: { column: 'S', through: { sheet, key: 'S' } },
        })
        return aMapping({ a: through('b'), b: through('a') })
      },
    ],
    [
      'reads one date column in two forms',
      () =>
        aMapping({
          a: {
            entities: [
              { entity: 'otherDatedRows', fields: { date: { read: 'date', column: 'D', form: 'DD-MM-YYYY' } } },
              { entity: 'otherDatedRows', fields: { date: { read: 'date', column: 'D', form: 'MM/DD/YYYY' } } },
            ],
          },
        }),
    ],
    [
      'names a code map that is not there',
      () =>
        aMapping({
          a: {
            entity: 'alterations',
            fields: { key: constant(null), text: { read: 'concept', column: 'X', map: 'm' } },
          },
        }),
    ],
    [
      'says twice what its rows become',
      () =>
        aMapping({
          a: { entity: null, fields: {}, entities: [{ entity: 'otherDatedRows', fields: { date: constant(null) } }] },
        }),
    ],
    ['says nothing of what its rows become', () => aMapping({ a: {} })],
    ['reads fields of rows that become nothing', () => aMapping({ a: { entity: null, fields: { x: constant('y') } } })],
    ['is no object', () => parseMapping(['mapping'])],
  ])('is refused where it %s', (_, make) => {
    expect(refusalOf(make)).toMatchObject(BAD)
  })
})
