/**
 * Between a node and a server: passes requests on, or does to them what networks do. Each fault is drawn with the seed, so
 * that a run can be done again; how often each came is counted, so that a run without faults is noticed.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const FAULTS = [
  'cut-before',
  'cut-after',
  'cut-inside-reply',
  'delay',
  'twice',
  'corrupt-request',
  'corrupt-reply',
  'page-of-a-proxy',
] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultProxy {
  readonly url: string
  readonly port: number
  readonly seen: Record<Fault | 'none', number>
  /** Chance of a fault for each request, 0 to 1; `only`: no other faults than these. */
  set(rate: number, only?: readonly Fault[]): void
  /** For the next requests, one each, whatever the rate. */
  next(...faults: readonly (Fault | 'none')[]): void
  close(): Promise<void>
}

interface Whole {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export async function openFaultProxy(target: () => string, random: () => number, port = 0): Promise<FaultProxy> {
  let rate = 0
  let drawn: readonly Fault[] = FAULTS
  const queue: (Fault | 'none')[] = []
  const seen = Object.fromEntries([...FAULTS, 'none'].map(fault => [fault, 0])) as Record<Fault | 'none', number>
  const draw = (): Fault | 'none' => {
    const given = queue.shift()
    if (given !== undefined) return given
    return random() < rate ? (drawn[Math.floor(random() * drawn.length)] ?? 'none') : 'none'
  }
  const server = createServer((asked, reply) => {
    const fault = draw()
    seen[fault] += 1
    void bodyOf(asked)
      .then(body => pass(asked, body, reply, { fault, target: target(), random }))
      .catch(() => asked.socket.destroy())
  })
  await new Promise<void>(done => server.listen(port, '127.0.0.1', done))
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    seen,
    set: (to, only = FAULTS) => {
      rate = to
      drawn = only
    },
    next: (...faults) => void queue.push(...faults),
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

interface Passing {
  readonly fault: Fault | 'none'
  readonly target: string
  readonly random: () => number
}

async function pass(
  asked: IncomingMessage,
  body: Buffer,
  reply: ServerResponse,
  { fault, target, random }: Passing,
): Promise<void> {
  if (fault === 'cut-before') return void asked.socket.destroy()
  if (fault === 'page-of-a-proxy') {
    return void reply.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway')
  }
  if (fault === 'delay') await new Promise(done => setTimeout(done, 50 + random() * 400))
  const sent = fault === 'corrupt-request' ? corrupted(body, random) : body
  if (fault === 'twice') await forward(asked, sent, target).catch(() => null)
  const whole = await forward(asked, sent, target)
  if (fault === 'cut-after') return void asked.socket.destroy()
  const text = fault === 'corrupt-reply' ? corrupted(whole.body, random) : whole.body
  const { 'transfer-encoding': _, connection: __, ...headers } = whole.headers
  reply.writeHead(whole.status, { ...headers, ...(whole.status === 204 ? {} : { 'content-length': text.length }) })
  if (fault === 'cut-inside-reply' && text.length > 1) {
    reply.write(text.subarray(0, text.length >> 1), () => asked.socket.destroy())
    return
  }
  reply.end(text)
}

/** One letter of a text becomes another one. */
function corrupted(body: Buffer, random: () => number): Buffer {
  if (body.length === 0) return body
  const changed = Buffer.from(body)
  const place = Math.floor(random() * changed.length)
  changed[place] = changed[place] === 0x61 ? 0x62 : 0x61
  return changed
}

function forward(asked: IncomingMessage, body: Buffer, target: string): Promise<Whole> {
  return new Promise((done, fail) => {
    const sent = httpRequest(
      `${target}${asked.url}`,
      { method: asked.method ?? 'GET', headers: { ...asked.headers, host: new URL(target).host }, agent: false },
      reply => {
        bodyOf(reply).then(text => done({ status: reply.statusCode ?? 502, headers: reply.headers, body: text }), fail)
      },
    )
    sent.on('error', fail)
    asked.once('close', () => {
      if (!asked.complete) sent.destroy()
    })
    sent.end(body)
  })
}

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
