/**
 * Tries this node against a partner that exists only here: a fake member asks the node's own gateway over a real socket,
 * with the node's real keys and database, and is asked by it. Nothing leaves the machine.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { type Config, packageVersion } from '../config.ts'
import type { Delivery } from '../discovery/ports.ts'
import { buildGateway } from '../http/gateway.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError } from '../model/errors.ts'
import type { Message } from '../model/generated/message.ts'
import type { Ping } from '../model/generated/ping.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import { createAccessLog } from '../store/access-log.ts'
import type { Database } from '../store/connection.ts'
import { createPublishedTables } from '../store/published-tables.ts'
import { createReplayStore } from '../store/used-messages.ts'
import { directTransport } from '../transport/direct.ts'
import { createHttpClient } from '../transport/http-client.ts'
import { openPong, sealPing, sealPong } from '../trust/contact.ts'
import type { Correspondent } from '../trust/correspondents.ts'
import { open } from '../trust/envelope.ts'
import { generateKey, publicKeyOf } from '../trust/keys.ts'
import { generateSealingKey, sealingPublicKeyOf } from '../trust/sealing-keys.ts'
import { cohortTerms } from './cohort-terms.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { type OwnKeys, ownKeysOf, signingKeyOf } from './own-keys.ts'

export interface TestStep {
  readonly what: string
  /** Null where it worked. */
  readonly fault: string | null
}

const TIMEOUT_MS = 10_000
const FAKE = parseMemberId('fake-partner')

/** All steps, in order; a step whose ground failed is told as failed too. */
export async function selfTest(config: Config): Promise<readonly TestStep[]> {
  const keys = ownKeysOf(config)
  try {
    return await withDatabaseAs(config, 'gateway', database => runSteps(config, keys, database))
  } catch (error) {
    return [{ what: "the gateway's database can be used", fault: faultOf(error) }]
  }
}

async function runSteps(config: Config, keys: OwnKeys, database: Database): Promise<readonly TestStep[]> {
  const partner = { member: FAKE, key: generateKey(), sealing: generateSealingKey(), clock: systemClock }
  const fake: Correspondent = {
    id: FAKE,
    roles: ['node', 'hub'],
    signingKeys: [publicKeyOf(partner.key)],
    sealingKey: sealingPublicKeyOf(partner.sealing),
  }
  const own = ownAsMember(config, keys)
  const find = (id: string) => (id === fake.id ? fake : id === own.id ? own : null)
  const us = { member: own.id, key: signingKeyOf(config), sealingKeys: keys.sealing, find, clock: systemClock }
  const them = { member: FAKE, key: partner.key, sealingKeys: [partner.sealing], find, clock: systemClock }
  const client = createHttpClient()
  const { send: sendDirect } = directTransport(client)
  const app = await openGateway(config, keys, { database, find })
  const server = await serveFake(async message => {
    const ping = await open<Ping>(message, them, { accept: ['ping/1'], carrier: 'direct' })
    return sealPong({ ping: ping.jti, to: own, carrier: 'direct', version: packageVersion() }, them)
  })
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const { jti, message } = await sealPing({ to: own, carrier: 'direct', version: packageVersion() }, them)
    return [
      { what: "the gateway's database can be used", fault: null },
      await step("a partner's sealed message is opened, and our reply opens there", async () => {
        const delivery = await sendDirect(url, { message, timeoutMs: TIMEOUT_MS })
        if (delivery.state !== 'delivered') return whyNot(delivery)
        return (await openPong(delivery.message, them, { ping: jti, carrier: 'direct' })) === null
          ? 'another reply'
          : null
      }),
      await step('the same message again is refused', async () =>
        expectRefusal(await sendDirect(url, { message, timeoutMs: TIMEOUT_MS }), 'trust/replayed'),
      ),
      await step('a stranger is refused', async () => {
        const stranger = { ...them, key: generateKey() }
        const forged = await sealPing({ to: own, carrier: 'direct', version: packageVersion() }, stranger)
        const delivery = await sendDirect(url, { message: forged.message, timeoutMs: TIMEOUT_MS })
        return expectRefusal(delivery, 'trust/bad-token')
      }),
      await step('a partner understands what this node sends', async () => {
        const ours = await sealPing({ to: fake, carrier: 'direct', version: packageVersion() }, us)
        const delivery = await sendDirect(server.url, { message: ours.message, timeoutMs: TIMEOUT_MS })
        if (delivery.state !== 'delivered') return whyNot(delivery)
        return (await openPong(delivery.message, us, { ping: ours.jti, carrier: 'direct' })) === null
          ? 'another reply'
          : null
      }),
    ]
  } finally {
    client.close()
    server.close()
    await app.close()
  }
}

function ownAsMember(config: Config, keys: OwnKeys): Correspondent {
  const sealing = keys.sealing.at(-1)
  return {
    id: parseMemberId(config.member),
    roles: ['node', 'hub'],
    signingKeys: [publicKeyOf(signingKeyOf(config))],
    sealingKey: sealing === undefined ? null : sealingPublicKeyOf(sealing),
  }
}

function openGateway(
  config: Config,
  keys: OwnKeys,
  { database, find }: { readonly database: Database; readonly find: (id: string) => Correspondent | null },
) {
  return buildGateway({
    member: parseMemberId(config.member),
    country: parseCountryCode(config.country),
    trialId: config.trialId,
    version: packageVersion(),
    synthetic: config.synthetic,
    keys: { signing: () => signingKeyOf(config), sealing: () => keys.sealing },
    find,
    directory: { state: () => 'none', text: () => null },
    clients: { find: () => null, generation: () => 0, addresses: () => [] },
    tables: createPublishedTables({ database, append: appendAudit, clock: systemClock }),
    access: createAccessLog({ database, clock: systemClock }),
    replays: createReplayStore(database),
    probes: { database: async () => undefined, audit: async () => undefined },
    terms: cohortTerms(),
    clock: systemClock,
    log: { level: 'silent' },
  })
}

/** A partner's gateway, as far as it is needed: takes one message, gives one reply. */
async function serveFake(reply: (message: string) => Promise<string>): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    textOf(request)
      .then(body => reply((JSON.parse(body) as Message).message))
      .then(message => response.setHeader('content-type', 'application/json').end(JSON.stringify({ message })))
      .catch(() => response.writeHead(401).end())
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

async function step(what: string, run: () => Promise<string | null>): Promise<TestStep> {
  try {
    return { what, fault: await run() }
  } catch (error) {
    return { what, fault: faultOf(error) }
  }
}

type Sent = Delivery

function expectRefusal(delivery: Sent, code: string): string | null {
  return delivery.state === 'refused' && delivery.code === code ? null : `it was not: ${whyNot(delivery)}`
}

function whyNot(delivery: Sent): string {
  if (delivery.state === 'refused') return delivery.code
  return delivery.state === 'invalid' ? delivery.why : delivery.state
}

function faultOf(error: unknown): string {
  return isNodeError(error) ? `${error.code}: ${error.message}` : 'a fault of the program'
}
