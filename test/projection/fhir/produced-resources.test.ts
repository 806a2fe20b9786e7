import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PrimeRoseRecord } from '../../../src/model/generated/record.ts'
import { recordSchema } from '../../../src/model/generated/record.ts'
import { claimedProfiles, profileFaults, profileTable } from '../../../src/projection/fhir/profiles/check-profiles.ts'
import { firstBundleFault } from '../../../src/projection/fhir/r4-validator.ts'
import { recordToBundle } from '../../../src/projection/fhir/record-to-bundle.ts'
import { arbitraryRecord } from '../../support/arbitrary-record.ts'
import { r4Validator } from '../../support/fhir-schemas.ts'
import { medplumFaults } from '../../support/medplum.ts'

const symbolOf = () => 'ERBB2'
const records = fc.sample(arbitraryRecord, { numRuns: 60, seed: 3 })
const resources = records.flatMap(record => recordToBundle(record, symbolOf).entry.map(entry => entry.resource))
const example = recordSchema.examples[0] as unknown as PrimeRoseRecord

describe('every resource that is written', () => {
  it('is of many types, each with faults that the validators would see', () => {
    expect(new Set(resources.map(resource => resource['resourceType'])).size).toBe(12)
    const [observation] = resources.filter(resource => resource['resourceType'] === 'Observation')
    expect(medplumFaults({ ...observation, status: undefined })).not.toEqual([])
    expect(profileFaults({ ...observation, status: undefined })).not.toEqual([])
  })

  it('passes the schema of its type', () => {
    for (const record of records) expect(firstBundleFault(r4Validator, recordToBundle(record, symbolOf))).toBeNull()
  })

  it('passes the validator of Medplum', () => {
    for (const resource of resources) expect(medplumFaults(resource)).toEqual([])
  })

  it('claims profiles of the table only, and meets them', () => {
    for (const resource of resources) {
      expect(claimedProfiles(resource).filter(canonical => !profileTable.has(canonical))).toEqual([])
      expect(profileFaults(resource)).toEqual([])
    }
  })

  it('holds no calendar date', () => {
    const provenance = { ...example.provenance, mappingVersion: '1', normaliserVersion: '1', oncotreeVersion: 'v' }
    const date = /(?<!\d)(18|19|20)\d\d(?:[-/.](0[1-9]|1[0-2])(?!\d)|(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d))/
    for (const record of [...records, example]) {
      const bundle = recordToBundle({ ...record, provenance, pseudonym: example.pseudonym, trialId: 't' }, symbolOf)
      // A quarter of the year is the one calendar fact that a record has.
      const texts = textsIn(bundle).filter(text => !/^(19|20)\d\d-Q[1-4]$/.test(text) && !text.startsWith('urn:uuid:'))
      expect(texts.filter(text => date.test(text))).toEqual([])
      expect(JSON.stringify(bundle)).not.toMatch(/"(birthDate|deceasedDateTime|effectiveDateTime|start|end|issued)":/)
    }
    expect(['2022-03', '20220301'].map(text => date.test(text))).toEqual([true, true])
  })

  it('is the same for the same record, with the same names', () => {
    expect(recordToBundle(example, symbolOf)).toEqual(recordToBundle(structuredClone(example), symbolOf))
    const names = recordToBundle(example, symbolOf).entry.map(entry => entry.fullUrl)
    expect(new Set(names).size).toBe(names.length)
  })
})

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
