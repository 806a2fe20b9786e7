import { describe, expect, it } from 'vitest'
import { normalise } from '../../src/terminology/normalise.ts'
import { inShort, shipped } from './shipped-terminology.ts'

const gene = (text: string) => inShort(normalise(shipped, { part: 'gene', text }))

describe('a gene name', () => {
  it.each(['ERBB2', 'erbb-2', 'HER2', ' Her 2 ', 'HER-2/neu', 'NEU', 'ＨＥＲ２', 'HGNC:3430'])('%s is ERBB2', text => {
    expect(gene(text)).toBe('HGNC:3430')
  })

  it('is looked up as symbol, then as previous symbol, then as alias', () => {
    expect([gene('KMT2A'), gene('MLL'), gene('HRX')]).toEqual(['HGNC:7132', 'HGNC:7132', 'HGNC:7132'])
  })

  it('that two genes hold is never resolved, and both are proposed', () => {
    expect(['PTC', 'TRK', 'H4', 'HNPCC', 'ALL', 'NTRK'].map(gene)).toEqual(Array(6).fill('review gene-ambiguous'))
    expect(normalise(shipped, { part: 'gene', text: 'PTC' }).proposals).toEqual(['HGNC:9967', 'HGNC:18782'])
  })

  it('that a spreadsheet turned into a date stays under review', () => {
    expect(['1-Mar', 'Sep-09'].map(gene)).toEqual(['review gene-unknown', 'review gene-unknown'])
  })

  it('with a code that is another gene stays under review', () => {
    expect(gene('HGNC:6342 (NRAS)')).toBe('review code-display-mismatch')
    expect(gene('HGNC:6342 (c-Kit)')).toBe('HGNC:6342')
  })
})
