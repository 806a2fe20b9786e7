import { describe, expect, it } from 'vitest'
import { finishRecord, type MappedRecord, newDraft } from '../../src/mapping/common-records.ts'
import { commonRecordSchema } from '../../src/model/generated/common-record.ts'

describe('a mapped record', () => {
  it('is made by finishing a draft, and by nothing else', () => {
    const made: MappedRecord | null = finishRecord(newDraft('1'), 'impress-norway')
    expect(made?.subjectId).toBe('1')
    // @ts-expect-error a common record that mapping did not make has not been checked
    const claimed: MappedRecord = structuredClone(commonRecordSchema.examples[0])
    expect(claimed).toBeDefined()
  })

  it('is not made of what the schema does not accept', () => {
    expect(finishRecord(newDraft('1'), '')).toBeNull()
  })
})
