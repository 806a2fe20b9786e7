/** The relay over a real PostgreSQL and real sockets. */

import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NodeError } from '../../src/model/errors.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { pollInbox } from '../../src/transport/relay-inbox.ts'
import { sendAndWait } from '../../src/transport/relay-transport.ts'
import { open, seal } from '../../src/trust/envelope.ts'
import { generateKey } from '../../src/trust/keys.ts'
import { signRequest } from '../../src/trust/signed-request.ts'
import { aConnectProxy } from '../support/connect-proxy.ts'
import { aDatabase } from '../support/database.ts'
import { aDirectory, aMember, ola, pia, signedBy } from '../support/federation.ts'
import { aRelay, aRelayMember, aSealedQuestion, openerOf } from '../support/relay.ts'

const [norway, denmark, sweden] = ['impress-norway', 'protarget-denmark', 'megalit'].map(aRelayMember) as [
  ReturnType<typeof aRelayMember>,
  ReturnType<typeof aRelayMember>,
  ReturnType<typeof aRelayMember>,
]
const members = [norway, denmark, sweden]
let relay: Awaited<ReturnType<typeof aRelay>>
let adminUrl: string
const raw = createHttpClient()

beforeAll(async () => {
  adminUrl = (await aDatabase()).adminUrl
  relay = await aRelay(adminUrl, members, { claimSeconds: 1, messagesPerRecipient: 20, retentionSeconds: 3600 })
})
afterAll(() => raw.close())

