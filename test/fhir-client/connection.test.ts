import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openConnection } from '../../src/fhir-client/connection.ts'
import { addressOf, searchAll } from '../../src/fhir-client/search.ts'
import type { FhirLimits } from '../../src/fhir-client/settings.ts'
import { isNodeError } from '../../src/model/errors.ts'
import {
  answering,
  cuttingShort,
  type FaultyServer,
  instantClock,
  startFaultyServer,
  testLimits,
} from '../support/fhir-test-server.ts'

const patients = Array.from({ length: 7 }, (_, at) => ({ resourceType: 'Patient', id: `p${at}` }))
let server: FaultyServer

beforeAll(async () => {
  server = await startFaultyServer(patients)
})
afterEach(() => server.heal())
afterAll(() => server.stop())

function connect(limits: Partial<FhirLimits> = {}, clock = instantClock()) {
  const stop = new AbortController()
  const connection = openConnection(
    { baseUrl: server.baseUrl, access: { kind: 'open' }, limits: { ...testLimits, ...limits } },
    { stopped: stop.signal, clock },
  )
  return { connection, clock, stop }
}

async function searched(limits: Partial<FhirLimits> = {}, clock = instantClock()) {
  const { connection } = connect(limits, clock)
  try {
    const ids: unknown[] = []
    for await (const page of searchAll(connection, { type: 'Patient', parameters: [['_count', '3']] })) {
      ids.push(...page.map(({ resource }) => resource['id']))
    }
    return ids
  } finally {
    await connection.close()
  }
}

const refusalOf = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    thrown => thrown,
  )
  return isNodeError(error) ? error : null
}
const codeOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt))?.code

describe('a search', () => {
  it('goes from page to page until there is no next one', async () => {
    expect(await searched()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'])
  })

  it('of a server that sends the same address again ends with an error', async () => {
    const page = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: patients[0] }] }
    server.break({
      at: '/Patient',
      answer: (response, request) =>
        answering(200, { ...page, link: [{ relation: 'next', url: new URL(request.url ?? '', server.baseUrl).href }] })(
          response,
        ),
    })
    expect(await codeOf(searched())).toBe('fhir/endless-pages')
  })

  it('of a server with ever new addresses for one page ends with an error', async () => {
    let page = 0
    server.break({
      at: '/Patient',
      answer: response => {
        page += 1
        const link = [{ relation: 'next', url: `${server.baseUrl}/Patient?_offset=${page}` }]
        answering(200, { resourceType: 'Bundle', type: 'searchset', link, entry: [{ resource: patients[0] }] })(
          response,
        )
      },
    })
    expect(await codeOf(searched())).toBe('fhir/endless-pages')
    expect(page).toBe(2)
  })

  it('of a server that makes up patients for ever ends at the limit of pages', async () => {
    let page = 0
    server.break({
      at: '/Patient',
      answer: response => {
        page += 1
        const link = [{ relation: 'next', url: `${server.baseUrl}/Patient?_offset=${page}` }]
        const entry = [{ resource: { resourceType: 'Patient', id: `made-up-${page}` } }]
        answering(200, { resourceType: 'Bundle', type: 'searchset', link, entry })(response)
      },
    })
    expect(await codeOf(searched({ pages: 20 }))).toBe('fhir/endless-pages')
    expect(page).toBe(20)
  })

  it.each([
    'https://elsewhere.example/fhir/Patient?page=2',
    'http://127.0.0.1:1/fhir/Patient?page=2',
    'file:///etc/hosts',
  ])('does not follow a next page to %s', async url => {
    const link = [{ relation: 'next', url }]
    server.break({
      at: '/Patient',
      answer: answering(200, { resourceType: 'Bundle', type: 'searchset', link, entry: [{ resource: patients[0] }] }),
    })
    expect(await codeOf(searched())).toBe('fhir/foreign-page')
  })

  it.each([
    ['no search set', { resourceType: 'Bundle', type: 'collection', entry: [] }],
    ['a resource', { resourceType: 'Patient' }],
    ['a list', []],
    ['entries that are no list', { resourceType: 'Bundle', type: 'searchset', entry: { a: 1 } }],
    ['an entry without a resource', { resourceType: 'Bundle', type: 'searchset', entry: [{ fullUrl: 'x' }] }],
    [
      'a fault within the answer',
      {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] } }],
      },
    ],
  ])('refuses %s', async (_, answer) => {
    server.break({ at: '/Patient', answer: answering(200, answer) })
    expect(await codeOf(searched())).toBe('fhir/bad-answer')
  })

  it('passes over a remark of the server', async () => {
    const outcome = {
      resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] },
    }
    server.break({
      at: '/Patient',
      answer: answering(200, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [outcome, { resource: patients[0] }],
      }),
    })
    expect(await searched()).toEqual(['p0'])
  })
})

