/** The relay as a member uses it: signed requests outward, long polls, nothing inbound. */
import type { Problem } from '../model/generated/problem.ts'
import type { RelayParcels } from '../model/generated/relay-parcels.ts'
import type { RelayProgress } from '../model/generated/relay-progress.ts'
import type { RelaySettlement } from '../model/generated/relay-settlement.ts'
import { isValid, type SchemaId } from '../model/validation.ts'
import type { Signer } from '../trust/envelope.ts'
import { signRequest } from '../trust/signed-request.ts'
import { ClientFailure, type ClientReply, type HttpClient } from './http-client.ts'

export interface RelaySettings {
  /** Base address, as the directory gives it. */
  readonly address: string
  readonly client: HttpClient
  /** Read for every request: keys may be replaced meanwhile. */
  readonly signer: () => Signer
  /** Of a courier, whose key is not the member's. */
  readonly pass?: string
}

/** `status` 0: no reply; `code` where the relay gave one. */
export class RelayFailure extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterSeconds: number | null

  constructor(status: number, code: string, retryAfterSeconds: number | null = null) {
    super(code)
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface RelayClient {
  /** Id of the message; the same text again is the same message, so that a lost reply is asked for again. */
  send(letter: { readonly to: string; readonly ttlSeconds: number; readonly message: string }): Promise<string>
  /** What has come of it by the end of the wait. */
  progress(id: string, waitSeconds: number, signal?: AbortSignal): Promise<RelayProgress>
  /** Claims what waits; empty at the end of the wait. */
  fetch(waitSeconds: number, signal?: AbortSignal): Promise<RelayParcels['messages']>
  settle(id: string, settlement: RelaySettlement): Promise<void>
}

const PREFIX = '/relay/v1'
/** Beyond the wait, for the way there and back. */
const SLACK_MS = 10_000
const MAX_REPLY_BYTES = 33_554_432

/** Methods throw `RelayFailure`. */
export function createRelayClient(settings: RelaySettings): RelayClient {
  const call = (method: 'GET' | 'POST' | 'PUT', path: string, options: CallOptions = {}) =>
    callRelay(settings, { method, path: `${PREFIX}${path}`, ...options })
  return {
    send: async ({ to, ttlSeconds, message }) => {
      const reply = await call('POST', '/messages', { body: JSON.stringify({ to, ttl: ttlSeconds, message }) })
      return (JSON.parse(reply.text ?? '{}') as { id: string }).id
    },
    progress: async (id, waitSeconds, signal) =>
      checked<RelayProgress>(
        'urn:prime-rose:relay-progress/1',
        await call('GET', `/messages/${id}?wait_time=${waitSeconds}`, { waitSeconds, ...(signal && { signal }) }),
      ),
    fetch: async (waitSeconds, signal) => {
      const path = `/inbox?wait_count=1&wait_time=${waitSeconds}`
      const reply = await call('GET', path, { waitSeconds, ...(signal && { signal }) })
      return checked<RelayParcels>('urn:prime-rose:relay-parcels/1', reply).messages
    },
    settle: async (id, settlement) => {
      await call('PUT', `/messages/${id}`, { body: JSON.stringify(settlement) })
    },
  }
}

interface CallOptions {
  readonly body?: string
  readonly waitSeconds?: number
  readonly signal?: AbortSignal
}

async function callRelay(
  { address, client, signer, pass }: RelaySettings,
  { method, path, body = '', waitSeconds = 0, signal }: CallOptions & { method: 'GET' | 'POST' | 'PUT'; path: string },
): Promise<ClientReply> {
  const token = await signRequest({ method, address, path, body }, signer())
  const reply = await client
    .send({
      url: `${address}${path}`,
      method,
      headers: {
        authorization: `Rose ${token}`,
        ...(pass === undefined ? {} : { 'rose-courier-pass': pass }),
        accept: 'application/json, application/problem+json',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
      timeoutMs: waitSeconds * 1000 + SLACK_MS,
      maxBytes: MAX_REPLY_BYTES,
      ...(signal === undefined ? {} : { signal }),
    })
    .catch((error: unknown) => {
      throw new RelayFailure(0, error instanceof ClientFailure ? error.state : 'unreachable')
    })
  if (reply.status >= 200 && reply.status < 300) return reply
  const problem = parse(reply.text)
  const code = isValid<Problem>('urn:prime-rose:problem/1', problem) ? problem.code : `status-${reply.status}`
  const retryAfter = Number(reply.headers['retry-after'])
  throw new RelayFailure(reply.status, code, Number.isSafeInteger(retryAfter) ? retryAfter : null)
}

function checked<T>(schema: SchemaId, reply: ClientReply): T {
  const body = parse(reply.text)
  if (isValid<T>(schema, body)) return body
  throw new RelayFailure(reply.status, 'not-a-relay')
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
