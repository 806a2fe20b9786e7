/**
 * Which data cuts no new computation is made of, read from the engine's own record: so a snapshot that comes back from a
 * backup stays closed, whatever the node's database says.
 */
import { isWithdrawalMark } from '../cut/withdrawal-mark.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { CloseCutsJob } from '../model/generated/engine-job.ts'
import type { RecordEntry } from './record.ts'
import type { EngineRecord } from './record-file.ts'

export interface Closings {
  readonly cuts: ReadonlySet<string>
  /** Number of the last withdrawal the engine was told of; 0 before the first. */
  readonly withdrawals: number
}

export interface ClosedCuts {
  /** Those that were not closed before. */
  readonly closed: readonly string[]
}

export function closingsOf(entries: readonly RecordEntry[]): Closings {
  const closings = entries.flatMap(({ facts }) => (facts.kind === 'closed' ? facts : []))
  return {
    cuts: new Set(closings.flatMap(({ cuts }) => cuts)),
    withdrawals: Math.max(0, ...closings.map(({ withdrawals }) => withdrawals ?? 0)),
  }
}

/** Throws `cut/not-open` for a closed cut and `cut/lacks-withdrawal` for one that has not taken up the last withdrawal. */
export function checkNotClosed(cut: CutDescription, closings: Closings, withdrawalKey: Uint8Array): void {
  if (closings.cuts.has(cut.id)) {
    throw new NodeError('cut/not-open', 'the data cut is closed to new computation', {
      hint: 'What was published of it stays. Build and open a new one: rose cut build',
    })
  }
  if (isWithdrawalMark(withdrawalKey, { serial: closings.withdrawals, mark: cut.withdrawalMark })) return
  throw new NodeError('cut/lacks-withdrawal', 'the data cut has not taken up every withdrawal', {
    hint: 'If the database came back from a backup, record the withdrawals since then again (rose withdraw). Then build a new cut.',
  })
}

/** Needs no approval, since it only takes away; what it takes away for good must be genuine. Again is no second entry. */
export function closeCuts(
  job: CloseCutsJob,
  closings: Closings,
  door: {
    readonly record: EngineRecord
    readonly at: string
    readonly job: string
    readonly withdrawalKey: Uint8Array
  },
): ClosedCuts {
  const { withdrawals, reason } = job
  checkWithdrawals(job, closings, door.withdrawalKey)
  const closed = job.cuts.filter(id => !closings.cuts.has(id))
  const serial = withdrawals !== undefined && withdrawals.serial > closings.withdrawals ? withdrawals.serial : undefined
  if (closed.length > 0 || serial !== undefined) {
    const facts = {
      kind: 'closed',
      cuts: closed,
      reason,
      job: door.job,
      ...(serial === undefined ? {} : { withdrawals: serial }),
      ...(job.auditHead === undefined ? {} : { auditHead: job.auditHead }),
    } as const
    door.record.append(facts, door.at)
  }
  return { closed }
}

function checkWithdrawals({ withdrawals, reason }: CloseCutsJob, closings: Closings, key: Uint8Array): void {
  if ((reason === 'withdrawal') !== (withdrawals !== undefined)) throw refused('names no withdrawal, or should not')
  if (withdrawals === undefined) return
  if (!isWithdrawalMark(key, withdrawals)) throw refused('tells of a withdrawal that there was not')
  // Another withdrawal in place of one that the store has lost would make the two look alike again.
  if (withdrawals.serial < closings.withdrawals) throw refused('tells of an older withdrawal than the last')
}

function refused(what: string): NodeError {
  return new NodeError('engine/job-refused', `the job ${what}`, {
    hint: 'If the database came back from a backup, compare it with the record: rose audit verify --node DIR',
  })
}
