/** Questions and answers as messages: what is in them, and who may open them. */
import type { Answer, Reading } from '../model/generated/answer.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { Question } from '../model/generated/question.ts'
import type { Correspondent } from '../trust/correspondents.ts'
import { type Opened, type Opener, open, openSigned, type Signer, seal } from '../trust/envelope.ts'
import type { Carrier } from '../trust/message-types.ts'

export interface Asked {
  readonly to: Correspondent
  readonly cohort: CohortDefinition
  readonly denominator: Reading['denominator']
  readonly carrier?: Carrier
  readonly lifetimeSeconds?: number
}

export function sealQuestion({ to, cohort, denominator, carrier = 'direct', lifetimeSeconds }: Asked, signer: Signer) {
  const content = { cohort, denominator } satisfies Partial<Question>
  const lifetime = lifetimeSeconds === undefined ? {} : { lifetimeSeconds }
  return seal({ type: 'question/1', to, carrier, content, ...lifetime }, signer)
}

export interface Answered {
  readonly to: Correspondent
  /** `jti` of the question. */
  readonly question: string
  readonly reading: Reading
  readonly carrier?: Carrier
}

export async function sealAnswer(answered: Answered, signer: Signer): Promise<string> {
  const { to, question, reading, carrier = 'direct' } = answered
  const content = { question, reading } satisfies Partial<Answer>
  return (await seal({ type: 'answer/1', to, carrier, content }, signer)).message
}

/** Throws `trust/...` for anything that is not a fresh question of a known member to us. */
export function openQuestion(message: string, opener: Opener, carrier: Carrier = 'direct'): Promise<Question> {
  return open<Question>(message, opener, { accept: ['question/1'], carrier })
}

/** Throws `trust/...` for anything that is not a fresh answer of that member to us. */
export async function openAnswer(message: string, opener: Opener, carrier: Carrier = 'direct'): Promise<Answer> {
  return (await openSignedAnswer(message, opener, carrier)).message
}

/** The same with what the member signed, for whoever keeps it. */
export function openSignedAnswer(message: string, opener: Opener, carrier: Carrier): Promise<Opened<Answer>> {
  return openSigned<Answer>(message, opener, { accept: ['answer/1'], carrier })
}
