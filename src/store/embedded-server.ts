/**
 * A PostgreSQL of the node's own. The commands and the gateway of a node share one server: the first that needs it
 * starts it, each holds a lease, the last one out stops it. Whoever was killed is noticed by the next one.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { serverUrl } from './database-url.ts'
import { onSuddenExit } from './exit-cleanup.ts'
import { tryWithFolderLock, withFolderLock } from './folder-lock.ts'
import { initialiseServer } from './initialise-server.ts'
import { endLease, type Lease, sweepLeases, takeLease } from './leases.ts'
import { findPostgresPrograms } from './postgres-programs.ts'
import { isAlive } from './process-identity.ts'
import { isEnterable, reachablePrograms } from './reachable-programs.ts'
import { checkEnterable, findServerAccount } from './server-account.ts'
import { makeServerFolder, placesOf, readServerPassword, readServerState, type ServerPlaces } from './server-places.ts'
import { waitUntilReady } from './server-ready.ts'
import { HOST, signalServer, startServer, stopServer } from './start-server.ts'

export interface EmbeddedServer {
  readonly host: string
  readonly port: number
  readonly superuserPassword: string
  /** Superuser's URL of the database `postgres`. */
  readonly url: string
  /** Gives the lease back; the last one out stops the server and waits for it. A second call does nothing. */
  release(): Promise<void>
}

export interface OpenEmbeddedServerOptions {
  /** The folder is the server's alone; it is made where it is missing. */
  readonly folder: string
  readonly log?: (message: string) => void
}

/**
 * Starts or joins the server of `folder`. Refuses with `node/folder-not-enterable`, `store/in-use` (a server that this
 * node did not start) or `store/server-failed` (with the last lines of the server's log).
 */
export async function openEmbeddedServer({
  folder,
  log = () => {},
}: OpenEmbeddedServerOptions): Promise<EmbeddedServer> {
  const places = placesOf(folder)
  let starting = true
  return withFolderLock(prepareFolder(places), async () => {
    const lease = takeLease(places.leases)
    const forget = onSuddenExit(() => leaveSuddenly(places, lease, starting))
    try {
      const port = (await joinRunning(places)) ?? (await start(places, log))
      starting = false
      return openServer(places, port, () => leave(places, lease, forget))
    } catch (error) {
      endLease(lease)
      forget()
      throw error
    }
  })
}

/** Stops the server of a folder that is to be removed. In use by a running command it is left alone: `store/in-use`. */
export async function stopEmbeddedServer(folder: string, options: { readonly evenIfInUse?: boolean } = {}) {
  const places = placesOf(folder)
  if (!existsSync(places.data)) return
  await withFolderLock(places.lock, async () => {
    const holders = sweepLeases(places.leases)
    if (holders.length > 0 && options.evenIfInUse !== true) {
      const processes = holders.map(holder => String(holder.pid))
      throw new NodeError('store/in-use', `the database is in use by process ${processes.join(', ')}`, {
        hint: 'End that command first.',
        detail: { processes },
      })
    }
    await stopServer(places)
  })
}

/** A place that will not do is refused before anything is made there. Returns the file of the folder's lock. */
function prepareFolder(places: ServerPlaces): string {
  const account = findServerAccount()
  if (account !== null) checkEnterable(join(nearestFolder(dirname(places.folder)), 'any'), account)
  makeServerFolder(places, account)
  return places.lock
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path))
}

async function joinRunning(places: ServerPlaces): Promise<number | null> {
  const state = readServerState(places)
  if (state === null || !isAlive(state.process)) return null
  return (await waitUntilReady(places, state)) === 'ready' ? state.port : null
}

async function start(places: ServerPlaces, log: (message: string) => void): Promise<number> {
  const installed = await findPostgresPrograms()
  const account = findServerAccount()
  if (account !== null) checkEnterable(places.lock, account)
  const programs = account === null ? installed : reachablePrograms(installed, account, places.folder)
  if (!existsSync(places.data)) log('setting up the database')
  await initialiseServer(places, programs, account)
  const { port } = await startServer(places, programs, account)
  log(`database server on ${HOST}:${port}`)
  return port
}

function openServer(places: ServerPlaces, port: number, release: () => Promise<void>): EmbeddedServer {
  const superuserPassword = readServerPassword(places)
  let released: Promise<void> | undefined
  return {
    host: HOST,
    port,
    superuserPassword,
    url: serverUrl(port, superuserPassword),
    release: () => {
      released ??= release()
      return released
    },
  }
}

async function leave(places: ServerPlaces, lease: Lease, forget: () => void): Promise<void> {
  await withFolderLock(places.lock, async () => {
    endLease(lease)
    if (sweepLeases(places.leases).length === 0) await stopServer(places)
  })
  forget()
}

/** Tells the server to stop without waiting for it; while `starting` this process holds the lock itself. */
function leaveSuddenly(places: ServerPlaces, lease: Lease, starting: boolean): void {
  const leaveNow = () => {
    endLease(lease)
    const state = readServerState(places)
    if (state !== null && sweepLeases(places.leases).length === 0) signalServer(state.process, 'SIGINT')
  }
  if (starting) leaveNow()
  else if (!tryWithFolderLock(places.lock, leaveNow)) endLease(lease)
}

/** Whether a server could be run below `folder`, which need not exist: always for an ordinary user. */
export function canServeBelow(folder: string): boolean {
  const account = findServerAccount()
  return account === null || isEnterable(join(nearestFolder(folder), 'any'), account)
}
