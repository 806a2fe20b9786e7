import { describe, expect, it } from 'vitest'
import { normalise } from '../../../src/terminology/normalise.ts'
import type { Terminology } from '../../../src/terminology/terminology.ts'
import { inShort, shipped } from '../shipped-terminology.ts'
import { badFile, imported, withImports } from './imported.ts'
import { icd10Claml, icd10Csv, icd10Rows } from './official-files.ts'

const rows = icd10Rows(shipped)
const tumour = (terminology: Terminology, request: object) =>
  inShort(normalise(terminology, { part: 'tumour', ...request }))

describe.each([
  ['ClaML', icd10Claml],
  ['CSV', icd10Csv],
])('ICD-10 as %s', (_, write) => {
  const terminology = withImports(imported('icd10', write(rows), '10-2019-WHO'))

  it('lets the title of a tumour say what its code says', () => {
    expect(tumour(shipped, { text: 'Bronchus or lung, unspecified' })).toBe('review tumour-unknown')
    expect(tumour(terminology, { text: 'Bronchus or lung, unspecified' })).toBe('LUNG')
    expect(tumour(terminology, { text: 'Secondary malignant neoplasm of liver' })).toBe('review metastasis')
    expect(tumour(terminology, { text: 'Essential (primary) hypertension' })).toBe('review tumour-unknown')
  })

  it('lets a code that is not in it support no node, and one that is in it stays', () => {
    expect([tumour(shipped, { icd10: 'C34.8' }), tumour(terminology, { icd10: 'C34.8' })]).toEqual([
      'LUNG',
      'review tumour-unknown',
    ])
    expect([tumour(terminology, { icd10: 'C34.9' }), tumour(terminology, { icd10: 'c349' })]).toEqual(['LUNG', 'LUNG'])
  })
})

describe('an ICD-10 file', () => {
  it('leaves out what is no category', () => {
    expect(imported('icd10', icd10Claml(rows)).leftOut).toEqual([
      { reason: expect.stringContaining('chapters'), count: 1 },
    ])
  })

  it('reads two titles that are alike as none', () => {
    const twins = withImports(imported('icd10', icd10Csv([...rows, ['C34.8', 'Bronchus or lung, unspecified']])))
    expect(tumour(twins, { text: 'Bronchus or lung, unspecified' })).toBe('review tumour-unknown')
  })

  it.each<[string, string, RegExp]>([
    ['XML that was cut off', icd10Claml(rows).slice(0, -200), /not whole XML/],
    ['CSV that was cut off', icd10Csv(rows.slice(5)), /is missing, so the file is not whole/],
    ['a code twice', icd10Csv([...rows, ['C34.9', 'again']]), /C34.9 stands twice/],
    ['a category without a title', icd10Claml([...rows, ['C34.8', ' ']]), /C34.8 has no title/],
    ['entities of its own', icd10Claml(rows).replace('SYSTEM "ClaML.dtd"', '[<!ENTITY a "aaaa">]'), /defines entities/],
    ['other XML', '<a><b/></a>', /no categories/],
    ['other columns', 'x;y\nC34;z\n', /no column/],
  ])('with %s is refused', (_, text, message) => {
    expect(() => imported('icd10', text)).toThrow(badFile(message))
  })
})

describe('a code one figure longer than the list', () => {
  const terminology = withImports(imported('icd10', icd10Csv(rows)))

  it('is that of the list where the list divides no further, and unknown where it does', () => {
    expect([tumour(terminology, { icd10: 'C61.9' }), tumour(terminology, { icd10: 'C34.91' })]).toEqual([
      'PROSTATE',
      'LUNG',
    ])
    expect(tumour(terminology, { icd10: 'C34.1' })).toBe('review tumour-unknown')
  })
})
