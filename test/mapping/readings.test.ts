import { describe, expect, it } from 'vitest'
import { aMapping, mapped, reading } from './a-mapping.ts'

const constant = (value: string | null) => ({ read: 'constant', value })
const text = (column: string) => ({ read: 'text', column })

describe('a split cell', () => {
  const scope = (cell: string) => {
    const mapping = aMapping({
      consents: {
        entity: 'consents',
        fields: {
          kind: constant('sharing'),
          status: constant('active'),
          date: constant(null),
          scope: { read: 'split', column: 'SCOPE', at: ';' },
        },
      },
    })
    return mapped(mapping, { consents: [{ SubjectId: '1', SCOPE: cell }] }).records[0]?.consents[0]?.scope
  }

  it('gives its parts, trimmed, without empty ones and NA tokens', () => {
    expect(scope(' safety ;efficacy;; NA ;')).toEqual(['safety', 'efficacy'])
    expect(scope('')).toEqual([])
  })

  it('ends after two hundred parts, so that no cell makes a record of any size', () => {
    expect(scope(Array.from({ length: 5_000 }, () => 'a').join(';'))).toHaveLength(200)
  })

  it('gives one part by its number', () => {
    const part = (number: number, cell: string) =>
      reading({ read: 'part', column: 'X', at: '/', number }, { X: cell }).value
    expect([part(1, 'a / b/c'), part(2, 'a / b/c'), part(3, 'a / b/c')]).toEqual(['a', 'b', 'c'])
    expect([part(2, 'a'), part(1, '/b'), part(4, 'a/b/c')]).toEqual([null, null, null])
  })
})

describe('texts put together', () => {
  const join = (cells: Record<string, string>, missing?: string) =>
    reading({ read: 'join', of: [text('A'), text('B'), text('C')], with: '/', ...(missing ? { missing } : {}) }, cells)
      .value

  it('are null where one of them is, unless missing ones are skipped', () => {
    expect(join({ A: ' x', B: 'y', C: 'z ' })).toBe('x/y/z')
    expect(join({ A: 'x', B: '', C: 'z' })).toBeNull()
    expect(join({ A: 'x', B: 'NA', C: 'z' }, 'skip')).toBe('x/z')
    expect(join({ A: '', B: '', C: '' }, 'skip')).toBeNull()
  })
})

describe('one of several readings', () => {
  it('is the first that is not null', () => {
    const rule = { read: 'coalesce', of: [text('A'), { read: 'part', column: 'B', at: ',', number: 2 }, constant('z')] }
    expect(reading(rule, { A: 'a', B: 'b,c' }).value).toBe('a')
    expect(reading(rule, { A: 'na', B: 'b,c' }).value).toBe('c')
    expect(reading(rule, { A: '', B: 'b' }).value).toBe('z')
  })

  it('depends on a condition', () => {
    const rule = { read: 'when', if: { column: 'KIND', is: ['tumour', 'TUMOR'] }, gives: text('A'), else: text('B') }
    expect(reading(rule, { KIND: ' Tumor ', A: 'a', B: 'b' }).value).toBe('a')
    expect(reading(rule, { KIND: 'blood', A: 'a', B: 'b' }).value).toBe('b')
    expect(reading({ ...rule, else: undefined }, { KIND: '', A: 'a' }).value).toBeNull()
  })
})

describe('numbers', () => {
  const sum = (rule: object, cells: Record<string, string>) => {
    const mapping = aMapping({
      ra: {
        entity: 'assessments',
        fields: {
          visit: constant(null),
          date: constant(null),
          responses: { read: 'list', items: [{ criterion: constant('RECIST1.1'), response: constant(null) }] },
          progressionDate: constant(null),
          unconfirmedProgressionDate: constant(null),
          sumDiameters: { read: 'number', column: 'SUM', from: 0, to: 1000, whole: false, ...rule },
        },
      },
    })
    const { records, problems } = mapped(mapping, { ra: [{ SubjectId: '1', ...cells }] })
    return { value: records[0]?.assessments[0]?.sumDiameters, problems }
  }

  it('have the decimal sign that the mapping states, or either one', () => {
    expect(sum({}, { SUM: '41,5' }).value).toBe(41.5)
    expect(sum({ decimal: 'comma' }, { SUM: '41,5' }).value).toBe(41.5)
    expect(sum({ decimal: 'comma' }, { SUM: '41.5' }).value).toBeNull()
    expect(sum({ decimal: 'point' }, { SUM: '41,5' }).value).toBeNull()
  })

  it('are taken to the unit of the field, to the last digit of the source', () => {
    expect(sum({ times: 10 }, { SUM: '4.1' }).value).toBe(41)
    expect(sum({ times: 0.1 }, { SUM: '3' }).value).toBe(0.3)
    expect(sum({ times: 10 }, { SUM: '101' }).value).toBeNull()
  })

  it('may state their unit in a column; an empty or unknown one is named, and the number null', () => {
    const unit = { column: 'UNIT', factors: { mm: 1, cm: 10 } }
    expect(sum({ unit }, { SUM: '4.1', UNIT: ' CM ' })).toEqual({ value: 41, problems: [] })
    expect(sum({ unit }, { SUM: '41', UNIT: 'mm' })).toEqual({ value: 41, problems: [] })
    expect(sum({ unit }, { SUM: '4.1', UNIT: 'inch' })).toEqual({ value: null, problems: ['unknown-unit UNIT'] })
    expect(sum({ unit }, { SUM: '4.1', UNIT: '' })).toEqual({ value: null, problems: ['unknown-unit UNIT'] })
    expect(sum({ unit }, { SUM: '', UNIT: 'inch' })).toEqual({ value: null, problems: [] })
  })
})

describe('an object', () => {
  const expression = (cells: Record<string, string>) => {
    const mapping = aMapping({
      ihc: {
        entity: 'alterations',
        fields: {
          key: constant(null),
          text: constant(null),
          expression: {
            read: 'object',
            needs: ['value'],
            fields: { scale: constant('ihc'), value: { read: 'number', column: 'IHC', from: 0, to: 3, whole: true } },
          },
        },
      },
    })
    return mapped(mapping, { ihc: [{ SubjectId: '1', ...cells }] }).records[0]?.alterations[0]?.expression
  }

  it('is null where a field that it needs is', () => {
    expect(expression({ IHC: '3' })).toEqual({ scale: 'ihc', value: 3 })
    expect(expression({ IHC: 'n/d' })).toBeNull()
  })
})

describe('a list', () => {
  it('leaves out items without the fields that they need', () => {
    const item = (column: string) => ({
      system: constant(`urn:${column}`),
      code: text(column),
      display: constant(null),
    })
    const mapping = aMapping({
      t: {
        entity: 'tumours',
        fields: {
          key: constant(null),
          primary: constant(null),
          sourceCodes: { read: 'list', items: [item('A'), item('B')], needs: ['code'] },
        },
      },
    })
    const { records } = mapped(mapping, { t: [{ SubjectId: '1', A: '', B: 'x' }] })
    expect(records[0]?.tumours[0]?.sourceCodes).toEqual([{ system: 'urn:B', code: 'x', display: null }])
  })
})
