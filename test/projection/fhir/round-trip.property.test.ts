import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleToRecord } from '../../../src/projection/fhir/bundle-to-record.ts'
import { recordToBundle } from '../../../src/projection/fhir/record-to-bundle.ts'
import { arbitraryRecord } from '../../support/arbitrary-record.ts'

const symbolOf = (hgnc: string) => (hgnc === 'HGNC:3430' ? 'ERBB2' : undefined)

describe('a record as a Bundle', () => {
  it('comes back as it was, whatever its members are', () => {
    fc.assert(
      fc.property(arbitraryRecord, record => {
        expect(bundleToRecord(recordToBundle(record, symbolOf), symbolOf)).toStrictEqual(record)
      }),
      { numRuns: 100 },
    )
  })
})
