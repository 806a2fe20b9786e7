/**
 * The job that enforces retention, inside the platform: roles `rose_snapshot` for data cuts and access events,
 * `rose_gateway` for used messages. It reads no record; the gateway's own process removes used messages alone.
 */
import type { Config } from '../config.ts'
import type { CutStore } from '../cut/ports.ts'
import { openSnapshotFolder } from '../cut/snapshot-folder.ts'
import { openSnapshotKeys } from '../cut/snapshot-keys.ts'
import { enginePaths, tableBuildFileName } from '../engine/engine-paths.ts'
import type { Clock } from '../model/clock.ts'
import { pause } from '../model/pause.ts'
import { openCutFiles, openTableBuilds } from '../retention/cut-files.ts'
import {
  type EnforceDeps,
  enforceRetention,
  expireCuts,
  planRetention,
  type RetentionRun,
} from '../retention/enforce.ts'
import { createCutStore } from '../store/cut-store.ts'
import { createAccessEvents, createUsedMessages } from '../store/retention.ts'
import { tellClosed } from './closings.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { keptReadings } from './fhir.ts'
import { decisionsOf } from './review.ts'

export type { RetentionRun }

export interface RunRetention {
  /** Only says what a run would do. */
  readonly dryRun: boolean
  readonly clock: Clock
}

export function runRetention(config: Config, { dryRun, clock }: RunRetention): Promise<RetentionRun> {
  return withDatabaseAs(config, 'snapshot', database =>
    withDatabaseAs(config, 'gateway', gateway => {
      const deps: EnforceDeps = {
        cuts: createCutStore({ database, append: appendAudit, clock }),
        retention: config.retention,
        clock,
        tellClosed: tellClosed(config, 'retention'),
        files: openCutFiles({
          snapshots: openSnapshotFolder(config.paths.cuts),
          snapshotKeys: openSnapshotKeys(config.paths.snapshotKeys),
          folders: { snapshots: config.paths.cuts, keys: config.paths.snapshotKeys },
        }),
        builds: openTableBuilds(enginePaths(config.paths.folder).builds, tableBuildFileName),
        access: createAccessEvents({ database, append: appendAudit }),
        messages: createUsedMessages(gateway),
        readings: keptReadings(config, () => decisionsOf(config)),
      }
      return dryRun ? planRetention(deps) : enforceRetention(deps)
    }),
  )
}

/** Before a data cut is used: one whose time is over is closed, whether the job ran or not. */
export async function expireBeforeUse(config: Config, cuts: CutStore, clock: Clock): Promise<void> {
  await expireCuts({ cuts, retention: config.retention, clock, tellClosed: tellClosed(config, 'retention') })
}

export interface RetentionSchedule extends Pick<RunRetention, 'clock'> {
  readonly everyHours: number
  readonly stopped: AbortSignal
  readonly onRun: (run: RetentionRun) => void
  /** A run that failed is tried again at the next time. */
  readonly onError: (error: unknown) => void
}

/** Runs at once, then again and again until it is stopped. */
export async function keepRetention(config: Config, schedule: RetentionSchedule): Promise<void> {
  const { everyHours, stopped, clock, onRun, onError } = schedule
  while (!stopped.aborted) {
    await runRetention(config, { dryRun: false, clock }).then(onRun, onError)
    await pause(everyHours * 3_600_000, stopped)
  }
}
