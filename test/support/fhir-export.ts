/** Records to export, and a server that gets them. */
import fc from 'fast-check'
import { type FhirConnection, openConnection } from '../../src/fhir-client/connection.ts'
import { type PushSetting, pushExport } from '../../src/fhir-export/push.ts'
import { openSentJournal } from '../../src/fhir-export/sent-journal.ts'
import { fhirExport } from '../../src/fhir-export/subject-export.ts'
import type { PrimeRoseRecord } from '../../src/model/generated/record.ts'
import { arbitraryRecord } from './arbitrary-record.ts'
import { r4Validator } from './fhir-schemas.ts'
import { instantClock, testLimits } from './fhir-test-server.ts'
import { aPseudonym } from './subjects.ts'

export const EXPORTED_TRIAL = 'synthetic-trial'
export const symbolOf = () => 'ERBB2'

/** Of one trial, each of another subject. */
export const someRecords = (count: number, seed = 11): PrimeRoseRecord[] =>
  fc
    .sample(arbitraryRecord, { numRuns: count, seed })
    .map((record, at) => ({ ...record, trialId: EXPORTED_TRIAL, pseudonym: aPseudonym(at + 1) }))

export async function* inChunks<Item>(items: readonly Item[], size = 5): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

export const exportOf = (records: readonly PrimeRoseRecord[], trialId = EXPORTED_TRIAL) =>
  fhirExport(inChunks(records), { trialId, symbolOf, validator: r4Validator })

export interface PushOptions {
  readonly journalFile: string
  readonly everything?: boolean
  readonly stopped?: AbortSignal
  readonly trialId?: string
  readonly onProgress?: PushSetting['onProgress']
}

export async function push(baseUrl: string, records: readonly PrimeRoseRecord[], options: PushOptions) {
  const { journalFile, everything = false, stopped = new AbortController().signal, onProgress = () => {} } = options
  const connection: FhirConnection = openConnection(
    { baseUrl, access: { kind: 'open' }, limits: testLimits },
    { stopped, clock: instantClock() },
  )
  const journal = openSentJournal(journalFile)
  try {
    return await pushExport(exportOf(records, options.trialId), { connection, journal, everything, onProgress })
  } finally {
    journal.close()
    await connection.close()
  }
}
