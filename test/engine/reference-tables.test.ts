import { describe, expect, it } from 'vitest'
import { catalogueCells, parseCatalogueCells, parseTissues } from '../../src/engine/reference-tables.ts'
import { CATALOGUE, TUMOURS } from './engine-node.ts'

const badTable = expect.objectContaining({ code: 'terminology/bad-table' })

describe('the tissues of the tumour tree', () => {
  const tissues = parseTissues(TUMOURS)

  it('are the nodes without a parent', () => {
    expect(tissues.codes).toEqual(['BILIARY_TRACT', 'BOWEL'])
    expect(['CHOL', 'BOWEL', 'PAN', null].map(code => tissues.tissueOf(code))).toEqual([
      'BILIARY_TRACT',
      'BOWEL',
      null,
      null,
    ])
  })

  it.each([
    ['other columns', 'code,parent\nA,\n'],
    ['a parent that is missing', 'code,name,parent\nA,a,B\n'],
    ['a circle', 'code,name,parent\nA,a,B\nB,b,A\n'],
  ])('are refused with %s', (_, text) => {
    expect(() => parseTissues(text)).toThrow(badTable)
  })
})

describe('the cells of the catalogue', () => {
  it('are its cohorts and their exact drug sets, sorted', () => {
    const { version, cohorts, drugs } = parseCatalogueCells(Buffer.from(CATALOGUE))
    expect([version, drugs]).toEqual(['test', ['dabrafenib+trametinib', 'sotorasib']])
    expect(cohorts).toHaveLength(2)
    expect([...cohorts].sort()).toEqual(cohorts)
  })

  it.each([
    ['no cohorts', { cohorts: undefined }],
    ['no serial', { serial: undefined }],
    ['no last day', { validUntil: undefined }],
    ['a key of another shape', { cohorts: [{ key: 'a|b' }] }],
    ['a cohort twice', { cohorts: [{ key: 'v1|A|B|c' }, { key: 'v1|A|B|c' }] }],
  ])('are refused with %s', (_, change) => {
    const catalogue = JSON.parse(CATALOGUE) as object
    expect(() => catalogueCells(catalogue)).not.toThrow()
    expect(() => catalogueCells({ ...catalogue, ...change })).toThrow(badTable)
  })

  it('are refused where the file is no JSON', () => {
    expect(() => parseCatalogueCells(Buffer.from('cohorts'))).toThrow(badTable)
  })
})
