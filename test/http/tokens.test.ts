import { randomUUID } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NodeError } from '../../src/model/errors.ts'
import { asClientKey, type Client } from '../../src/trust/clients.ts'
import { generateKey, keyIdOf, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { macWithPublicKey } from '../support/forgery.ts'
import { aGateway, DENMARK, denmarkKey, NORWAY, norwayKey, type TestGateway } from '../support/gateway.ts'
import { aDefinition, krasColorectal } from '../support/published-tables.ts'

const AUDIENCE = 'http://gateway.test/oauth2/token'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const dashboardKey = generateKey()
const dashboard: Client = { id: 'dashboard', scopes: ['discovery.read'], keys: [publicKeyOf(dashboardKey)] }

let open: TestGateway | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  await open?.app.close()
})

const clients = new Map<string, Client>()
let generation = 0

async function start(...options: Parameters<typeof aGateway>): Promise<TestGateway> {
  clients.clear()
  clients.set(dashboard.id, dashboard)
  const found = { find: (id: string) => clients.get(id) ?? null, generation: () => generation }
  const [{ changes = {}, ...rest } = {}] = options
  open = await aGateway({
    ...rest,
    changes: { clients: { ...found, addresses: () => ['http://gateway.test'] }, ...changes },
  })
  return open
}

interface Assertion {
  readonly key?: PrivateJwk | Awaited<ReturnType<typeof exportJWK>>
  readonly header?: object
  readonly claims?: object
}

async function assertion({ clock }: TestGateway, { key = dashboardKey, header = {}, claims = {} }: Assertion = {}) {
  const now = Math.floor(clock.now() / 1000)
  const payload = { iss: 'dashboard', sub: 'dashboard', aud: AUDIENCE, exp: now + 60, jti: randomUUID(), ...claims }
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', ...header })
    .sign({ ...key } as PrivateJwk)
}

function form(client_assertion: string, changes: Readonly<Record<string, string>> = {}): string {
  const parameters = {
    grant_type: 'client_credentials',
    scope: 'discovery.read',
    client_assertion_type: ASSERTION_TYPE,
  }
  return new URLSearchParams({ ...parameters, client_assertion, ...changes }).toString()
}

function askToken({ app }: TestGateway, payload: string, type = 'application/x-www-form-urlencoded') {
  return app.inject({ method: 'POST', url: '/oauth2/token', headers: { 'content-type': type }, payload })
}

async function token(gateway: TestGateway): Promise<string> {
  return (await askToken(gateway, form(await assertion(gateway)))).json().access_token
}

function read({ app }: TestGateway, bearer: string | null, cohort: object = krasColorectal) {
  const headers = bearer === null ? {} : { authorization: `Bearer ${bearer}` }
  return app.inject({ method: 'POST', url: '/api/v1/readings', headers, payload: { cohort } })
}

function fetchReading({ app }: TestGateway, bearer: string, question: string, headers: object = {}) {
  const authorization = `Bearer ${bearer}`
  return app.inject({ method: 'GET', url: `/api/v1/readings/${question}`, headers: { authorization, ...headers } })
}

const inAddress = (question: unknown) => Buffer.from(JSON.stringify(question)).toString('base64url')

