import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { parseCountryCode } from '../../src/model/ids.ts'
import { directTransport } from '../../src/transport/direct.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { aCorrespondent, someKeys } from '../support/correspondents.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const client = createHttpClient()
const direct = directTransport(client)
afterAll(() => client.close())

const memberAt = (url: string) => ({
  ...aCorrespondent('protarget-denmark', someKeys()),
  country: parseCountryCode('DK'),
  endpoints: { direct: url },
  protocols: null,
})

const ask = (url: string, timeoutMs = 2000) => direct.ask({ member: memberAt(url), message: 'a.b.c', timeoutMs })

function replying(
  status: number,
  type: string,
  body: string | Buffer,
  more: Record<string, string> = {},
): RequestListener {
  return (_request, response) => response.writeHead(status, { 'content-type': type, ...more }).end(body)
}

const problem = (code: string) => ({
  type: `urn:prime-rose:problem:${code}`,
  title: 'Refused',
  status: 401,
  code,
  instance: 'urn:uuid:0',
})

describe('a question sent straight to a member', () => {
  it('is one POST of the message to the member’s address, and carries the reply home', async () => {
    const seen: unknown[] = []
    const url = await listen((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers['content-type'], body])
        replying(200, 'application/json; charset=utf-8', '{"message":"d.e.f"}')(request, response)
      })
    })
    expect(await ask(`${url}/node`)).toEqual({ state: 'delivered', message: 'd.e.f' })
    expect(seen).toEqual([['POST', '/node/api/v1/questions', 'application/json', '{"message":"a.b.c"}']])
  })

  it('reads the code of a refusal', async () => {
    const body = JSON.stringify(problem('trust/replayed'))
    const url = await listen(replying(409, 'application/problem+json', body))
    expect(await ask(url)).toEqual({ state: 'refused', code: 'trust/replayed' })
  })

  it.each([
    ['a page instead of an answer', replying(200, 'text/html', '<html>'), 'not-json'],
    ['JSON that is no message', replying(200, 'application/json', '{"count":3}'), 'not-a-message'],
    ['a message with more beside it', replying(200, 'application/json', '{"message":"a","x":1}'), 'not-a-message'],
    ['broken JSON', replying(200, 'application/json', '{'), 'not-a-message'],
    ['an error that is no problem document', replying(502, 'text/html', 'bad gateway'), 'status-502'],
    [
      'a problem with words for a code',
      replying(400, 'application/problem+json', JSON.stringify(problem('<b>'))),
      'status-400',
    ],
    [
      'too long an answer',
      replying(200, 'application/json', JSON.stringify({ message: 'a'.repeat(70_000) })),
      'too-large',
    ],
    [
      'a packed answer, whatever it unpacks to',
      replying(200, 'application/json', gzipSync('a'.repeat(9_000_000)), { 'content-encoding': 'gzip' }),
      'packed',
    ],
  ])('takes %s for invalid', async (_what, listener, why) => {
    expect(await ask(await listen(listener))).toEqual({ state: 'invalid', why })
  })

  it('follows no redirect: the second address never hears of it', async () => {
    let reached = 0
    const elsewhere = await listen((_request, response) => {
      reached += 1
      response.end()
    })
    const url = await listen(replying(307, 'text/plain', '', { location: `${elsewhere}/api/v1/questions` }))
    expect(await ask(url)).toEqual({ state: 'invalid', why: 'redirected' })
    expect(reached).toBe(0)
  })

  it('gives up on a member that does not reply, that stops half-way, or that sends a byte at a time', async () => {
    const silent = await listen(() => undefined)
    const halfWay = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"mess')
    })
    const dripping = await listen((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 10)
      request.socket.on('close', () => clearInterval(timer))
    })
    for (const url of [silent, halfWay, dripping]) expect(await ask(url, 60)).toEqual({ state: 'timeout' })
  })

  it('says that a member is unreachable where nothing listens, or where the line breaks', async () => {
    const url = await listen(request => request.socket.destroy())
    expect(await ask(url)).toEqual({ state: 'unreachable' })
    const closed = await listen(() => undefined)
    await new Promise(resolve => servers.pop()?.close(resolve))
    expect(await ask(closed)).toEqual({ state: 'unreachable' })
  })
})
