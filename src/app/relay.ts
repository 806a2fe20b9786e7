/** The relay process: mailboxes of a federation's members, elsewhere than any node. It holds no key that opens a message. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DEFAULT_LIMITS } from '../http/limits.ts'
import { limitRate } from '../http/rate-limit.ts'
import type { LogOptions } from '../http/request-log.ts'
import { addHealthRoutes } from '../http/routes/health.ts'
import { openServer } from '../http/server.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { openRelayDatabase } from '../relay/database.ts'
import { DEFAULT_RELAY_LIMITS, type RelayLimits } from '../relay/limits.ts'
import { createMailboxes } from '../relay/mailboxes.ts'
import { addMetricsRoute, countRelay } from '../relay/metrics.ts'
import { addRelayRoutes } from '../relay/routes.ts'
import { listenForSignals } from '../relay/signals.ts'
import {
  type Officer,
  type VerifiedDirectory,
  validityOf,
  verifyDirectory,
  verifyKeptDirectory,
} from '../trust/directory.ts'
import { indexMembers } from '../trust/directory-members.ts'
import { isFingerprint } from '../trust/fingerprint.ts'
import { asPublicJwk } from '../trust/keys.ts'
import { readDirectorySource } from './fetch-directory.ts'
import { readFirstDirectory } from './join.ts'
import { makePrivateFolder, writeWhole } from './node-files.ts'

export interface RelayRequest {
  readonly databaseUrl: string
  /** Holds the pinned officers and the directory. */
  readonly folder: string
  /** File or address of the directory: needed at the first start, looked at again and again. */
  readonly directory: string | null
  /** Of the officers, at the first start: what the operator was told, or true where he goes without. */
  readonly confirmed: string | true | null
  readonly host: string
  readonly port: number
  /** As members know it, where it differs from where it listens. */
  readonly address: string | null
  readonly log: LogOptions
  readonly limits?: Partial<RelayLimits>
  readonly pollMs?: number
}

export interface StartedRelay {
  readonly url: string
  close(): Promise<void>
}

const TIDY_EVERY_MS = 10_000
const POLL_EVERY_MS = 60_000

export async function startRelay(request: RelayRequest): Promise<StartedRelay> {
  const directory = await openRelayDirectory(request)
  const limits = { ...DEFAULT_RELAY_LIMITS, ...request.limits }
  const database = await openRelayDatabase(request.databaseUrl)
  const mailboxes = createMailboxes(database, limits)
  const serverLimits = serverLimitsFor(limits)
  const { app, closeOtherMethods } = openServer({
    log: request.log,
    limits: serverLimits,
    tls: null,
    clock: systemClock,
    onBody: (asked, body) => {
      asked.signedBody = body
    },
  })
  app.decorateRequest('signedBody', '')
  const onError = (error: unknown) => app.log.error({ err: error }, 'the relay has a fault')
  const signals = await listenForSignals(request.databaseUrl, onError)
  const metrics = countRelay()
  const stopping = new AbortController()
  const addresses = { own: '' }
  addHealthRoutes(app, async () => {
    const isThere = await database.query('SELECT 1').then(
      () => true,
      () => false,
    )
    const missing = [...(isThere ? [] : ['database' as const]), ...(directory.holds() ? [] : ['directory' as const])]
    return { status: missing.length === 0 ? 'ok' : 'not-ready', missing }
  })
  addMetricsRoute(app, { metrics, mailboxes })
  addRelayRoutes(app, {
    mailboxes,
    signals,
    limits,
    metrics,
    stopping: stopping.signal,
    directoryText: directory.text,
    find: directory.find,
    addresses: () => [addresses.own, ...(request.address === null ? [] : [request.address])],
    admit: limitRate({ ...serverLimits.perMember, clock: systemClock }).admit,
    clock: systemClock,
  })
  closeOtherMethods()
  app.addHook('preClose', async () => stopping.abort())
  const tidying = setInterval(() => void mailboxes.tidy().catch(onError), TIDY_EVERY_MS).unref()
  const polling = setInterval(() => void directory.poll().catch(onError), request.pollMs ?? POLL_EVERY_MS).unref()
  try {
    addresses.own = await app.listen({ host: request.host, port: request.port })
  } catch (cause) {
    await stop()
    throw new NodeError('http/port-in-use', `port ${request.port} of ${request.host} cannot be used`, { cause })
  }
  async function stop(): Promise<void> {
    clearInterval(tidying)
    clearInterval(polling)
    await app.close()
    await signals.close()
    await database.end()
  }
  return { url: addresses.own, close: stop }
}

