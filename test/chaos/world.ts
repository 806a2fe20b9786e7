/**
 * Sweden asks: Denmark straight, Finland by the relay, Norway through its courier's files. Nodes, relay and databases are
 * real; between them stand proxies that do what networks do.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Courier, makeCourier, openCourier } from '../../src/app/courier.ts'
import { makePass } from '../../src/app/drop.ts'
import { type Exchange, openExchange } from '../../src/app/exchange.ts'
import { type StartedGateway, startGateway } from '../../src/app/gateway.ts'
import { openPartners } from '../../src/app/partners.ts'
import { type StartedRelay, startRelay } from '../../src/app/relay.ts'
import type { Config } from '../../src/config.ts'
import { openAnswer } from '../../src/discovery/messages.ts'
import { type Clock, systemClock } from '../../src/model/clock.ts'
import { isNodeError } from '../../src/model/errors.ts'
import { parseMemberId } from '../../src/model/ids.ts'
import type { KeptLetter } from '../../src/outbox/ports.ts'
import { type Database, withAdministrator } from '../../src/store/connection.ts'
import { createPublishedTables } from '../../src/store/published-tables.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { type FederatedNode, federatedNodes } from '../support/federated-nodes.ts'
import { aPort } from '../support/ports.ts'
import { aPublishedTable, aTable, krasColorectal } from '../support/published-tables.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts'

export type Way = 'direct' | 'relay' | 'file'

export interface World {
  readonly asker: FederatedNode
  /** By the way that leads there. */
  readonly reader: Readonly<Record<Way, FederatedNode>>
  readonly proxies: { readonly direct: FaultProxy; readonly relay: FaultProxy }
  readonly courier: Courier
  readonly relayDatabase: TestDatabase
  /** Past the proxies. */
  gatewayUrl(way: Way): string
  relayUrl(): string
  /** A sending node that may be a process of its own: another clock, another connection. */
  exchange(clock?: Clock): Promise<Exchange & { readonly database: Database; close(): Promise<void> }>
  stopGateway(way: Way): Promise<void>
  restartGateway(way: Way): Promise<void>
  stopRelay(): Promise<void>
  restartRelay(): Promise<void>
  /** A gateway or relay that is a process of its own: where the proxies find it. */
  found(who: 'direct' | 'relay', url: string): void
  /** What the processes of this world are started with. */
  readonly places: Places
  close(): Promise<void>
}

/** Of processes of their own, in place of those that this one runs. */
export interface Places {
  /** Words of `rose relay`, for the same database, folder and port. */
  readonly relay: () => readonly string[]
  readonly courier: { readonly folder: string; readonly drop: string; readonly directory: string }
}

/** `random`: of the proxies. */
export async function aWorld(seed: number): Promise<World> {
  const random = seededRandom(seed)
  const targets = { direct: '', relay: '' }
  const proxies = {
    direct: await openFaultProxy(() => targets.direct, random),
    relay: await openFaultProxy(() => targets.relay, random),
  }
  const byRelay = { endpoints: { relay: { url: proxies.relay.url } } }
  const federation = await federatedNodes({
    SE: () => byRelay,
    DK: () => ({ endpoints: { direct: proxies.direct.url } }),
    FI: () => byRelay,
    NO: folder => {
      for (const name of ['inbox', 'outbox']) mkdirSync(join(folder, 'drop', name), { recursive: true })
      return {
        endpoints: { file: { courier: proxies.relay.url } },
        drop: { inbox: 'drop/inbox', outbox: 'drop/outbox', pollSeconds: 1 },
      }
    },
  })
  const [asker, direct, relayed, filed] = federation.nodes as [
    FederatedNode,
    FederatedNode,
    FederatedNode,
    FederatedNode,
  ]
  const reader = { direct, relay: relayed, file: filed }
  for (const node of federation.nodes) await publish(node)
  const directory = join(federation.folder, 'directory.json')
  writeFileSync(directory, federation.directory)
  const relayDatabase = await aDatabase()
  const gateways = new Map<Way, StartedGateway>()
  let relay: StartedRelay | null = null
  const relayPort = await aPort()
  const stopRelay = async () => {
    await relay?.close()
    relay = null
  }
  const urlFile = join(federation.folder, 'relay.url')
  writeFileSync(urlFile, relayDatabase.adminUrl, { mode: 0o400 })
  const startRelayAgain = async () => {
    await stopRelay()
    relay = await startRelay({
      databaseUrl: relayDatabase.adminUrl,
      folder: join(federation.folder, 'relay'),
      directory,
      confirmed: true,
      host: '127.0.0.1',
      port: relayPort,
      address: proxies.relay.url,
      log: { level: 'silent' },
      limits: { claimSeconds: 2 },
    })
    targets.relay = relay.url
  }
  await startRelayAgain()
  const stopGateway = async (way: Way) => {
    await gateways.get(way)?.close()
    gateways.delete(way)
  }
  const restartGateway = async (way: Way) => {
    await stopGateway(way)
    const gateway = await startGateway({ ...reader[way].config, port: 0, logLevel: 'fatal' })
    gateways.set(way, gateway)
    if (way === 'direct') targets.direct = gateway.url
  }
  await Promise.all((['direct', 'relay', 'file'] as const).map(restartGateway))
  const courierFolder = join(federation.folder, 'courier')
  const courier = await aCourier(filed.config, { folder: courierFolder, directory })
  return {
    asker,
    reader,
    proxies,
    courier,
    relayDatabase,
    gatewayUrl: way => gateways.get(way)?.url ?? '',
    relayUrl: () => targets.relay,
    stopGateway,
    restartGateway,
    stopRelay,
    restartRelay: startRelayAgain,
    found: (who, url) => {
      targets[who] = url
    },
    places: {
      relay: () => [
        ...['relay', '--database-url-file', urlFile, '--folder', join(federation.folder, 'relay')],
        ...['--directory', directory, '--yes', '--claim-seconds', '1', '--url', proxies.relay.url],
        ...['--port', String(relayPort)],
      ],
      courier: { folder: courierFolder, drop: join(filed.config.paths.folder, 'drop'), directory },
    },
    exchange: clock => anExchange(asker, clock ?? systemClock),
    async close() {
      courier.close()
      for (const gateway of gateways.values()) await gateway.close()
      await relay?.close()
      await Promise.all([proxies.direct.close(), proxies.relay.close()])
    },
  }
}

