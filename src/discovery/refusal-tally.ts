/**
 * Refusals as access events, without letting anyone grow the audit: of refusals that look alike (same member, same code)
 * the first in a window is written at once, and the others of the window as one entry with their number.
 */
import type { Clock } from '../model/clock.ts'
import type { AccessEntry, AccessLog } from './ports.ts'

export interface RefusalTally {
  /** `member` is null where the asker could not be verified. Does not wait: a refusal tells nothing that the audit must precede. */
  note(member: string | null, code: string): void
  /** Writes what was only counted so far, and waits for all that is under way. */
  flush(): Promise<void>
}

export interface RefusalTallyDeps {
  readonly access: AccessLog
  readonly clock: Clock
  readonly onError: (error: unknown) => void
  /** Milliseconds. */
  readonly windowMs?: number
}

interface Bucket {
  readonly member: string | null
  readonly code: string
  readonly since: number
  /** Refusals after the first, not written yet. */
  more: number
}

const ONE_MINUTE_MS = 60_000

export function tallyRefusals({ access, clock, onError, windowMs = ONE_MINUTE_MS }: RefusalTallyDeps): RefusalTally {
  // Bounded: members are those of the federation or null, and codes are a closed list.
  const buckets = new Map<string, Bucket>()
  const underWay = new Set<Promise<void>>()

  const write = (bucket: Bucket, occurrences: number) => {
    const writing = access
      .record(refusalEntry(bucket, occurrences, clock))
      .then(() => undefined, onError)
      .finally(() => underWay.delete(writing))
    underWay.add(writing)
  }
  const close = (name: string, bucket: Bucket) => {
    buckets.delete(name)
    if (bucket.more > 0) write(bucket, bucket.more)
  }

  return {
    note: (member, code) => {
      const now = clock.now()
      const name = `${member ?? ''} ${code}`
      const open = buckets.get(name)
      if (open !== undefined && now - open.since < windowMs) {
        open.more += 1
        return
      }
      if (open !== undefined) close(name, open)
      const bucket = { member, code, since: now, more: 0 }
      buckets.set(name, bucket)
      write(bucket, 1)
    },
    flush: async () => {
      for (const [name, bucket] of [...buckets]) close(name, bucket)
      await Promise.all(underWay)
    },
  }
}

function refusalEntry({ member, code }: Bucket, occurrences: number, clock: Clock): AccessEntry {
  return {
    at: new Date(clock.now()).toISOString(),
    kind: 'question.refused',
    member,
    code,
    cohortHash: null,
    tableSha256: null,
    use: null,
    occurrences,
  }
}
