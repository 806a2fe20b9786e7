/** A message to a member over HTTPS, straight: one request, one bounded reply, nothing followed. */
import type { Delivery, NetworkMember, SendQuestion } from '../discovery/ports.ts'
import type { Message } from '../model/generated/message.ts'
import type { Problem } from '../model/generated/problem.ts'
import { isValid } from '../model/validation.ts'
import { ClientFailure, type ClientReply, type HttpClient } from './http-client.ts'

export interface Letter {
  readonly message: string
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Of the reply. */
  readonly maxBytes?: number
}

export interface DirectTransport {
  /** A question, or another kind of message; never throws for what the other side does. The reply is not trusted here, only carried. */
  readonly ask: SendQuestion
  /** Any message to a gateway's address; `delivered` brings the reply, empty where there is nothing to say. */
  send(address: string, letter: Letter): Promise<Delivery>
}

/** Where a gateway takes questions, below its address; and where any message. */
const QUESTIONS_PATH = '/api/v1/questions'
const MESSAGES_PATH = '/api/v1/messages'
const MAX_REPLY_BYTES = 65_536
/** A table on its way, sealed. */
const MAX_MESSAGE_BYTES = 8_388_608

export function directTransport(client: HttpClient): DirectTransport {
  return {
    ask: async ({ member, message, timeoutMs, kind = 'question', signal }) => {
      const address = addressOf(member)
      if (address === null) return { state: 'unreachable' }
      const letter = { message, timeoutMs, ...(signal === undefined ? {} : { signal }) }
      if (kind === 'question') return post(client, `${address}${QUESTIONS_PATH}`, letter)
      return post(client, `${address}${MESSAGES_PATH}`, { ...letter, maxBytes: MAX_MESSAGE_BYTES })
    },
    send: (address, letter) => post(client, `${address}${MESSAGES_PATH}`, letter),
  }
}

function addressOf({ endpoints }: NetworkMember): string | null {
  return endpoints.direct ?? null
}

async function post(
  client: HttpClient,
  url: string,
  { message, timeoutMs, signal, maxBytes = MAX_REPLY_BYTES }: Letter,
): Promise<Delivery> {
  try {
    const reply = await client.send({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, application/problem+json' },
      body: JSON.stringify({ message } satisfies Message),
      timeoutMs,
      maxBytes,
      ...(signal === undefined ? {} : { signal }),
    })
    return readDelivery(reply)
  } catch (error) {
    if (error instanceof ClientFailure && error.state === 'timeout') return { state: 'timeout' }
    return { state: 'unreachable' }
  }
}

function readDelivery({ status, type, text, headers }: ClientReply): Delivery {
  // A redirect would carry a message to an address that the directory does not name.
  if (status >= 300 && status < 400) return { state: 'invalid', why: 'redirected' }
  if (status === 204) return { state: 'delivered', message: '' }
  if (headers['content-encoding'] !== undefined) return { state: 'invalid', why: 'packed' }
  const isOk = status >= 200 && status < 300
  if (isOk && type !== 'application/json') return { state: 'invalid', why: 'not-json' }
  if (text === null) return { state: 'invalid', why: 'too-large' }
  const body = parseJson(text)
  if (isOk) {
    if (!isValid<Message>('urn:prime-rose:message/1', body)) return { state: 'invalid', why: 'not-a-message' }
    return { state: 'delivered', message: body.message }
  }
  const isProblem = type === 'application/problem+json' && isValid<Problem>('urn:prime-rose:problem/1', body)
  return isProblem ? { state: 'refused', code: body.code } : { state: 'invalid', why: `status-${status}` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
