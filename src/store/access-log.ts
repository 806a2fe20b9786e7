/**
 * Access events and used messages (role `rose_gateway`). Group commit: while one statement is under way callers gather,
 * and the next statement writes for all of them, so that a slow disk costs each caller one or two of its writes.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AccessEntry, AccessLog } from '../discovery/ports.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { isRefusedForData, recordBatch } from './access-statements.ts'
import type { Database } from './connection.ts'
import { removeExpired } from './used-messages.ts'

const MOST_IN_BATCH = 500
const MOST_WAITING = 10_000
const PURGE_EVERY_MS = 60_000
const HOUR_MS = 3_600_000

export interface AccessLogDeps {
  readonly database: Database
  readonly clock: Clock
  /** How long used messages are kept beyond their end; an hour is well beyond any clock difference that is forgiven. */
  readonly usedMessageHours?: number
}

type Outcome = Awaited<ReturnType<AccessLog['record']>>

interface Waiting {
  readonly entry: AccessEntry
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

export function createAccessLog({ database, clock, usedMessageHours = 1 }: AccessLogDeps): AccessLog {
  const waiting: Waiting[] = []
  let writing = false
  let purgedAt = Number.NEGATIVE_INFINITY

  const write = async () => {
    writing = true
    // Messages whose signatures were verified in the same turn go together.
    await nextTurn()
    while (waiting.length > 0) await settle(database, waiting.splice(0, MOST_IN_BATCH))
    writing = false
    if (clock.now() - purgedAt < PURGE_EVERY_MS) return
    purgedAt = clock.now()
    // A message too many kept does no harm; the next minute tries again.
    await removeExpired(database, purgedAt - usedMessageHours * HOUR_MS).catch(() => {})
  }

  return {
    record: entry => {
      if (waiting.length >= MOST_WAITING) {
        return Promise.reject(new NodeError('store/unreachable', 'the audit cannot keep up: nothing is answered'))
      }
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject })
        if (!writing) void write()
      })
    },
  }
}

/** One sender's odd text must not spoil the answers of all: a batch refused for its data is written one by one. */
async function settle(database: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await recordBatch(
      database,
      batch.map(({ entry }) => entry),
    )
    for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] ?? 'replayed')
  } catch (error) {
    if (batch.length === 1 || !isRefusedForData(error)) {
      for (const { reject } of batch) reject(error)
      return
    }
    for (const one of batch) await settle(database, [one])
  }
}
