/** Questions and answers as messages: their types, how long they live, and who may open them. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../model/clock.ts'
import type { Answer, Reading } from '../model/generated/answer.ts'
import type { CohortDefinition } from '../model/generated/cohort-definition.ts'
import type { Question } from '../model/generated/question.ts'
import type { MemberId } from '../model/ids.ts'
import type { PrivateJwk, PublicJwk } from '../trust/keys.ts'
import { openMessage, signMessage } from '../trust/messages.ts'

/** JWS header `typ`, so that no message of one kind is taken for another (RFC 8725, section 3.11). */
const QUESTION_TYP = 'prime-rose-question+jwt'
const ANSWER_TYP = 'prime-rose-answer+jwt'

const MESSAGE_LIFETIME_SECONDS = 60
const CLOCK_TOLERANCE_SECONDS = 60

export interface Signer {
  readonly member: MemberId
  readonly key: PrivateJwk
  readonly clock: Clock
}

export interface Opener {
  /** Us: the member that messages must be addressed to. */
  readonly member: MemberId
  readonly keyOf: (issuer: string) => PublicJwk | null
  readonly clock: Clock
}

export async function signQuestion(
  asked: { readonly to: MemberId; readonly cohort: CohortDefinition },
  signer: Signer,
): Promise<{ readonly jti: string; readonly message: string }> {
  const question: Question = { type: 'question/1', ...envelope(asked.to, signer), cohort: asked.cohort }
  return { jti: question.jti, message: await signMessage(question, { key: signer.key, typ: QUESTION_TYP }) }
}

export async function signAnswer(
  answered: { readonly to: string; readonly question: string; readonly reading: Reading },
  signer: Signer,
): Promise<string> {
  const { to, question, reading } = answered
  const answer: Answer = { type: 'answer/1', ...envelope(to, signer), question, reading }
  return signMessage(answer, { key: signer.key, typ: ANSWER_TYP })
}

/** Throws `trust/...` for anything that is not a fresh question of a known member to us. */
export function openQuestion(message: string, opener: Opener): Promise<Question> {
  return openMessage<Question>(message, { typ: QUESTION_TYP, schemaId: 'urn:prime-rose:question/1', ...rules(opener) })
}

/** Throws `trust/...` for anything that is not a fresh answer of that member to us. */
export function openAnswer(message: string, opener: Opener): Promise<Answer> {
  return openMessage<Answer>(message, { typ: ANSWER_TYP, schemaId: 'urn:prime-rose:answer/1', ...rules(opener) })
}

/** Until when a message must be remembered as used, seconds since 1970: as long as it would still be taken. */
export function rememberUntil(message: { readonly exp: number }): number {
  return message.exp + CLOCK_TOLERANCE_SECONDS
}

function envelope(to: string, { member, clock }: Signer) {
  const iat = Math.floor(clock.now() / 1000)
  return { iss: member, aud: to, iat, exp: iat + MESSAGE_LIFETIME_SECONDS, jti: randomUUID() }
}

function rules({ member, keyOf, clock }: Opener) {
  return {
    audience: member,
    keyOf,
    now: clock.now(),
    maxAgeSeconds: MESSAGE_LIFETIME_SECONDS,
    clockToleranceSeconds: CLOCK_TOLERANCE_SECONDS,
  }
}
