/** The gateway process: role `rose_gateway`, published tables, no row of a patient. */
import type { FastifyInstance } from 'fastify'
import { type Config, packageVersion } from '../config.ts'
import type { NetworkAsker } from '../discovery/asking/asker.ts'
import { buildGateway, type GatewayDeps } from '../http/gateway.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import { createAccessLog } from '../store/access-log.ts'
import { createArrivalStore } from '../store/arrivals.ts'
import type { Database } from '../store/connection.ts'
import { createPublishedTables } from '../store/published-tables.ts'
import { createReplayStore } from '../store/used-messages.ts'
import type { DropTurn } from '../transport/drop/inbox-folder.ts'
import { createHttpClient, type HttpClient } from '../transport/http-client.ts'
import { createRelayClient } from '../transport/relay-client.ts'
import { pollInbox } from '../transport/relay-inbox.ts'
import { watchClients } from './clients.ts'
import { cohortTerms } from './cohort-terms.ts'
import { appendAudit, openDatabaseAs } from './database.ts'
import { auditThrough, directoryWarning } from './directory.ts'
import { type DropPolling, type Exchange, type NodeDrop, openExchange, pollDrop } from './exchange.ts'
import { pollDirectory } from './fetch-directory.ts'
import { readKeptDocument } from './kept-documents.ts'
import { openNetworkAsker } from './network.ts'
import { type WatchedPartners, watchPartners } from './partners.ts'
import { openCombiner, receiveRoundMessage } from './round-processes.ts'
import { callDueRounds } from './round-schedule.ts'
import { type RoundWorker, workOnRounds } from './round-worker.ts'
import { openRounds } from './rounds.ts'
import { clientSettings, openTlsFiles } from './tls-files.ts'

export interface StartedGateway {
  readonly url: string
  /** Answers what is under way, then gives everything back. */
  close(): Promise<void>
}

export async function startGateway(config: Config): Promise<StartedGateway> {
  const opened = await openDatabaseAs(config, 'gateway')
  const closing: Closing = []
  try {
    const app = await build(config, opened.database, closing)
    const url = await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
      await app.close()
      throw asBusy(error, config)
    })
    return {
      url,
      async close() {
        await app.close()
        for (const stop of closing.toReversed()) await stop()
        await opened.close()
      },
    }
  } catch (error) {
    for (const stop of closing.toReversed()) await stop()
    await opened.close()
    throw error
  }
}

export interface GatewayOnce {
  /** One look at the inbox folder, as the gateway would. */
  readDrop(): Promise<DropTurn>
  close(): Promise<void>
}

