/** A message to a member by the relay: left there, and its reply waited for. The same interface as straight over HTTPS. */
import type { Delivery, SendQuestion } from '../discovery/ports.ts'
import type { RelayProgress } from '../model/generated/relay-progress.ts'
import { type RelayClient, RelayFailure } from './relay-client.ts'

const LONGEST_WAIT_SECONDS = 25

/** Never throws for what relay or reader do. `client` is the relay that the member polls. */
export function relayTransport(client: (address: string) => RelayClient): SendQuestion {
  return async ({ member, message, timeoutMs, signal }) => {
    const address = member.endpoints.relay?.url ?? member.endpoints.file?.courier
    if (address === undefined) return { state: 'unreachable' }
    return sendAndWait(client(address), { to: member.id, message, timeoutMs, ...(signal && { signal }) })
  }
}

export interface RelayedMessage {
  readonly to: string
  readonly message: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export async function sendAndWait(
  relay: RelayClient,
  { to, message, timeoutMs, signal }: RelayedMessage,
): Promise<Delivery> {
  const until = performance.now() + timeoutMs
  const secondsLeft = () => Math.ceil((until - performance.now()) / 1000)
  let id: string | null = null
  while (secondsLeft() > 0 && signal?.aborted !== true) {
    try {
      id ??= await relay.send({ to, message, ttlSeconds: Math.max(1, secondsLeft()) })
      const progress = await relay.progress(id, Math.min(LONGEST_WAIT_SECONDS, secondsLeft()), signal)
      const delivery = deliveryOf(progress)
      if (delivery !== null) return delivery
    } catch (error) {
      const failure = error instanceof RelayFailure ? error : new RelayFailure(0, 'unreachable')
      if (!mayTryAgain(failure)) return refusalOf(failure)
      // The relay is being restarted, or says when to come back.
      await new Promise(done =>
        setTimeout(done, Math.max(0, Math.min((failure.retryAfterSeconds ?? 0.5) * 1000, until - performance.now()))),
      )
      if (secondsLeft() <= 0) return refusalOf(failure)
    }
  }
  return { state: 'timeout' }
}

function deliveryOf({ state, reply, code }: RelayProgress): Delivery | null {
  switch (state) {
    case 'succeeded':
      return { state: 'delivered', message: reply ?? '' }
    case 'permfailed':
      return { state: 'refused', code: code ?? 'unknown' }
    case 'expired':
      return { state: 'timeout' }
    case 'waiting':
    case 'claimed':
    case 'tempfailed':
      return null
  }
}

/** 409: something on the way sent our signed request twice, and the second came first. */
function mayTryAgain({ status }: RelayFailure): boolean {
  return status === 0 || status === 409 || status === 429 || status >= 500
}

function refusalOf({ status, code }: RelayFailure): Delivery {
  return status === 0 ? { state: 'unreachable' } : { state: 'refused', code }
}
