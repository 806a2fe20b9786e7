/** Whether a server that was started answers, and is the one that was meant. */
import { realpathSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { serverUrl } from './database-url.ts'
import { isAlive } from './process-identity.ts'
import { serverFailed } from './server-failed.ts'
import { readServerPassword, type ServerPlaces, type ServerState } from './server-places.ts'

/** Crash recovery after much work takes its time. */
const PATIENCE_MS = 90_000
const RETRY_MS = 15
const WRONG_PASSWORD = '28P01'

/** `gone` where the process ended before it answered. */
export async function waitUntilReady(places: ServerPlaces, state: ServerState): Promise<'ready' | 'gone'> {
  const end = performance.now() + PATIENCE_MS
  while (isAlive(state.process)) {
    if (await answers(places, state)) return 'ready'
    if (performance.now() > end) throw serverFailed('the database server does not answer', [])
    await wait(RETRY_MS)
  }
  return 'gone'
}

/** Another program may have taken the port meanwhile: the folder that it names tells. */
async function answers(places: ServerPlaces, state: ServerState): Promise<boolean> {
  const client = new Client({ connectionString: serverUrl(state.port, readServerPassword(places)) })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    return rows[0]?.data_directory === realpathSync(places.data) || rows[0]?.data_directory === places.data
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === WRONG_PASSWORD) {
      throw serverFailed(`the password in ${places.password} is not this server's`, [])
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