describe('the token endpoint', () => {
  it('is named where SMART programs look', async () => {
    const { app } = await start()
    const reply = await app.inject({ method: 'GET', url: '/.well-known/smart-configuration' })
    expect(reply.json()).toMatchObject({
      token_endpoint: AUDIENCE,
      scopes_supported: ['discovery.read', 'network.ask'],
    })
  })

  it('gives a program that proves its key a token for five minutes, and stores none of it', async () => {
    const gateway = await start()
    const reply = await askToken(gateway, form(await assertion(gateway)))
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.json()).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'discovery.read' })
  })

  it('knows members of the federation by their signing keys, without registration', async () => {
    const gateway = await start()
    const text = await assertion(gateway, { key: denmarkKey, claims: { iss: DENMARK, sub: DENMARK } })
    const bearer = (await askToken(gateway, form(text))).json().access_token
    expect((await read(gateway, bearer)).statusCode).toBe(200)
  })

  it('takes ES384 for a program registered with a P-384 key', async () => {
    const gateway = await start()
    const pair = await generateKeyPair('ES384', { extractable: true })
    const { kty, crv, x, y } = await exportJWK(pair.publicKey)
    clients.set('smart', { id: 'smart', scopes: ['discovery.read'], keys: [asClientKey({ kty, crv, x, y })] })
    const claims = { iss: 'smart', sub: 'smart' }
    const text = await assertion(gateway, { key: await exportJWK(pair.privateKey), header: { alg: 'ES384' }, claims })
    expect((await askToken(gateway, form(text))).statusCode).toBe(200)
  })

  it('takes an assertion once, also where it comes twice at a time', async () => {
    const gateway = await start()
    const body = form(await assertion(gateway))
    const replies = await Promise.all([askToken(gateway, body), askToken(gateway, body)])
    expect(replies.map(reply => reply.statusCode).sort()).toEqual([200, 401])
    expect((await askToken(gateway, body)).json()).toEqual({ error: 'invalid_client' })
  })

  const now = () => Math.floor((open?.clock.now() ?? 0) / 1000)
  const tricks: readonly (readonly [string, (gateway: TestGateway) => Promise<string>])[] = [
    ['a stranger’s key', gateway => assertion(gateway, { key: generateKey() })],
    ['a client that nobody registered', gateway => assertion(gateway, { claims: { iss: 'nobody', sub: 'nobody' } })],
    ['an issuer that is not its subject', gateway => assertion(gateway, { claims: { iss: 'other' } })],
    ['another audience', gateway => assertion(gateway, { claims: { aud: 'http://other.test/oauth2/token' } })],
    ['a list of audiences', gateway => assertion(gateway, { claims: { aud: [AUDIENCE] } })],
    ['its end behind it', gateway => assertion(gateway, { claims: { exp: now() - 61 } })],
    ['a life of an hour', gateway => assertion(gateway, { claims: { exp: now() + 3600 } })],
    ['no id', gateway => assertion(gateway, { claims: { jti: undefined } })],
    ['a jku', gateway => assertion(gateway, { header: { jku: 'http://127.0.0.1:9/keys' } })],
    ['a jwk', gateway => assertion(gateway, { header: { jwk: publicKeyOf(dashboardKey) } })],
    ['another typ', gateway => assertion(gateway, { header: { typ: 'at+jwt' } })],
    [
      'HS256 with the public key as secret',
      async () =>
        macWithPublicKey(
          { typ: 'JWT' },
          { iss: 'dashboard', sub: 'dashboard', aud: AUDIENCE, exp: now() + 60, jti: 'x' },
          dashboardKey,
        ),
    ],
    ['nonsense', async () => 'a.b.c'],
  ]
  it.each(tricks)('refuses an assertion with %s: invalid_client, and nothing more', async (_what, make) => {
    const gateway = await start()
    const reply = await askToken(gateway, form(await make(gateway)))
    expect([reply.statusCode, reply.json()]).toEqual([401, { error: 'invalid_client' }])
  })

  it.each([
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['a scope that it does not know', { scope: 'discovery.read admin' }, 'invalid_scope'],
    ['no scope', { scope: '' }, 'invalid_scope'],
    ['another kind of assertion', { client_assertion_type: 'x' }, 'invalid_client'],
    ['a parameter that it does not know', { client_secret: 'x' }, 'invalid_request'],
  ])('refuses %s', async (_what, changes, error) => {
    const gateway = await start()
    const reply = await askToken(gateway, form(await assertion(gateway), changes))
    expect([reply.statusCode < 500, reply.json()]).toEqual([true, { error }])
  })

  it('refuses a parameter that comes twice, and any other media type', async () => {
    const gateway = await start()
    const body = form(await assertion(gateway))
    expect((await askToken(gateway, `${body}&scope=discovery.read`)).json()).toEqual({ error: 'invalid_request' })
    expect((await askToken(gateway, '{}', 'application/json')).json()).toEqual({ error: 'invalid_request' })
    expect((await askToken(gateway, body, 'text/plain')).statusCode).toBe(415)
    const elsewhere = {
      method: 'POST',
      url: '/api/v1/messages',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    } as const
    expect((await gateway.app.inject({ ...elsewhere, payload: 'message=x' })).statusCode).toBe(415)
  })
})