describe('a request', () => {
  it.each([429, 500, 502, 503, 504])(
    'answered %i is tried again, after the pause that the server asks for',
    async status => {
      server.break({ at: '/Patient', times: 2, answer: answering(status, {}, { 'retry-after': '7' }) })
      const clock = instantClock()
      expect(await searched({}, clock)).toHaveLength(7)
      expect(clock.pauses).toEqual([7000, 7000])
    },
  )

  it('is tried again with growing pauses where the server says nothing, and given up in the end', async () => {
    server.break({ at: '/Patient', answer: answering(500) })
    const clock = instantClock()
    const before = server.asked.length
    expect(await refusalOf(searched({ retries: 3 }, clock))).toMatchObject({
      code: 'fhir/refused',
      detail: { status: 500 },
    })
    expect(clock.pauses).toEqual([500, 1000, 2000])
    expect(server.asked.length - before).toBe(4)
  })

  it('waits until a date that the server names', async () => {
    const inTenSeconds = new Date(Math.ceil(Date.now() / 1000) * 1000 + 10_000).toUTCString()
    server.break({ at: '/Patient', times: 1, answer: answering(503, {}, { 'retry-after': inTenSeconds }) })
    const clock = instantClock()
    await searched({}, clock)
    expect(clock.pauses[0]).toBeGreaterThan(8000)
    expect(clock.pauses[0]).toBeLessThan(12_000)
  })

  it('does not wait longer than allowed, and not beyond the whole time', async () => {
    server.break({ at: '/Patient', answer: answering(429, {}, { 'retry-after': '3600' }) })
    expect(await codeOf(searched())).toBe('fhir/refused')
    expect(await codeOf(searched({ totalMinutes: 0 }))).toBe('fhir/too-long')
  })

  it.each([400, 404, 410, 422])('answered %i is not tried again', async status => {
    server.break({ at: '/Patient', answer: answering(status, { resourceType: 'OperationOutcome' }) })
    const before = server.asked.length
    expect(await refusalOf(searched())).toMatchObject({ code: 'fhir/refused', detail: { status } })
    expect(server.asked.length - before).toBe(1)
  })

  it('answered with a web page says so; a redirection is not followed', async () => {
    server.break({ at: '/Patient', answer: answering(200, '<html>log in</html>', { 'content-type': 'text/html' }) })
    expect(await refusalOf(searched())).toMatchObject({
      code: 'fhir/bad-answer',
      message: expect.stringContaining('web page') as string,
    })
    server.heal()
    server.break({ at: '/Patient', answer: answering(302, {}, { location: 'https://elsewhere.example/' }) })
    expect(await codeOf(searched())).toBe('fhir/refused')
  })

  it('whose answer is cut in half is tried again, and fails where it is cut every time', async () => {
    const half = '{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceTy'
    server.break({ at: '/Patient', times: 2, answer: cuttingShort(half) })
    expect(await searched()).toHaveLength(7)
    server.break({ at: '/Patient', answer: cuttingShort(half) })
    expect(await codeOf(searched())).toBe('fhir/unreachable')
    server.heal()
    server.break({ at: '/Patient', answer: answering(200, half) })
    expect(await codeOf(searched())).toBe('fhir/bad-answer')
  })

  it('ends at the limit of bytes, packed or not', async () => {
    server.break({ at: '/Patient', answer: answering(200, `"${'x'.repeat(3_000_000)}"`) })
    expect(await codeOf(searched({ answerMegabytes: 1 }))).toBe('fhir/too-large')
    server.heal()
    server.break({ at: '/Patient', answer: answering(200, 'x', { 'content-encoding': 'gzip' }) })
    expect(await codeOf(searched())).toBe('fhir/bad-answer')
  })

  it('to a server that is silent ends at the limit of time', async () => {
    server.break({ at: '/Patient', answer: () => undefined })
    expect(await codeOf(searched({ requestSeconds: 0.2, retries: 1 }))).toBe('fhir/unreachable')
  })

  it('to nobody says so', async () => {
    const { connection } = connect({ retries: 0 })
    const nobody = openConnection(
      { ...connection.settings, baseUrl: 'http://127.0.0.1:1/fhir' },
      { stopped: new AbortController().signal },
    )
    expect(await codeOf(nobody.get(addressOf(nobody.baseUrl, { type: 'Patient', parameters: [] }), 'Patient'))).toBe(
      'fhir/unreachable',
    )
    await Promise.all([connection.close(), nobody.close()])
  })

  it('is stopped by the person who started it, also while it waits', async () => {
    const { connection, stop } = connect()
    stop.abort()
    expect(
      await codeOf(connection.get(addressOf(connection.baseUrl, { type: 'Patient', parameters: [] }), 'Patient')),
    ).toBe('usage/interrupted')
    await connection.close()
  })

  it('names no address in an error: a search names patients', async () => {
    server.break({ at: '/Patient', answer: answering(500) })
    const { connection } = connect({ retries: 0 })
    const error = await refusalOf(
      connection.get(addressOf(connection.baseUrl, { type: 'Patient', parameters: [['_id', 'secret-id']] }), 'Patient'),
    )
    expect(JSON.stringify([error?.message, error?.hint, error?.detail])).not.toMatch(/secret-id|127\.0\.0\.1/)
    await connection.close()
  })

  it('sends no patient where the answer may be packed or the search passed over', async () => {
    const headers: Record<string, unknown> = {}
    server.break({
      at: '/Patient',
      times: 1,
      answer: (response, request) => {
        Object.assign(headers, request.headers)
        answering(200, { resourceType: 'Bundle', type: 'searchset' })(response)
      },
    })
    await searched()
    expect(headers).toMatchObject({
      'accept-encoding': 'identity',
      prefer: 'handling=strict',
      accept: 'application/fhir+json',
    })
  })
})

