/** One cohort, all members of a network, side by side: a row for each, whatever becomes of it. */
import type { Clock } from '../model/clock.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { MemberAnswer, NetworkAnswer } from '../model/generated/network-answer.ts'
import type { MemberId } from '../model/ids.ts'
import type { Signer } from '../trust/envelope.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { type Carrier, commonType } from '../trust/message-types.ts'
import type { SealingPrivateJwk } from '../trust/sealing-keys.ts'
import { checkAnswer } from './check-answer.ts'
import { sealQuestion } from './messages.ts'
import { haveSameVersions, poolReadings } from './pool-readings.ts'
import type { Delivery, NetworkMember, SendQuestion } from './ports.ts'

export interface AskNetworkOptions {
  /** Canonical. */
  readonly definition: CohortDefinition
  readonly denominator: NetworkAnswer['denominator']
  readonly members: readonly NetworkMember[]
  readonly self: MemberId
  readonly key: PrivateJwk
  /** Ours, which answers are sealed to. */
  readonly sealingKeys: readonly SealingPrivateJwk[]
  readonly clock: Clock
  readonly send: SendQuestion
  /** Longest wait for one member. */
  readonly timeoutMs: number
  /** Called once a member, as its row is known. */
  readonly onAnswer?: (answer: MemberAnswer) => void
}

/** Rows come in the order of `members`. One member that is down, slow or lying is a row and leaves the others as they are. */
export async function askNetwork(options: AskNetworkOptions): Promise<NetworkAnswer> {
  const { definition, denominator, members, self, clock } = options
  const askedAt = new Date(clock.now()).toISOString()
  const answers = await Promise.all(members.map(member => askOne(member, options)))
  const readings = answers.flatMap(answer => (answer.state === 'answered' ? [answer.reading] : []))
  return {
    schema: 'network-answer/1',
    askedBy: self,
    askedAt,
    cohort: definition,
    denominator,
    members: answers,
    countries: {
      asked: new Set(members.map(member => member.country)).size,
      answered: new Set(readings.map(reading => reading.country)).size,
    },
    versionsDiffer: !haveSameVersions(readings),
    pooled: poolReadings(readings),
  }
}

async function askOne(member: NetworkMember, options: AskNetworkOptions): Promise<MemberAnswer> {
  const { members, onAnswer } = options
  const sharesCountry = members.some(other => other.id !== member.id && other.country === member.country)
  const outcome = await outcomeOf(member, options)
  const answer: MemberAnswer = { member: member.id, country: member.country, sharesCountry, ...outcome }
  onAnswer?.(answer)
  return answer
}

async function outcomeOf(member: NetworkMember, options: AskNetworkOptions) {
  const { definition: cohort, denominator, self, key, sealingKeys, clock, timeoutMs } = options
  // Told before the first question: what it would not understand is not sent.
  if (member.protocols !== null && commonType('question', member.protocols) === null) {
    return { state: 'invalid' as const, why: 'wrong-version' }
  }
  const carrier = carrierTo(member)
  const signer: Signer = { member: self, key, clock }
  const { jti, message } = await sealQuestion(
    { to: member, cohort, denominator, carrier, lifetimeSeconds: lifetimeOf(carrier, timeoutMs) },
    signer,
  )
  const delivery = await deliver(member, message, options)
  if (delivery.state !== 'delivered') return delivery
  return checkAnswer(
    delivery.message,
    { member, jti, cohort, denominator, carrier },
    { member: self, sealingKeys, clock },
  )
}

/** Straight where there is an address, else by the relay. */
export function carrierTo({ endpoints }: NetworkMember): Carrier {
  return endpoints.direct === undefined && (endpoints.relay ?? endpoints.file) !== undefined ? 'relay' : 'direct'
}

/** At a relay a question may wait as long as its asker does; straight it is there at once. */
function lifetimeOf(carrier: Carrier, timeoutMs: number): number {
  const MINUTE = 60
  return carrier === 'direct' ? MINUTE : Math.max(MINUTE, Math.ceil(timeoutMs / 1000))
}

/** A transport that throws has not reached the member; its error must not end the question to the others. */
async function deliver(
  member: NetworkMember,
  message: string,
  { send, timeoutMs }: AskNetworkOptions,
): Promise<Delivery> {
  try {
    return await send({ member, message, timeoutMs })
  } catch {
    return { state: 'unreachable' }
  }
}