describe('a reading by bearer token', () => {
  it('is what a sealed question gets, and its access event follows in a batch', async () => {
    const gateway = await start()
    const reply = await read(gateway, await token(gateway))
    expect([reply.statusCode, reply.json().reading.result]).toEqual([200, { status: 'value', count: 12 }])
    expect(gateway.access.entries).toEqual([])
    await gateway.app.close()
    expect(gateway.access.entries).toMatchObject([{ kind: 'question.answered', member: 'dashboard', use: null }])
    expect(JSON.stringify(gateway.access.entries)).not.toContain('COADREAD')
  })

  it('verifies a token once, and again after any change of members, clients or keys', async () => {
    const gateway = await start()
    const bearer = await token(gateway)
    const verify = vi.spyOn(crypto.subtle, 'verify')
    for (let count = 0; count < 5; count++) expect((await read(gateway, bearer)).statusCode).toBe(200)
    expect(verify).toHaveBeenCalledTimes(1)
    generation += 1
    expect((await read(gateway, bearer)).statusCode).toBe(200)
    expect(verify).toHaveBeenCalledTimes(2)
  })

  it('ends with the client’s removal, and with its lost scope', async () => {
    const gateway = await start()
    const bearer = await token(gateway)
    expect((await read(gateway, bearer)).statusCode).toBe(200)
    clients.set('dashboard', { ...dashboard, scopes: [] })
    generation += 1
    expect((await read(gateway, bearer)).json()).toMatchObject({ status: 403, code: 'http/no-scope' })
    clients.delete('dashboard')
    generation += 1
    expect((await read(gateway, bearer)).json()).toMatchObject({ status: 401, code: 'trust/bad-token' })
  })

  it('ends with the token’s five minutes, remembered or not', async () => {
    const gateway = await start()
    const bearer = await token(gateway)
    expect((await read(gateway, bearer)).statusCode).toBe(200)
    gateway.clock.advance(300_000)
    expect((await read(gateway, bearer)).statusCode).toBe(401)
  })

  it.each([
    ['no token', async () => null, 'http/no-token'],
    ['nonsense', async () => 'a.b.c', 'trust/bad-token'],
    ['an assertion for a token', (gateway: TestGateway) => assertion(gateway), 'trust/bad-token'],
    [
      'a token that another key signed',
      async (gateway: TestGateway) => forged(gateway, generateKey()),
      'trust/bad-token',
    ],
  ])('is refused with %s, before its body is looked at', async (_what, make, code) => {
    const gateway = await start()
    const reply = await read(gateway, await make(gateway), { nonsense: true })
    expect(reply.json()).toMatchObject({ status: 401, code })
  })

  it('takes a token that the gateway’s own key signed: the forgery above is refused for its key alone', async () => {
    const gateway = await start()
    expect((await read(gateway, await forged(gateway, norwayKey))).statusCode).toBe(200)
  })

  it('names what is wrong with a cohort', async () => {
    const gateway = await start()
    const reply = await read(gateway, await token(gateway), aDefinition({ tumour: ['NOSUCH'] }))
    expect(reply.json()).toMatchObject({ status: 400, code: 'cohort/unknown-code' })
  })

  it('stops when the audit cannot be written, and goes on once it can; no event is lost', async () => {
    const gateway = await start()
    const bearer = await token(gateway)
    gateway.access.failing = new NodeError('store/unreachable', 'the database does not answer')
    expect((await read(gateway, bearer)).statusCode).toBe(200)
    await expect.poll(async () => (await read(gateway, bearer)).statusCode).toBe(503)
    gateway.access.failing = null
    await expect.poll(async () => (await read(gateway, bearer)).statusCode).toBe(200)
    await gateway.app.close()
    const answered = gateway.access.entries.filter(entry => entry.kind === 'question.answered')
    expect(answered.length).toBeGreaterThanOrEqual(2)
  })
})

