import { describe, expect, it } from 'vitest'
import { basedOn, parseMapping } from '../../src/mapping/parse-mapping.ts'
import { mappingSchema } from '../../src/model/generated/mapping.ts'
import { impressMapping, shippedFile } from './shipped-mapping.ts'

const impress = shippedFile('impress-norway')
const protarget = shippedFile('protarget-denmark')
const [example] = mappingSchema.examples

function refusalOf(json: unknown, base?: unknown): unknown {
  try {
    parseMapping(json, base)
    return null
  } catch (error) {
    return error
  }
}

const BAD = { code: 'mapping/bad-mapping' }

/** A deep copy of the example in which the member at this path has another value, or is gone. */
function changed(path: string, value?: unknown): unknown {
  const copy: object = structuredClone(example)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const place = names.reduce<object>((object, name) => Reflect.get(object, name), copy)
  if (value === undefined) Reflect.deleteProperty(place, last)
  else Reflect.set(place, last, value)
  return copy
}

describe('parseMapping', () => {
  it('reads what a trial declares', () => {
    expect(impressMapping).toMatchObject({ id: 'impress-norway', entryLagDays: 28 })
    expect(impressMapping.sharingBasis).toMatchObject({ approval: expect.stringContaining('synthetic'), example: true })
    expect(impressMapping.siteVocabulary.thresholds).toEqual({})
    expect(impressMapping.siteVocabulary.declaredTumours).toContain('COADREAD')
  })

  it('knows the shape of the whole subject id', () => {
    const ofShape = ['0301-007', '12', 'NO-12'].map(id => impressMapping.subjectIdShape.test(id))
    expect(ofShape).toEqual([true, true, true])
    expect(['111222333', '0301-007x', '15108695088'].some(id => impressMapping.subjectIdShape.test(id))).toBe(false)
  })

  it('takes from the mapping it is based on what it does not state itself', () => {
    expect(basedOn(protarget)).toBe('impress-norway')
    expect(basedOn(impress)).toBeNull()
    const mapping = parseMapping(protarget, impress)
    expect(mapping.id).toBe('protarget-denmark')
    expect(mapping.sharingBasis).not.toEqual(impressMapping.sharingBasis)
    expect([...mapping.sheets.keys()]).toEqual([...impressMapping.sheets.keys()])
  })

  it('replaces single sheets and code lists by name', () => {
    const sex = { unknown: 'ignore', codes: {}, texts: { mies: 'male' } }
    const mapping = parseMapping({ ...protarget, codeLists: { sex } }, impress)
    expect(mapping.codeLists.get('sex')?.texts.get('mies')).toBe('male')
    expect(mapping.codeLists.size).toBe(impressMapping.codeLists.size)
  })

  it('refuses a base that is missing, another, or itself based on one', () => {
    expect(refusalOf(protarget)).toMatchObject(BAD)
    expect(refusalOf(protarget, { ...impress, id: 'another' })).toMatchObject(BAD)
    expect(refusalOf({ ...protarget, id: 'third' }, protarget)).toMatchObject(BAD)
  })

  it.each([
    ['no object', () => 'mapping'],
    ['an unknown member', () => ({ ...example, extra: 1 })],
    ['another version of the language', () => ({ ...example, schema: 'mapping/2' })],
    ['a lag that is text', () => ({ ...example, entryLagDays: '28' })],
    ['a sheet without fields', () => changed('sheets.dm.fields')],
    ['an unknown way of reading', () => changed('sheets.dm.fields.birth', { read: 'guess', column: 'X' })],
    ['a field that its entity does not have', () => changed('sheets.eos.fields.place', { read: 'text', column: 'X' })],
    ['an entity without one of its fields', () => changed('sheets.eos.fields', {})],
    ['a code list that is not there', () => changed('sheets.dm.fields.sex.list', 'gender')],
    ['a shape that is no expression', () => changed('subjectId.shape', '(')],
    ['a phrase without words', () => changed('withdrawal.phrases', ['… consent …'])],
  ])('refuses %s', (_, make) => {
    expect(refusalOf(make())).toMatchObject(BAD)
  })

  it('accepts the example that those refusals start from', () => {
    expect(refusalOf(example)).toBeNull()
  })
})
