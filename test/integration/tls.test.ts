/** Gateways over real TLS, with an authority made for the run. */
import { execFile } from 'node:child_process'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clientSettings, openTlsFiles } from '../../src/app/tls-files.ts'
import { openAnswer } from '../../src/discovery/messages.ts'
import type { NodeConfig } from '../../src/model/generated/node-config.ts'
import { parseCountryCode } from '../../src/model/ids.ts'
import { directTransport } from '../../src/transport/direct.ts'
import { type ClientSettings, createHttpClient } from '../../src/transport/http-client.ts'
import { aConnectProxy } from '../support/connect-proxy.ts'
import { knowing } from '../support/correspondents.ts'
import { aGateway, aQuestion, DENMARK, denmarkSealing, norway } from '../support/gateway.ts'
import { aNodeFolder } from '../support/node-folder.ts'
import { aTestCa, type TestCa } from '../support/test-ca.ts'

let ca: TestCa
let otherCa: TestCa
beforeAll(() => {
  ca = aTestCa()
  otherCa = aTestCa('another authority')
})

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A gateway with TLS as its `rose.json` says. */
async function aTlsGateway(tls: NonNullable<NodeConfig['tls']>) {
  const config = aNodeFolder({ tls })
  const source = openTlsFiles(config, { now: () => Date.now(), onError: () => {} })
  if (source === null) throw new Error('has TLS')
  closing.push(source.stop)
  const gateway = await aGateway({ changes: { tls: source } })
  closing.push(() => gateway.app.close())
  const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 })
  return { gateway, url, source }
}

async function ask(url: string, clock: Parameters<typeof aQuestion>[0], settings: ClientSettings) {
  const client = createHttpClient(settings)
  closing.push(client.close)
  const member = { ...norway, country: parseCountryCode('NO'), endpoints: { direct: url }, protocols: null }
  const { message } = await aQuestion(clock)
  return directTransport(client).ask({ member, message, timeoutMs: 5_000 })
}

/** What the openssl command sees of a server, whatever this process does to its own sockets. */
function talk(url: string, ...more: readonly string[]): Promise<string> {
  const words = ['s_client', '-connect', new URL(url).host, '-CAfile', ca.caFile, ...more]
  return new Promise(resolve => {
    const child = execFile('openssl', words, { timeout: 10_000 }, (_error, out, err) => resolve(out + err))
    child.stdin?.end()
  })
}

