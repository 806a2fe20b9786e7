/**
 * Loaded into a real process of the program before anything of it (`node --import`): it names each step that the process
 * takes towards the outside, and strikes at one of them. A step is a statement to the database, a request, a reply, or a
 * change of a file: what another process, or this one after a restart, can see. The program itself knows nothing of it.
 *
 * Told by `CHAOS_TRAP` (JSON of `Trap`) from the start, or by the parent's message; each step is sent to the parent.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { Socket } from 'node:net'
import { basename, dirname } from 'node:path'

/**
 * kill: SIGKILL, before the step. cut-before, cut-after: the connection of the step is broken before it, or once it was
 * sent. full: a file step fails as on a full disk.
 */
export type Blow = 'kill' | 'cut-before' | 'cut-after' | 'full'

export interface Trap {
  /** As `stepOf...` names it. */
  readonly step: string
  /** The first time is 1, counted from when it is told. */
  readonly nth: number
  readonly blow: Blow
}

export type ToTrap = { readonly arm: Trap | null }
export type FromTrap = { readonly step: string } | { readonly struck: string } | { readonly armed: boolean }

const require = createRequire(import.meta.url)
const net: typeof import('node:net') = require('node:net')
const fs: typeof import('node:fs') = require('node:fs')

let trap: Trap | null = JSON.parse(process.env['CHAOS_TRAP'] ?? 'null') as Trap | null
let seen = 0
const tell = (what: FromTrap) => {
  if (process.send !== undefined && process.connected) process.send(what)
}
process.on('message', ({ arm }: ToTrap) => {
  trap = arm
  seen = 0
  tell({ armed: arm !== null })
})
// Listening must not keep a command alive.
process.channel?.unref()

/** What is to be done to this step; does not return where it kills. */
function take(step: string): Blow | null {
  tell({ step })
  if (trap === null || trap.step !== step || ++seen !== trap.nth) return null
  const { blow } = trap
  trap = null
  if (blow === 'kill') process.kill(process.pid, 'SIGKILL')
  tell({ struck: step })
  return blow
}

/** Connections to PostgreSQL, known by their start: the transaction in one, and its prepared statements by name. */
interface Connection {
  transaction: string
  readonly prepared: Map<string, string>
  /** The statement whose Bind follows. */
  parsed: string | null
}
const databases = new WeakMap<Socket, Connection>()
const write = net.Socket.prototype.write

net.Socket.prototype.write = function (this: Socket, chunk: unknown, ...rest: unknown[]): boolean {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? Buffer.from(chunk) : null
  const step = bytes === null ? null : stepOfWrite(this, bytes)
  const blow = step === null ? null : take(step)
  const send = () => (write as (...words: unknown[]) => boolean).call(this, chunk, ...rest)
  if (blow === 'cut-before') {
    this.destroy(reset())
    return false
  }
  if (blow !== 'cut-after') return send()
  const sent = send()
  // What was sent is with the other side; nothing of what it says comes back.
  this.removeAllListeners('data')
  this.pause()
  setTimeout(() => this.destroy(reset()), 50)
  return sent
} as typeof write

/** As when the other side is gone. */
function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' })
}

function stepOfWrite(socket: Socket, bytes: Buffer): string | null {
  if (socket.remotePort === undefined && !socket.connecting) return null
  // StartupMessage of protocol 3.0.
  if (bytes.length > 8 && bytes.readUInt32BE(4) === 196_608) {
    databases.set(socket, { transaction: '', prepared: new Map(), parsed: null })
    return null
  }
  const database = databases.get(socket)
  if (database !== undefined) return stepOfStatement(bytes, database)
  const [line = ''] = bytes.subarray(0, 300).toString('latin1').split('\r\n')
  const request = /^(GET|POST|PUT|DELETE|CONNECT) (\S+) HTTP\/1\.1$/.exec(line)
  if (request !== null) return `request ${request[1]} ${withoutIds(request[2]?.split('?')[0] ?? '')}`
  const reply = /^HTTP\/1\.1 (\d+)/.exec(line)
  return reply === null ? null : `reply ${reply[1]}`
}

