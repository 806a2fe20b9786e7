import { describe, expect, it } from 'vitest'
import { profileFaults } from '../../../src/projection/fhir/profiles/check-profiles.ts'
import { firstBundleFault } from '../../../src/projection/fhir/r4-validator.ts'
import { trialBundle } from '../../../src/projection/fhir/trial-bundle.ts'
import { r4Validator } from '../../support/fhir-schemas.ts'
import { medplumFaults } from '../../support/medplum.ts'

const keys = ['v1|COADREAD|V:HGNC:1097:p.Val600Glu|encorafenib', 'v1|COAD,READ|A:HGNC:3430|trastuzumab+tucatinib']

describe('the trial of an export', () => {
  const bundle = trialBundle('synthetic-trial', keys)
  const resources = bundle.entry.map(({ resource }) => resource)

  it('is one study and a group a cohort, in FHIR as good as the rest', () => {
    expect(resources.map(resource => resource['resourceType'])).toEqual(['ResearchStudy', 'Group', 'Group'])
    expect(firstBundleFault(r4Validator, bundle)).toBeNull()
    for (const resource of resources) {
      expect(profileFaults(resource)).toEqual([])
      expect(medplumFaults(resource)).toEqual([])
    }
  })

  it('tells tumour, alteration and drug of a cohort as its key does', () => {
    const [, group = {}] = resources
    const parts = (group['characteristic'] as { valueCodeableConcept: { coding: { code: string }[] } }[]).map(
      part => part.valueCodeableConcept.coding[0]?.code,
    )
    expect(parts).toEqual(['COAD,READ', 'A:HGNC:3430', 'trastuzumab+tucatinib'])
  })

  it('would have a fault with a member or a number of members', () => {
    const [, group = {}] = resources
    expect(profileFaults({ ...group, member: [{ entity: { reference: 'Patient/1' } }] })).not.toEqual([])
    expect(profileFaults({ ...group, quantity: 3 })).not.toEqual([])
  })

  it('is the same for the same set of cohorts', () => {
    expect(trialBundle('synthetic-trial', [...keys].reverse().concat(keys))).toEqual(bundle)
  })

  it('has other groups in another trial', () => {
    const others = trialBundle('other-trial', keys).entry.map(({ fullUrl }) => fullUrl)
    expect(bundle.entry.filter(({ fullUrl }) => others.includes(fullUrl))).toEqual([])
  })
})
