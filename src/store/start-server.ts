/** Starts and stops the PostgreSQL of a folder. Call with the folder's lock held. */
import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { NodeError } from '../model/errors.ts'
import { SERVER_ENVIRONMENT } from './initialise-server.ts'
import type { PostgresPrograms } from './postgres-programs.ts'
import { identify, isAlive, type ProcessIdentity, programOf } from './process-identity.ts'
import type { ServerAccount } from './server-account.ts'
import { serverFailed } from './server-failed.ts'
import { readServerState, type ServerPlaces, type ServerState, writeServerState } from './server-places.ts'
import { waitUntilReady } from './server-ready.ts'

export const HOST = '127.0.0.1'

/** After a kill -9 it and its children live on for a moment, and a port that was free may be taken: all pass. */
const PASSING =
  /pre-existing shared memory block|lock file "postmaster.pid" already exists|could not bind|could not create any TCP\/IP sockets/
const ATTEMPTS = 40
const PAUSE_MS = 250
const PORT_PATIENCE_MS = 5_000
const PORT_PAUSE_MS = 50
const STOP_PATIENCE_MS = 60_000
const LOG_KEPT_BYTES = 5_000_000

/** No statement and no detail of an error is logged, since both can hold values of records. */
const SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
}

export async function startServer(
  places: ServerPlaces,
  programs: PostgresPrograms,
  account: ServerAccount | null,
): Promise<ServerState> {
  checkDataFree(places)
  // Clients that outlived a killed server find the next one where it was.
  const earlierPort = await whenFree(readServerState(places)?.port)
  for (let attempt = 1; ; attempt += 1) {
    const logStart = sizeOf(places.log)
    const port = await freePort(earlierPort)
    const state = launch(places, programs, account, port)
    if ((await waitUntilReady(places, state)) === 'ready') return state
    const lines = readFileSync(places.log).subarray(logStart).toString('utf8').split('\n')
    if (attempt === ATTEMPTS || !PASSING.test(lines.join('\n'))) {
      throw serverFailed('the database server does not start', lines)
    }
    await wait(PAUSE_MS)
  }
}

/** Fast shutdown: clients are disconnected, everything is written; what does not end so is ended harder. */
export async function stopServer(places: ServerPlaces): Promise<void> {
  const state = readServerState(places)
  if (state === null || !isAlive(state.process)) return
  signalServer(state.process, 'SIGINT')
  if (await hasEnded(state.process, STOP_PATIENCE_MS)) return
  signalServer(state.process, 'SIGQUIT')
  if (await hasEnded(state.process, STOP_PATIENCE_MS)) return
  throw new NodeError('store/server-failed', `the database server (process ${state.process.pid}) does not stop`)
}

export function signalServer(server: ProcessIdentity, signal: 'SIGINT' | 'SIGQUIT'): void {
  if (isAlive(server)) process.kill(server.pid, signal)
}

async function hasEnded(server: ProcessIdentity, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs
  while (isAlive(server)) {
    if (performance.now() > end) return false
    await wait(10)
  }
  return true
}

function launch(
  places: ServerPlaces,
  programs: PostgresPrograms,
  account: ServerAccount | null,
  port: number,
): ServerState {
  const log = openLog(places.log)
  try {
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(programs.postgres, ['-D', places.data, '-p', String(port), ...settings], {
      ...account,
      cwd: places.folder,
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log, log],
    })
    child.on('error', () => {})
    child.unref()
    if (child.pid === undefined) throw serverFailed(`${programs.postgres} cannot be executed`, [])
    const state = { process: identify(child.pid) ?? { pid: child.pid, begun: 'ended' }, port }
    writeServerState(places, state)
    return state
  } finally {
    closeSync(log)
  }
}

/** Begins anew when it has grown: it holds starts, stops and crashes only. */
function openLog(file: string): number {
  const log = openSync(file, 'a', 0o600)
  if (fstatSync(log).size < LOG_KEPT_BYTES) return log
  closeSync(log)
  rmSync(file)
  return openSync(file, 'a', 0o600)
}

function sizeOf(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return size < LOG_KEPT_BYTES ? size : 0
}

/**
 * PostgreSQL leaves `postmaster.pid` behind when it is killed and finds out itself whether that process is gone; but an
 * id that is now another program's would stop it.
 */
function checkDataFree(places: ServerPlaces): void {
  const file = join(places.data, 'postmaster.pid')
  const pid = readPid(file)
  const program = pid === null ? null : programOf(pid)
  if (program === null || identify(pid ?? 0) === null) return
  if (!program.startsWith('postgres')) {
    rmSync(file, { force: true })
    return
  }
  throw new NodeError('store/in-use', `another server (process ${pid}) is using the database folder ${places.data}`, {
    hint: 'It was not started by this node. Stop it, then run the command again.',
    detail: { process: pid ?? 0, folder: places.data },
  })
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

/** Children of a server that was killed hold its port for a moment more. Undefined where somebody else has it. */
async function whenFree(port: number | undefined): Promise<number | undefined> {
  if (port === undefined) return undefined
  for (const end = performance.now() + PORT_PATIENCE_MS; ; ) {
    if ((await tryPort(port)) !== null) return port
    if (performance.now() > end) return undefined
    await wait(PORT_PAUSE_MS)
  }
}

async function freePort(preferred: number | undefined): Promise<number> {
  return (preferred === undefined ? null : await tryPort(preferred)) ?? (await tryPort(0)) ?? 0
}

/** 0 lets the system choose; null where the port is taken. */
function tryPort(port: number): Promise<number | null> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen({ host: HOST, port, exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}
