/** One question to one member, again where that may help, until there is an end or its time is over. */
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import type { MemberAnswer } from '../../model/generated/network-answer.ts'
import { pause } from '../../model/pause.ts'
import type { Opener, Signer } from '../../trust/envelope.ts'
import { type Carrier, commonType } from '../../trust/message-types.ts'
import { checkAnswer } from '../check-answer.ts'
import { sealQuestion } from '../messages.ts'
import type { Delivery, NetworkMember, SendQuestion } from '../ports.ts'

/** A row without what is known before. */
export type Outcome<Row = MemberAnswer> = Row extends unknown
  ? Omit<Row, 'member' | 'country' | 'sharesCountry' | 'at'>
  : never

export interface MemberQuestion {
  /** Id of the question to all. */
  readonly question: string
  readonly member: NetworkMember
  readonly cohort: CohortDefinition
  readonly denominator: 'treated' | 'screened'
}

export type OpenState = 'waiting' | 'claimed' | 'needs-human'

/** What came of a question on its way, under which id it was asked, and what carried it. */
export interface SentQuestion {
  readonly delivery: Delivery
  readonly jti: string
  readonly carrier: Carrier
}

/** One attempt: its end, or null where it was given up before. */
export type Attempt = (asked: MemberQuestion, deps: AskMemberDeps, attempt: number) => Promise<SentQuestion | null>

export interface AskMemberDeps {
  readonly us: Signer & Omit<Opener, 'find'>
  /** Straight to a member that has an address. */
  readonly send: SendQuestion
  /** For members that are reached by a relay or by files: stored, and handed on also after a restart. */
  readonly sendLetter: Attempt
  readonly carrierTo: (member: NetworkMember) => Carrier | null
  /** Milliseconds until the deadline. */
  readonly timeLeft: () => number
  /** How long a member that cannot be reached is tried again. */
  readonly patienceMs: number
  readonly onState: (state: OpenState) => void
  /** Cancelled, over, or stopped: nothing more is sent. */
  readonly signal: AbortSignal
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** Straight there and back; a slower member is asked anew while there is time. */
const LONGEST_ATTEMPT_MS = 30_000
const MOST_REPLAYS = 3

/** Null where it was ended before there was an end. Never throws for what the member or its transport do. */
export async function askMember(asked: MemberQuestion, deps: AskMemberDeps): Promise<Outcome | null> {
  const { member, cohort, denominator } = asked
  // Told before the first question: what it would not understand is not sent.
  if (member.protocols !== null && commonType('question', member.protocols) === null) return { state: 'wrong-version' }
  const carrier = deps.carrierTo(member)
  if (carrier === null) return { state: 'unreachable' }
  const attempt = carrier === 'direct' ? sendStraight : deps.sendLetter
  const givesUpAt = performance.now() + deps.patienceMs
  let pauseMs = FIRST_PAUSE_MS
  for (let replays = 0; ; ) {
    if (deps.signal.aborted || deps.timeLeft() <= 0) return null
    const sent = await attempt(asked, deps, replays)
    if (sent === null || deps.signal.aborted) return null
    const { delivery, jti } = sent
    if (delivery.state === 'delivered') {
      return checkAnswer(delivery.message, { member, jti, cohort, denominator, carrier: sent.carrier }, deps.us)
    }
    // The directory said otherwise: it is older, or newer, than its entry.
    if (delivery.state === 'refused' && delivery.code === 'exchange/not-spoken') return { state: 'wrong-version' }
    // Its answer was lost on the way: the same question, as a new message.
    if (delivery.state === 'refused' && delivery.code === 'trust/replayed' && ++replays <= MOST_REPLAYS) continue
    const isGivenUp = !mayPass(delivery) || performance.now() + pauseMs > givesUpAt
    if (delivery.state !== 'timeout' && isGivenUp) return delivery
    deps.onState('waiting')
    await pause(Math.max(0, Math.min(pauseMs, deps.timeLeft())), deps.signal)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

/** Each attempt is a fresh message: straight there it lives a minute. */
const sendStraight: Attempt = async ({ member, cohort, denominator }, { us, send, timeLeft, signal }) => {
  const { jti, message } = await sealQuestion({ to: member, cohort, denominator, carrier: 'direct' }, us)
  const timeoutMs = Math.min(LONGEST_ATTEMPT_MS, timeLeft())
  const sent = send({ member, message, kind: 'question', timeoutMs, signal })
  // Whatever the transport does with the signal, nobody waits for it any more; one that throws has not reached the member.
  const delivery = await Promise.race([sent, aborted(signal)]).catch((): Delivery => ({ state: 'unreachable' }))
  return { delivery, jti, carrier: 'direct' }
}

/** Codes of a member that is there, and may answer a little later. */
const PASSING = ['http/not-ready', 'http/rate-limited', 'relay/full', 'table/not-published']

function mayPass(delivery: Delivery): boolean {
  switch (delivery.state) {
    case 'unreachable':
    case 'timeout':
      return true
    case 'refused':
      return PASSING.includes(delivery.code)
    case 'invalid':
      // A proxy in front of a member that is being restarted.
      return /^status-5/.test(delivery.why)
    case 'delivered':
      return false
  }
}

function aborted(signal: AbortSignal): Promise<Delivery> {
  return new Promise(done => {
    if (signal.aborted) done({ state: 'timeout' })
    signal.addEventListener('abort', () => done({ state: 'timeout' }), { once: true })
  })
}
