/** The files of one embedded server. The data folder is PostgreSQL's; what is beside it is ours. */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { parseIdentity } from './leases.ts'
import type { ProcessIdentity } from './process-identity.ts'
import type { ServerAccount } from './server-account.ts'

export interface ServerPlaces {
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly leases: string
  readonly lock: string
  readonly state: string
  readonly log: string
}

export interface ServerState {
  readonly process: ProcessIdentity
  readonly port: number
}

export function placesOf(folder: string): ServerPlaces {
  const base = resolve(folder)
  return {
    folder: base,
    data: join(base, 'data'),
    password: join(base, 'superuser-password'),
    leases: join(base, 'leases'),
    lock: join(base, 'start.lock'),
    state: join(base, 'server.json'),
    log: join(base, 'server.log'),
  }
}

/** Another account has to pass through the folder, but has no business reading it. */
export function makeServerFolder(places: ServerPlaces, account: ServerAccount | null): void {
  try {
    mkdirSync(places.folder, { recursive: true })
    chmodSync(places.folder, account === null ? 0o700 : 0o711)
  } catch (cause) {
    throw new NodeError('store/server-failed', `the database folder ${places.folder} cannot be made or used`, {
      hint: 'Use a folder of your own; one made by another user (or by root) stays with that user.',
      cause,
    })
  }
}

export function writeServerState(places: ServerPlaces, state: ServerState): void {
  const unfinished = `${places.state}.unfinished`
  writeFileSync(unfinished, JSON.stringify(state), { mode: 0o600 })
  renameSync(unfinished, places.state)
}

/** The server that was started last, whether it still runs or not. */
export function readServerState(places: ServerPlaces): ServerState | null {
  try {
    const value: unknown = JSON.parse(readFileSync(places.state, 'utf8'))
    if (typeof value !== 'object' || value === null || !('process' in value) || !('port' in value)) return null
    const process = parseIdentity(value.process)
    return process === null || typeof value.port !== 'number' ? null : { process, port: value.port }
  } catch {
    return null
  }
}

export function readServerPassword(places: ServerPlaces): string {
  try {
    return readFileSync(places.password, 'utf8').trim()
  } catch (cause) {
    throw new NodeError('store/server-failed', `the password of the database is missing: ${places.password}`, {
      hint: 'Restore the file from the backup that holds the database folder.',
      cause,
    })
  }
}
