/** Questions to the network for programs: asked by bearer token, followed as a stream, kept as a signed record. */
import { randomUUID } from 'node:crypto'
import { CompactSign } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NetworkAsker, openAsker } from '../../src/discovery/asking/asker.ts'
import { questionsInMemory, tablesInMemory } from '../../src/discovery/asking/questions-in-memory.ts'
import type { Delivery, NetworkMember } from '../../src/discovery/ports.ts'
import { parseCountryCode } from '../../src/model/ids.ts'
import type { Client } from '../../src/trust/clients.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { aCorrespondent, someKeys } from '../support/correspondents.ts'
import { FakeClock, straight } from '../support/discovery-fakes.ts'
import { aGateway, NORWAY, norwayKey, norwaySealing, type TestGateway } from '../support/gateway.ts'
import { aDefinition, krasColorectal } from '../support/published-tables.ts'

const key = generateKey()
const clients = new Map<string, Client>([
  ['dashboard', { id: 'dashboard', scopes: ['discovery.read', 'network.ask'], keys: [publicKeyOf(key)] }],
  ['reader', { id: 'reader', scopes: ['discovery.read'], keys: [publicKeyOf(key)] }],
])
const aMember = (id: string, country: string): NetworkMember => ({
  ...aCorrespondent(id, someKeys()),
  country: parseCountryCode(country),
  endpoints: { direct: `http://${id}.example` },
  protocols: null,
})
const members = [aMember('protarget', 'DK'), aMember('megalit', 'SE')]
/** What a member does with the next question. */
const pending = new Map<string, (delivery: Delivery) => void>()
let gateway: TestGateway
let asker: NetworkAsker
let address: string
beforeAll(async () => {
  const clock = new FakeClock()
  asker = openAsker({
    store: questionsInMemory(),
    us: { member: NORWAY, key: norwayKey, sealingKeys: [norwaySealing], clock },
    tables: tablesInMemory(),
    members: async () => members,
    send: ({ member }) => new Promise(done => pending.set(member.id, done)),
    patienceMs: 0,
    ...straight,
    onError: () => {},
  })
  gateway = await aGateway({
    changes: {
      asker,
      clients: { find: id => clients.get(id) ?? null, generation: () => 0, addresses: () => ['http://gateway.test'] },
    },
  })
  address = await gateway.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await gateway.app.close()
  await asker.close()
})

async function tokenOf(client: string, scope: string): Promise<string> {
  const now = Math.floor(gateway.clock.now() / 1000)
  const claims = { iss: client, sub: client, aud: 'http://gateway.test/oauth2/token', exp: now + 60, jti: randomUUID() }
  const assertion = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .sign({ ...key })
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = await gateway.app.inject({ method: 'POST', url: '/oauth2/token', headers, payload: form.toString() })
  return reply.json().access_token
}

const PATH = '/api/v1/network/questions'
const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, token: string, payload?: object) =>
  gateway.app.inject({
    method,
    url: `${PATH}${path}`,
    headers: { authorization: `Bearer ${token}` },
    ...(payload === undefined ? {} : { payload }),
  })

describe('questions to the network by bearer token', () => {
  it('need a scope of their own, and a question that holds', async () => {
    const reader = await tokenOf('reader', 'discovery.read')
    const body = { cohort: krasColorectal }
    expect((await call('POST', '', reader, body)).json()).toMatchObject({ status: 403, code: 'http/no-scope' })
    expect((await gateway.app.inject({ method: 'POST', url: PATH, payload: body })).statusCode).toBe(401)
    const token = await tokenOf('dashboard', 'network.ask')
    for (const [payload, code] of [
      [{ cohort: krasColorectal, deadlineSeconds: 0 }, 'http/bad-request'],
      [{ cohort: krasColorectal, rows: true }, 'http/bad-request'],
      [{ cohort: aDefinition({ tumour: ['NOTUMOUR'] }) }, 'cohort/unknown-code'],
    ] as const) {
      expect((await call('POST', '', token, payload)).json()).toMatchObject({ status: 400, code })
    }
    expect((await call('GET', '/nq-0000000000000000', token)).statusCode).toBe(404)
    expect((await call('GET', '/nq-0000000000000000/events', token)).json()).toMatchObject({ status: 404 })
  })

  it('are told row by row in a stream that ends with the question, and then signed', async () => {
    const token = await tokenOf('dashboard', 'network.ask')
    const asked = await call('POST', '', token, { cohort: krasColorectal, deadlineSeconds: 600 })
    const { question } = asked.json()
    expect([asked.statusCode, asked.headers.location]).toEqual([201, `${PATH}/${question}`])
    expect((await call('GET', `/${question}/record`, token)).json()).toMatchObject({ code: 'network/still-open' })
    const stream = await fetch(`${address}${PATH}/${question}/events`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([stream.status, stream.headers.get('content-type'), stream.headers.get('x-content-type-options')]).toEqual([
      200,
      'text/event-stream',
      'nosniff',
    ])
    const states: string[] = []
    let text = ''
    const reading = (async () => {
      for await (const part of (stream.body ?? []) as AsyncIterable<Uint8Array>) {
        text += Buffer.from(part).toString()
        states.splice(0, states.length, ...statesIn(text))
      }
    })()
    await expect.poll(() => states).toEqual(['open waiting,waiting'])
    await expect.poll(() => pending.size).toBe(2)
    pending.get('megalit')?.({ state: 'refused', code: 'trust/not-allowed' })
    await expect.poll(() => states.at(-1)).toBe('open waiting,refused')
    pending.get('protarget')?.({ state: 'unreachable' })
    await reading
    expect(states.at(-1)).toBe('complete unreachable,refused')
    const kept = await call('GET', `/${question}`, token)
    expect(kept.json()).toMatchObject({ state: 'complete', countries: { asked: 2, answered: 0 } })
    const record = await call('GET', `/${question}/record`, token)
    expect([record.headers['content-type'], record.body]).toEqual(['application/jose', await asker.record(question)])
  })

  it('can be cancelled, which ends the stream', async () => {
    const token = await tokenOf('dashboard', 'network.ask')
    const { question } = (await call('POST', '', token, { cohort: krasColorectal, deadlineSeconds: 600 })).json()
    const stream = fetch(`${address}${PATH}/${question}/events`, { headers: { authorization: `Bearer ${token}` } })
    const cancelled = await call('DELETE', `/${question}`, token)
    expect(cancelled.json()).toMatchObject({ state: 'cancelled' })
    expect(statesIn(await (await stream).text()).at(-1)).toBe('cancelled waiting,waiting')
  })
})

function statesIn(text: string): string[] {
  return [...text.matchAll(/^event: answer\ndata: (.*)\n\n/gm)].map(([, data = '']) => {
    const { state, members } = JSON.parse(data) as { state: string; members: { state: string }[] }
    return `${state} ${members.map(member => member.state).join()}`
  })
}