async function rows(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const letter = async (from = denmark, to = norway, ttlSeconds = 600) => ({
  to: to.id,
  ttlSeconds,
  message: await aSealedQuestion(from, to),
})

/** So that tests do not see each other's messages. */
const empty = (member: typeof norway) => rows(`DELETE FROM relay.messages WHERE recipient = '${member.id}'`)

describe('the relay', () => {
  it('gives a message to its reader alone, with its sender, and the reply back to the sender', async () => {
    const sent = await letter()
    const id = await denmark.at(relay.url).send(sent)
    expect(await sweden.at(relay.url).fetch(0)).toEqual([])
    const [parcel] = await norway.at(relay.url).fetch(5)
    expect(parcel).toMatchObject({ id, from: 'protarget-denmark', message: sent.message, deliveries: 1 })
    const reply = await aSealedQuestion(norway, denmark)
    await norway.at(relay.url).settle(id, { state: 'succeeded', reply })
    expect(await denmark.at(relay.url).progress(id, 0)).toEqual({ id, to: 'impress-norway', state: 'succeeded', reply })
  })

  it('wakes one who waits as soon as something comes', async () => {
    await empty(norway)
    const waiting = norway.at(relay.url).fetch(20)
    await new Promise(done => setTimeout(done, 100))
    const id = await denmark.at(relay.url).send(await letter())
    expect((await waiting).map(parcel => parcel.id)).toEqual([id])
    const progress = denmark.at(relay.url).progress(id, 20)
    await norway.at(relay.url).settle(id, { state: 'permfailed', code: 'cohort/unknown-code' })
    expect(await progress).toMatchObject({ state: 'permfailed', code: 'cohort/unknown-code' })
  })

  it('says 206 where a wait ended early, for what is there by then', async () => {
    await empty(norway)
    const id = await denmark.at(relay.url).send(await letter())
    const ask = async (path: string, from = norway) => {
      const token = await signRequest({ method: 'GET', address: relay.url, path, body: '' }, from.signer)
      const headers = { authorization: `Rose ${token}` }
      return raw.send({ url: relay.url + path, method: 'GET', headers, timeoutMs: 10_000, maxBytes: 1_000_000 })
    }
    const inbox = await ask('/relay/v1/inbox?wait_count=2&wait_time=1')
    expect([inbox.status, JSON.parse(inbox.text ?? '').messages.length]).toEqual([206, 1])
    expect((await ask(`/relay/v1/messages/${id}?wait_time=0`, denmark)).status).toBe(206)
    await norway.at(relay.url).settle(id, { state: 'succeeded' })
    expect((await ask(`/relay/v1/messages/${id}?wait_time=0`, denmark)).status).toBe(200)
  })

  it('takes the same text again for the same message', async () => {
    await empty(norway)
    const sent = await letter()
    const ids = await Promise.all([denmark.at(relay.url).send(sent), denmark.at(relay.url).send(sent)])
    expect(new Set(ids).size).toBe(1)
    expect(await norway.at(relay.url).fetch(0)).toHaveLength(1)
    await empty(norway)
  })

  it('gives a message out again when its reader does not settle it, and not while it does', async () => {
    await empty(norway)
    const id = await denmark.at(relay.url).send(await letter())
    const inbox = norway.at(relay.url)
    expect(await inbox.fetch(0)).toMatchObject([{ id, deliveries: 1 }])
    expect(await inbox.fetch(0)).toEqual([])
    await inbox.settle(id, { state: 'claimed' })
    expect(await inbox.fetch(0)).toEqual([])
    expect(await inbox.fetch(5)).toMatchObject([{ id, deliveries: 2 }])
    await inbox.settle(id, { state: 'tempfailed', code: 'store/unreachable', retryAfter: 0 })
    expect(await inbox.fetch(5)).toMatchObject([{ id, deliveries: 3 }])
    await inbox.settle(id, { state: 'succeeded' })
    expect(await inbox.fetch(2)).toEqual([])
  })

  it('ends a message whose time is over, and keeps its text no longer', async () => {
    await empty(norway)
    const id = await denmark.at(relay.url).send(await letter(denmark, norway, 1))
    await expect
      .poll(async () => (await denmark.at(relay.url).progress(id, 0)).state, { timeout: 5000 })
      .toBe('expired')
    expect(await norway.at(relay.url).fetch(0)).toEqual([])
    await expect(norway.at(relay.url).settle(id, { state: 'succeeded' })).rejects.toMatchObject({ status: 409 })
    await expect
      .poll(async () => (await rows(`SELECT body, state FROM relay.messages WHERE id = '${id}'`))[0], {
        timeout: 15_000,
      })
      .toEqual({ body: null, state: 'expired' })
  })

  it('shows nobody what is not his: it is not there', async () => {
    await empty(norway)
    const id = await denmark.at(relay.url).send(await letter())
    await expect(sweden.at(relay.url).progress(id, 0)).rejects.toMatchObject({ status: 404 })
    await expect(norway.at(relay.url).progress(id, 0)).rejects.toMatchObject({ status: 404 })
    await expect(sweden.at(relay.url).settle(id, { state: 'succeeded' })).rejects.toMatchObject({ status: 404 })
    await expect(denmark.at(relay.url).settle(id, { state: 'succeeded' })).rejects.toMatchObject({ status: 404 })
    await norway.at(relay.url).settle(id, { state: 'succeeded' })
  })

  it('may be told an end twice, and not two ends', async () => {
    await empty(norway)
    const id = await denmark.at(relay.url).send(await letter())
    await norway.at(relay.url).fetch(0)
    await norway.at(relay.url).settle(id, { state: 'succeeded' })
    await norway.at(relay.url).settle(id, { state: 'succeeded' })
    await expect(
      norway.at(relay.url).settle(id, { state: 'permfailed', code: 'trust/replayed' }),
    ).rejects.toMatchObject({ status: 409, code: 'relay/settled' })
  })

  it('takes no more than its quota for one reader, says when to come back, and leaves the others alone', async () => {
    await empty(norway)
    for (let count = 0; count < 20; count++) await denmark.at(relay.url).send(await letter())
    await expect(denmark.at(relay.url).send(await letter())).rejects.toMatchObject({
      status: 429,
      code: 'relay/full',
      retryAfterSeconds: 30,
    })
    await expect(denmark.at(relay.url).send(await letter(denmark, sweden))).resolves.toBeDefined()
    await empty(norway)
    await expect(denmark.at(relay.url).send(await letter())).resolves.toBeDefined()
    await Promise.all([empty(norway), empty(sweden)])
  })

  it.each([
    ['a recipient whom nobody knows', async () => ({ ...(await letter()), to: 'nobody' }), 401],
    ['another recipient than the seal says', async () => ({ ...(await letter()), to: sweden.id }), 401],
    ['another’s message', async () => letter(sweden, norway), 401],
    ['a text that is not sealed', async () => ({ to: norway.id, ttlSeconds: 60, message: 'hello' }), 401],
  ])('refuses %s', async (_what, make, status) => {
    const failure = await denmark
      .at(relay.url)
      .send(await make())
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ status })
  })

  it('says that a sealed message to a stranger is for nobody here', async () => {
    const stranger = aRelayMember('stranger')
    await expect(denmark.at(relay.url).send(await letter(denmark, stranger))).rejects.toMatchObject({ status: 404 })
  })
})

