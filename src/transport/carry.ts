/** One letter of the outbox on its way, by what its member is reached by: an attempt, and what it came to. */
import type { Delivery, Endpoints } from '../discovery/ports.ts'
import type { RelayProgress } from '../model/generated/relay-progress.ts'
import { mayPass } from '../outbox/passing.ts'
import type { Carry, DueLetter, Outcome } from '../outbox/ports.ts'
import { pauseSeconds } from '../outbox/send-due.ts'
import type { Carrier } from '../trust/message-types.ts'
import type { DirectTransport } from './direct.ts'
import { type RelayClient, RelayFailure } from './relay-client.ts'

export interface CarryDeps {
  /** Of a member, as the directory names them now; null for one that it does not. */
  readonly endpointsOf: (member: string) => Endpoints | null
  readonly direct: DirectTransport
  readonly relay: (address: string) => RelayClient
  /** Where this node itself exchanges files only: everything leaves through its folder. */
  readonly drop: Carry | null
}

/** How a member is reached: by files where it, or this node, is reached in no other way; straight before by relay. */
export function carrierBetween(own: Endpoints, theirs: Endpoints): Carrier | null {
  if (isFilesOnly(own) || isFilesOnly(theirs)) return 'file'
  if (theirs.direct !== undefined) return 'direct'
  return theirs.relay === undefined ? null : 'relay'
}

function isFilesOnly({ direct, relay, file }: Endpoints): boolean {
  return file !== undefined && direct === undefined && relay === undefined
}

export function carryLetters({ endpointsOf, direct, relay, drop }: CarryDeps): Carry {
  return async letter => {
    if (drop !== null) return drop(letter)
    const endpoints = endpointsOf(letter.to)
    if (endpoints?.direct !== undefined) return carryStraight(letter, endpoints.direct, direct)
    const address = endpoints?.relay?.url ?? endpoints?.file?.courier
    if (address === undefined) return notReached(letter, 'outbox/no-endpoint')
    return carryByRelay(letter, relay(address))
  }
}

const DIRECT_TIMEOUT_MS = 30_000

async function carryStraight(letter: DueLetter, address: string, direct: DirectTransport): Promise<Outcome> {
  return outcomeOf(letter, await direct.send(address, { message: letter.message, timeoutMs: DIRECT_TIMEOUT_MS }))
}

function outcomeOf(letter: DueLetter, delivery: Delivery): Outcome {
  switch (delivery.state) {
    case 'delivered':
      return { state: 'delivered', reply: delivery.message === '' ? null : delivery.message }
    case 'refused':
      return refused(letter, delivery.code)
    case 'unreachable':
    case 'timeout':
      return notReached(letter, `outbox/${delivery.state}`)
    // A proxy's page, say: whether the reader has it is not known.
    case 'invalid':
      return notReached(letter, 'outbox/odd-reply')
  }
}

function refused(letter: DueLetter, code: string): Outcome {
  return mayPass(code) ? notReached(letter, code) : { state: 'failed', code }
}

function notReached({ tries }: DueLetter, code: string): Outcome {
  return { state: 'waiting', againInSeconds: pauseSeconds(tries), code }
}

/** Below the lease of a letter. Short at first, so that it is soon seen that somebody has it. */
const LONGEST_RELAY_WAIT_SECONDS = 25
/** More than any relay takes. */
const LONGEST_TTL_SECONDS = 30 * 86_400
/** A reader who has not answered by then is a person, or away: he is asked after less often. */
const YOUNG_MS = 300_000
const OLD_PAUSE_SECONDS = 30

async function carryByRelay(letter: DueLetter, relay: RelayClient): Promise<Outcome> {
  const now = Date.now()
  try {
    const left = Math.ceil((Date.parse(letter.expiresAt) - now) / 1000)
    const ttlSeconds = Math.min(LONGEST_TTL_SECONDS, Math.max(1, left))
    const id = await relay.send({ to: letter.to, message: letter.message, ttlSeconds })
    const isYoung = now - Date.parse(letter.storedAt) < YOUNG_MS
    const waitSeconds = isYoung ? Math.min(LONGEST_RELAY_WAIT_SECONDS, pauseSeconds(letter.tries)) : 0
    return progressed(letter, await relay.progress(id, waitSeconds), isYoung)
  } catch (error) {
    const { status, code, retryAfterSeconds } = error instanceof RelayFailure ? error : new RelayFailure(0, 'internal')
    // No reply, or a garbled one; not known there yet, or not any more: its directory may be a poll behind ours. 409 is
    // about our signed request, which something on the way sent twice: it says nothing of the letter.
    if (status < 400 || [401, 403, 404, 409, 429].includes(status) || status >= 500) {
      const againInSeconds = retryAfterSeconds ?? pauseSeconds(letter.tries)
      return { state: 'waiting', againInSeconds, code: status === 0 ? 'outbox/relay-unreachable' : code }
    }
    return { state: 'failed', code }
  }
}

function progressed(letter: DueLetter, { state, reply, code }: RelayProgress, isYoung: boolean): Outcome {
  switch (state) {
    case 'succeeded':
      return { state: 'delivered', reply: reply ?? null }
    case 'permfailed':
      return refused(letter, code ?? 'unknown')
    case 'expired':
      return notReached(letter, 'outbox/relay-expired')
    case 'waiting':
    case 'claimed':
    case 'tempfailed': {
      const why = code === undefined || code === null ? `relay/${state}` : code
      return { state: 'sent', againInSeconds: isYoung ? 0 : OLD_PAUSE_SECONDS, code: why }
    }
  }
}
