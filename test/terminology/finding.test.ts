import { describe, expect, it } from 'vitest'
import type { Alteration } from '../../src/model/generated/common-record.ts'
import { readFinding } from '../../src/terminology/finding/read-finding.ts'
import { shipped } from './shipped-terminology.ts'

const read = (parts: Partial<Alteration>, thresholds: Record<string, number> = {}) =>
  readFinding(shipped, thresholds, { origin: { sheet: 'report', line: 1 }, key: null, text: null, ...parts })
/** Canonical code, `review …`, `nothing to say`, or `no alteration`. */
const short = (parts: Partial<Alteration>, thresholds: Record<string, number> = {}) => {
  const reading = read(parts, thresholds)
  if (reading === null) return 'no alteration'
  return reading.canonical ?? (reading.reviewCode === null ? 'nothing to say' : `review ${reading.reviewCode}`)
}

describe('a small variant of a report', () => {
  it.each<[string, Partial<Alteration>, string]>([
    ['protein change', { gene: 'BRAF', hgvsP: 'p.(Val600Glu)' }, 'V:HGNC:1097:p.Val600Glu'],
    [
      'with accessions',
      { gene: 'BRAF', hgvsP: 'NP_004324.2:p.(Val600Glu)', hgvsC: 'NM_004333.6:c.1799T>A', transcript: 'NM_004333.6' },
      'V:HGNC:1097:p.Val600Glu',
    ],
    [
      'on another transcript than MANE Select',
      { gene: 'BRAF', hgvsP: 'p.Val600Glu', transcript: 'NM_001374258.1' },
      'review transcript',
    ],
    [
      'on a transcript of an older version',
      { gene: 'BRAF', hgvsP: 'p.Val600Glu', transcript: 'NM_004333.4' },
      'V:HGNC:1097:p.Val600Glu',
    ],
    [
      'of the coding sequence alone',
      { gene: 'MET', hgvsC: 'NM_000245.4:c.3028+1G>T', transcript: 'NM_000245.4' },
      'review c-only',
    ],
    ['that changes nothing', { gene: 'MTOR', hgvsP: 'p.(Asn999=)' }, 'no alteration'],
    ['of an unknown gene', { gene: 'NOGENE1', hgvsP: 'p.Val600Glu' }, 'review gene-unknown'],
    ['of an ambiguous gene', { gene: 'PTC', hgvsP: 'p.Val600Glu' }, 'review gene-ambiguous'],
    ['by id', { gene: 'HGNC:1097', hgvsP: 'V600E' }, 'V:HGNC:1097:p.Val600Glu'],
    ['by id and symbol', { gene: 'HGNC:1097', geneDisplay: 'BRAF', hgvsP: 'V600E' }, 'V:HGNC:1097:p.Val600Glu'],
    [
      'whose id and symbol are two genes',
      { gene: 'HGNC:6342', geneDisplay: 'NRAS', hgvsP: 'Q61K' },
      'review code-display-mismatch',
    ],
    ['that nobody can read', { gene: 'BRAF', hgvsP: 'p.?' }, 'review unparsed'],
    ['with a star at a hotspot', { gene: 'BRAF', hgvsP: 'V600*' }, 'review star-ambiguous'],
    ['as a text', { text: 'KRAS G12C' }, 'V:HGNC:6407:p.Gly12Cys'],
    ['as a text that names two', { text: 'BRCA1/2 inactivating mutation' }, 'review gene-ambiguous'],
    [
      'as a text of a class, which has no gene of its own',
      { class: 'cna', text: 'HER2 amplification' },
      'G:HGNC:3430:amp',
    ],
    ['parts before text', { gene: 'KRAS', hgvsP: 'G12D', text: 'KRAS G12C' }, 'V:HGNC:6407:p.Gly12Asp'],
  ])('%s', (_, parts, expected) => expect(short(parts)).toBe(expected))

  it('keeps what is written, where it has its shape, and the fraction', () => {
    expect(
      read({
        gene: 'NTRK2',
        hgvsP: 'NP_006171.2:p.Gly639Arg',
        hgvsC: 'NM_006180.6:c.1915G>A',
        transcript: 'NM_006180.6',
        vaf: 0.4,
      }),
    ).toEqual({
      class: 'snv-indel',
      canonical: null,
      reviewCode: 'transcript',
      geneHgnc: 'HGNC:8032',
      hgvsP: 'p.Gly639Arg',
      hgvsC: 'c.1915G>A',
      transcript: 'NM_006180.6',
      isMane: false,
      vaf: 0.4,
    })
  })
})

