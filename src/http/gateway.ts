/** The gateway's face to the network. It holds published tables and keys; no row of a patient is within its reach. */
import { randomUUID } from 'node:crypto'
import { type FastifyInstance, type FastifyRequest, fastify, LogController, type RouteOptions } from 'fastify'
import { type AnswerQuestionDeps, answerOpened } from '../discovery/answer-question.ts'
import type { AccessLog, CohortTerms, PublishedTables } from '../discovery/ports.ts'
import { answerPing, type ReceiveDeps } from '../discovery/receive-message.ts'
import { rememberMessages } from '../discovery/recent-messages.ts'
import { tallyRefusals } from '../discovery/refusal-tally.ts'
import { openTableShelf, type TableShelf } from '../discovery/table-shelf.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Question } from '../model/generated/question.ts'
import type { ServiceInfo } from '../model/generated/service-info.ts'
import type { CountryCode, MemberId } from '../model/ids.ts'
import type { FindCorrespondent } from '../trust/correspondents.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { PROTOCOLS } from '../trust/message-types.ts'
import type { ReplayStore } from '../trust/replays.ts'
import type { SealingPrivateJwk } from '../trust/sealing-keys.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import { limitHandlers } from './handler-limit.ts'
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts'
import { watchMethods } from './method-not-allowed.ts'
import { endConnectionsOnStop } from './orderly-stop.ts'
import { limitRate, networkOf } from './rate-limit.ts'
import { type Probe, watchReadiness } from './readiness.ts'
import { answerBrokenRequest, answerErrorsAsProblems, replyWithProblem } from './replies.ts'
import { type LogOptions, loggerOptions, logRequests } from './request-log.ts'
import { addDirectoryRoute } from './routes/directory.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addMessageRoute } from './routes/messages.ts'
import { addQuestionRoute } from './routes/questions.ts'
import { addServiceInfoRoute } from './routes/service-info.ts'
import { addTableRoutes } from './routes/tables.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { useStrictSchemas } from './strict-schemas.ts'

export interface GatewayDeps {
  readonly member: MemberId
  readonly country: CountryCode
  readonly trialId: string
  readonly version: string
  /** Told in service-info where it is given. */
  readonly synthetic?: boolean
  /** Read for every message, so that a change of keys or members holds at once. */
  readonly keys: OwnKeys
  readonly find: FindCorrespondent
  readonly directory: DirectoryState
  readonly tables: PublishedTables
  readonly access: AccessLog
  readonly replays: ReplayStore
  /** What else is done with messages, beside answering questions and pings. */
  readonly handlers?: ReceiveDeps['handlers']
  readonly probes: { readonly database: Probe; readonly audit: Probe }
  readonly terms: CohortTerms
  readonly clock: Clock
  readonly log: LogOptions
  readonly limits?: Partial<GatewayLimits>
  /** Sees each route as it is added; the tests walk them all. */
  readonly onRoute?: (route: RouteOptions) => void
}

export interface DirectoryState {
  /** `none` in a plain network, which lacks none. */
  state(): 'none' | 'missing' | 'expired' | 'ending' | 'valid'
  /** As the officers signed it, for whoever asks; null where there is none. */
  text(): string | null
}

export interface OwnKeys {
  /** Signs what this node says; the directory names it. */
  signing(): PrivateJwk
  /** Open what was sealed to this node. */
  sealing(): readonly SealingPrivateJwk[]
}

