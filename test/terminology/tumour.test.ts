import { describe, expect, it } from 'vitest'
import { normalise } from '../../src/terminology/normalise.ts'
import type { TumourRequest } from '../../src/terminology/tumour.ts'
import { inShort, shipped } from './shipped-terminology.ts'

const answer = (request: TumourRequest) => normalise(shipped, { part: 'tumour', ...request })
const tumour = (request: TumourRequest) => inShort(answer(request))

describe('a tumour', () => {
  it('has no depth that no fact gives', () => {
    const codes = ['C25.9', 'C50', 'C34.1', 'C18.7', 'C24.0', 'C16.0', 'C61', 'C22.0']
    expect(codes.map(icd10 => tumour({ icd10 }))).toEqual([
      'PANCREAS',
      'BREAST',
      'LUNG',
      'BOWEL',
      'BILIARY_TRACT',
      'STOMACH',
      'PROSTATE',
      'LIVER',
    ])
  })

  it.each([
    ['C50.9', '8520/3', 'ILC'],
    ['C25.0', '8500/3', 'PAAD'],
    ['C50.1', '8500/3', 'IDC'],
    ['C18.2', '8140/3', 'COAD'],
    ['C20', '8140/3', 'READ'],
    ['C19', '8140/3', 'COADREAD'],
    ['C16.0', '8140/3', 'GEJ'],
    ['C16.3', '8140/3', 'STAD'],
    ['C10.9', '8070/3', 'HNSC'],
    ['C64', '8310/3', 'CCRCC'],
  ])('is as deep as morphology says: %s + %s', (icd10, icdo3Morphology, code) => {
    expect(tumour({ icd10, icdo3Morphology })).toBe(code)
  })

  it('joins text and ICD-10 to the deepest node that both support', () => {
    expect(tumour({ text: 'melanoma', icd10: 'C69.3' })).toBe('UM')
    expect(tumour({ text: 'cholangiocarcinoma', icd10: 'C22.1' })).toBe('IHCH')
    expect(tumour({ text: 'biliary tract cancer', icd10: 'C22.1' })).toBe('IHCH')
    expect(tumour({ text: 'adenocarcinoma', icd10: 'C25.9' })).toBe('PAAD')
  })

  it('lets morphology decide before text, and text before ICD-10, with a warning', () => {
    expect(answer({ icdo3Morphology: '8170/3', text: 'NSCLC' })).toMatchObject({
      canonical: 'HCC',
      warnings: ['tumour-conflict'],
    })
    expect(answer({ text: 'colorectal cancer', icd10: 'C67.9' })).toMatchObject({
      canonical: 'COADREAD',
      warnings: ['tumour-conflict'],
    })
  })

  it('is GB only where IDH-wildtype is stated', () => {
    expect(tumour({ text: 'GBM', icd10: 'C71.2' })).toBe('review oncotree-version')
    expect(tumour({ icd10: 'C71.2', icdo3Morphology: '9440/3' })).toBe('review oncotree-version')
    expect(tumour({ text: 'glioblastoma, IDH-wildtype' })).toBe('GB')
    expect(tumour({ text: 'IDH wild type', sourceCode: 'GBM' })).toBe('GB')
  })

  it('takes over a code of an earlier version only where the meaning stayed', () => {
    expect(answer({ text: 'PTCLNOS' })).toMatchObject({ canonical: 'PTCL', warnings: ['oncotree-history'] })
    expect(['PTCL', 'AASTR', 'DIPG'].map(text => tumour({ text }))).toEqual(Array(3).fill('review oncotree-version'))
  })

  it('is PAN where a text says so, whatever the site of the patient', () => {
    expect(answer({ text: 'pan-tumour', icd10: 'C25.9' })).toMatchObject({ canonical: 'PAN', warnings: [] })
  })

  it('is never a metastasis', () => {
    for (const icd10 of ['C77.9', 'C78.7', 'C79.3'])
      expect(tumour({ icd10, text: 'colorectal cancer' })).toBe('review metastasis')
  })

  it('stays under review where a text is unknown or means several nodes', () => {
    expect(tumour({ text: 'foo-oma', icd10: 'C25.9' })).toBe('review tumour-unknown')
    expect(tumour({ text: 'MM' })).toBe('review tumour-ambiguous')
    expect(tumour({ icdo3Morphology: '8500/3' })).toBe('review tumour-ambiguous')
    expect(tumour({ icdo3Morphology: '80463/3', icd10: 'C34.9' })).toBe('review unparsed')
  })

  it('rolls up to the level asked for, and keeps its own where it is not below', () => {
    expect(normalise(shipped, { part: 'tumour', icd10: 'C22.1', rollUpTo: 'CHOL' })).toMatchObject({
      canonical: 'CHOL',
      beforeRollUp: 'IHCH',
    })
    expect(normalise(shipped, { part: 'tumour', text: 'PAAD', rollUpTo: 'CHOL' })).toMatchObject({
      canonical: 'PAAD',
      warnings: ['roll-up-not-reached'],
    })
  })
})