/** Query, Parse, and the Bind of what was prepared before; other messages belong to one of these. */
function stepOfStatement(bytes: Buffer, told: Connection): string | null {
  const kind = String.fromCharCode(bytes[0] ?? 0)
  const [first = '', second = ''] = bytes.subarray(5).toString('utf8').split('\0', 2)
  if (kind === 'Q') return nameOf(first, told)
  if (kind === 'P') {
    const step = nameOf(second, told)
    told.prepared.set(first, step)
    told.parsed = first
    return step
  }
  if (kind !== 'B') return null
  const isOfParse = told.parsed === second
  told.parsed = null
  return isOfParse ? null : (told.prepared.get(second) ?? null)
}

function nameOf(text: string, told: Connection): string {
  const sql = text.replace(/\s+/g, ' ').trim()
  const begun = /^BEGIN.*application_name = 'rose ([a-z -]+)'/.exec(sql)
  if (begun !== null) {
    told.transaction = begun[1] ?? ''
    return `begin ${told.transaction}`
  }
  if (/^(COMMIT|ROLLBACK)/.test(sql)) return `${sql.toLowerCase()} ${told.transaction}`
  const table = /(?:INTO|UPDATE|FROM)\s+([a-z_]+\.[a-z_]+)/.exec(sql)?.[1] ?? ''
  return `${/^\w+/.exec(sql)?.[0]?.toLowerCase() ?? 'empty'} ${table}`.trim()
}

const withoutIds = (text: string) =>
  text.replace(/[0-9a-f]{64}/g, 'ID').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|nq-[0-9a-f]{16}/g, 'ID')

/** Folder and kind of a file of a drop; null for any other. */
function dropFile(path: unknown): string | null {
  if (typeof path !== 'string') return null
  const folder = basename(dirname(path))
  if (!['inbox', 'outbox', 'underway', 'refused'].includes(folder)) return null
  const name = basename(path)
  return `${folder}/${name.startsWith('.') ? 'temporary' : (/^(message|reply|note|manifest)/.exec(name)?.[0] ?? 'other')}`
}

const opened = new Map<number, string>()

function fileStep(verb: string, path: string): void {
  if (take(`file ${verb} ${path}`) !== 'full') return
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28, syscall: verb })
}

const real = { ...fs }
Object.assign(fs, {
  openSync(path: string, flags?: string | number, mode?: number) {
    const name = dropFile(path)
    const writes = typeof flags === 'string' ? /[wax]/.test(flags) : ((flags ?? 0) & real.constants.O_WRONLY) !== 0
    if (name !== null && writes) fileStep('create', name)
    const file = real.openSync(path, flags as never, mode as never)
    if (name !== null && writes) opened.set(file, name)
    return file
  },
  writeFileSync(file: number | string, ...rest: unknown[]) {
    const name = typeof file === 'number' ? opened.get(file) : undefined
    if (name !== undefined) fileStep('write', name)
    ;(real.writeFileSync as (...words: unknown[]) => void)(file, ...rest)
  },
  closeSync(file: number) {
    opened.delete(file)
    real.closeSync(file)
  },
  renameSync(from: string, to: string) {
    const name = dropFile(to)
    if (name !== null) fileStep('rename', name)
    real.renameSync(from, to)
  },
  rmSync(path: string, options?: object) {
    const name = dropFile(path)
    if (name !== null && real.existsSync(path)) fileStep('remove', name)
    real.rmSync(path, options as never)
  },
})
syncBuiltinESMExports()

/** Its clock is wrong by so many seconds. */
const skewMs = Number(process.env['CHAOS_SKEW_SECONDS'] ?? 0) * 1000
if (skewMs !== 0) {
  const now = Date.now
  const RealDate = Date
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, words, self) => Reflect.construct(target, words.length === 0 ? [now() + skewMs] : words, self),
  })
  globalThis.Date.now = () => now() + skewMs
}
