/** A gateway of `impress-norway` that knows the member `protarget-denmark`, over stand-ins for the store. */
import type { FastifyInstance } from 'fastify'
import { type NetworkAsker, openAsker } from '../../src/discovery/asking/asker.ts'
import { questionsInMemory, tablesInMemory } from '../../src/discovery/asking/questions-in-memory.ts'
import { sealQuestion } from '../../src/discovery/messages.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { buildGateway, type GatewayDeps } from '../../src/http/gateway.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { parseCountryCode, parseMemberId } from '../../src/model/ids.ts'
import type { Correspondent } from '../../src/trust/correspondents.ts'
import type { Signer } from '../../src/trust/envelope.ts'
import { generateKey, type PrivateJwk } from '../../src/trust/keys.ts'
import { generateSealingKey } from '../../src/trust/sealing-keys.ts'
import { aCorrespondent, knowing } from './correspondents.ts'
import { FakeAccessLog, FakeClock, FakeReplayStore, FakeTables, straight } from './discovery-fakes.ts'
import { aPublishedTable, krasColorectal, sampleTerms } from './published-tables.ts'

export const NORWAY = parseMemberId('impress-norway')
export const DENMARK = parseMemberId('protarget-denmark')
export const norwayKey = generateKey()
export const denmarkKey = generateKey()
export const norwaySealing = generateSealingKey()
export const denmarkSealing = generateSealingKey()
/** As each knows the other: by a directory, hence sealed. */
export const norway: Correspondent = aCorrespondent(NORWAY, { key: norwayKey, sealing: norwaySealing })
export const denmark: Correspondent = aCorrespondent(DENMARK, { key: denmarkKey, sealing: denmarkSealing })

/** Its routes are looked at; nobody is asked. */
export function anIdleAsker(): NetworkAsker {
  return openAsker({
    store: questionsInMemory(),
    us: { member: NORWAY, key: norwayKey, sealingKeys: [], clock: systemClock },
    tables: tablesInMemory(),
    members: async () => [],
    send: async () => ({ state: 'unreachable' }),
    ...straight,
    onError: () => {},
  })
}

export interface TestGateway {
  readonly app: FastifyInstance
  readonly access: FakeAccessLog
  readonly tables: FakeTables
  readonly clock: FakeClock
  /** Lines that the gateway logged. */
  readonly log: string[]
}

export interface TestGatewayOptions {
  readonly published?: readonly PublishedTable[]
  readonly changes?: Partial<GatewayDeps>
}

export async function aGateway({ published, changes = {} }: TestGatewayOptions = {}): Promise<TestGateway> {
  const access = new FakeAccessLog()
  const tables = new FakeTables(published ?? [await aPublishedTable()])
  const clock = new FakeClock()
  const log: string[] = []
  const app = await buildGateway({
    member: NORWAY,
    country: parseCountryCode('NO'),
    trialId: 'impress-norway',
    version: '0.1.0',
    keys: { signing: () => norwayKey, sealing: () => [norwaySealing] },
    find: knowing(denmark),
    directory: { state: () => 'none', text: () => null },
    clients: { find: () => null, generation: () => 0, addresses: () => ['http://gateway.test'] },
    tables,
    access,
    replays: new FakeReplayStore(),
    probes: { database: async () => undefined, audit: async () => undefined },
    terms: sampleTerms,
    clock,
    log: { level: 'debug', stream: { write: line => log.push(line) } },
    ...changes,
  })
  return { app, access, tables, clock, log }
}

export interface QuestionChanges {
  readonly cohort?: CohortDefinition
  readonly to?: Correspondent
  readonly from?: string
  readonly key?: PrivateJwk
}

/** A sealed question of Denmark to Norway, but for the changes. */
export async function aQuestion(clock: Signer['clock'], changes: QuestionChanges = {}) {
  const { cohort = krasColorectal, to = norway, from = DENMARK, key = denmarkKey } = changes
  return sealQuestion({ to, cohort, denominator: 'treated' }, { member: parseMemberId(from), key, clock })
}

export function post(app: FastifyInstance, message: string) {
  return app.inject({ method: 'POST', url: '/api/v1/questions', payload: { message } })
}
