import { describe, expect, it } from 'vitest'
import { normalise } from '../../../src/terminology/normalise.ts'
import type { Terminology } from '../../../src/terminology/terminology.ts'
import { inShort, shipped } from '../shipped-terminology.ts'
import { badFile, imported, withImports } from './imported.ts'
import { type HgncGene, hgncGenes, hgncJson, hgncTsv } from './official-files.ts'

const gene = (terminology: Terminology, text: string) => inShort(normalise(terminology, { part: 'gene', text }))
const alteration = (terminology: Terminology, text: string) =>
  inShort(normalise(terminology, { part: 'alteration', context: 'record', text }))

const others: HgncGene[] = [
  { id: 'HGNC:90001', symbol: 'RAREA1', previous: ['OLDA'], aliases: ['SHARED', 'HRX'] },
  { id: 'HGNC:90002', symbol: 'RAREB1', aliases: ['SHARED'], mane: 'ENST00000000001.4|NM_900002.3' },
  { id: 'HGNC:90003', symbol: 'HER4' },
  { id: 'HGNC:90004', symbol: 'GONE1', status: 'Entry Withdrawn' },
]
const complete = [...hgncGenes(shipped), ...others]

describe.each([
  ['TSV', hgncTsv],
  ['JSON', hgncJson],
])('the complete set of HGNC as %s', (_, write) => {
  const terminology = withImports(imported('hgnc', write(complete)))

  it('makes its genes known by symbol, earlier symbol and alias', () => {
    expect(gene(shipped, 'RAREA1')).toBe('review gene-unknown')
    expect([gene(terminology, 'rarea-1'), gene(terminology, 'OLDA')]).toEqual(['HGNC:90001', 'HGNC:90001'])
  })

  it('does not resolve an alias that two of its genes hold', () => {
    expect(normalise(terminology, { part: 'gene', text: 'SHARED' })).toMatchObject({
      codes: ['gene-ambiguous'],
      proposals: ['HGNC:90001', 'HGNC:90002'],
    })
  })

  it('leaves a curated alias to its gene, and an approved symbol beats a curated alias', () => {
    expect(gene(terminology, 'HRX')).toBe('HGNC:7132')
    expect([gene(shipped, 'HER4'), gene(terminology, 'HER4')]).toEqual(['HGNC:3432', 'HGNC:90003'])
  })

  it('brings transcripts, so that a change on one is no longer under review', () => {
    expect(alteration(terminology, 'RAREB1 NM_900002.3 p.Gly12Cys')).toBe('V:HGNC:90002:p.Gly12Cys')
    expect(alteration(terminology, 'RAREB1 NM_900003.1 p.Gly12Cys')).toBe('review transcript')
  })

  it('leaves out withdrawn entries and says so', () => {
    expect(gene(terminology, 'GONE1')).toBe('review gene-unknown')
    expect(imported('hgnc', write(complete)).leftOut).toEqual([{ reason: 'genes that are not approved', count: 1 }])
  })
})

describe('a file that is not the complete set of HGNC', () => {
  it('because it was cut off', () => {
    const text = hgncTsv(complete)
    expect(() => imported('hgnc', text.slice(0, text.length - 12))).toThrow(badFile(/not as many cells as the header/))
    expect(() => imported('hgnc', hgncJson(complete).slice(0, -20))).toThrow(badFile(/not whole JSON/))
    expect(() => imported('hgnc', hgncTsv(complete.filter(one => one.id !== 'HGNC:7029')))).toThrow(
      badFile(/HGNC:7029 is missing/),
    )
  })

  it('because a gene or a symbol stands twice', () => {
    expect(() => imported('hgnc', hgncTsv([...complete, { id: 'HGNC:7029', symbol: 'MET2' }]))).toThrow(
      badFile(/HGNC:7029 stands twice/),
    )
    expect(() => imported('hgnc', hgncTsv([...complete, { id: 'HGNC:90009', symbol: 'MET' }]))).toThrow(
      badFile(/another gene's too/),
    )
  })

  it('because it is another list', () => {
    expect(() => imported('hgnc', 'a\tb\n1\t2\n')).toThrow(badFile(/no column hgnc_id/))
    expect(() => imported('hgnc', '{"response": {}}')).toThrow(badFile(/no list/))
  })
})
