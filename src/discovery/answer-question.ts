/** One question, one answer: from the published table alone, and only once its use and its access event are durable. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ErrorCode, isNodeError } from '../model/errors.ts'
import type { Reading } from '../model/generated/answer.ts'
import type { Question } from '../model/generated/question.ts'
import type { Correspondent } from '../trust/correspondents.ts'
import type { Opener, Signer } from '../trust/envelope.ts'
import type { Carrier } from '../trust/message-types.ts'
import { refusal } from '../trust/refusals.ts'
import { replayed, useOf } from '../trust/replays.ts'
import { openQuestion, sealAnswer } from './messages.ts'
import type { AccessEntry, AccessLog, CohortTerms } from './ports.ts'
import { readPublished } from './read-published.ts'
import type { RecentMessages } from './recent-messages.ts'
import type { RefusalTally } from './refusal-tally.ts'
import type { TableShelf } from './table-shelf.ts'

export interface AnswerQuestionDeps {
  readonly us: Signer & Opener
  /** Throws `http/rate-limited` where this member has asked enough for now. */
  readonly admit: (member: string) => void
  readonly terms: CohortTerms
  readonly shelf: TableShelf
  readonly access: AccessLog
  readonly recent: RecentMessages
  readonly refusals: RefusalTally
}

/** Who asked is told as soon as it is proved, for the log; the answer is sealed as the question was. */
export async function answerQuestion(
  message: string,
  deps: AnswerQuestionDeps,
  onVerified: (member: string) => void = () => {},
): Promise<string> {
  const question = await orTallied(null, deps, () => openQuestion(message, deps.us))
  onVerified(question.iss)
  return answerOpened(question, 'direct', deps)
}

/** The same for a question that was opened already, whatever carried it. */
export async function answerOpened(question: Question, carrier: Carrier, deps: AnswerQuestionDeps): Promise<string> {
  const reading = await orTallied(question.iss, deps, async () => {
    checkUnused(question, deps.recent)
    deps.admit(question.iss)
    const definition = deps.terms.canonicalise(question.cohort)
    const { denominator = 'treated' } = question
    return readPublished({ definition, denominator }, deps.shelf.latest(), deps.terms)
  })
  const answered = { question, reading, carrier }
  const [, answer] = await Promise.all([useOnce(question, reading, deps), sealWhileWriting(answered, deps)])
  return answer
}

/** The database gets to work first, and the answer is signed meanwhile: it leaves only once both are done. */
async function sealWhileWriting(
  { question, reading, carrier }: { question: Question; reading: Reading; carrier: Carrier },
  { us }: AnswerQuestionDeps,
): Promise<string> {
  await nextTurn()
  return sealAnswer({ to: askerOf(question, us), question: question.jti, reading, carrier }, us)
}

/** May have been removed since its question was opened: then it is a stranger. */
function askerOf(question: Question, { find }: Opener): Correspondent {
  const asker = find(question.iss)
  if (asker === null) throw refusal('trust/unknown-issuer')
  return asker
}

/** Refusals are access events by code; what the asker wrote is not among them. */
async function orTallied<T>(member: string | null, deps: AnswerQuestionDeps, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    const code: ErrorCode = isNodeError(error) ? error.code : 'internal'
    deps.refusals.note(member, code)
    throw error
  }
}

function checkUnused(question: Question, recent: RecentMessages): void {
  if (recent.has(question.iss, question.jti)) throw replayed()
}

/** The replay row and the access event must be on disk before the answer leaves. */
async function useOnce(question: Question, reading: Reading, deps: AnswerQuestionDeps): Promise<void> {
  const use = await deps.access.record(answeredEntry(question, reading, deps))
  deps.recent.add(question.iss, question.jti, useOf(question).expires)
  if (use === 'replayed') throw replayed()
}

function answeredEntry(question: Question, reading: Reading, { us, terms }: AnswerQuestionDeps): AccessEntry {
  return {
    at: new Date(us.clock.now()).toISOString(),
    kind: 'question.answered',
    member: question.iss,
    code: null,
    cohortHash: terms.hashOf(reading.cohort),
    tableSha256: reading.table,
    use: useOf(question),
  }
}
