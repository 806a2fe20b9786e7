/**
 * Common records that wait for the cut-off: a source has to be read to its end before it is known. They stay in memory
 * up to a limit; beyond it they go to a spill file.
 */
import { type MappedRecord, restoreRecord } from '../mapping/common-records.ts'
import { openSpillFile, type SpillFile, type SpillPlace } from './spill-file.ts'

export interface KeptRecords {
  add(records: readonly MappedRecord[]): Promise<void>
  /** Every record once, some at a time, in the order in which they came. */
  all(): AsyncGenerator<readonly MappedRecord[]>
  close(): Promise<void>
}

export const usualRecordLimit = 48 << 20

/** Bytes that a record takes in memory, as far as it matters: most of it is its entities. */
const RECORD_BYTES = 1_500
const ENTITY_BYTES = 450

export function keepRecords(spillFolder: string, memory: number = usualRecordLimit): KeptRecords {
  let waiting: (readonly MappedRecord[])[] = []
  let weight = 0
  let spill: SpillFile | null = null
  const places: SpillPlace[] = []

  async function makeRoom(): Promise<void> {
    spill ??= await openSpillFile(spillFolder)
    for (const records of waiting)
      places.push(await spill.write(records.map(record => JSON.stringify(record)).join('\n')))
    waiting = []
    weight = 0
  }

  return {
    async add(records) {
      if (records.length === 0) return
      waiting.push(records)
      for (const record of records) weight += weightOf(record)
      if (weight > memory) await makeRoom()
    },
    async *all() {
      for (const place of places) {
        const text = await spill?.read(place)
        yield (text ?? '').split('\n').map(restoreRecord)
      }
      for (const [at, records] of waiting.entries()) {
        // What was handed over is let go.
        waiting[at] = []
        yield records
      }
    },
    async close() {
      await spill?.close()
    },
  }
}

function weightOf(record: MappedRecord): number {
  let entities = 0
  for (const value of Object.values(record)) if (Array.isArray(value)) entities += value.length
  return RECORD_BYTES + entities * ENTITY_BYTES
}
