/**
 * Requests to partners: bounded in time and size, nothing followed, nothing unpacked. Which authorities are believed, a
 * certificate of our own and a proxy are settings; the certificate of the other side is always checked.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export interface ClientSettings {
  /** PEM: the authorities believed, in the place of the public ones. */
  readonly ca?: string
  /** PEM: shown to partners that ask for one. */
  readonly certificate?: string
  readonly key?: string
  /** Least version of TLS; default 1.3. */
  readonly minVersion?: '1.2' | '1.3'
  /** `http://proxy:3128`: https goes through it by CONNECT. */
  readonly proxy?: string
}

export interface ClientRequest {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

export interface ClientReply {
  readonly status: number
  /** Lower case, without parameters. */
  readonly type: string
  /** Null where it is longer than `maxBytes`. */
  readonly text: string | null
  readonly headers: IncomingMessage['headers']
}

export interface HttpClient {
  /** Rejects with a `ClientFailure` where there is no whole reply. */
  send(request: ClientRequest): Promise<ClientReply>
  close(): void
}

export class ClientFailure extends Error {
  readonly state: 'timeout' | 'unreachable' | 'stopped'

  constructor(state: ClientFailure['state'], cause: unknown) {
    super(state, { cause })
    this.state = state
  }
}

export function createHttpClient(settings: ClientSettings = {}): HttpClient {
  const { ca, certificate, key, minVersion = '1.3', proxy } = settings
  const proxied = proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }
  const agents = {
    http: new HttpAgent({ keepAlive: true, ...proxied }),
    https: new HttpsAgent({
      keepAlive: true,
      minVersion: minVersion === '1.2' ? 'TLSv1.2' : 'TLSv1.3',
      ...(ca === undefined ? {} : { ca }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
      ...proxied,
    }),
  }
  return {
    send: request => send(request, agents),
    close: () => {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

async function send(asked: ClientRequest, agents: Agents): Promise<ClientReply> {
  const timeout = AbortSignal.timeout(asked.timeoutMs)
  const signal = asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal])
  try {
    return await exchange(asked, agents, signal)
  } catch (error) {
    if (asked.signal?.aborted === true) throw new ClientFailure('stopped', error)
    throw new ClientFailure(timeout.aborted ? 'timeout' : 'unreachable', error)
  }
}

function exchange(asked: ClientRequest, agents: Agents, signal: AbortSignal): Promise<ClientReply> {
  const { url, method, headers, body, maxBytes } = asked
  const isTls = url.startsWith('https:')
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const options = { method, headers: { ...headers, ...length }, signal }
  return new Promise((resolve, reject) => {
    const onReply = (reply: IncomingMessage) => {
      readBounded(reply, maxBytes).then(text => resolve({ ...headOf(reply), text }), reject)
    }
    const sent = isTls
      ? httpsRequest(url, { ...options, agent: agents.https }, onReply)
      : httpRequest(url, { ...options, agent: agents.http }, onReply)
    sent.on('error', reject)
    sent.end(body)
  })
}

function headOf(reply: IncomingMessage): Omit<ClientReply, 'text'> {
  const [type = ''] = (reply.headers['content-type'] ?? '').split(';')
  return { status: reply.statusCode ?? 0, type: type.trim().toLowerCase(), headers: reply.headers }
}

/** A partner must not fill our memory: what is too long is not even received. */
async function readBounded(reply: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  if (!reply.complete) throw new Error('cut off')
  return Buffer.concat(chunks).toString('utf8')
}
