/**
 * Reads a snapshot again and again in a process of its own, as an engine has it, and says what one reading took: beside
 * all that a cut build leaves in memory, collecting garbage would weigh more than the reading.
 */

import { readSnapshot } from '../../src/cut/snapshot-file.ts'
import { openSnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import { spentOn } from './processor-time.ts'

export interface ReadRequest {
  readonly folder: string
  readonly file: string
  /** Hex. */
  readonly key: string
  readonly sha256: string
}

const WARM = 2
/** One reading takes a few milliseconds. */
const READS = 10

process.once('message', async ({ folder, file, key, sha256 }: ReadRequest) => {
  const snapshots = openSnapshotFolder(folder)
  const expected = { key: Buffer.from(key, 'hex'), sha256 }
  const read = async (times: number) => {
    for (let time = 0; time < times; time++) {
      readSnapshot((await snapshots.read(file)) ?? new Uint8Array(), expected)
    }
  }
  await read(WARM)
  const { wallMs, processorMs } = await spentOn(null, () => read(READS))
  process.send?.({ wallMs: wallMs / READS, processorMs: processorMs === null ? null : processorMs / READS })
  process.disconnect?.()
})
