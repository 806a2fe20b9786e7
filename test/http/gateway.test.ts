import { afterEach, describe, expect, it } from 'vitest'
import { checkSchema } from '../../src/model/validation.ts'
import { aGateway, aQuestion, DENMARK, post, type TestGateway } from '../support/gateway.ts'
import { aDefinition, aPublishedTable } from '../support/published-tables.ts'

let open: TestGateway | undefined
afterEach(() => open?.app.close())

async function start(...options: Parameters<typeof aGateway>): Promise<TestGateway> {
  open = await aGateway(...options)
  return open
}

const JSON_TYPE = { 'content-type': 'application/json' }
const ASK = { method: 'POST', url: '/api/v1/questions' } as const

describe('a request that cannot be served', () => {
  it.each([
    ['an unknown address', { method: 'GET', url: '/nothing/here' }, 404, 'http/not-found'],
    ['a table that does not exist', { method: 'GET', url: `/api/v1/tables/${'0'.repeat(64)}` }, 404, 'http/not-found'],
    ['a broken escape in the address', { method: 'GET', url: '/api/%zz' }, 400, 'http/bad-request'],
    ['another method', { method: 'DELETE', url: '/api/v1/questions' }, 405, 'http/method-not-allowed'],
    [
      'another method with a body',
      { method: 'PUT', url: '/health/live', payload: 'x' },
      405,
      'http/method-not-allowed',
    ],
    ['a query parameter', { method: 'GET', url: '/health/live?verbose=1' }, 400, 'http/bad-request'],
    [
      'a query parameter of a question',
      { ...ASK, url: '/api/v1/questions?k=1', payload: { message: 'a' } },
      400,
      'http/bad-request',
    ],
    [
      'another media type',
      { ...ASK, payload: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
      'http/unsupported-media-type',
    ],
    ['text that is not JSON', { ...ASK, payload: '{"message": KRAS', headers: JSON_TYPE }, 400, 'http/bad-request'],
    ['an empty body', { ...ASK, payload: '', headers: JSON_TYPE }, 400, 'http/bad-request'],
    ['no body', ASK, 400, 'http/bad-request'],
    [
      'a member named twice',
      { ...ASK, payload: '{"message":"a","message":"b"}', headers: JSON_TYPE },
      400,
      'http/bad-request',
    ],
    ['a number for a text', { ...ASK, payload: { message: 7 } }, 400, 'http/bad-request'],
    ['an unknown member', { ...ASK, payload: { message: 'a', sql: 'x' } }, 400, 'http/bad-request'],
    [
      'deep nesting',
      { ...ASK, payload: '['.repeat(30_000) + ']'.repeat(30_000), headers: JSON_TYPE },
      400,
      'http/bad-request',
    ],
    ['a body that is too large', { ...ASK, payload: { message: 'a'.repeat(70_000) } }, 413, 'http/body-too-large'],
  ] as const)('gets a problem document: %s', async (_what, request, status, code) => {
    const { app } = await start()
    const reply = await app.inject({ ...request })
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([status, 'application/problem+json'])
    expect(checkSchema('urn:prime-rose:problem/1', reply.json())).toMatchObject({ status, code })
    expect(reply.json().instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  })

  it('is told which methods are allowed', async () => {
    const { app } = await start()
    const reply = await app.inject({ method: 'DELETE', url: '/api/v1/tables' })
    expect(reply.headers['allow']).toBe('GET, HEAD')
  })

  it('is told the place of the unknown member but not its name where that is not plain', async () => {
    const { app } = await start()
    const plain = await app.inject({ ...ASK, payload: { message: 'a', weights: 1 } })
    expect(plain.json().detail).toBe('unknown member at body/weights')
    const odd = await app.inject({ ...ASK, payload: { message: 'a', '<b>': 1 } })
    expect(odd.json().detail).toBe('unknown member at body')
  })

  it('is told nothing of an error that nobody foresaw', async () => {
    const gateway = await start()
    gateway.access.failing = new Error('canary-internal-text')
    const reply = await post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect(reply.json()).toEqual({
      type: 'urn:prime-rose:problem:internal',
      title: 'Internal error',
      status: 500,
      code: 'internal',
      instance: reply.json().instance,
    })
  })
})

describe('every reply', () => {
  it('carries the security headers and no banner', async () => {
    const { app } = await start()
    for (const url of ['/health/live', '/nothing', '/api/v1/tables?x=1']) {
      const { headers } = await app.inject({ method: 'GET', url })
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined()
    }
  })
})

describe('the published tables', () => {
  it('are listed by hash and data cut', async () => {
    const { app, tables } = await start()
    const reply = await app.inject({ method: 'GET', url: '/api/v1/tables' })
    const cut = { id: 'cut-0123456789abcdef', cutoff: '2023-10-01' }
    const publishedAt = '2026-01-01T00:00:00.000Z'
    expect(reply.json()).toEqual({ tables: [{ sha256: tables.tables[0]?.sha256, cut, publishedAt }] })
  })

  it('are served as they were signed, to be kept for ever', async () => {
    const published = await aPublishedTable()
    const { app } = await start({ published: [published] })
    const url = `/api/v1/tables/${published.sha256}`
    const reply = await app.inject({ method: 'GET', url })
    expect(reply.body).toBe(published.jws)
    expect(reply.headers).toMatchObject({ 'content-type': 'application/jose', etag: `"${published.sha256}"` })
    expect(reply.headers['cache-control']).toContain('immutable')
    const again = await app.inject({ method: 'GET', url, headers: { 'if-none-match': `W/"${published.sha256}"` } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(200)
  })

  it('are refused at start where one is not what was signed', async () => {
    const published = await aPublishedTable()
    const altered = { ...published, table: { ...published.table, country: 'DK' } }
    await expect(aGateway({ published: [altered] })).rejects.toMatchObject({ code: 'table/bad-signature' })
    await expect(aGateway({ published: [{ ...published, sha256: 'f'.repeat(64) }] })).rejects.toMatchObject({
      code: 'table/bad-signature',
    })
  })
})

describe('service-info', () => {
  it('tells member, country, versions and whether the patients are generated', async () => {
    const { app } = await start({ changes: { synthetic: true } })
    expect((await app.inject({ method: 'GET', url: '/api/v1/service-info' })).json()).toEqual({
      member: 'impress-norway',
      country: 'NO',
      trial: 'impress-norway',
      version: '0.1.0',
      protocols: [
        'question/1',
        'answer/1',
        'table-request/1',
        'table/1',
        'ping/1',
        'pong/1',
        'round-document/1',
        'national-table/2',
      ],
      synthetic: true,
    })
  })
})

describe('too many requests', () => {
  it('of one address are refused until the time that the reply names', async () => {
    const { app, clock } = await start({ changes: { limits: { perAddress: { requests: 2, windowSeconds: 60 } } } })
    const ask = (remoteAddress: string) => app.inject({ method: 'GET', url: '/api/v1/tables', remoteAddress })
    expect((await ask('192.0.2.1')).statusCode).toBe(200)
    expect((await ask('192.0.2.1')).statusCode).toBe(200)
    clock.advance(15_000)
    const refused = await ask('192.0.2.1')
    expect(refused.json()).toMatchObject({ status: 429, code: 'http/rate-limited' })
    expect(refused.headers['retry-after']).toBe('45')
    expect((await ask('192.0.2.2')).statusCode).toBe(200)
    clock.advance(45_000)
    expect((await ask('192.0.2.1')).statusCode).toBe(200)
  })

  it('of one member are refused, whatever the address', async () => {
    const { app, clock, access } = await start({
      changes: { limits: { perMember: { requests: 1, windowSeconds: 60 } } },
    })
    expect((await post(app, (await aQuestion(clock)).message)).statusCode).toBe(200)
    expect((await post(app, (await aQuestion(clock)).message)).statusCode).toBe(429)
    expect(access.entries.at(-1)).toMatchObject({ member: DENMARK, code: 'http/rate-limited' })
  })

  it('never keep the health of the node from being seen', async () => {
    const { app } = await start({ changes: { limits: { perAddress: { requests: 1, windowSeconds: 60 } } } })
    for (let count = 0; count < 5; count++) {
      expect((await app.inject({ method: 'GET', url: '/health/live' })).statusCode).toBe(200)
    }
  })
})

describe('the log', () => {
  it('names request, route, status and member, and nothing that the asker wrote', async () => {
    const { app, clock, access, log } = await start()
    const canaries = ['CANARYCODE', 'canary-header', 'canary-path', 'canary-query', 'canary-body', 'canary-error']
    const asked = await post(app, (await aQuestion(clock)).message)
    await post(app, (await aQuestion(clock, { cohort: aDefinition({ tumour: ['CANARYCODE'] }) })).message)
    await app.inject({ ...ASK, payload: '{"canary-body', headers: { ...JSON_TYPE, 'x-request-id': 'canary-header' } })
    await app.inject({ ...ASK, payload: { message: 'canary-body', 'canary-body': 1 } })
    await app.inject({ method: 'GET', url: '/canary-path?canary-query=1' })
    await app.inject({ method: 'GET', url: '/api/v1/tables/canary-path' })
    access.failing = Object.assign(new Error('canary-error'), { detail: 'canary-error' })
    await post(app, (await aQuestion(clock)).message)
    const lines = log.join('')
    expect(lines).toContain(`"member":"${DENMARK}"`)
    expect(lines).toContain('"route":"/api/v1/questions"')
    expect(lines).toContain('request failed')
    for (const canary of canaries) expect(lines).not.toContain(canary)
    expect(lines).not.toContain(asked.json().message)
  })
})
