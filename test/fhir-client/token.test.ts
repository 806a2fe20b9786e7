import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { openConnection } from '../../src/fhir-client/connection.ts'
import { addressOf } from '../../src/fhir-client/search.ts'
import type { FhirAccess } from '../../src/fhir-client/settings.ts'
import { isNodeError } from '../../src/model/errors.ts'
import {
  answering,
  type FaultyServer,
  instantClock,
  startFaultyServer,
  testLimits,
} from '../support/fhir-test-server.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function aKey(algorithm: 'EdDSA' | 'ES384' | 'RS384') {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return {
    public: { ...(await exportJWK(publicKey)), kid: 'k1' },
    private: { ...(await exportJWK(privateKey)), kid: 'k1' },
  }
}

const smart = (key: object, given: Partial<Extract<FhirAccess, { kind: 'smart' }>> = {}): FhirAccess => ({
  kind: 'smart',
  clientId: 'rose-node',
  key: { ...key },
  scope: 'system/*.rs',
  ...given,
})

async function aServer(key: object, tokenSeconds = 300): Promise<FaultyServer> {
  const server = await startFaultyServer([{ resourceType: 'Patient', id: 'p0' }], {
    client: { clientId: 'rose-node', key: { ...key } },
    tokenSeconds,
  })
  closing.push(() => server.stop())
  return server
}

function open(server: { readonly baseUrl: string }, access: FhirAccess, certificates?: string) {
  const connection = openConnection(
    {
      baseUrl: server.baseUrl,
      access,
      limits: { ...testLimits, retries: 1 },
      ...(certificates === undefined ? {} : { certificates }),
    },
    { stopped: new AbortController().signal, clock: instantClock() },
  )
  closing.push(() => connection.close())
  return connection
}

const ask = (connection: ReturnType<typeof open>) =>
  connection.get(addressOf(connection.baseUrl, { type: 'Patient', parameters: [] }), 'Patient')
const codeOf = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    thrown => thrown,
  )
  return isNodeError(error) ? error.code : `no refusal: ${String(error)}`
}
const tokensAsked = (server: FaultyServer) =>
  server.asked.filter(line => line.startsWith('POST') && line.endsWith('/token')).length

