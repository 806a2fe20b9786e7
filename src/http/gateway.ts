/** The gateway's face to the network. It holds published tables and keys; no row of a patient is within its reach. */
import type { FastifyInstance, RouteOptions } from 'fastify'
import { batchAccess } from '../discovery/access-batch.ts'
import { type AnswerQuestionDeps, answerOpened } from '../discovery/answer-question.ts'
import type { NetworkAsker } from '../discovery/asking/asker.ts'
import { answerTableRequest } from '../discovery/asking/fetch-table.ts'
import type { AccessLog, CohortTerms, PublishedTables } from '../discovery/ports.ts'
import {
  answerPing,
  type MessageHandler,
  type ReceiveDeps,
  type Received,
  receiveMessage,
} from '../discovery/receive-message.ts'
import { rememberMessages } from '../discovery/recent-messages.ts'
import { tallyRefusals } from '../discovery/refusal-tally.ts'
import { openTableShelf } from '../discovery/table-shelf.ts'
import type { Clock } from '../model/clock.ts'
import { isNodeError } from '../model/errors.ts'
import type { Question } from '../model/generated/question.ts'
import type { ServiceInfo } from '../model/generated/service-info.ts'
import type { CountryCode, MemberId } from '../model/ids.ts'
import type { Client, FindClient } from '../trust/clients.ts'
import type { Correspondent, FindCorrespondent } from '../trust/correspondents.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { type Carrier, PROTOCOLS } from '../trust/message-types.ts'
import type { ReplayStore } from '../trust/replays.ts'
import type { SealingPrivateJwk } from '../trust/sealing-keys.ts'
import { checkBearer } from './bearer.ts'
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts'
import { limitRate, type RateLimit } from './rate-limit.ts'
import { type Probe, watchReadiness } from './readiness.ts'
import type { LogOptions } from './request-log.ts'
import { addDescriptionRoutes } from './routes/description.ts'
import { addDirectoryRoute } from './routes/directory.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addLimitsRoute } from './routes/limits.ts'
import { addMessageRoute } from './routes/messages.ts'
import { addNetworkQuestionRoutes } from './routes/network-questions.ts'
import { addTokenRoutes } from './routes/oauth.ts'
import { addQuestionRoute } from './routes/questions.ts'
import { addReadingRoutes } from './routes/readings.ts'
import { addServiceInfoRoute } from './routes/service-info.ts'
import { addTableRoutes } from './routes/tables.ts'
import { openServer } from './server.ts'
import type { TlsSource } from './tls.ts'

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
  readonly clients: Clients
  readonly tables: PublishedTables
  readonly access: AccessLog
  readonly replays: ReplayStore
  /** Asks others for programs, closed with the gateway; absent where this node only answers. */
  readonly asker?: NetworkAsker
  /** What else is done with messages, beside answering questions and pings. */
  readonly handlers?: ReceiveDeps['handlers']
  /** Fetches messages from elsewhere; started with the gateway, stopped before it closes. */
  readonly inbox?: (receive: (text: string, carrier: Carrier) => Promise<Received>) => { stop(): Promise<void> }
  /** Of what travels as files: one message a number. */
  readonly arrivals?: ReceiveDeps['arrivals']
  readonly probes: { readonly database: Probe; readonly audit: Probe }
  readonly terms: CohortTerms
  readonly clock: Clock
  readonly log: LogOptions
  /** Absent where TLS ends in front of the process. */
  readonly tls?: TlsSource
  readonly limits?: Partial<GatewayLimits>
  /** Sees each route as it is added; the tests walk them all. */
  readonly onRoute?: (route: RouteOptions) => void
}

export interface Clients {
  /** A registered program, else null; members need no registration. */
  readonly find: FindClient
  /** Grows with every change of members, clients or keys: verified tokens are forgotten then. */
  generation(): number
  /** Addresses of this gateway as programs know it, the first one to be told. */
  addresses(): readonly string[]
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
  /** Others of ours, while keys are replaced: tokens that they signed are still taken. */
  signingBefore?(): readonly PrivateJwk[]
  /** Open what was sealed to this node. */
  sealing(): readonly SealingPrivateJwk[]
}

/** Ready to listen. `close()` takes no more connections, finishes what is under way, and writes the refusals counted so far. */
export async function buildGateway(deps: GatewayDeps): Promise<FastifyInstance> {
  const limits: GatewayLimits = { ...DEFAULT_LIMITS, ...deps.limits }
  const tls = deps.tls ?? null
  const { log, clock, onRoute } = deps
  const { app, closeOtherMethods } = openServer({
    log,
    limits,
    tls,
    clock,
    ...(onRoute === undefined ? {} : { onRoute }),
  })
  const routes: RouteOptions[] = []
  app.addHook('onRoute', route => void routes.push(route))
  const shelf = await openTableShelf(deps.tables, deps.terms, error =>
    app.log.error({ err: error }, 'tables not reloaded'),
  )
  const refusals = tallyRefusals({
    access: deps.access,
    clock: deps.clock,
    onError: error => app.log.error({ err: error }, 'refusals not written'),
  })
  app.addHook('onClose', async () => {
    await shelf.close()
    await refusals.flush()
  })

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
  await addRoutes(app, deps, { answering, byMember })
  addDescriptionRoutes(app, { routes, version: deps.version })
  closeOtherMethods()
  await app.ready()
  return app
}

