import { describe, expect, it } from 'vitest'
import { deleteAll, exportTag, hasTag, putAll } from '../../src/fhir-export/transaction.ts'
import { recordToBundle } from '../../src/projection/fhir/record-to-bundle.ts'
import { trialBundle } from '../../src/projection/fhir/trial-bundle.ts'
import { EXPORTED_TRIAL, someRecords, symbolOf } from '../support/fhir-export.ts'
import { r4Validator } from '../support/fhir-schemas.ts'

const tag = exportTag(EXPORTED_TRIAL)
const records = someRecords(20, 4)
const keys = records.flatMap(({ treatments }) => treatments.flatMap(({ cohortKey }) => cohortKey ?? []))
const entries = [
  ...records.flatMap(record => recordToBundle(record, symbolOf).entry),
  ...trialBundle(EXPORTED_TRIAL, keys).entry,
]
const transaction = putAll(entries, [tag])

describe('a transaction', () => {
  it('is a Bundle of R4, and all of it bears the tag of the export', () => {
    expect(r4Validator.firstFault(transaction)).toBeNull()
    for (const { resource = {} } of transaction.entry) {
      expect(r4Validator.firstFault(resource)).toBeNull()
      expect(hasTag(resource, tag)).toBe(true)
    }
  })

  it('asks for no more than R4 knows, and for each resource by a name of its own', () => {
    const conditions = transaction.entry.map(({ request }) => request.url)
    expect(new Set(conditions).size).toBe(entries.length)
    const parameters = conditions.map(url => /^(\w+)\?(_tag|identifier)=/.exec(url)?.slice(1).join(' '))
    expect([...new Set(parameters)].filter(one => !one?.endsWith(' identifier'))).toEqual(['AdverseEvent _tag'])
    expect(parameters).not.toContain('AdverseEvent identifier')
  })

  it('names nothing by characters that mean something in a search', () => {
    const names = transaction.entry.map(({ request }) => decodeURIComponent(request.url.replace(/^.*=/, '')))
    for (const name of names) expect(name).toMatch(/^[^,|$\\]+\|[^,|$\\]+$/)
  })

  it('deletes by address', () => {
    expect(deleteAll(['Observation/1']).entry).toEqual([{ request: { method: 'DELETE', url: 'Observation/1' } }])
    expect(r4Validator.firstFault(deleteAll(['Observation/1']))).toBeNull()
  })
})
