/** The relay process: mailboxes of a federation's members, elsewhere than any node. It holds no key that opens a message. */
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
import { openPinnedDirectory } from './pinned-directory.ts'

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
  const directory = await openPinnedDirectory({ ...request, clock: systemClock })
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
