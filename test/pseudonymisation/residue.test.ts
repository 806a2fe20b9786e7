import { describe, expect, it } from 'vitest'
import { findResidue } from '../../src/pseudonymisation/residue.ts'

const secrets = { subjectId: '0301-007', texts: ['Rash after a visit', 'C22.1'] }

describe('findResidue', () => {
  it.each(['2022-02-03', '20220203', '03.02.2022', '3/2-22'.replace('-', '/'), '2022-02'])(
    'finds the date %s',
    date => {
      expect(findResidue({ a: { b: [date] } }, secrets)).toEqual([{ path: '/a/b/0', kind: 'calendar-date' }])
    },
  )

  it('finds a date kept as a number, and one in the name of a member', () => {
    expect(findResidue({ at: 20220203 }, secrets)).toEqual([{ path: '/at', kind: 'calendar-date' }])
    expect(findResidue({ '2022-02-03': 1 }, secrets)).toEqual([{ path: '/2022-02-03', kind: 'calendar-date' }])
  })

  it('finds the local id inside a text, in any case', () => {
    expect(findResidue({ id: 'IMPRESS-0301-007' }, secrets)).toEqual([{ path: '/id', kind: 'subject-id' }])
  })

  it('finds a text of the source longer than a code', () => {
    expect(findResidue({ note: 'rash after a VISIT' }, secrets)).toEqual([{ path: '/note', kind: 'source-text' }])
    expect(findResidue({ icd10: 'C22.1' }, secrets)).toEqual([])
  })

  it('does not take a day, a quarter or a count for a date or a short id', () => {
    const document = { startQuarter: '2022-Q1', day: -1204, count: 12, canonical: 'E:HGNC:3430:pos' }
    expect(findResidue(document, { subjectId: '12', texts: [] })).toEqual([])
    expect(findResidue({ id: '0012' }, { subjectId: '0012', texts: [] })).toEqual([])
  })

  it('lets the version of a mapping be named after a day', () => {
    expect(findResidue({ provenance: { oncotreeVersion: '2025-10-03' } }, secrets)).toEqual([])
  })
})
