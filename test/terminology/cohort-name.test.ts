import { describe, expect, it } from 'vitest'
import { readCohortName, tumourOf } from '../../src/terminology/cohort-name.ts'
import type { CohortRowFacts, SiteVocabulary } from '../../src/terminology/site-vocabulary.ts'
import { shipped } from './shipped-terminology.ts'

const site: SiteVocabulary = {
  declaredTumours: ['PANCREAS', 'CHOL', 'COADREAD', 'NSCLC', 'PROSTATE', 'SACA', 'UCEC'],
  tumourWords: [
    { tumour: 'PANCREAS', concept: null, words: ['pancreas', 'pancreatic', 'bukspyttkjertelkreft'] },
    { tumour: 'PAAD', concept: null, words: ['PDAC', 'pancreatic adenocarcinoma'] },
    { tumour: 'CHOL', concept: null, words: ['cholangiocarcinoma', 'CCA', 'gallegangskreft'] },
    { tumour: 'COADREAD', concept: null, words: ['colorectal', 'CRC', 'tykk- og endetarmskreft'] },
    { tumour: 'NSCLC', concept: null, words: ['NSCLC', 'ikke-småcellet lungekreft'] },
    { tumour: null, concept: 'glioblastoma', words: ['glioblastoma', 'GBM', 'glioblastom'] },
    { tumour: null, concept: 'rare cyst', words: ['cyst A', 'cyst B'] },
    { tumour: 'PAN', concept: null, words: ['pan-cancer', 'pan cancer', 'solid', 'solide svulster'] },
  ],
  thresholds: { TMB: 10 },
}

const noFacts: CohortRowFacts = {
  targetMutation: null,
  targetName: null,
  geneMutation: null,
  icd10: null,
  tumourPick: null,
  tumourShort: null,
  drugs: [],
}

const read = (name: string, facts: Partial<CohortRowFacts> = {}) =>
  readCohortName(shipped, site, name, { ...noFacts, ...facts })

describe('a local cohort name', () => {
  it('has one key in all its spellings', () => {
    const spellings = [
      'HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab',
      'ERBB2 overexpression / CCA / Herceptin og Perjeta',
      'HER2 exp/gallegangskreft/Trastuzumab (Herceptin) & pertuzumab',
      'her2/neu overexpression/CHOLANGIOCARCINOMA/Phesgo',
    ]
    expect(new Set(spellings.map(name => read(name).key))).toEqual(
      new Set(['v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab']),
    )
  })

  it('rolls its tumour up to the nearest node that the trial declares', () => {
    expect(
      ['PDAC', 'Pancreatic adenocarcinoma', 'Pancreas', 'PAAD'].map(word => read(`BRCA2mut/${word}/Olaparib`).tumour),
    ).toEqual(Array(4).fill('PANCREAS'))
    expect(read('BRCA2mut/Ovarian cancer/Olaparib').tumour).toBe('OVARY')
  })

  it('takes a cut-off that it leaves open from the row, in the order of the cells, else from the mapping', () => {
    const tmb = (facts: Partial<CohortRowFacts>) => read('TMB-high/Solid/Nivolumab', facts).alteration
    expect(tmb({ targetMutation: 'TMB >= 20, MSS', targetName: 'TMB >= 16' })).toBe('P:TMB:high@20')
    expect(tmb({ targetMutation: 'TMB 34', targetName: 'TMB-H (>=16 mut/Mb)' })).toBe('P:TMB:high@16')
    expect(tmb({ geneMutation: 'Other' })).toBe('P:TMB:high@10')
  })

  it('is never changed by the row', () => {
    expect(read('HER2exp/CCA/Herceptin', { targetMutation: 'HER2 IHC 3+' }).alteration).toBe('E:HGNC:3430:pos')
    expect(read('RETfus/NSCLC/Retsevmo', { targetMutation: 'RET-NCOA4' }).alteration).toBe('F:HGNC:9967:*')
    expect(read('PIK3CAmut/CRC/Alpelisib', { targetName: 'PIK3CA H1047R' }).alteration).toBe('G:HGNC:8975:mut')
    expect(read('TMB >= 16/Solid/Nivolumab', { targetMutation: 'TMB >= 20' }).alteration).toBe('P:TMB:high@16')
  })

  it('without a key groups by canonical parts, concept, or folded text', () => {
    const group = (name: string) => read(name).group
    expect(group('BRAF V600E/GBM/Dabrafenib+Trametinib')).toBe(
      group('BRAF p.Val600Glu / Glioblastom / Mekinist og Tafinlar'),
    )
    expect(group('BRCA1mut/Cyst A/Olaparib')).toBe(group('BRCA1 mut/cyst b/Lynparza'))
    expect(group('HER2exp/CCA/Study drug A')).toBe(group('HER2 overexpression/cholangiocarcinoma/study  DRUG a'))
    expect(group('HER2exp/CCA/Study drug A')).not.toBe(group('HER2exp/CCA/Study drug B'))
    expect(group('Something Else')).toBe(group(' something\u00a0else '))
    expect(read('BRAF V600E/GBM/Dabrafenib+Trametinib').key).toBeNull()
  })

  it('cannot be made to share a group by separators in its text', () => {
    expect(read('x|y/z/w').group).not.toBe(read('x/y|z/w').group)
    expect(read('?concept:glioblastoma/a/b').group).not.toBe(read('a/GBM/b').group)
  })

  it('names the parts that are under review', () => {
    expect(read('HER2exp/foo/bar').problems).toEqual(['unknown-drug', 'unknown-tumour'])
    expect(read('something/CRC/Olaparib').problems).toEqual(['unknown-biomarker'])
    expect(read('no slashes').problems).toEqual(['unknown-drug', 'unknown-tumour', 'unknown-biomarker'])
    expect(read('HER2exp/CRC/Herceptin')).toMatchObject({
      problems: [],
      label: 'HER2 (ERBB2) overexpression · Colorectal Adenocarcinoma · trastuzumab',
    })
  })

  it.each([
    ['HER2exp/CRC/Herceptin', { icd10: 'C67.9' }, true],
    ['HER2exp/CRC/Herceptin', { icd10: 'C18.9' }, false],
    ['HER2exp/CRC/Herceptin', { tumourPick: 'Lung Cancer: Non-Small Cell' }, true],
    ['HER2exp/CRC/Herceptin', { icd10: 'D12.6', tumourPick: 'something' }, false],
    ['HER2exp/CCA/Herceptin', { icd10: 'C22.1' }, false],
    ['HER2exp/CCA/Herceptin', { icd10: 'C22.0' }, true],
    ['HER2exp/GBM/Herceptin', { icd10: 'C71.2' }, false],
    ['HER2exp/GBM/Herceptin', { icd10: 'C34.1' }, true],
    ['HER2exp/Solid/Herceptin', { icd10: 'C34.1', tumourPick: 'Cholangiocarcinoma' }, false],
    ['HER2exp/NSCLC/Herceptin', { icd10: 'C78.0' }, false],
  ])('%s beside %o: conflict %s', (name, facts, conflict) => {
    expect(read(name, facts).problems.includes('tumour-conflict')).toBe(conflict)
  })
})

