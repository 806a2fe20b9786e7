/**
 * Messages through the relay and straight to a gateway, each as a ratio to plain HTTP round trips of the same run: a POST of
 * the same text to a server that answers at once. A message is a sealed ping, used up durably; its reply a sealed pong. The sender is a
 * process of its own; relay, gateway, reader and plain server share another. Everything is on this machine, over loopback;
 * keys and members are made up.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
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
import { createHttpClient } from '../../src/transport/http-client.ts'
import { createRelayClient } from '../../src/transport/relay-client.ts'
import { pollInbox } from '../../src/transport/relay-inbox.ts'
import { sealPing } from '../../src/trust/contact.ts'
import { aCorrespondent, someKeys } from '../support/correspondents.ts'
import { aDirectory, aMember, ola, pia, signedBy } from '../support/federation.ts'
import { askerToGateway, startGateway } from './answer-gateway.ts'
import type { MessageLoad, MessageResult, Way } from './message-generator.ts'
import { percentile, type Ratio, ratioOf } from './ratios.ts'

const GATEWAY_DATABASE = 'rose_gateway_bench'
const ROUNDS = 7
const WAYS = ['relay', 'plain', 'direct'] as const
const ALONE = { messages: 60, concurrency: 1 }
const THROUGHPUT = { messages: 400, concurrency: 16 }
/** Plain round trips are so short that as few of them would measure the clock. */
const TIMES_PLAIN = 20

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
  const { logins } = await prepareDatabase({ adminUrl: server.url, database: GATEWAY_DATABASE })
  const pool = await connect({ url: withDatabase(server.url, GATEWAY_DATABASE, logins.gateway), role: 'gateway' })
  const gateway = await startGateway(pool)
  const gatewayUrl = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const { from, to, key } = askerToGateway
  const toNorway = {
    from: denmark.id,
    to: aCorrespondent(norway.id, norway.keys),
    key: denmark.keys.key,
  }
  const targets: Readonly<Record<Way, Omit<MessageLoad, 'messages' | 'concurrency'>>> = {
    relay: { way: 'relay', url: relay.url, ...toNorway },
    plain: { way: 'plain', url: plain.url, ...toNorway },
    direct: { way: 'direct', url: gatewayUrl, from, to, key },
  }
  const signer = () => ({ member: norway.id, key: norway.keys.key, clock: systemClock })
  const reply = (
    await sealPing(
      { to: toNorway.to, carrier: 'relay', version: 'bench' },
      { ...signer(), key: denmark.keys.key, member: denmark.id },
    )
  ).message
  const inbox = pollInbox({
    relay: createRelayClient({ address: relay.url, client, signer }),
    receive: async () => reply,
    onError: () => {},
  })
  const generator = fork(new URL('./message-generator.ts', import.meta.url))
  let exchanged = 0
  const run = async (way: Way, size: Pick<MessageLoad, 'messages' | 'concurrency'>): Promise<MessageResult> => {
    const times = way === 'plain' ? TIMES_PLAIN : 1
    const { concurrency } = size
    generator.send({ ...targets[way], concurrency, messages: size.messages * times })
    const [result] = (await once(generator, 'message')) as [MessageResult]
    if (result.failures > 0) throw new Error(`no figures: ${result.failures} messages without a reply`)
    if (way !== 'plain') exchanged += size.messages
    return result
  }
  try {
    const measured = {
      relay: { latency: [] as number[], rate: [] as number[] },
      direct: { latency: [] as number[], rate: [] as number[] },
      plain: { latency: [] as number[], rate: [] as number[] },
    }
    for (const way of WAYS) await run(way, THROUGHPUT)
    for (let round = 0; round < ROUNDS; round++) {
      for (const way of round % 2 === 0 ? WAYS : WAYS.toReversed()) {
        measured[way].latency.push(percentile((await run(way, ALONE)).milliseconds, 50))
        measured[way].rate.push((await run(way, THROUGHPUT)).perSecond)
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
    generator.kill()
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

async function plainServer() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