describe('limits', () => {
  it('are read by the one they bind, who is told when to come back', async () => {
    const gateway = await start({ changes: { limits: { perMember: { requests: 3, windowSeconds: 60 } } } })
    const bearer = await token(gateway)
    const limits = async () =>
      (
        await gateway.app.inject({
          method: 'GET',
          url: '/api/v1/limits',
          headers: { authorization: `Bearer ${bearer}` },
        })
      ).json()
    expect(await limits()).toEqual({
      member: 'dashboard',
      requests: 3,
      windowSeconds: 60,
      remaining: 2,
      resetSeconds: 60,
    })
    gateway.clock.advance(10_000)
    await read(gateway, bearer)
    await read(gateway, bearer)
    expect(await limits()).toMatchObject({ remaining: 0, resetSeconds: 50 })
    const refused = await read(gateway, bearer)
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '50'])
    gateway.clock.advance(50_000)
    expect(await limits()).toMatchObject({ remaining: 3, resetSeconds: 0 })
    expect((await gateway.app.inject({ method: 'GET', url: '/api/v1/limits' })).statusCode).toBe(401)
  })
})

/** What the gateway would have issued, by whichever key. */
async function forged({ clock }: TestGateway, key: PrivateJwk): Promise<string> {
  const now = Math.floor(clock.now() / 1000)
  const claims = { iss: NORWAY, aud: NORWAY, sub: 'dashboard', client_id: 'dashboard', scope: 'discovery.read' }
  return new CompactSign(Buffer.from(JSON.stringify({ ...claims, iat: now, exp: now + 300, jti: randomUUID() })))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: keyIdOf(key) })
    .sign(key)
}

describe('a reading that is kept', () => {
  it('has the same bytes and validator for whoever asks, and is not sent again while it holds', async () => {
    const gateway = await start()
    const bearer = await token(gateway)
    const first = await fetchReading(gateway, bearer, inAddress({ cohort: krasColorectal }))
    expect(first.json()).toEqual((await read(gateway, bearer)).json())
    const denmark = await assertion(gateway, { key: denmarkKey, claims: { iss: DENMARK, sub: DENMARK } })
    const other = (await askToken(gateway, form(denmark))).json().access_token
    const turned = inAddress({ cohort: Object.fromEntries(Object.entries(krasColorectal).toReversed()) })
    const second = await fetchReading(gateway, other, turned)
    expect(second.rawPayload).toEqual(first.rawPayload)
    const { etag } = first.headers
    expect(second.headers.etag).toBe(etag)
    const again = await fetchReading(gateway, bearer, inAddress({ cohort: krasColorectal }), { 'if-none-match': etag })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const screened = inAddress({ cohort: aDefinition(), denominator: 'screened' })
    const third = await fetchReading(gateway, bearer, screened, { 'if-none-match': etag })
    expect([third.statusCode, third.json().reading.denominator]).toEqual([200, 'screened'])
  })

  it.each([
    ['no JSON', 'e30x'],
    ['a member twice', Buffer.from('{"cohort":1,"cohort":2}').toString('base64url')],
    ['an unknown member', inAddress({ cohort: krasColorectal, filter: 'sex=F' })],
    ['a number for a cohort', inAddress({ cohort: 12 })],
    ['another alphabet', 'a+b'],
  ])('is refused for %s', async (_, question) => {
    const gateway = await start()
    const reply = await fetchReading(gateway, await token(gateway), question)
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'http/bad-request'])
  })
})
