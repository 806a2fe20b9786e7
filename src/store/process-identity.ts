/**
 * Which process is meant by a process id: the id together with the moment the process began, since ids are used again.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessIdentity {
  readonly pid: number
  /** Opaque; equal for one process of one boot only. */
  readonly begun: string
}

export function ownIdentity(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, begun: 'unknown' }
}

/** Null where no such process runs; one that has ended and waits for its parent has ended. */
export function identify(pid: number): ProcessIdentity | null {
  const begun = process.platform === 'linux' ? begunByProc(pid) : begunByPs(pid)
  return begun === null ? null : { pid, begun }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.begun === identity.begun
}

/** Name of the program, or null where it has ended. */
export function programOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    return ps(pid, 'comm=').split('/').at(-1) ?? null
  } catch {
    return null
  }
}

/** proc(5): field 22 counts clock ticks since boot; field 3 is the state. The name in field 2 may hold blanks and brackets. */
function begunByProc(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [state] = fields
    if (state === 'Z' || state === 'X') return null
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}:${fields[19] ?? ''}`
  } catch {
    return null
  }
}

function begunByPs(pid: number): string | null {
  try {
    const [state, ...started] = ps(pid, 'stat=,lstart=').split(/\s+/)
    return state === undefined || state.startsWith('Z') ? null : started.join(' ')
  } catch {
    return null
  }
}

function ps(pid: number, columns: string): string {
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } }).trim()
}