describe('a request to the relay', () => {
  const path = '/relay/v1/inbox?wait_count=1&wait_time=0'
  const line = () => ({ method: 'GET', address: relay.url, path, body: '' })
  const get = (token: string | null, asked = path) =>
    raw.send({
      url: relay.url + asked,
      method: 'GET',
      headers: token === null ? {} : { authorization: `Rose ${token}` },
      timeoutMs: 10_000,
      maxBytes: 1_000_000,
    })

  it('is taken once', async () => {
    await empty(norway)
    const token = await signRequest(line(), norway.signer)
    const statuses = await Promise.all([get(token), get(token)])
    expect(statuses.map(reply => reply.status).sort()).toEqual([206, 409])
    expect((await get(token)).status).toBe(409)
  })

  it.each([
    ['no signature', async () => null],
    ['nonsense', async () => 'a.b.c'],
    ['a stranger’s signature', async () => signRequest(line(), { ...norway.signer, key: generateKey() })],
    ['the name of nobody', async () => signRequest(line(), aRelayMember('nobody').signer)],
    ['another address', async () => signRequest({ ...line(), address: 'http://other.example' }, norway.signer)],
    ['another query', async () => signRequest({ ...line(), path: '/relay/v1/inbox' }, norway.signer)],
    ['another method', async () => signRequest({ ...line(), method: 'PUT' }, norway.signer)],
    ['another body', async () => signRequest({ ...line(), body: '{}' }, norway.signer)],
    [
      'an old signature',
      async () => signRequest(line(), { ...norway.signer, clock: { now: () => Date.now() - 180_000 } }),
    ],
    [
      'a signature of tomorrow',
      async () => signRequest(line(), { ...norway.signer, clock: { now: () => Date.now() + 90_000 } }),
    ],
  ])('is refused with %s', async (_what, token) => {
    expect((await get(await token())).status).toBe(401)
  })

  it('of a member that the next directory does not name is refused within one poll', async () => {
    const own = await aRelay((await aDatabase()).adminUrl, [norway, denmark])
    expect(await denmark.at(own.url).fetch(0)).toEqual([])
    const left = aMember(norway.id, { signing: [{ key: norway.signer.key }], sealing: [{ key: norway.sealing }] })
    writeFileSync(own.directory, await signedBy(aDirectory(Date.now(), { serial: 2, members: [left] }), ola, pia))
    await expect
      .poll(
        async () =>
          denmark
            .at(own.url)
            .fetch(0)
            .catch((error: { status: number }) => error.status),
        { timeout: 5000 },
      )
      .toBe(401)
    expect(await norway.at(own.url).fetch(0)).toEqual([])
  })
})

