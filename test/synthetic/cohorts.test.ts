import { describe, expect, it } from 'vitest'
import { cohortSpellings } from '../../src/synthetic/cohort-names.ts'
import { syntheticCohorts } from '../../src/synthetic/cohorts.ts'

const hgnc = 'HGNC:\\d+'
const alt = [
  `V:${hgnc}:p\\.[A-Za-z0-9_]+`,
  `X:${hgnc}:ex\\d+:(ins|del|mut|skip)`,
  `G:${hgnc}:(any|mut|act|lof|amp|gain|loss|homdel)(!p\\.[A-Z][a-z]{2}\\d+)?`,
  `E:${hgnc}:pos`,
  `F:${hgnc}:\\*`,
  'P:TMB:high@\\d+',
  'P:MSI:H',
  'P:MMR:d',
].join('|')
const key = new RegExp(`^v1\\|[A-Z_]+\\|(?:${alt})(?:,(?:${alt}))*\\|[a-z-]+(?:\\+[a-z-]+)*$`)

describe('the synthetic cohorts', () => {
  it('are 60 to 90, each with an id and a key of its own', () => {
    const keys = syntheticCohorts.flatMap(cohort => cohort.key ?? [])
    expect(syntheticCohorts.length).toBeGreaterThanOrEqual(60)
    expect(syntheticCohorts.length).toBeLessThanOrEqual(90)
    expect(new Set(syntheticCohorts.map(cohort => cohort.id)).size).toBe(syntheticCohorts.length)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('have keys in the grammar of version 1', () => {
    expect(syntheticCohorts.flatMap(cohort => cohort.key ?? []).filter(text => !key.test(text))).toEqual([])
    expect(syntheticCohorts.map(cohort => cohort.key)).toContain('v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab')
    expect(syntheticCohorts.map(cohort => cohort.key)).toContain(
      'v1|PANCREAS|G:HGNC:1097:act!p.Val600|dabrafenib+trametinib',
    )
  })

  it('form no key for glioblastoma, and are assessed by RANO there', () => {
    const keyless = syntheticCohorts.filter(cohort => cohort.key === null)
    expect(keyless.length).toBeGreaterThanOrEqual(2)
    expect(keyless.every(cohort => cohort.tumour.id === 'glioblastoma' && cohort.criterion === 'RANO')).toBe(true)
  })

  it('assess immunotherapy by iRECIST', () => {
    const immuno = syntheticCohorts.filter(cohort => cohort.criterion === 'iRECIST')
    expect(immuno.length).toBeGreaterThan(4)
    expect(immuno.every(cohort => cohort.drugs.some(drug => drug.immunotherapy))).toBe(true)
  })

  it('state the cut-off of TMB-high beside the name, never in it', () => {
    const high = syntheticCohorts.filter(cohort => cohort.biomarker.id === 'tmb-high')
    expect(high.every(cohort => cohort.biomarker.targetMutations.every(text => text === 'TMB >= 20'))).toBe(true)
    expect(high.flatMap(cohortSpellings).some(name => name.includes('20'))).toBe(false)
  })

  it('never mix infusions and tablets in one combination', () => {
    expect(syntheticCohorts.filter(cohort => new Set(cohort.drugs.map(drug => drug.route)).size > 1)).toEqual([])
  })

  it('are each typed in several ways, with the three parts of a name', () => {
    for (const cohort of syntheticCohorts) {
      const spellings = cohortSpellings(cohort)
      expect(spellings.length).toBeGreaterThan(2)
      expect(spellings.every(name => name.split('/').length >= 3)).toBe(true)
    }
  })

  it('never share a spelling', () => {
    const all = syntheticCohorts.flatMap(cohort => cohortSpellings(cohort))
    expect(new Set(all).size).toBe(all.length)
  })
})
