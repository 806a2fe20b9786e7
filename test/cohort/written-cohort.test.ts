import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explainWritten, readWrittenCohort } from '../../src/cohort/written-cohort.ts'
import type { SiteVocabulary } from '../../src/terminology/site-vocabulary.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const mapping = join(import.meta.dirname, '../../mappings/impress-norway/mapping.json')
const { siteVocabulary } = JSON.parse(readFileSync(mapping, 'utf8')) as { siteVocabulary: SiteVocabulary }
const noWords: SiteVocabulary = { declaredTumours: [], tumourWords: [], thresholds: {} }

const explain = (a: string, b: string, site = siteVocabulary) =>
  explainWritten(shipped, readWrittenCohort(shipped, site, a), readWrittenCohort(shipped, site, b))
const reason = (a: string, b: string) => explain(a, b).reason

const HER2_CHOL = 'HER2exp/Cholangiocarcinoma/Pertuzumab+Trastuzumab'

describe('a cohort written as name, key or text', () => {
  it('is one cohort in all three forms', () => {
    const key = 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab'
    const text = 'tumour:CHOL alteration:"HER2 overexpression" drug:Phesgo'
    for (const other of [key, text, HER2_CHOL])
      expect(explain(HER2_CHOL, other)).toMatchObject({ identical: true, reason: 'identical' })
  })

  it('says a key whose codes are in another order, and refuses one whose codes are not known', () => {
    const [one, other] = ['v1|PAN|P:MMR:d,P:MSI:H|nivolumab', 'v1|PAN|P:MSI:H,P:MMR:d|nivolumab']
    expect(explain(one, other).identical).toBe(true)
    expect(() => explain(one, 'v1|NOPE|P:MSI:H|nivolumab')).toThrow(
      expect.objectContaining({ code: 'cohort/unknown-code' }),
    )
  })
})

