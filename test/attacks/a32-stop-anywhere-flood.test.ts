/** Killed at any step, and flooded: the same end after a restart, bounded work, and others are served meanwhile. */
import { once } from 'node:events'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exchange } from '../../src/app/exchange.ts'
import { signingKeyOf } from '../../src/app/own-keys.ts'
import { systemClock } from '../../src/model/clock.ts'
import { parseMemberId } from '../../src/model/ids.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { signRequest } from '../../src/trust/signed-request.ts'
import { allBlows, ROLES, runStepKills, type Struck } from '../chaos/step-kills.ts'
import { ask, aWorld, judge, type World } from '../chaos/world.ts'
import { krasColorectal } from '../support/published-tables.ts'

let world: World
let exchange: Exchange & { close(): Promise<void> }
const client = createHttpClient()
beforeAll(async () => {
  world = await aWorld(32)
  exchange = await world.exchange()
})
afterAll(async () => {
  client.close()
  await exchange.close()
  await world.close()
})

async function untilEnded(names: readonly string[], timeout = 40_000): Promise<void> {
  const sending = await exchange.keepSending()
  try {
    await expect
      .poll(
        async () => {
          await world.courier.turn().catch(() => {})
          const letters = await Promise.all(names.map(name => exchange.store.get(name)))
          return letters.filter(letter => letter?.state === 'waiting' || letter?.state === 'sent').length
        },
        { timeout, interval: 150 },
      )
      .toBe(0)
  } finally {
    await sending.stop()
  }
}

const accessRows = (world: World) =>
  withAdministrator(world.reader.direct.database.adminUrl, async admin => {
    const { rows } = await admin.query<{ n: number }>('SELECT count(*)::integer AS n FROM audit.access')
    return rows[0]?.n ?? 0
  })

describe('A32 stop anywhere', () => {
  /** Of the many that `npm run chaos` goes through: those between which something is durable. */
  it.each([
    ['reader, relay', [['request PUT /relay/v1/messages/ID', 1, 'kill']]],
    [
      'reader, file',
      [
        ['update exchange.arrivals', 1, 'kill'],
        ['file rename outbox/reply', 1, 'kill'],
        ['file write outbox/temporary', 1, 'full'],
        ['with published.used_messages', 1, 'cut-after'],
      ],
    ],
  ] as const)(
    'gives each message one end though its %s is struck between any two things that last',
    async (who, at) => {
      const role = ROLES.find(candidate => candidate.who === who)
      if (role === undefined) throw new Error('no such role')
      const isChosen = ({ step, nth, blow }: Struck) =>
        at.some(([chosen, times, how]) => chosen === step && times === nth && how === blow)
      const told = await runStepKills(world, role, { blowsAt: allBlows, only: isChosen })
      expect(told.map(({ step, struck }) => [step, struck])).toEqual(told.map(({ step }) => [step, true]))
      expect(told).toHaveLength(at.length)
      for (const { end, why } of told.flatMap(({ ends }) => ends)) {
        // It was used, and what was said is lost: told as that. Else it is answered.
        if (end === 'failure') expect(why).toBe('trust/replayed')
        else expect(end).toBe('answer')
      }
    },
  )
})

/** Ten megabytes in ten kilobytes. */
async function sendPacked(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const sent = request(url, { method: 'POST', headers, agent: false })
  sent.end(gzipSync(`{"message":"${'x'.repeat(10_000_000)}"}`))
  const [reply] = (await once(sent, 'response')) as [IncomingMessage]
  reply.resume()
  return reply.statusCode ?? 0
}