describe('an address', () => {
  const settings = { access: { kind: 'open' as const }, limits: testLimits }
  const open = (baseUrl: string) => openConnection({ ...settings, baseUrl }, { stopped: new AbortController().signal })

  it.each([
    'http://fhir.example/r4',
    'ftp://127.0.0.1/fhir',
    'fhir.example/r4',
    'https://user:secret@fhir.example/r4',
    'https://fhir.example/r4?a=1',
    'http://127.0.0.1.evil.example/fhir',
    'http://localhost.evil.example/fhir',
  ])('%s is refused', async baseUrl => {
    expect(() => open(baseUrl)).toThrow(expect.objectContaining({ code: 'fhir/bad-address' }))
  })

  it.each([
    'https://fhir.example/r4/',
    'http://127.0.0.1:8080/fhir',
    'http://localhost:8080/fhir',
    'http://[::1]:8080/fhir',
  ])('%s is taken', async baseUrl => {
    const connection = open(baseUrl)
    expect(connection.baseUrl.href.endsWith('/')).toBe(false)
    await connection.close()
  })

  it('of an outside server is spoken to over TLS', async () => {
    const outside = nock('https://fhir.example')
      .get('/r4/Patient')
      .reply(200, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'Patient', id: 'x' } }],
      })
    const connection = open('https://fhir.example/r4')
    const page = await connection.get(addressOf(connection.baseUrl, { type: 'Patient', parameters: [] }), 'Patient')
    expect(page).toMatchObject({ entry: [{ resource: { id: 'x' } }] })
    expect(outside.isDone()).toBe(true)
    await connection.close()
  })
})
