/**
 * Who is using the server of a folder: one small file a use, naming the process. A process that was killed leaves its
 * file behind; it counts no more, because that process is gone. Call with the folder's lock held.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts'

/** Path of the file; give it to `endLease`. */
export type Lease = string

export function takeLease(leaseFolder: string): Lease {
  mkdirSync(leaseFolder, { recursive: true, mode: 0o700 })
  const lease = join(leaseFolder, `${process.pid}-${randomUUID()}.json`)
  writeFileSync(lease, JSON.stringify(ownIdentity()), { mode: 0o600 })
  return lease
}

export function endLease(lease: Lease): void {
  rmSync(lease, { force: true })
}

/** Processes that use the server now; the files of those that are gone are removed on the way. */
export function sweepLeases(leaseFolder: string): readonly ProcessIdentity[] {
  return listFiles(leaseFolder).flatMap(name => {
    const file = join(leaseFolder, name)
    const holder = readHolder(file)
    if (holder !== null && isAlive(holder)) return [holder]
    rmSync(file, { force: true })
    return []
  })
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A file cut short by a crash names nobody. */
function readHolder(file: string): ProcessIdentity | null {
  try {
    return parseIdentity(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

export function parseIdentity(value: unknown): ProcessIdentity | null {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('begun' in value)) return null
  const { pid, begun } = value
  return typeof pid === 'number' && typeof begun === 'string' ? { pid, begun } : null
}
