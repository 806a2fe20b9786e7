/**
 * Between a node and a server: passes requests on, or does to them what networks do. A fault is planned for one request of
 * one letter, or drawn with the seed, so that a run can be done again; how often each came is counted, so that a run without
 * faults is noticed.
 */
import { createHash } from 'node:crypto'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const FAULTS = [
  'cut-before',
  'cut-after',
  'cut-inside-reply',
  'delay',
  'overtaken',
  'twice',
  'again-later',
  'corrupt-request',
  'corrupt-reply',
  'page-of-a-proxy',
] as const
export type Fault = (typeof FAULTS)[number]

/** What a letter is in on its way; of the last two it is known only by the reply that it is about this letter. */
export const REQUESTS = ['POST', 'PUT tempfailed', 'PUT succeeded', 'GET progress', 'GET inbox', 'GET end'] as const
export type LetterRequest = (typeof REQUESTS)[number]

/** Faults that can be chosen once the reply is there. */
export const FAULTS_OF_REPLIES = [
  'cut-after',
  'cut-inside-reply',
  'delay',
  'overtaken',
  'corrupt-reply',
  'page-of-a-proxy',
] as const satisfies readonly Fault[]

export interface Planned {
  /** Its SHA-256. */
  readonly letter: string
  readonly request: LetterRequest
  readonly fault: Fault
}

export interface FaultProxy {
  readonly url: string
  readonly port: number
  readonly seen: Record<Fault | 'none', number>
  /** Chance of a fault for each request, 0 to 1; `only`: no other faults than these. */
  set(rate: number, only?: readonly Fault[]): void
  /** Comes once, whatever the rate. */
  plan(planned: Planned): void
  /** Planned, and not come yet. */
  pending(): readonly Planned[]
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
  const plans = new Map<string, Planned>()
  const takePlan: TakePlan = request => {
    for (const [key, planned] of plans) {
      if (!request(planned)) continue
      plans.delete(key)
      seen[planned.fault] += 1
      return planned.fault
    }
    return null
  }
  const seen = Object.fromEntries([...FAULTS, 'none'].map(fault => [fault, 0])) as Record<Fault | 'none', number>
  const draw = (): Fault | 'none' => {
    const fault = random() < rate ? (drawn[Math.floor(random() * drawn.length)] ?? 'none') : 'none'
    seen[fault] += 1
    return fault
  }
  const server = createServer((asked, reply) => {
    void bodyOf(asked)
      .then(body => {
        const { letter, request } = requestOf(asked, body)
        const planned = takePlan(plan => plan.letter === letter && plan.request === request)
        return pass(asked, body, reply, { fault: planned ?? draw(), target: target(), random, takePlan })
      })
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
    plan: planned => void plans.set(`${planned.letter} ${planned.request}`, planned),
    pending: () => [...plans.values()],
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

type TakePlan = (matches: (planned: Planned) => boolean) => Fault | null

const ID = /^\/relay\/v1\/messages\/([0-9a-f]{64})/

function requestOf({ method, url = '' }: IncomingMessage, body: Buffer): { letter?: string; request?: LetterRequest } {
  const [, id] = ID.exec(url) ?? []
  if (method === 'GET') return id === undefined ? {} : { letter: id, request: 'GET progress' }
  const { message, state } = parse(body)
  if (method === 'PUT' && id !== undefined) {
    return { letter: id, request: state === 'tempfailed' ? 'PUT tempfailed' : 'PUT succeeded' }
  }
  if (method !== 'POST' || message === undefined) return {}
  return { letter: createHash('sha256').update(message).digest('hex'), request: 'POST' }
}

function parse(body: Buffer): { readonly message?: string; readonly state?: string } {
  try {
    return JSON.parse(body.toString('utf8')) as object
  } catch {
    return {}
  }
}

/** Letters that a reply gives out, and the one whose end it tells. */
function planOfReply({ url = '', method }: IncomingMessage, text: Buffer, takePlan: TakePlan): Fault | null {
  if (method !== 'GET') return null
  const isOf = (planned: Planned) => text.includes(planned.letter)
  if (url.startsWith('/relay/v1/inbox')) return takePlan(planned => planned.request === 'GET inbox' && isOf(planned))
  const isEnd = /^(succeeded|permfailed)$/.test(parse(text).state ?? '')
  return isEnd ? takePlan(planned => planned.request === 'GET end' && isOf(planned)) : null
}

interface Passing {
  readonly takePlan: TakePlan
  readonly fault: Fault | 'none'
  readonly target: string
  readonly random: () => number
}

async function pass(
  asked: IncomingMessage,
  body: Buffer,
  reply: ServerResponse,
  { fault, target, random, takePlan }: Passing,
): Promise<void> {
  if (fault === 'cut-before') return void asked.socket.destroy()
  if (fault === 'page-of-a-proxy') return pageOfAProxy(reply)
  await held(fault, random)
  const sent = fault === 'corrupt-request' ? corrupted(body, random) : body
  if (fault === 'twice') await forward(asked, sent, target).catch(() => null)
  const whole = await forward(asked, sent, target)
  // Somebody who wrote it down sends it once more when all is over.
  if (fault === 'again-later') setTimeout(() => void forward(asked, sent, target).catch(() => null), LATER_MS).unref()
  const late = fault === 'none' ? planOfReply(asked, whole.body, takePlan) : null
  if (late === 'page-of-a-proxy') return pageOfAProxy(reply)
  if (late !== null) await held(late, random)
  answer(asked, reply, whole, { fault: late ?? fault, random })
}

const LATER_MS = 1_500

function pageOfAProxy(reply: ServerResponse): void {
  reply.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway')
}

/** Overtaken: by whatever is sent within that time. */
async function held(fault: Fault | 'none', random: () => number): Promise<void> {
  if (fault === 'delay') await new Promise(done => setTimeout(done, 50 + random() * 400))
  if (fault === 'overtaken') await new Promise(done => setTimeout(done, LATER_MS))
}

function answer(
  asked: IncomingMessage,
  reply: ServerResponse,
  whole: Whole,
  { fault, random }: Pick<Passing, 'random'> & { readonly fault: Fault | 'none' },
): void {
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
