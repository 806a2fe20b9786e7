/** Notices of the database (`pg_notify`), over a connection that is replaced when it is lost. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from './connection.ts'
import { toNodeError } from './database-error.ts'

const RETRY_MS = 1_000

/**
 * Listens on a connection of its own; when that is lost it takes another, and calls back with an empty text for what it
 * may have missed.
 */
export async function listen(
  database: Database,
  channel: string,
  listener: (payload: string) => void,
): Promise<() => Promise<void>> {
  const stopped = new AbortController()
  let current = await listenOnce(database, channel, listener)
  const keepListening = async () => {
    while (!stopped.signal.aborted) {
      await current.lost
      if (stopped.signal.aborted) return
      current = await listenAgain(database, { channel, listener, stop: stopped.signal })
      if (!stopped.signal.aborted) listener('')
    }
  }
  const kept = keepListening()
  return async () => {
    stopped.abort()
    current.end()
    await kept
  }
}

interface Listening {
  /** Resolves when the connection is gone. */
  readonly lost: Promise<void>
  end(): void
}

async function listenOnce(
  database: Database,
  channel: string,
  listener: (payload: string) => void,
): Promise<Listening> {
  const connection = await database.connect().catch((error: unknown) => {
    throw toNodeError(error)
  })
  const lost = new Promise<void>(resolve => {
    connection.once('end', () => resolve())
    connection.on('error', () => resolve())
  })
  connection.on('notification', ({ payload = '' }) => listener(payload))
  await connection.query(`LISTEN ${channel}`).catch((error: unknown) => {
    connection.release(true)
    throw toNodeError(error)
  })
  let ended = false
  const end = () => {
    if (!ended) connection.release(true)
    ended = true
  }
  return { lost: lost.then(end), end }
}

interface ListenAgain {
  readonly channel: string
  readonly listener: (payload: string) => void
  readonly stop: AbortSignal
}

async function listenAgain(database: Database, { channel, listener, stop }: ListenAgain): Promise<Listening> {
  while (!stop.aborted) {
    try {
      return await listenOnce(database, channel, listener)
    } catch {
      await wait(RETRY_MS, undefined, { signal: stop }).catch(() => {})
    }
  }
  return { lost: Promise.resolve(), end: () => {} }
}
