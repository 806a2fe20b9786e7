/**
 * Messages through the relay and straight to a gateway, each as a ratio to plain HTTP round trips of the same run: a POST of
 * the same text to a server that answers at once. A message is a sealed ping, used up durably; its reply a sealed pong. Everything is on this machine, over loopback; keys and members are made up.
 */
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRelay } from '../../src/app/relay.ts'
import { systemClock } from '../../src/model/clock.ts'
import { parseMemberId } from '../../src/model/ids.ts'
import { connect, withAdministrator } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { prepareDatabase } from '../../src/store/prepare-database.ts'
import { directTransport } from '../../src/transport/direct.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { createRelayClient } from '../../src/transport/relay-client.ts'
import { pollInbox } from '../../src/transport/relay-inbox.ts'
import { sendAndWait } from '../../src/transport/relay-transport.ts'
import { sealPing } from '../../src/trust/contact.ts'
import { aCorrespondent, someKeys } from '../support/correspondents.ts'
import { aDirectory, aMember, ola, pia, signedBy } from '../support/federation.ts'
import { askerKey, askerToGateway, startGateway } from './answer-gateway.ts'
import { percentile, type Ratio, ratioOf } from './ratios.ts'

const GATEWAY_DATABASE = 'rose_gateway_bench'
const ROUNDS = 7
const LATENCY = 60
const BURST = 400
/** Plain round trips are so short that as few of them would measure the clock. */
const TIMES_PLAIN = 20
const CONCURRENCY = 16

const GOALS = {
  direct: {
    name: 'straight, message and reply: latency / plain HTTP round trip',
    must: 60,
    striveFor: 30,
    direction: 'at most',
  },
  directRate: {
    name: 'straight, messages a second / plain HTTP round trips a second',
    must: 0.03,
    striveFor: 0.06,
    direction: 'at least',
  },
  latency: {
    name: 'relay, message and reply: latency / plain HTTP round trip',
    must: 240,
    striveFor: 120,
    direction: 'at most',
  },
  rate: {
    name: 'relay, messages a second / plain HTTP round trips a second',
    must: 0.01,
    striveFor: 0.02,
    direction: 'at least',
  },
} as const

