/** One question to one member over its transport, again where that may help, until there is an end or its time is over. */
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import type { MemberAnswer } from '../../model/generated/network-answer.ts'
import type { Opener, Signer } from '../../trust/envelope.ts'
import { type Carrier, commonType } from '../../trust/message-types.ts'
import { checkAnswer } from '../check-answer.ts'
import { sealQuestion } from '../messages.ts'
import type { Delivery, NetworkMember, SendQuestion } from '../ports.ts'
import type { Letter } from './ports.ts'

/** A row without what is known before. */
export type Outcome<Row = MemberAnswer> = Row extends unknown
  ? Omit<Row, 'member' | 'country' | 'sharesCountry' | 'at'>
  : never

export interface MemberQuestion {
  readonly member: NetworkMember
  readonly cohort: CohortDefinition
  readonly denominator: 'treated' | 'screened'
  /** Left at a relay before a restart; null where there is none. */
  readonly letter: Letter | null
}

export interface AskMemberDeps {
  readonly us: Signer & Omit<Opener, 'find'>
  readonly send: SendQuestion
  /** Milliseconds until the deadline. */
  readonly timeLeft: () => number
  /** How long a member that cannot be reached is tried again. */
  readonly patienceMs: number
  /** Durable before the letter is sent. */
  readonly keepLetter: (letter: Letter) => Promise<void>
  readonly onState: (state: 'waiting' | 'claimed' | 'needs-human') => void
  /** Cancelled, over, or stopped: nothing more is sent. */
  readonly signal: AbortSignal
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** Straight there and back; a slower member is asked anew while there is time. */
const LONGEST_ATTEMPT_MS = 30_000
const MOST_REPLAYS = 3

/** Null where it was ended before there was an end. Never throws for what the member or its transport do. */
export async function askMember(question: MemberQuestion, deps: AskMemberDeps): Promise<Outcome | null> {
  const { member } = question
  // Told before the first question: what it would not understand is not sent.
  if (member.protocols !== null && commonType('question', member.protocols) === null) return { state: 'wrong-version' }
  const carrier = carrierTo(member)
  const givesUpAt = performance.now() + deps.patienceMs
  let { letter } = question
  let pauseMs = FIRST_PAUSE_MS
  for (let replays = 0; ; ) {
    if (deps.signal.aborted || deps.timeLeft() <= 0) return null
    letter ??= await newLetter(question, carrier, deps)
    const delivery = await deliver(member, { letter, carrier }, deps)
    if (deps.signal.aborted) return null
    if (delivery.state === 'delivered') {
      const { cohort, denominator } = question
      return checkAnswer(delivery.message, { member, jti: letter.jti, cohort, denominator, carrier }, deps.us)
    }
    // Its answer was lost on the way: the same question, as a new message.
    const wasUsed = delivery.state === 'refused' && delivery.code === 'trust/replayed' && ++replays <= MOST_REPLAYS
    if (wasUsed || carrier === 'direct') letter = null
    if (wasUsed) continue
    if (delivery.state === 'timeout' && carrier === 'relay') return null
    const isGivenUp = !mayPass(delivery) || performance.now() + pauseMs > givesUpAt
    if (delivery.state !== 'timeout' && isGivenUp) return delivery
    deps.onState('waiting')
    await pause(Math.min(pauseMs, deps.timeLeft()), deps.signal)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

/** Straight where there is an address, else by the relay. */
export function carrierTo({ endpoints }: NetworkMember): Carrier {
  return endpoints.direct === undefined && (endpoints.relay ?? endpoints.file) !== undefined ? 'relay' : 'direct'
}

async function newLetter(question: MemberQuestion, carrier: Carrier, deps: AskMemberDeps): Promise<Letter> {
  const { member: to, cohort, denominator } = question
  const letter = await sealQuestion(
    { to, cohort, denominator, carrier, lifetimeSeconds: lifetimeOf(carrier, deps.timeLeft()) },
    deps.us,
  )
  if (carrier !== 'direct') await deps.keepLetter(letter)
  return letter
}

/** At a relay a question may wait as long as its asker does; straight it is there at once. */
function lifetimeOf(carrier: Carrier, timeoutMs: number): number {
  const MINUTE = 60
  return carrier === 'direct' ? MINUTE : Math.max(MINUTE, Math.ceil(timeoutMs / 1000))
}

/** A transport that throws has not reached the member; its error must not end the question to the others. */
async function deliver(
  member: NetworkMember,
  { letter, carrier }: { readonly letter: Letter; readonly carrier: Carrier },
  { send, timeLeft, signal, onState }: AskMemberDeps,
): Promise<Delivery> {
  const timeoutMs = carrier === 'direct' ? Math.min(LONGEST_ATTEMPT_MS, timeLeft()) : timeLeft()
  const onProgress = (state: 'waiting' | 'claimed') =>
    // Whoever fetched it carries it into a closed platform, and the answer out of it.
    onState(state === 'claimed' && isBehindFiles(member) ? 'needs-human' : state)
  try {
    const sent = send({ member, message: letter.message, kind: 'question', timeoutMs, signal, onProgress })
    // Whatever the transport does with the signal, nobody waits for it any more.
    return await Promise.race([sent, aborted(signal)])
  } catch {
    return { state: 'unreachable' }
  }
}

function isBehindFiles({ endpoints }: NetworkMember): boolean {
  return endpoints.direct === undefined && endpoints.relay === undefined && endpoints.file !== undefined
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

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (signal.aborted) return done()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, Math.max(0, ms))
    signal.addEventListener('abort', end)
  })
}