describe('the splitting of a name', () => {
  it('separates at the second slash whatever stands around it', () => {
    expect(read('HER2exp/group A1/2 drugs')).toMatchObject({ alteration: 'E:HGNC:3430:pos', tumour: null, drugs: null })
  })

  it('leaves alone the slashes inside a biomarker', () => {
    const biomarkers = [
      'HER2/neu amplification',
      'MSI-H/dMMR',
      'dMMR/MSI-H',
      'BRCA1/2mut',
      'BRAF V600E/K',
      'NTRK1/2/3 fusion',
      'BRCA1/BRCA2 mut',
      'TMB >=10 mut/Mb',
    ]
    for (const biomarker of biomarkers) {
      const name = `${biomarker}/NSCLC/Trametinib/Dabrafenib`
      expect({ biomarker, ...read(name) }).toMatchObject({
        biomarker,
        tumour: 'NSCLC',
        drugs: 'dabrafenib+trametinib',
        problems: [],
      })
    }
  })
})

describe("a subject's tumour", () => {
  const tumour = (facts: Partial<CohortRowFacts>) => tumourOf(shipped, site, { ...noFacts, ...facts })

  it('is the deepest node that the facts support', () => {
    expect(tumour({ icd10: 'C34.9', tumourPick: 'Lung Cancer: Non-Small Cell', tumourShort: 'NSCLC' })).toBe('NSCLC')
    expect(tumour({ icd10: 'C22.1', tumourPick: 'Cholangiocarcinoma' })).toBe('IHCH')
    expect(tumour({ icd10: 'C71.2', tumourPick: 'Glioblastoma', tumourShort: 'GBM' })).toBe('BRAIN')
    expect(tumour({ icd10: 'C43.9', tumourPick: 'Melanoma', tumourShort: 'MM' })).toBe('SKCM')
  })

  it('is null where nothing is known, and never PAN', () => {
    expect(tumour({ icd10: 'C79.9', tumourPick: 'something', tumourShort: 'x' })).toBeNull()
    expect(tumour({ tumourPick: 'Pan-cancer' })).toBeNull()
  })
})