describe('the seven reasons why equal cohorts look different', () => {
  it('1 spelling: the curated list puts right, one edit is only a proposal', () => {
    expect(explain('HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab', HER2_CHOL)).toEqual({
      identical: true,
      reason: 'identical',
      notes: ['A: a misspelt drug was put right by the curated list'],
    })
    expect(
      explain('BRAF Non-V600activating/Pancreatic/Trametinib', 'BRAF non–V600  activating/pancreatic/TRAMETINIB')
        .identical,
    ).toBe(true)
    expect(reason(HER2_CHOL, 'HER2exp/Cholangiocarcinoma/Pertuzumab+Trastuzumabb')).toBe(
      'B: drugs: it cannot be read (drug-unknown); a person may choose from trastuzumab; it is a cohort of its own, listed and never pooled',
    )
  })

  it('2 brand, ingredient, both; salts', () => {
    const names = ['Tafinlar', 'Dabrafenib', 'Tafinlar (Dabrafenib)', 'dabrafenib mesylate 75 mg']
    for (const name of names)
      expect(explain(`BRAF V600E/Melanoma/${name}`, 'BRAF V600E/Melanoma/dabrafenib').identical).toBe(true)
    expect(reason('BRAF V600E/Melanoma/Tafinlar', 'BRAF V600E/Melanoma/Zelboraf')).toBe(
      'drugs: dabrafenib is not vemurafenib',
    )
  })

  it('3 order and separator of drugs; a mono therapy is never a combination', () => {
    for (const drugs of ['B+A', 'B / A', 'B & A', 'B og A', 'B and A']) {
      const written = drugs.replace('A', 'Trametinib').replace('B', 'Dabrafenib')
      expect(explain(`BRAF V600E/Melanoma/${written}`, 'BRAF V600E/Melanoma/Trametinib+Dabrafenib').identical).toBe(
        true,
      )
    }
    expect(reason('BRAF V600E/Melanoma/Dabrafenib', 'BRAF V600E/Melanoma/Dabrafenib+Trametinib')).toMatch(
      /a mono therapy never equals a combination$/,
    )
  })

  it('4 gene synonyms; dMMR and MSI-H are different assays', () => {
    const olaparib = (gene: string) => `${gene} amplification/CRC/Herceptin`
    for (const gene of ['ERBB2', 'HER2/neu', 'HER-2'])
      expect(explain(olaparib(gene), olaparib('HER2')).identical).toBe(true)
    expect(explain('MEK1 mut/CRC/Trametinib', 'MAP2K1 mut/CRC/Trametinib').identical).toBe(true)
    expect(reason('MSI-H/CRC/Nivolumab', 'dMMR/CRC/Nivolumab')).toBe(
      'alteration: MSI-high is not mismatch repair deficient; these are different assays, equal only where both are asked for',
    )
    expect(explain('MSI-H/dMMR/CRC/Nivolumab', 'dMMR/MSI-H/CRC/Nivolumab').identical).toBe(true)
  })

  it('5 level of the alteration', () => {
    expect(reason('HER2exp/CRC/Herceptin', 'HER2amp/CRC/Herceptin')).toMatch(
      /^alteration: .*; the levels differ \(expression, a gene\)$/,
    )
    expect(reason('HER2amp/CRC/Herceptin', 'HER2mut/CRC/Herceptin')).toMatch(/amplification is not .* mutation$/)
    expect(reason('BRAF Non-V600mut/CRC/Trametinib', 'BRAF V600mut/CRC/Trametinib')).toMatch(
      /other than at Val600 is not BRAF any missense at Val600; the levels differ/,
    )
    expect(reason('KRAS G12C/CRC/Sotorasib', 'KRAS G12/CRC/Sotorasib')).toMatch(
      /the levels differ \(one protein change, a codon\)/,
    )
  })

  it('6 three vocabularies of tumours at once', () => {
    const drug = 'ROS1 fusion'
    for (const tumour of ['NSCLC', 'Lung Cancer: Non-Small Cell', 'ikke-småcellet lungekreft']) {
      expect(explain(`${drug}/${tumour}/Crizotinib`, `${drug}/NSCLC/Crizotinib`).identical).toBe(true)
    }
    expect(reason(`${drug}/NSCLC/Crizotinib`, `${drug}/C34.9/Crizotinib`)).toBe(
      'tumour: NSCLC is not LUNG; NSCLC lies below LUNG, and wider matches only by asking',
    )
    expect(reason(`${drug}/NSCLC/Crizotinib`, `${drug}/glioblastom/Crizotinib`)).toMatch(
      /^B: tumour: it cannot be read \(/,
    )
  })

  it('7 grain and lumping: wider only by asking, or where the trial declares it', () => {
    expect(explain('BRAF V600E/PDAC/Dabrafenib', 'BRAF V600E/Pancreatic/Dabrafenib')).toMatchObject({
      identical: true,
      notes: ['A: PAAD is counted at PANCREAS, where the trial declares its cohorts'],
    })
    expect(explain('BRAF V600E/PDAC/Dabrafenib', 'BRAF V600E/Pancreatic/Dabrafenib', noWords).reason).toMatch(
      /PAAD lies below PANCREAS/,
    )
    expect(reason('BRAF V600E/Cholangiocarcinoma/Dabrafenib', 'BRAF V600E/Biliary tract/Dabrafenib')).toMatch(
      /CHOL lies below BILIARY_TRACT/,
    )
    expect(reason('BRAF V600E/Solid tumours/Dabrafenib', 'BRAF V600E/CRC/Dabrafenib')).toMatch(
      /COADREAD lies below PAN/,
    )
  })
})

describe('a name under review', () => {
  it('stays unknown, and two that are spelt alike are one cohort of the local table only', () => {
    expect(reason('TMB high/CRC/Nivolumab', 'tmb  HIGH/CRC/nivolumab')).toBe(
      'A: alteration: it cannot be read (no-threshold); in the local table of a trial both are one cohort',
    )
    expect(explain('TMB high/CRC/Nivolumab', 'TMB >= 10/CRC/Nivolumab').identical).toBe(false)
  })

  it('that does not split says so', () => {
    expect(reason('something odd', HER2_CHOL)).toMatch(/^A: it does not split into <biomarker>/)
  })
})