/** Long polls outlive the limits of a gateway, and messages are larger than questions. */
function serverLimitsFor({ longestWaitSeconds, messageBytes }: RelayLimits) {
  const slack = (longestWaitSeconds + 30) * 1000
  return {
    ...DEFAULT_LIMITS,
    bodyBytes: messageBytes + 65_536,
    requestMs: 60_000,
    handlerMs: slack,
    idleSocketMs: slack,
    connections: 5_000,
    perAddress: { requests: 60_000, windowSeconds: 60 },
    perMember: { requests: 6_000, windowSeconds: 60 },
  }
}

interface RelayDirectory {
  readonly find: ReturnType<typeof withNow>
  holds(): boolean
  text(): string | null
  poll(): Promise<void>
}

/** Officers are pinned at the first start; from then on newer directories are taken as a node takes them. */
async function openRelayDirectory(request: RelayRequest): Promise<RelayDirectory> {
  const folder = resolve(request.folder)
  makePrivateFolder(folder)
  const files = { officers: join(folder, 'officers.json'), directory: join(folder, 'directory.json') }
  if (!existsSync(files.officers)) await pinFirst(request, files)
  const officers = (JSON.parse(readFileSync(files.officers, 'utf8')) as Officer[]).map(({ name, publicJwk }) => ({
    name,
    publicJwk: asPublicJwk(publicJwk),
  }))
  const present = {
    held: await verifyKeptDirectory(readFileSync(files.directory, 'utf8'), officers),
    find: withNow(() => null),
  }
  const take = (held: VerifiedDirectory) => {
    present.held = held
    present.find = withNow(indexMembers(held.document))
  }
  take(present.held)
  const holds = () => validityOf(present.held.document, systemClock.now()).state !== 'expired'
  return {
    find: id => (holds() ? present.find(id) : null),
    holds,
    text: () => (holds() ? readFileSync(files.directory, 'utf8') : null),
    poll: async () => {
      if (request.directory === null) return
      const text = await readDirectorySource(request.directory)
      const next = await verifyDirectory(text, { officers, previous: present.held, now: systemClock.now() })
      if (next.sha256 === present.held.sha256) return
      writeWhole(files.directory, text, 0o644)
      take(next)
    },
  }
}

function withNow(find: ReturnType<typeof indexMembers>) {
  return (id: string) => find(id, systemClock.now())
}

async function pinFirst(
  { directory, confirmed }: RelayRequest,
  files: { readonly officers: string; readonly directory: string },
): Promise<void> {
  if (directory === null || confirmed === null) {
    throw new NodeError('directory/missing', 'this relay has no directory yet', {
      hint: 'Give --directory FILE|URL and --officers-fingerprint DIGITS at the first start.',
    })
  }
  const first = readFirstDirectory(await readDirectorySource(directory))
  if (confirmed !== true && !isFingerprint(confirmed, first.fingerprint)) {
    throw new NodeError('trust/unknown-issuer', 'the officers of this directory have another fingerprint', {
      hint: 'Do not go on: ask the federation for the directory and the fingerprint again.',
    })
  }
  const officers = first.directory.officers.map(({ name, key }) => ({ name, publicJwk: asPublicJwk(key) }))
  await verifyDirectory(first.text, { officers, previous: null, now: systemClock.now() })
  writeWhole(files.directory, first.text, 0o644)
  writeWhole(files.officers, `${JSON.stringify(officers, null, 2)}\n`, 0o444)
}