interface Answering {
  readonly answering: AnswerQuestionDeps
  readonly byMember: RateLimit
}

async function addRoutes(app: FastifyInstance, deps: GatewayDeps, { answering, byMember }: Answering): Promise<void> {
  const { shelf } = answering
  const readiness = watchReadiness({
    probes: deps.probes,
    hasTable: shelf.hasTable,
    directory: deps.directory.state,
    warnings: () => (deps.tls?.isEnding() === true ? ['certificate-ending'] : []),
    clock: deps.clock,
    probeTimeoutMs: 2000,
  })
  addHealthRoutes(app, readiness)
  addServiceInfoRoute(app, serviceInfo(deps))
  addTableRoutes(app, shelf)
  addDirectoryRoute(app, deps.directory)
  addQuestionRoute(app, answering)
  const received = receiving(deps, answering)
  addMessageRoute(app, received)
  followInbox(app, deps.inbox, received)
  await addProgramRoutes(app, deps, { answering, byMember })
}

/** For programs with bearer tokens: the token endpoint, readings, and what is left of their rate. */
async function addProgramRoutes(app: FastifyInstance, deps: GatewayDeps, { answering, byMember }: Answering) {
  const { member, keys, clients, replays, clock, terms } = deps
  const find: FindClient = id => clients.find(id) ?? memberAsClient(deps.find(id))
  const signingKey = () => keys.signing()
  const bearer = checkBearer({
    member,
    find,
    clock,
    keys: () => [keys.signing(), ...(keys.signingBefore?.() ?? [])],
    generation: clients.generation,
  })
  const events = batchAccess({
    access: deps.access,
    onError: error => app.log.error({ err: error }, 'access events not written'),
  })
  app.addHook('onClose', async () => events.flush())
  const { admit } = byMember
  const tokens = { member, addresses: clients.addresses, signingKey, find, replays, admit, clock }
  // A scope of its own, so that no other route takes a form.
  await app.register((scope, _options, done) => {
    addTokenRoutes(scope, tokens)
    done()
  })
  addReadingRoutes(app, { bearer, admit, terms, shelf: answering.shelf, events, clock })
  addLimitsRoute(app, { bearer, byMember })
  const { asker } = deps
  if (asker === undefined) return
  addNetworkQuestionRoutes(app, { bearer, admit, terms, asker })
  app.addHook('preClose', () => asker.close())
}

/** A member of the federation may ask with a token too, proved by its signing keys. */
function memberAsClient(member: Correspondent | null): Client | null {
  if (member === null || !member.roles.some(role => role === 'hub' || role === 'node')) return null
  return { id: member.id, scopes: ['discovery.read'], keys: member.signingKeys }
}

/** Messages that are fetched, as from a relay, go the same way as those that come by request. */
function followInbox(app: FastifyInstance, open: GatewayDeps['inbox'], received: ReceiveDeps): void {
  if (open === undefined) return
  const inbox = open((text, carrier) => receiveMessage(text, carrier, received))
  app.addHook('preClose', async () => inbox.stop())
}

/** What this gateway does with each kind of message. */
function receiving({ replays, version, handlers, arrivals }: GatewayDeps, answering: AnswerQuestionDeps): ReceiveDeps {
  const { us, admit, refusals, shelf } = answering
  return {
    us,
    refusals,
    ...(arrivals === undefined ? {} : { arrivals }),
    handlers: {
      ...tallied(handlers ?? {}, refusals),
      'question/1': (message, carrier) => answerOpened(message as Question, carrier, answering),
      'table-request/1': answerTableRequest({ us, replays, admit, shelf }),
      'ping/1': answerPing({ us, replays, admit, version }),
    },
  }
}

/** What a proved member is refused is counted, as for questions. */
function tallied(handlers: ReceiveDeps['handlers'], refusals: ReceiveDeps['refusals']): ReceiveDeps['handlers'] {
  return Object.fromEntries(
    Object.entries(handlers).map(([type, handle]) => {
      const counted: MessageHandler = (message, carrier) =>
        handle(message, carrier).catch((error: unknown) => {
          refusals.note(message.iss, isNodeError(error) ? error.code : 'internal')
          throw error
        })
      return [type, counted]
    }),
  )
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
    protocols: [...PROTOCOLS, 'national-table/2'],
    ...(synthetic === undefined ? {} : { synthetic }),
  }
}