/** Ready to listen. `close()` takes no more connections, finishes what is under way, and writes the refusals counted so far. */
export async function buildGateway(deps: GatewayDeps): Promise<FastifyInstance> {
  const limits: GatewayLimits = { ...DEFAULT_LIMITS, ...deps.limits }
  const app = createServer(deps.log, limits)
  const shelf = await openTableShelf(deps.tables, error => app.log.error({ err: error }, 'tables not reloaded'))
  const refusals = tallyRefusals({
    access: deps.access,
    clock: deps.clock,
    onError: error => app.log.error({ err: error }, 'refusals not written'),
  })
  app.addHook('onClose', async () => {
    await shelf.close()
    await refusals.flush()
  })

  limitHandlers(app, limits)
  useStrictSchemas(app)
  useStrictJson(app)
  answerErrorsAsProblems(app)
  logRequests(app)
  addSecurityHeaders(app)
  endConnectionsOnStop(app)
  limitAddresses(app, limits, deps.clock)
  if (deps.onRoute !== undefined) app.addHook('onRoute', deps.onRoute)
  const closeOtherMethods = watchMethods(app)
  const byMember = limitRate({ ...limits.perMember, clock: deps.clock })
  const us = ourselves(deps)
  const answering: AnswerQuestionDeps = {
    us,
    admit: byMember.admit,
    terms: deps.terms,
    shelf,
    access: deps.access,
    recent: rememberMessages(deps.clock),
    refusals,
  }
  addRoutes(app, deps, shelf, answering)
  closeOtherMethods()
  await app.ready()
  return app
}

function createServer(log: LogOptions, limits: GatewayLimits): FastifyInstance {
  const app = fastify({
    logger: loggerOptions(log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // The caller does not choose ids: his text would reach the log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleSocketMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkEveryMs },
    // A request that is already here when we close is answered; its connection ends with it.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: replyWithProblem,
    clientErrorHandler: answerBrokenRequest,
  })
  app.server.maxConnections = limits.connections
  return app
}

function useStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, body: string) => {
    try {
      return parseStrictJson(body)
    } catch {
      throw new NodeError('http/bad-request', 'the body is not JSON, or names a member twice')
    }
  })
}

function limitAddresses(app: FastifyInstance, limits: GatewayLimits, clock: Clock): void {
  const byAddress = limitRate({ ...limits.perAddress, clock })
  app.addHook('onRequest', (request, _reply, done) => {
    // A probe of the health must see the node even while its address is refused.
    if (!isHealth(request)) byAddress.admit(networkOf(request.ip))
    done()
  })
}

function isHealth(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/health/') ?? false
}

function addRoutes(app: FastifyInstance, deps: GatewayDeps, shelf: TableShelf, answering: AnswerQuestionDeps): void {
  const readiness = watchReadiness({
    probes: deps.probes,
    hasTable: shelf.hasTable,
    directory: deps.directory.state,
    warnings: () => [],
    clock: deps.clock,
    probeTimeoutMs: 2000,
  })
  addHealthRoutes(app, readiness)
  addServiceInfoRoute(app, serviceInfo(deps))
  addTableRoutes(app, shelf)
  addDirectoryRoute(app, deps.directory)
  addQuestionRoute(app, answering)
  addMessageRoute(app, receiving(deps, answering))
}

/** What this gateway does with each kind of message. */
function receiving({ replays, version, handlers }: GatewayDeps, answering: AnswerQuestionDeps): ReceiveDeps {
  const { us, admit, refusals } = answering
  return {
    us,
    refusals,
    handlers: {
      ...handlers,
      'question/1': (message, carrier) => answerOpened(message as Question, carrier, answering),
      'ping/1': answerPing({ us, replays, admit, version }),
    },
  }
}

/** Keys may change while the gateway runs. */
function ourselves({ member, keys, find, clock }: GatewayDeps): AnswerQuestionDeps['us'] {
  return {
    member,
    find,
    clock,
    get key() {
      return keys.signing()
    },
    get sealingKeys() {
      return keys.sealing()
    },
  }
}

function serviceInfo({ member, country, trialId, version, synthetic }: GatewayDeps): ServiceInfo {
  return {
    member,
    country,
    trial: trialId,
    version,
    protocols: [...PROTOCOLS, 'national-table/1'],
    ...(synthetic === undefined ? {} : { synthetic }),
  }
}