describe('a gateway with a certificate of its own', () => {
  it('answers a partner that believes its authority, over TLS 1.3, and says that it is not to be asked otherwise', async () => {
    const { gateway, url } = await aTlsGateway(ca.issue('norway'))
    expect(url).toMatch(/^https:/)
    const delivery = await ask(url, gateway.clock, { ca: ca.ca })
    const us = { member: DENMARK, sealingKeys: [denmarkSealing], find: knowing(norway), clock: gateway.clock }
    const message = delivery.state === 'delivered' ? delivery.message : ''
    expect((await openAnswer(message, us)).reading.result).toEqual({ status: 'value', count: 12 })
    const client = createHttpClient({ ca: ca.ca })
    closing.push(client.close)
    const reply = await client.send({ url: `${url}/health/live`, method: 'GET', timeoutMs: 5_000, maxBytes: 1_000 })
    expect(reply.headers['strict-transport-security']).toBe('max-age=63072000')
  })

  it('is not believed by a partner that trusts another authority, or the public ones', async () => {
    const { gateway, url } = await aTlsGateway(ca.issue('norway'))
    expect(await ask(url, gateway.clock, { ca: otherCa.ca })).toEqual({ state: 'unreachable' })
    expect(await ask(url, gateway.clock, {})).toEqual({ state: 'unreachable' })
    expect(gateway.access.entries).toEqual([])
  })

  it('takes no older TLS than it says', async () => {
    const strict = await aTlsGateway({ ...ca.issue('norway'), minVersion: '1.3' })
    const lenient = await aTlsGateway({ ...ca.issue('norway'), minVersion: '1.2' })
    const protocolOf = async (url: string) =>
      /New, (TLSv1\.\d), Cipher is [A-Z]/.exec(await talk(url, '-tls1_2'))?.[1] ?? null
    expect([await protocolOf(lenient.url), await protocolOf(strict.url)]).toEqual(['TLSv1.2', null])
  })

  it('asks partners for a certificate where it is told to', async () => {
    const tls = { ...ca.issue('norway'), clientCertificates: 'required', clientCaFile: ca.caFile } as const
    const { gateway, url } = await aTlsGateway(tls)
    expect(await ask(url, gateway.clock, { ca: ca.ca })).toEqual({ state: 'unreachable' })
    const settings = (from: TestCa) => {
      const { certificateFile, keyFile } = from.issue('denmark')
      return clientSettings(aNodeFolder({ outgoing: { caFile: ca.caFile, certificateFile, keyFile } }))
    }
    expect(await ask(url, gateway.clock, settings(otherCa))).toEqual({ state: 'unreachable' })
    expect(await ask(url, gateway.clock, settings(ca))).toMatchObject({ state: 'delivered' })
  })

  it('takes a renewed certificate without a restart, and keeps the old one where the new pair does not match', async () => {
    const first = ca.issue('norway')
    const { gateway, url } = await aTlsGateway(first)
    const subject = async () => /s:CN ?= ?(\w+)/.exec(await talk(url))?.[1] ?? ''
    expect(await subject()).toBe('norway')
    const next = ca.issue('renewed')
    const put = (from: string, to: string) => {
      copyFileSync(from, `${to}.new`)
      renameSync(`${to}.new`, to)
    }
    put(next.certificateFile, first.certificateFile)
    await new Promise(done => setTimeout(done, 2_500))
    expect(await subject()).toBe('norway')
    put(next.keyFile, first.keyFile)
    await expect.poll(subject, { timeout: 10_000 }).toBe('renewed')
    expect(await ask(url, gateway.clock, { ca: ca.ca })).toMatchObject({ state: 'delivered' })
  })

  it('warns in its health weeks before its certificate ends', async () => {
    const warningsOf = async ({ app }: { app: FastifyInstance }) =>
      (await app.inject({ method: 'GET', url: '/health/ready' })).json().warnings
    const ending = await aTlsGateway(ca.issue('ending', { days: 20 }))
    const lasting = await aTlsGateway(ca.issue('lasting', { days: 59 }))
    expect([await warningsOf(ending.gateway), await warningsOf(lasting.gateway)]).toEqual([
      ['certificate-ending'],
      undefined,
    ])
  })

  it('does not start with a key that is not its certificate’s, that others can read, or without files', () => {
    const [one, two] = [ca.issue('one'), ca.issue('two')]
    const openWith = (tls: NonNullable<NodeConfig['tls']>) => () =>
      openTlsFiles(aNodeFolder({ tls }), { now: () => 0, onError: () => {} })
    expect(openWith({ certificateFile: one.certificateFile, keyFile: two.keyFile })).toThrow(/do not belong together/)
    expect(openWith({ certificateFile: one.certificateFile, keyFile: ca.caFile })).toThrow(/read by others/)
    const nowhere = join(ca.folder, 'nowhere.pem')
    expect(openWith({ certificateFile: nowhere, keyFile: one.keyFile })).toThrow(/missing/)
  })
})

describe('a node behind an HTTP proxy', () => {
  it('reaches a partner through CONNECT, and the proxy sees only TLS', async () => {
    const { gateway, url } = await aTlsGateway(ca.issue('norway'))
    const proxy = await aConnectProxy()
    closing.push(proxy.close)
    expect(await ask(url, gateway.clock, { ca: ca.ca, proxy: proxy.url })).toMatchObject({ state: 'delivered' })
    expect(proxy.tunnels).toEqual([new URL(url).host])
    expect(Buffer.concat([...proxy.traffic]).toString('latin1')).not.toMatch(/api\/v1|protarget|message/)
    expect(proxy.traffic.length).toBeGreaterThan(0)
  })

  it('says that a partner is unreachable where the proxy is gone, and does not go around it', async () => {
    const { gateway, url } = await aTlsGateway(ca.issue('norway'))
    expect(await ask(url, gateway.clock, { ca: ca.ca, proxy: 'http://127.0.0.1:9' })).toEqual({ state: 'unreachable' })
    expect(gateway.access.entries).toEqual([])
  })
})
