import { describe, expect, it } from 'vitest'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { explainDefinition, explainDifference } from '../../src/cohort/explain.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const parse = (text: string) => parseCohortText(shipped, text)
const difference = (a: string, b: string) => explainDifference(shipped, parse(a), parse(b))

describe('a cohort in plain words', () => {
  it.each([
    ['alteration:"BRAF Non-V600mut"', 'BRAF activating mutation other than at Val600 · any tumour · any drug'],
    [
      'tumour:CHOL alteration:HER2exp drug:Phesgo',
      'HER2 (ERBB2) overexpression · Cholangiocarcinoma · pertuzumab + trastuzumab',
    ],
    ['tumour:PAN alteration:"PD-L1 CPS >= 10"', 'PD-L1 (CD274) CPS at least 10 · any tumour · any drug'],
    [
      'tumour:PAN alteration:"PD-L1 CPS >= 10" drug:pembrolizumab',
      'PD-L1 (CD274) CPS at least 10 · All solid tumours · pembrolizumab',
    ],
    ['tumour:PANCREAS', 'any alteration · Pancreas and below · any drug'],
    ['tumour:=PANCREAS,GIST', 'any alteration · Gastrointestinal Stromal Tumor or Pancreas itself · any drug'],
    ['drug:nivolumab+', 'any alteration · any tumour · nivolumab, alone or with others'],
    [
      'drug:L01XK endpoint:control-w16-visit',
      'any alteration · any tumour · a drug of ATC class L01XK (niraparib, olaparib, rucaparib, talazoparib), alone or with others · CR, PR or SD at the week-16 visit, unconfirmed',
    ],
    ['alteration:"TMB >= 10","MSI-H"', 'MSI-high or TMB at least 10 mut/Mb · any tumour · any drug'],
    [
      'alteration:"ETV6::NTRK3","ROS1 fusion"',
      'ROS1 fusion, any partner or ETV6::NTRK3 fusion · any tumour · any drug',
    ],
  ])('%s', (text, words) => {
    expect(explainDefinition(shipped, parse(text))).toBe(words)
  })
})

describe('two cohorts', () => {
  it('are identical whatever the spelling', () => {
    expect(difference('tumour:CHOL alteration:HER2exp', 'alteration:"ERBB2 overexpression" tumour:chol')).toEqual({
      identical: true,
      reason: 'identical',
    })
  })

  it.each([
    [
      'tumour:PAAD drug:olaparib',
      'tumour:PANCREAS drug:niraparib',
      /^tumour: PAAD is not PANCREAS; PAAD lies below PANCREAS/,
    ],
    ['drug:olaparib', 'tumour:PAAD drug:olaparib', /^tumour: one is open/],
    ['tumour:=PANCREAS', 'tumour:PANCREAS', /^tumour: one includes what lies below/],
    ['drug:nivolumab', 'drug:nivolumab+', /^drugs: nivolumab is not nivolumab\+$/],
    [
      'tumour:GIST alteration:"KIT mut" drug:imatinib',
      'tumour:GIST+ alteration:"KIT mut" drug:imatinib',
      /^one names the cohort of this key/,
    ],
    [
      'drug:olaparib endpoint:control-w16-visit',
      'drug:olaparib endpoint:benefit-16w-confirmed',
      /^endpoint: the patients are the same, how efficacy is read differs/,
    ],
    ['alteration:HER2amp', 'alteration:HER2exp', /^alteration: .* the levels differ \(a gene, expression\)/],
    ['alteration:"KRAS G12C"', 'alteration:"KRAS G12D"', /^alteration: KRAS p.Gly12Cys is not KRAS p.Gly12Asp$/],
    ['drug:dabrafenib', 'drug:dabrafenib+trametinib', /mono therapy never equals a combination/],
  ])('%s and %s differ, and the first reason is told', (a, b, reason) => {
    expect(difference(a, b)).toMatchObject({ identical: false, reason: expect.stringMatching(reason) })
    expect(difference(b, a).identical).toBe(false)
  })
})
