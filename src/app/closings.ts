/** Tells the engine which data cuts are closed; both the committee's commands and withdrawal use it, before they commit. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineNote } from '../audit/event.ts'
import type { Config } from '../config.ts'
import type { TellClosed } from '../cut/ports.ts'
import { parseSnapshotKey } from '../cut/snapshot-file.ts'
import { WITHDRAWAL_KEY_FILE, withdrawalMark } from '../cut/withdrawal-mark.ts'
import { closeCutsInEngine } from '../engine/launch.ts'
import type { CloseCutsJob } from '../model/generated/engine-job.ts'
import { headOf } from './audit.ts'
import { noteTaker } from './engine-notes.ts'

export function tellClosed(config: Config, reason: Exclude<CloseCutsJob['reason'], 'withdrawal'>): TellClosed {
  return cuts => close(config, { cuts: [...cuts], reason })
}

/** `serial`: number of the withdrawal. */
export function tellWithdrawn(config: Config, cuts: readonly string[], serial: number): Promise<EngineNote> {
  const mark = withdrawalMark(readWithdrawalKey(config), serial)
  return close(config, { cuts: [...cuts], reason: 'withdrawal', withdrawals: { serial, mark } })
}

async function close(
  config: Config,
  asked: Pick<CloseCutsJob, 'cuts' | 'reason' | 'withdrawals'>,
): Promise<EngineNote> {
  const notes = noteTaker()
  const job: CloseCutsJob = { schema: 'engine-job/1', act: 'cut.close', ...asked, auditHead: await headOf(config) }
  await closeCutsInEngine({ nodeFolder: config.paths.folder, engine: config.engine, job }, notes.take)
  return notes.note()
}

export function readWithdrawalKey(config: Pick<Config, 'paths'>): Uint8Array {
  return parseSnapshotKey(readFileSync(join(config.paths.snapshotKeys, WITHDRAWAL_KEY_FILE), 'utf8'))
}
