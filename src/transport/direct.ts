/** A message to a member over HTTPS, straight: one request, one bounded reply, nothing followed. */
import type { Delivery, NetworkMember } from '../discovery/ports.ts'
import type { Message } from '../model/generated/message.ts'
import type { Problem } from '../model/generated/problem.ts'
import { isValid } from '../model/validation.ts'
import { readBounded } from './read-bounded.ts'

export interface DirectQuestion {
  readonly member: NetworkMember
  /** Compact JWS. */
  readonly message: string
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number
}

/** Where a gateway takes questions, below its address; and where any message. */
const QUESTIONS_PATH = '/api/v1/questions'
const MESSAGES_PATH = '/api/v1/messages'
const MAX_REPLY_BYTES = 65_536

/** Never throws for what the other side does; the reply is not trusted here, only carried. */
export async function askDirect({ member, message, timeoutMs }: DirectQuestion): Promise<Delivery> {
  const address = member.endpoints.direct
  return address === undefined ? { state: 'unreachable' } : post(`${address}${QUESTIONS_PATH}`, { message, timeoutMs })
}

/** Any message; `delivered` brings the reply, which is empty where the member has nothing to say. */
export function sendDirect(address: string, letter: Pick<DirectQuestion, 'message' | 'timeoutMs'>): Promise<Delivery> {
  return post(`${address}${MESSAGES_PATH}`, letter)
}

async function post(
  url: string,
  { message, timeoutMs }: Pick<DirectQuestion, 'message' | 'timeoutMs'>,
): Promise<Delivery> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, application/problem+json' },
      body: JSON.stringify({ message } satisfies Message),
      // A redirect would carry a signed question to an address that the network does not name.
      redirect: 'manual',
      signal,
    })
    return await readDelivery(response)
  } catch {
    return { state: signal.aborted ? 'timeout' : 'unreachable' }
  }
}

async function readDelivery(response: Response): Promise<Delivery> {
  if (response.status === 204) return { state: 'delivered', message: '' }
  if (response.status >= 300 && response.status < 400) return discard(response, 'redirected')
  const type = mediaTypeOf(response)
  if (response.ok && type !== 'application/json') return discard(response, 'not-json')
  const text = await readBounded(response, MAX_REPLY_BYTES)
  if (text === null) return { state: 'invalid', why: 'too-large' }
  const body = parseJson(text)
  if (response.ok) {
    if (!isValid<Message>('urn:prime-rose:message/1', body)) return { state: 'invalid', why: 'not-a-message' }
    return { state: 'delivered', message: body.message }
  }
  const isProblem = type === 'application/problem+json' && isValid<Problem>('urn:prime-rose:problem/1', body)
  return isProblem ? { state: 'refused', code: body.code } : { state: 'invalid', why: `status-${response.status}` }
}

async function discard(response: Response, why: string): Promise<Delivery> {
  await response.body?.cancel()
  return { state: 'invalid', why }
}

function mediaTypeOf(response: Response): string {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
