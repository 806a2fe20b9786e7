/** Is this the answer of that member, to us, to this question? Whatever is not so is told as a row, with the reason. */
import { type ErrorCode, isNodeError } from '../model/errors.ts'
import type { Answer, Reading } from '../model/generated/answer.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { Opener } from '../trust/envelope.ts'
import type { Carrier } from '../trust/message-types.ts'
import { openSignedAnswer } from './messages.ts'
import type { NetworkMember } from './ports.ts'

export interface AskedQuestion {
  readonly member: NetworkMember
  readonly jti: string
  readonly cohort: CohortDefinition
  readonly denominator: Reading['denominator']
  /** What carries question and answer. */
  readonly carrier: Carrier
}

/** Why an answer does not hold: a code of its envelope, or what it is about differs from what was asked. */
export type AnswerFault = ErrorCode | 'other-question' | 'other-cohort' | 'other-denominator' | 'other-country'

export type CheckedAnswer =
  /** `proof`: the answer as its member signed it, for whoever verifies it later. */
  | { readonly state: 'answered'; readonly reading: Reading; readonly proof: string }
  | { readonly state: 'invalid'; readonly why: AnswerFault }
  /** It answered in a version that is not spoken here. */
  | { readonly state: 'wrong-version' }

export async function checkAnswer(
  message: string,
  asked: AskedQuestion,
  us: Omit<Opener, 'find'>,
): Promise<CheckedAnswer> {
  const { member } = asked
  try {
    // Only the key of the member asked: another member's good signature is no answer of this one.
    const find = (issuer: string) => (issuer === member.id ? member : null)
    const { message: answer, signed } = await openSignedAnswer(message, { ...us, find }, asked.carrier)
    const why = findFault(answer, asked)
    return why === null ? { state: 'answered', reading: answer.reading, proof: signed } : { state: 'invalid', why }
  } catch (error) {
    if (isNodeError(error, 'exchange/not-spoken')) return { state: 'wrong-version' }
    return { state: 'invalid', why: isNodeError(error) ? error.code : 'internal' }
  }
}

function findFault(answer: Answer, asked: AskedQuestion): AnswerFault | null {
  if (answer.question !== asked.jti) return 'other-question'
  if (!isSameCohort(answer.reading.cohort, asked.cohort)) return 'other-cohort'
  if (answer.reading.denominator !== asked.denominator) return 'other-denominator'
  if (answer.reading.country !== asked.member.country) return 'other-country'
  return null
}

/** Both are canonical, hence equal only if equal part by part and in order. */
function isSameCohort(one: CohortDefinition, other: CohortDefinition): boolean {
  const parts = ({ match, tumour, alteration, drugs, endpoint }: CohortDefinition) =>
    JSON.stringify([match, tumour, alteration, drugs, endpoint])
  return parts(one) === parts(other)
}