async function anExchange({ config, database }: FederatedNode, clock: Clock) {
  const connection = await database.connect('gateway')
  const client = createHttpClient()
  const partners = await openPartners(config, systemClock.now)
  const exchange = openExchange({ config, database: connection, partners, client, clock, onError: () => {} })
  return { ...exchange, database: connection, close: async () => client.close() }
}

async function aCourier(
  config: Config,
  { folder, directory }: { folder: string; directory: string },
): Promise<Courier> {
  const { card } = makeCourier(folder)
  const pass = join(folder, 'given')
  writeFileSync(pass, (await makePass(config, { card, days: 1 })).pass)
  const drop = join(config.paths.folder, 'drop')
  return openCourier({ folder, drop, pass, directory, confirmed: true, proxy: null })
}

async function publish({ config, database }: FederatedNode): Promise<void> {
  const { member, trialId, country } = config
  const tables = createPublishedTables({ database: await database.connect('gateway'), append, clock: systemClock })
  await tables.publish(await aPublishedTable(aTable({ member, trialId, country })))
}

let asked = 0

/** Stores a question; how it ends is for `judge`. */
export async function ask(
  { outbox }: Pick<Exchange, 'outbox'>,
  to: FederatedNode,
  lifetimeSeconds?: number,
): Promise<KeptLetter> {
  return outbox.put({
    name: `chaos/${++asked}`,
    to: parseMemberId(to.config.member),
    type: 'question/1',
    content: { cohort: krasColorectal, denominator: 'treated' },
    ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
  })
}

/** What became of one exchange, as both sides and their audits tell it. */
export interface Verdict {
  readonly end: 'answer' | 'failure' | 'none'
  readonly why: string
}

/** Throws where sides or audits contradict each other: a second end, an answer that nobody gave, an end that is not told. */
export async function judge(
  world: World,
  { name, id, jti, to, carrier }: KeptLetter,
  from: Pick<Exchange, 'store'>,
): Promise<Verdict> {
  const letter = await from.store.get(name)
  if (letter === null) throw new Error('the letter is gone')
  if (letter.state === 'waiting' || letter.state === 'sent') return { end: 'none', why: letter.code ?? letter.state }
  await withAdministrator(world.asker.database.adminUrl, async admin => {
    const { rows } = await admin.query<{ kind: string; state: string | null }>(
      `SELECT kind, facts->>'state' AS state FROM audit.events WHERE facts->>'letter' = $1 ORDER BY sequence`,
      [id],
    )
    const told = rows.map(({ kind, state }) => `${kind} ${state ?? ''}`.trim()).join(', ')
    if (told !== `letter.stored, letter.ended ${letter.state}`) throw new Error(`the audit tells: ${told}`)
  })
  const reader = Object.values(world.reader).find(({ config }) => config.member === to)
  const uses = await withAdministrator(reader?.database.adminUrl ?? '', async admin => {
    const { rows } = await admin.query('SELECT FROM published.used_messages WHERE jti = $1', [jti])
    return rows.length
  })
  if (letter.reply === null) return { end: 'failure', why: letter.code ?? letter.state }
  const answer = await readAnswer(world, letter, carrier)
  if (answer === null && uses > 1) throw new Error('used twice')
  if (answer === jti && uses !== 1) throw new Error('an answer to a question that was never used up')
  return answer === jti ? { end: 'answer', why: '' } : { end: 'failure', why: 'an answer that does not hold' }
}

/** The question that it answers; null where it does not hold, as after a change on its way. */
async function readAnswer(
  { asker: { config } }: World,
  { reply, to }: KeptLetter,
  carrier: Way,
): Promise<string | null> {
  const partners = await openPartners(config, systemClock.now)
  const find = (id: string) => (id === to ? partners.find(id) : null)
  const us = { member: parseMemberId(config.member), sealingKeys: partners.keys.sealing, find, clock: systemClock }
  try {
    return (await openAnswer(reply ?? '', us, carrier)).question
  } catch (error) {
    if (isNodeError(error)) return null
    throw error
  }
}

/** Breaks every connection to a database, as a restart of its server does. */
export async function dropConnections(database: TestDatabase): Promise<void> {
  await withAdministrator(database.adminUrl, admin =>
    admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [database.database],
    ),
  )
}