describe('copy number, fusion, exon and expression of a report', () => {
  it.each<[string, Partial<Alteration>, string]>([
    ['amplified', { gene: 'HER2', cnaKind: 'amp' }, 'G:HGNC:3430:amp'],
    ['gained, which is not amplified', { gene: 'HER2', cnaKind: 'gain' }, 'G:HGNC:3430:gain'],
    ['homozygously deleted', { gene: 'CDKN2A', cnaKind: 'homdel' }, 'G:HGNC:1787:homdel'],
    ['a number of copies alone', { gene: 'HER2', copyNumber: 8 }, 'review no-threshold'],
    ['ordered fusion', { gene: 'ETV6', partner: 'NTRK3', orientation: 'known' }, 'F:HGNC:3495::HGNC:8033'],
    ['fusion without order', { gene: 'ETV6', partner: 'NTRK3', orientation: 'unknown' }, 'F:HGNC:3495~HGNC:8033'],
    ['fusion whose order is not stated', { gene: 'NTRK3', partner: 'ETV6' }, 'F:HGNC:3495~HGNC:8033'],
    ['fusion of a driver with one gene named', { class: 'fusion', gene: 'ROS1' }, 'F:HGNC:10261:*'],
    ['driver beside a gene of no table', { gene: 'NOGENE1', partner: 'ROS1' }, 'F:HGNC:10261:*'],
    ['no driver beside a gene of no table', { gene: 'TMPRSS2', partner: 'NOGENE1' }, 'review gene-unknown'],
    ['driver beside an ambiguous gene', { gene: 'RET', partner: 'H4' }, 'review gene-ambiguous'],
    ['skipped exon', { gene: 'MET', exon: '14', exonChange: 'skip' }, 'X:HGNC:7029:ex14:skip'],
    ['exon without what happened to it', { class: 'exon', gene: 'EGFR', exon: '20' }, 'review class-ambiguous'],
    ['stain', { gene: 'HER2', expression: { scale: 'ihc', value: 3 } }, 'E:HGNC:3430:ihc@3'],
    ['no stain', { gene: 'HER2', expression: { scale: 'ihc', value: 0 } }, 'E:HGNC:3430:neg'],
    [
      'stain of a grade that does not exist',
      { gene: 'HER2', expression: { scale: 'ihc', value: 4 } },
      'review unparsed',
    ],
    ['score', { gene: 'PD-L1', expression: { scale: 'tps', value: 50 } }, 'E:HGNC:17635:tps@50'],
    ['verdict', { gene: 'HER2', expression: { scale: 'call', value: 'low' } }, 'E:HGNC:3430:low'],
    ['a verdict that is a number', { gene: 'HER2', expression: { scale: 'call', value: 3 } }, 'review class-ambiguous'],
  ])('%s', (_, parts, expected) => expect(short(parts)).toBe(expected))

  it('says a fusion that lost its partner of no table by the driver alone', () => {
    expect(read({ gene: 'NOGENE1', partner: 'ROS1' })).toEqual({
      class: 'fusion',
      canonical: 'F:HGNC:10261:*',
      reviewCode: null,
      geneHgnc: 'HGNC:10261',
    })
  })
})

describe('a signature of a report', () => {
  const tmb = (value: number, more: object = {}) =>
    ({ signature: { kind: 'TMB', value, unit: 'mutations/Mb', ...more } }) as Partial<Alteration>

  it('is the number that it reaches, where a cut-off says that it is high', () => {
    expect(short(tmb(23.4), { TMB: 10 })).toBe('P:TMB:high@23.4')
    expect(short(tmb(10), { TMB: 10 })).toBe('P:TMB:high@10')
    expect(short(tmb(23.4, { cutoff: 20 }))).toBe('P:TMB:high@23.4')
    expect(short(tmb(9.99), { TMB: 10 })).toBe('nothing to say')
    expect(short(tmb(23.4))).toBe('review no-threshold')
    expect(read(tmb(9.99), { TMB: 10 })?.signature).toEqual({
      kind: 'TMB',
      value: 9.99,
      unit: 'mutations/Mb',
      status: 'low',
      cutoff: 10,
    })
  })

  it('of microsatellites has a class by word or by cut-off, and none by its number alone', () => {
    const msi = (parts: object) => ({ signature: { kind: 'MSI', ...parts } }) as Partial<Alteration>
    expect(short(msi({ status: 'high' }))).toBe('P:MSI:H')
    expect(short(msi({ value: 31, unit: 'percent' }), { MSI: 20 })).toBe('P:MSI:H')
    expect(short(msi({ value: 3, unit: 'percent' }), { MSI: 20 })).toBe('P:MSI:S')
    expect(short(msi({ value: 31, unit: 'percent' }))).toBe('review no-threshold')
  })

  it('of repair: MMR by word, HRD by score and cut-off', () => {
    expect(short({ signature: { kind: 'MMR', status: 'deficient' } })).toBe('P:MMR:d')
    expect(short({ signature: { kind: 'HRD', value: 55, unit: 'score' } }, { HRD: 42 })).toBe('P:HRD:pos@55')
    expect(short({ signature: { kind: 'HRD', value: 30, unit: 'score' } }, { HRD: 42 })).toBe('nothing to say')
    expect(short({ signature: { kind: 'HRD', status: 'positive' } })).toBe('review no-threshold')
  })

  it('as a text has its parts too', () => {
    expect(read({ text: 'TMB-high (>=10 mut/Mb)' })).toEqual({
      class: 'signature',
      canonical: 'P:TMB:high@10',
      reviewCode: null,
      signature: { kind: 'TMB', status: 'high', cutoff: 10 },
    })
    expect(short({ text: 'TMB high' }, { TMB: 16 })).toBe('P:TMB:high@16')
  })
})