describe('A32 flood', () => {
  it('reads an inbox full of rubbish in bounded steps, answers the message among it, and lets the audit not grow by it', async () => {
    const node = world.reader.file.config.paths.folder
    const inbox = join(node, 'drop', 'inbox')
    await world.stopGateway('file')
    const events = () =>
      withAdministrator(world.reader.file.database.adminUrl, async admin => {
        const { rows } = await admin.query<{ n: number }>(
          'SELECT (SELECT count(*) FROM audit.events)::integer + (SELECT count(*) FROM audit.access)::integer AS n',
        )
        return rows[0]?.n ?? 0
      })
    const before = await events()
    const hex = (n: number) => n.toString(16).padStart(64, '0')
    const from = world.asker.config.member
    const old = new Date(Date.now() - 120_000)
    for (let n = 0; n < 800; n++) {
      const name = n % 2 === 0 ? `message.${from}.${world.reader.file.config.member}.${hex(n)}.jwe` : `rubbish-${n}.zip`
      writeFileSync(join(inbox, name), 'PK'.repeat(500))
      utimesSync(join(inbox, name), old, old)
    }
    const letter = await ask(exchange, world.reader.file)
    await world.restartGateway('file')
    await untilEnded([letter.name])
    expect((await judge(world, letter, exchange)).end).toBe('answer')
    await expect.poll(() => readdirSync(inbox), { timeout: 20_000 }).toEqual(['refused'])
    expect((await events()) - before).toBeLessThan(20)
  })

  it('says 413 or 400 to giants and to towers of brackets, at gateway and relay, and writes nothing of them', async () => {
    const before = await accessRows(world)
    const send = (url: string, body: string) =>
      client
        .send({
          url,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          timeoutMs: 100_000,
          maxBytes: 100_000,
        })
        .then(
          ({ status }) => status,
          () => 0,
        )
    const giant = `{"message":"${'x'.repeat(100_000_000)}"}`
    const tower = `{"message":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    const targets = [`${world.gatewayUrl('direct')}/api/v1/messages`, `${world.relayUrl()}/relay/v1/messages`]
    const memory = process.memoryUsage().rss
    for (const url of targets) {
      // The connection may be cut while the giant is still on its way: that is no reply, and no harm.
      expect([413, 0]).toContain(await send(url, giant))
      expect([400, 401, 413]).toContain(await send(url, tower))
    }
    // An archive that would expand, and a cohort with a hundred thousand nodes, truly signed and sealed.
    for (const url of targets) expect([400, 413, 415]).toContain(await sendPacked(url))
    const tumour = Array.from({ length: 100_000 }, (_, n) => `T${n}`)
    const vast = await exchange.outbox.put({
      name: 'flood/vast-cohort',
      to: parseMemberId(world.reader.direct.config.member),
      type: 'question/1',
      content: { cohort: { ...krasColorectal, tumour }, denominator: 'treated' },
    })
    await untilEnded([vast.name])
    expect((await judge(world, vast, exchange)).end).toBe('failure')
    // The giant itself stands in this process several times, as text and as bytes to send.
    expect(process.memoryUsage().rss - memory).toBeLessThan(1_500_000_000)
    expect((await accessRows(world)) - before).toBeLessThan(5)
  })

  it('goes on carrying for others while one member holds a thousand polls open', async () => {
    const { config } = world.reader.relay
    const signer = { member: parseMemberId(config.member), key: signingKeyOf(config), clock: systemClock }
    const address = world.proxies.relay.url
    const path = '/relay/v1/messages/'.concat('0'.repeat(64), '?wait_time=5')
    const polls = Array.from({ length: 1_000 }, async () => {
      const token = await signRequest({ method: 'GET', address, path, body: '' }, signer)
      return client
        .send({
          url: `${world.relayUrl()}${path}`,
          method: 'GET',
          headers: { authorization: `Rose ${token}` },
          timeoutMs: 100_000,
          maxBytes: 10_000,
        })
        .then(
          ({ status }) => status,
          () => 0,
        )
    })
    const letter = await ask(exchange, world.reader.relay)
    await untilEnded([letter.name])
    expect((await judge(world, letter, exchange)).end).toBe('answer')
    // A message that is not the asker's is not there, however long it waits.
    expect(new Set(await Promise.all(polls))).toEqual(new Set([404]))
  })
})
