import { describe, expect, it } from 'vitest'
import { documentHash } from '../../src/merged-counts/document.ts'
import { mergeDocuments } from '../../src/merged-counts/merge-documents.ts'
import { sumOfCode, sumOfMeasure } from '../../src/merged-counts/sums.ts'
import { aCountry, aDocument, aPool } from '../support/merged-counts.ts'

const no = aCountry('NO', { evaluable: 10, control: 3 })
const dk = aCountry('DK', { evaluable: 8, control: 0 })
const control = { measure: 'disease-control-w16', denominator: 'evaluable' } as const

describe('a merged-counts document', () => {
  it('is the same, by its hash, whatever the order of its parts and measures', () => {
    const turned = { ...no, measures: [...no.measures].reverse() }
    expect(documentHash(aDocument([dk, turned]))).toBe(documentHash(aDocument([no, dk])))
    expect(documentHash(aDocument([no, dk]))).not.toBe(documentHash(aDocument([no])))
    expect(aDocument([no, dk]).parts.map(part => part.kind === 'country' && part.country)).toEqual(['DK', 'NO'])
  })

  it('adds the countries up', () => {
    const document = aDocument([no, dk])
    expect(sumOfCode(document, 'evaluable')).toEqual({ lo: 18, hi: 18 })
    expect(sumOfMeasure(document, control)).toEqual({ lo: 3, hi: 3 })
  })

  it('shows an export beside the pool that holds its country, and counts it once', () => {
    const pool = aPool(['DK', 'FI', 'NL', 'NO'], { evaluable: 30, control: 7 })
    const document = aDocument([no, pool])
    expect(document.parts.map(({ kind, counted }) => [kind, counted])).toEqual([
      ['pool', true],
      ['country', false],
    ])
    expect(sumOfCode(document, 'evaluable')).toEqual({ lo: 30, hi: 30 })
  })

  it('adds a country that the pool does not hold', () => {
    const pool = aPool(['DK', 'FI', 'NL', 'SE'], { evaluable: 30, control: 7 })
    expect(sumOfMeasure(aDocument([no, pool]), control)).toEqual({ lo: 10, hi: 10 })
  })

  it('adds bounds of masked parts, and knows no bound where one part has none', () => {
    const masked = (lo: number, hi: number | null) => ({
      ...dk,
      counts: { treated: { masked: { lo, hi } } },
      measures: [],
    })
    expect(sumOfCode(aDocument([no, masked(0, 4)]), 'treated')).toEqual({ lo: 10, hi: 14 })
    expect(sumOfCode(aDocument([no, masked(0, null)]), 'treated')).toEqual({ lo: 10, hi: null })
  })

  it('has no sum of what one of its parts does not say', () => {
    expect(sumOfCode(aDocument([no, { ...dk, counts: {}, measures: [] }]), 'evaluable')).toBeNull()
    expect(sumOfCode(aDocument([no]), 'screened')).toBeNull()
  })
})

describe('documents merged', () => {
  const merged = { by: 'hub', on: null, program: 'prime-rose-node 0.1.0' }
  const of = (part: typeof no, more = {}) => aDocument([part], more)

  it('hold the parts of all, counted anew', () => {
    const pool = aPool(['DK', 'FI', 'NL', 'NO'], { evaluable: 30, control: 7 })
    const found = mergeDocuments([of(no), of(dk), of(pool)], merged)
    expect(found.parts.map(({ counted }) => counted)).toEqual([true, false, false])
    expect(found.merged).toEqual(merged)
  })

  it('forget that a country was absent which now has a part', () => {
    const absent = [
      { country: 'NO', reason: 'timeout' as const },
      { country: 'FI', reason: 'late' as const },
    ]
    expect(mergeDocuments([of(no), of(dk, { absent })], merged).absent).toEqual([{ country: 'FI', reason: 'late' }])
  })

  it('have no endpoint where theirs differ, and are closed only where all are', () => {
    const other = of(dk, { endpoint: 'benefit-16w-confirmed', looks: { s1: 8, s2: 24, closed: true } })
    expect(mergeDocuments([of(no), other], merged)).toMatchObject({ endpoint: null, looks: { closed: false } })
  })

  it.each([
    ['other cohorts', { cohort: { key: 'v1|X|Y|z', label: 'another', definitionHash: null } }],
    ['cohorts without a name', { cohort: { key: null, label: 'an invented cohort', definitionHash: null } }],
    ['another design', { design: null }],
    ['other looks', { looks: { s1: 10, s2: 28, closed: false } }],
    ['another policy', { policy: { ...of(no).policy, version: '2' } }],
  ])('are refused with %s', (_, more) => {
    expect(() => mergeDocuments([of(no), of(dk, more)], merged)).toThrow(
      expect.objectContaining({ code: 'report/different-cohorts' }),
    )
  })
})
