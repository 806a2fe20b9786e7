/** Tells the engine which data cuts are closed; both the committee's commands and withdrawal use it, before they commit. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { TellClosed } from '../cut/ports.ts'
import { parseSnapshotKey } from '../cut/snapshot-file.ts'
import { WITHDRAWAL_KEY_FILE, withdrawalMark } from '../cut/withdrawal-mark.ts'
import { closeCutsInEngine } from '../engine/launch.ts'
import type { CloseCutsJob } from '../model/generated/engine-job.ts'

export function tellClosed(config: Config, reason: Exclude<CloseCutsJob['reason'], 'withdrawal'>): TellClosed {
  return async cuts => {
    const job: CloseCutsJob = { schema: 'engine-job/1', act: 'cut.close', cuts: [...cuts], reason }
    await closeCutsInEngine({ nodeFolder: config.paths.folder, job })
  }
}

/** `serial`: number of the withdrawal. */
export async function tellWithdrawn(config: Config, cuts: readonly string[], serial: number): Promise<void> {
  const mark = withdrawalMark(readWithdrawalKey(config), serial)
  const job: CloseCutsJob = {
    schema: 'engine-job/1',
    act: 'cut.close',
    cuts: [...cuts],
    reason: 'withdrawal',
    withdrawals: { serial, mark },
  }
  await closeCutsInEngine({ nodeFolder: config.paths.folder, job })
}

export function readWithdrawalKey(config: Pick<Config, 'paths'>): Uint8Array {
  return parseSnapshotKey(readFileSync(join(config.paths.snapshotKeys, WITHDRAWAL_KEY_FILE), 'utf8'))
}