describe('SMART Backend Services', () => {
  it.each(['EdDSA', 'ES384', 'RS384'] as const)(
    'gives a token for an assertion signed with %s, once for many requests',
    async algorithm => {
      const key = await aKey(algorithm)
      const server = await aServer(key.public)
      const connection = open(server, smart(key.private))
      await ask(connection)
      expect(await ask(connection)).toMatchObject({ total: 1 })
      expect(tokensAsked(server)).toBe(1)
      expect(server.asked[0]).toBe('GET /fhir/.well-known/smart-configuration')
    },
  )

  it('renews a token before it ends, and one that the server has forgotten', async () => {
    const key = await aKey('ES384')
    const brief = await aServer(key.public, 1)
    const connection = open(brief, smart(key.private))
    await ask(connection)
    await new Promise(done => setTimeout(done, 700))
    await ask(connection)
    expect(tokensAsked(brief)).toBe(2)

    const server = await aServer(key.public)
    const other = open(server, smart(key.private))
    await ask(other)
    server.tokens?.revoke()
    expect(await ask(other)).toMatchObject({ total: 1 })
    expect(tokensAsked(server)).toBe(2)
  })

  it('asks for one new token, and no more, where every token is refused', async () => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    server.break({ at: '/Patient', answer: answering(401) })
    expect(await codeOf(ask(open(server, smart(key.private))))).toBe('fhir/not-authorised')
    expect(tokensAsked(server)).toBe(2)
  })

  it('is refused with another key or another client', async () => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    const other = await aKey('ES384')
    expect(await codeOf(ask(open(server, smart(other.private))))).toBe('fhir/token-refused')
    expect(await codeOf(ask(open(server, smart(key.private, { clientId: 'somebody' }))))).toBe('fhir/token-refused')
  })

  it('says which algorithm the server takes where the key is of none', async () => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    server.break({
      at: 'smart-configuration',
      answer: answering(200, {
        token_endpoint: `${server.baseUrl}/token`,
        token_endpoint_auth_signing_alg_values_supported: ['RS384'],
      }),
    })
    const error: unknown = await ask(open(server, smart(key.private))).catch(thrown => thrown as unknown)
    expect(error).toMatchObject({ code: 'fhir/key-unsupported', hint: expect.stringContaining('RS384') as string })
  })

  it.each([
    ['a token endpoint in the clear, elsewhere', { token_endpoint: 'http://tokens.example/token' }, 'fhir/bad-address'],
    ['no token endpoint', {}, 'fhir/token-refused'],
    ['no JSON', 'text', 'fhir/token-refused'],
  ])('refuses a server with %s', async (_, configuration, code) => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    server.break({ at: 'smart-configuration', answer: answering(200, configuration) })
    expect(await codeOf(ask(open(server, smart(key.private))))).toBe(code)
  })

  it.each([
    [{ token_type: 'bearer', expires_in: 300 }],
    [{ access_token: 'a b', token_type: 'bearer', expires_in: 300 }],
    [{ access_token: 'a\r\nx: y', token_type: 'bearer', expires_in: 300 }],
    [{ access_token: 'abc', token_type: 'mac', expires_in: 300 }],
    [{ access_token: 'abc', token_type: 'bearer', expires_in: -1 }],
  ])('refuses the answer %o', async answer => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    server.break({ at: '/token', answer: answering(200, answer) })
    expect(await codeOf(ask(open(server, smart(key.private))))).toBe('fhir/token-refused')
  })

  it('asks for the scopes of the configuration; a server that gives no right to read ends the reading', async () => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    expect(await ask(open(server, smart(key.private, { scope: 'system/*.rs' })))).toMatchObject({ total: 1 })
    expect(await codeOf(ask(open(server, smart(key.private, { scope: 'system/*.c' }))))).toBe('fhir/not-authorised')
  })

  it('tries again where the token endpoint fails in passing', async () => {
    const key = await aKey('ES384')
    const server = await aServer(key.public)
    server.break({ at: '/token', times: 1, answer: answering(503) })
    expect(await ask(open(server, smart(key.private)))).toMatchObject({ total: 1 })
  })

  it('refuses a key that is none of the three kinds', async () => {
    const server = await aServer((await aKey('ES384')).public)
    for (const key of [{}, { kty: 'oct', k: 'AAAA' }, { kty: 'EC', crv: 'P-256' }, { kty: 'OKP', crv: 'Ed25519' }]) {
      expect(await codeOf(ask(open(server, smart(key))))).toBe('fhir/bad-key')
    }
  })
})

describe('other access', () => {
  it('a token from a file is sent as it is', async () => {
    const server = await aServer((await aKey('ES384')).public)
    expect(await codeOf(ask(open(server, { kind: 'token', token: 'wrong' })))).toBe('fhir/not-authorised')
    let seen: string | undefined
    server.break({
      at: '/Patient',
      answer: (response, request) => {
        seen = request.headers.authorization
        answering(200, { resourceType: 'Bundle', type: 'searchset' })(response)
      },
    })
    await ask(open(server, { kind: 'token', token: 'abc.def' }))
    expect(seen).toBe('Bearer abc.def')
  })
})

describe('TLS', () => {
  const folder = join(import.meta.dirname, '../fixtures/tls')
  const certificate = readFileSync(join(folder, 'loopback-certificate.pem'), 'utf8')

  async function aTlsServer() {
    const server: Server = createServer(
      { key: readFileSync(join(folder, 'loopback-key.pem')), cert: certificate },
      (_, response) => {
        answering(200, { resourceType: 'Bundle', type: 'searchset' })(response)
      },
    )
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    closing.push(() => new Promise(done => server.close(done)))
    return { baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}/fhir` }
  }

  it('trusts a server whose authority the configuration names, and no other', async () => {
    const server = await aTlsServer()
    expect(await ask(open(server, { kind: 'open' }, certificate))).toMatchObject({ type: 'searchset' })
    expect(await codeOf(ask(open(server, { kind: 'open' })))).toBe('fhir/not-trusted')
  })
})