/** No figure is set elsewhere: the limits here only notice a way that has become twice as slow as when it was measured (RESULTS.md). */
export async function benchRelay(): Promise<{
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
  readonly checks: { readonly exchanged: number; readonly relayPerSecond: number; readonly plainPerSecond: number }
}> {
  const folder = await mkdtemp(join(tmpdir(), 'rose-bench-relay-'))
  // A folder of its own, which the server's account may enter.
  const databaseFolder = await mkdtemp(join(tmpdir(), 'rose-bench-'))
  const server = await openEmbeddedServer({ folder: databaseFolder })
  const client = createHttpClient()
  const plain = await plainServer()
  const [norway, denmark] = ['impress-norway', 'protarget-denmark'].map(id => ({
    id: parseMemberId(id),
    keys: someKeys(),
  }))
  if (norway === undefined || denmark === undefined) throw new Error('two members')
  const entries = [norway, denmark].map(({ id, keys }) =>
    aMember(id, { signing: [{ key: keys.key }], sealing: [{ key: keys.sealing }] }),
  )
  const directory = join(folder, 'directory.json')
  writeFileSync(directory, await signedBy(aDirectory(Date.now(), { members: entries }), ola, pia))
  await withAdministrator(server.url, admin => admin.query('CREATE DATABASE rose_relay_bench'))
  const relay = await startRelay({
    databaseUrl: withDatabase(server.url, 'rose_relay_bench'),
    folder: join(folder, 'relay'),
    directory,
    confirmed: true,
    host: '127.0.0.1',
    port: 0,
    address: null,
    log: { level: 'silent' },
    limits: { messagesPerRecipient: 100_000, messagesPerSender: 100_000 },
  })
  const as = ({ id, keys }: typeof norway) =>
    createRelayClient({ address: relay.url, client, signer: () => ({ member: id, key: keys.key, clock: systemClock }) })
  const { logins } = await prepareDatabase({ adminUrl: server.url, database: GATEWAY_DATABASE })
  const pool = await connect({ url: withDatabase(server.url, GATEWAY_DATABASE, logins.gateway), role: 'gateway' })
  const gateway = await startGateway(pool)
  const gatewayUrl = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const direct = directTransport(client)
  const toGateway = async () => {
    const signer = { member: askerToGateway.from, key: askerKey, clock: systemClock }
    return (await sealPing({ to: askerToGateway.to, carrier: 'direct', version: 'bench' }, signer)).message
  }
  const byGateway = async (text: string) => {
    const delivery = await direct.send(gatewayUrl, { message: text, timeoutMs: 30_000 })
    if (delivery.state !== 'delivered') throw new Error(`no figures: ${delivery.state}`)
    exchanged += 1
  }
  const message = async () => {
    const to = aCorrespondent(norway.id, norway.keys)
    const signer = { member: denmark.id, key: denmark.keys.key, clock: systemClock }
    return (await sealPing({ to, carrier: 'relay', version: 'bench' }, signer)).message
  }
  const reply = await message()
  const same = async () => reply
  const inbox = pollInbox({ relay: as(norway), receive: async () => reply, onError: () => {} })
  let exchanged = 0
  const byRelay = async (text: string) => {
    const delivery = await sendAndWait(as(denmark), { to: norway.id, message: text, timeoutMs: 30_000 })
    if (delivery.state !== 'delivered') throw new Error(`no figures: ${delivery.state}`)
    exchanged += 1
  }
  const straight = async (text: string) => {
    await client.send({ url: plain.url, method: 'POST', body: text, timeoutMs: 30_000, maxBytes: 1_000_000 })
  }
  try {
    const measured = {
      relay: { latency: [] as number[], rate: [] as number[] },
      direct: { latency: [] as number[], rate: [] as number[] },
      plain: { latency: [] as number[], rate: [] as number[] },
    }
    await run(byRelay, message, { count: BURST, atOnce: CONCURRENCY })
    await run(byGateway, toGateway, { count: BURST, atOnce: CONCURRENCY })
    await run(straight, same, { count: BURST * TIMES_PLAIN, atOnce: CONCURRENCY })
    for (let round = 0; round < ROUNDS; round++) {
      const sides = [
        ['relay', byRelay, message] as const,
        ['plain', straight, same] as const,
        ['direct', byGateway, toGateway] as const,
      ]
      for (const [side, send, make] of round % 2 === 0 ? sides : sides.toReversed()) {
        const times = side === 'plain' ? TIMES_PLAIN : 1
        const alone = await run(send, make, { count: LATENCY * times, atOnce: 1 })
        measured[side].latency.push(percentile(alone.times, 50))
        measured[side].rate.push((await run(send, make, { count: BURST * times, atOnce: CONCURRENCY })).perSecond)
      }
    }
    return {
      name: 'relay',
      cores: availableParallelism(),
      node: process.version,
      rounds: ROUNDS,
      ratios: [
        ratioOf({ measured: measured.relay.latency, unit: measured.plain.latency }, GOALS.latency),
        ratioOf({ measured: measured.relay.rate, unit: measured.plain.rate }, GOALS.rate),
        ratioOf({ measured: measured.direct.latency, unit: measured.plain.latency }, GOALS.direct),
        ratioOf({ measured: measured.direct.rate, unit: measured.plain.rate }, GOALS.directRate),
      ],
      checks: {
        exchanged,
        relayPerSecond: Math.round(percentile(measured.relay.rate, 50)),
        plainPerSecond: Math.round(percentile(measured.plain.rate, 50)),
      },
    }
  } finally {
    await inbox.stop()
    await relay.close()
    await gateway.close()
    await pool.end()
    client.close()
    plain.close()
    await server.release()
    await Promise.all([folder, databaseFolder].map(made => rm(made, { recursive: true, force: true })))
  }
}

/** Texts are sealed before the clock runs. */
async function run(
  send: (text: string) => Promise<void>,
  make: () => Promise<string>,
  { count, atOnce }: { readonly count: number; readonly atOnce: number },
) {
  const texts = await Promise.all(Array.from({ length: count }, make))
  const times: number[] = []
  const start = performance.now()
  const worker = async () => {
    for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
      const before = performance.now()
      await send(text)
      times.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { times, perSecond: (count * 1000) / (performance.now() - start) }
}

async function plainServer() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
