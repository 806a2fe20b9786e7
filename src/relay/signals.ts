/** Wakes those who wait: another process of the relay may have taken the message that they wait for. */
import { EventEmitter, once } from 'node:events'
import { Client } from 'pg'

export interface Signals {
  /** Resolves at the next sign for this name, after `ms`, or when `signal` ends; never rejects. */
  next(channel: 'inbox' | 'progress', name: string, ms: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

const RECONNECT_MS = 1_000
/** Nobody waits longer than this without looking: a sign may be lost while the connection is. */
const LOOK_EVERY_MS = 1_000

export async function listenForSignals(url: string, onError: (error: unknown) => void): Promise<Signals> {
  const signs = new EventEmitter()
  signs.setMaxListeners(0)
  let client: Client | null = null
  let isClosed = false
  const connect = async () => {
    const fresh = new Client({ connectionString: url, application_name: 'rose relay signals' })
    fresh.on('notification', ({ channel, payload }) => signs.emit(`${channel} ${payload ?? ''}`))
    fresh.on('error', error => {
      if (isClosed || client !== fresh) return
      client = null
      onError(error)
      setTimeout(() => void connect().catch(onError), RECONNECT_MS).unref()
    })
    await fresh.connect()
    await fresh.query('LISTEN relay_inbox; LISTEN relay_progress')
    client = fresh
  }
  await connect()
  return {
    next: async (channel, name, ms, signal) => {
      const timeout = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(ms, LOOK_EVERY_MS))))
      await once(signs, `relay_${channel} ${name}`, { signal: AbortSignal.any([signal, timeout]) }).catch(() => {})
    },
    close: async () => {
      isClosed = true
      await client?.end().catch(() => {})
    },
  }
}