describe('what the relay sees', () => {
  it('is ciphertext, sizes and addresses: no content in its whole database, log, metrics or traffic', async () => {
    const proxy = await aConnectProxy()
    await empty(norway)
    const content = {
      cohort: {
        schema: 'cohort/1',
        match: 'within',
        tumour: ['CANARYTUMOUR'],
        alteration: null,
        drugs: 'canarydrug',
        endpoint: null,
      },
    }
    const { message } = await seal({ type: 'question/1', to: norway.as, carrier: 'relay', content }, denmark.signer)
    const id = await denmark.at(relay.url).send({ to: norway.id, ttlSeconds: 60, message })
    const everything = async () => {
      const tables = await rows(
        `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname = 'relay'`,
      )
      const texts = await Promise.all(
        tables.map(async ({ name }) => JSON.stringify(await rows(`SELECT * FROM ${name}`))),
      )
      const metrics = await raw.send({
        url: `${relay.url}/metrics`,
        method: 'GET',
        timeoutMs: 5000,
        maxBytes: 1_000_000,
      })
      return [...texts, relay.log.join(''), metrics.text ?? ''].join('\n')
    }
    const seen = await everything()
    expect(decoded(seen)).not.toMatch(/canary/i)
    // The message was there to be seen, and its reader finds the words in it.
    expect(seen).toContain(message)
    const [parcel] = await norway.at(relay.url).fetch(0)
    const opened = open(parcel?.message ?? '', openerOf(norway, members), { accept: ['question/1'], carrier: 'relay' })
    await expect(opened).resolves.toMatchObject({ cohort: content.cohort })
    await norway.at(relay.url).settle(id, { state: 'succeeded' })
    expect(await everything()).not.toContain(message)
    await proxy.close()
  })

  it('is counted for Prometheus by member and state alone', async () => {
    const { text } = await raw.send({
      url: `${relay.url}/metrics`,
      method: 'GET',
      timeoutMs: 5000,
      maxBytes: 1_000_000,
    })
    expect(text).toMatch(/^rose_relay_messages_sent_total\{member="protarget-denmark"\} \d+$/m)
    expect(text).toMatch(/^rose_relay_redeliveries_total\{member="impress-norway"\} \d+$/m)
    for (const line of (text ?? '').split('\n').filter(one => one !== '' && !one.startsWith('#'))) {
      expect(line).toMatch(/^rose_relay_[a-z_]+\{member="[a-z-]+"(,state="[a-z]+")?\} \d+$/)
    }
  })
})

describe('a member that polls the relay', () => {
  const inboxOf = (member: typeof norway, receive: (message: string) => Promise<string | null>) =>
    pollInbox({ relay: member.at(relay.url), receive, onError: () => {}, waitSeconds: 2 })

  it('answers what comes, and its reply reaches the asker as straight over HTTPS', async () => {
    await empty(norway)
    const reply = await aSealedQuestion(norway, denmark)
    const inbox = inboxOf(norway, async () => reply)
    const message = await aSealedQuestion(denmark, norway)
    const asked = { to: norway.id, message, timeoutMs: 10_000 }
    expect(await sendAndWait(denmark.at(relay.url), asked)).toEqual({ state: 'delivered', message: reply })
    await inbox.stop()
  })

  it('tells a refusal by its code, and nothing of what is wrong with a stranger’s', async () => {
    await empty(norway)
    const codes = ['cohort/unknown-code', 'trust/unknown-issuer'] as const
    const inbox = inboxOf(norway, async () => {
      throw new NodeError(codes[count++] ?? 'internal', 'canary')
    })
    let count = 0
    const ask = async () =>
      sendAndWait(denmark.at(relay.url), {
        to: norway.id,
        message: await aSealedQuestion(denmark, norway),
        timeoutMs: 10_000,
      })
    expect(await ask()).toEqual({ state: 'refused', code: 'cohort/unknown-code' })
    expect(await ask()).toEqual({ state: 'refused', code: 'trust/bad-token' })
    await inbox.stop()
  })

  it('is shown as not answering where nobody fetches, and as unreachable where the relay is gone', async () => {
    const message = await aSealedQuestion(denmark, sweden)
    expect(await sendAndWait(denmark.at(relay.url), { to: sweden.id, message, timeoutMs: 1_000 })).toEqual({
      state: 'timeout',
    })
    const nowhere = denmark.at('http://127.0.0.1:9')
    expect(await sendAndWait(nowhere, { to: sweden.id, message, timeoutMs: 5_000 })).toEqual({ state: 'unreachable' })
    await empty(sweden)
  })
})

/** Base64url parts too, as an onlooker would read them. */
function decoded(text: string): string {
  const parts = text.match(/[A-Za-z0-9_-]{16,}/g) ?? []
  return text + parts.map(part => Buffer.from(part, 'base64url').toString('latin1')).join('\n')
}