/** The gateway without its server, for a command that has it handle what lies in the node's inbox folder. */
export async function openGatewayOnce(config: Config): Promise<GatewayOnce> {
  const opened = await openDatabaseAs(config, 'gateway')
  const closing: Closing = []
  let readDrop: GatewayOnce['readDrop'] | undefined
  const openInbox: OnceInbox = (receive, exchange) => {
    readDrop = () => exchange.drop?.read(text => receive(text, 'file')) ?? Promise.reject(new Error('no drop'))
    return { stop: async () => {} }
  }
  const close = async () => {
    for (const stop of closing.toReversed()) await stop()
    await opened.close()
  }
  try {
    const app = await build(config, opened.database, closing, openInbox)
    if (readDrop === undefined) throw new Error('the gateway opened no inbox')
    return {
      readDrop,
      close: async () => {
        await app.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

type OnceInbox = (receive: Parameters<Inbox>[0], exchange: Exchange) => ReturnType<Inbox>

type Closing = (() => void | Promise<void>)[]

/** `closing`: what must be stopped besides the server. */
async function build(config: Config, database: Database, closing: Closing, once: OnceInbox | null = null) {
  const log: { app?: FastifyInstance } = {}
  let changes = 0
  const clients = watchClients(config, systemClock.now)
  const partners = await watchPartners(config, {
    now: systemClock.now,
    onError: error => log.app?.log.error({ err: error }, 'the directory does not hold: closed to all partners'),
    onChange: () => {
      changes += 1
      log.app?.log.info('the members known here have changed')
    },
  })
  closing.push(partners.stop)
  const tls = openTlsFiles(config, {
    now: systemClock.now,
    onError: error => log.app?.log.error({ err: error }, 'the new certificate does not hold: the old one goes on'),
  })
  if (tls !== null) closing.push(tls.stop)
  const client = createHttpClient(clientSettings(config))
  closing.push(client.close)
  const relay = config.federation.endpoints.relay?.url
  const exchange = openExchange({
    config,
    database,
    partners,
    client,
    onError: error => log.app?.log.warn({ err: error }, 'letters cannot be sent'),
  })
  const rounds = openRounds({ config, database, partners })
  const work: { worker?: RoundWorker } = {}
  const openRelayInbox: Inbox = receive =>
    pollInbox({
      relay: createRelayClient({
        address: relay ?? '',
        client,
        signer: () => ({ member: parseMemberId(config.member), key: partners.signingKey(), clock: systemClock }),
      }),
      receive: async message => (await receive(message, 'relay')).reply,
      onError: error => log.app?.log.warn({ err: error }, 'the relay cannot be used'),
    })
  const openInbox: Inbox = receive => {
    const { drop } = config.federation
    const inboxes = [
      ...(relay === undefined ? [] : [openRelayInbox(receive)]),
      ...(exchange.drop === null || drop === null
        ? []
        : [followDrop(exchange.drop, { receive, everyMs: drop.pollSeconds * 1000, log })]),
    ]
    return { stop: async () => void (await Promise.all(inboxes.map(inbox => inbox.stop()))) }
  }
  const asker = openNetworkAsker(config, {
    database,
    client,
    partners: {
      signingKey: () => partners.signingKey(),
      get keys() {
        return partners.keys
      },
    },
    outbox: exchange.outbox,
    onError: error => log.app?.log.warn({ err: error }, 'a question to the network is left open'),
  })
  const app = await buildGateway({
    asker,
    member: parseMemberId(config.member),
    country: parseCountryCode(config.country),
    trialId: config.trialId,
    version: packageVersion(),
    synthetic: config.synthetic,
    keys: {
      signing: () => partners.signingKey(),
      signingBefore: () => partners.keys.signing,
      sealing: () => partners.keys.sealing,
    },
    clients: {
      find: clients.find,
      generation: () => changes + clients.generation(),
      addresses: () => addressesOf(config, log.app),
    },
    find: partners.find,
    directory: {
      state: () => partners.directory().state,
      text: () => (partners.directory().held === null ? null : readKeptDocument(config.paths, 'directory')),
    },
    tables: createPublishedTables({ database, append: appendAudit, clock: systemClock }),
    access: createAccessLog({
      database,
      clock: systemClock,
      usedMessageHours: config.retention.usedMessageHours,
    }),
    replays: createReplayStore(database),
    probes: {
      database: async () => void (await database.query('SELECT 1')),
      audit: async () => void (await database.query('SELECT FROM audit.events LIMIT 1')),
    },
    terms: cohortTerms(),
    clock: systemClock,
    log: { level: once !== null ? 'silent' : config.logLevel === 'fatal' ? 'error' : config.logLevel },
    ...(tls === null ? {} : { tls }),
    arrivals: createArrivalStore(database),
    inbox: once === null ? openInbox : receive => once(receive, exchange),
    handlers: { 'round-document/1': receiveRoundMessage(rounds, () => work.worker?.wake()) },
  })
  log.app = app
  if (once !== null) return app
  const sending = await exchange.keepSending()
  closing.push(sending.stop)
  const combiner = openCombiner(config, partners)
  closing.push(combiner.close)
  work.worker = workOnRounds({
    config,
    rounds,
    combiner: combiner.find,
    callDue: callDueRounds(config, rounds),
    outbox: exchange.outbox,
    onError: error => app.log.warn({ err: error }, 'a round cannot go on'),
  })
  closing.push(work.worker.stop)
  followQuestions(asker, closing)
  closing.push(followDirectory({ config, client, database, partners, app }))
  return app
}

type Inbox = NonNullable<GatewayDeps['inbox']>

function followDrop(
  drop: NodeDrop,
  {
    receive,
    everyMs,
    log,
  }: { receive: Parameters<Inbox>[0]; everyMs: number; log: { readonly app?: FastifyInstance } },
): DropPolling {
  return pollDrop(drop, {
    everyMs,
    receive: text => receive(text, 'file'),
    onTurn: ({ received, replies, notes, refused }) => {
      if (received + replies + notes > 0) log.app?.log.info({ received, replies, notes }, 'files came')
      for (const { code } of refused) log.app?.log.warn({ code }, 'a file was put aside')
    },
    onError: error => log.app?.log.warn({ err: error }, 'the file drop cannot be used'),
  })
}

/** Fetches newer directories, and says once a day that the present one ends soon. Returns how to stop. */
function followDirectory({ config, client, database, partners, app }: Following): () => void {
  const polling = pollDirectory(config, {
    client,
    clock: systemClock,
    append: auditThrough(database),
    onTaken: ({ directory: { document, sha256 } }) => {
      app.log.info({ serial: document.serial, sha256 }, 'took a newer directory')
      void partners.refresh()
    },
    onError: error => app.log.warn({ err: error }, 'no newer directory'),
  })
  const warn = () => {
    const { held } = partners.directory()
    const warning = held === null ? null : directoryWarning(held, systemClock.now())
    if (warning !== null) app.log.warn(warning)
  }
  warn()
  const daily = setInterval(warn, ONE_DAY_MS).unref()
  return () => {
    polling.stop()
    clearInterval(daily)
  }
}

/** Goes on with every open question, also those of commands that have ended. */
function followQuestions(asker: NetworkAsker, closing: (() => void)[]): void {
  // What fails now is tried again at the next look.
  const look = () => void asker.resumeAll().catch(() => {})
  look()
  const looking = setInterval(look, LOOK_FOR_QUESTIONS_MS).unref()
  closing.unshift(() => clearInterval(looking))
}

const LOOK_FOR_QUESTIONS_MS = 15_000

/** The one that partners are told first; the one that it listens on beside it. */
function addressesOf({ federation, host, port, tls }: Config, app: FastifyInstance | undefined): readonly string[] {
  const bound = app?.server.address()
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port
  const own = `${tls === null ? 'http' : 'https'}://${host}:${actual}`
  return federation.endpoints.direct === undefined ? [own] : [federation.endpoints.direct, own]
}

interface Following {
  readonly config: Config
  readonly client: HttpClient
  readonly database: Database
  readonly partners: WatchedPartners
  readonly app: FastifyInstance
}

const ONE_DAY_MS = 86_400_000

function asBusy(error: unknown, config: Config): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new NodeError('http/port-in-use', `port ${config.port} of ${config.host} is in use`, {
    hint: 'Give another with --port N, or --port 0 for any free one.',
  })
}
