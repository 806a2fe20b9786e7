/** Asks all members of one question side by side, keeps what becomes of each, and closes it when all have an end or time is over. */
import type { MemberAnswer } from '../../model/generated/network-answer.ts'
import type { Opener, Signer } from '../../trust/envelope.ts'
import type { NetworkMember, SendQuestion } from '../ports.ts'
import { type AskMemberDeps, askMember, type Outcome } from './ask-member.ts'
import type { LetterQuestions } from './by-outbox.ts'
import { isFinal } from './member-states.ts'
import { answerOf, signAnswer, timeText } from './network-answer.ts'
import type { KeptQuestion, QuestionStore } from './ports.ts'

export interface RunQuestionDeps {
  readonly store: QuestionStore
  /** As they are now; a member that has left since is nobody to ask. */
  readonly members: (network: unknown) => Promise<readonly NetworkMember[]>
  readonly us: Signer & Omit<Opener, 'find'>
  readonly send: SendQuestion
  readonly carrierTo: AskMemberDeps['carrierTo']
  readonly letters: LetterQuestions
  /** Follows an answer whose table is not held yet. */
  readonly onAnswered: (member: NetworkMember, row: MemberAnswer) => void
  readonly patienceMs?: number
}

/**
 * Resolves once the question has ended, or once `stopped` is aborted, which leaves it open for whoever takes it next.
 * A row is kept as soon as it is known; one member that is down, slow or lying leaves the others as they are.
 */
export async function runQuestion(id: string, deps: RunQuestionDeps, stopped: AbortSignal): Promise<void> {
  const { store, us } = deps
  const question = await store.find(id)
  if (question === null || question.state !== 'open') return
  const members = new Map((await deps.members(question.network)).map(member => [member.id as string, member]))
  const ended = new AbortController()
  const timeLeft = () => question.deadline - us.clock.now()
  const overdue = setTimeout(() => ended.abort(), Math.min(Math.max(0, timeLeft()), LONGEST_TIMER_MS))
  // Cancelled, by whatever process.
  const look = async () => {
    if ((await store.find(id))?.state !== 'open') ended.abort()
  }
  const unlisten = await store.onChange(changed => {
    if (changed === id || changed === ANY) void look().catch(() => undefined)
  })
  try {
    // Or before anybody listened.
    await look()
    const signal = AbortSignal.any([stopped, ended.signal])
    await Promise.all(
      question.rows.filter(row => !isFinal(row)).map(row => runRow(row, question, { deps, members, signal, timeLeft })),
    )
    if (!stopped.aborted || timeLeft() <= 0) await closeQuestion(id, deps)
  } finally {
    clearTimeout(overdue)
    await unlisten()
  }
}

/** Something may have been missed: look at everything again. */
export const ANY = ''

/** What timers of Node can wait, about 24 days; a question lives at most as long as a file may travel. */
const LONGEST_TIMER_MS = 2_147_483_647

interface Running {
  readonly deps: RunQuestionDeps
  readonly members: ReadonlyMap<string, NetworkMember>
  readonly signal: AbortSignal
  readonly timeLeft: () => number
}

async function runRow(row: MemberAnswer, question: KeptQuestion, running: Running): Promise<void> {
  const { deps, members, signal, timeLeft } = running
  const { store, us, send } = deps
  const { cohort, denominator, askedAt, deadline } = question
  const member = members.get(row.member)
  const keep = (outcome: Outcome) => store.setRow(question.id, rowWith(row, outcome, us.clock.now()))
  if (member === undefined) return keep({ state: 'unreachable' })
  let state: MemberAnswer['state'] = row.state
  const outcome = await askMember(
    { question: question.id, member, cohort, denominator },
    {
      us,
      send,
      sendLetter: deps.letters.sendLetter,
      carrierTo: deps.carrierTo,
      timeLeft,
      signal,
      patienceMs: deps.patienceMs ?? patienceFor(deadline - askedAt),
      onState: next => {
        if (next === state) return
        state = next
        // A state on the way that is not kept is told by the next one.
        void keep({ state: next }).catch(() => undefined)
      },
    },
  )
  if (outcome === null) return
  await keep(outcome)
  deps.onAnswered(member, rowWith(row, outcome, us.clock.now()))
}

/** A member that cannot be reached is tried again for a third of the time. */
function patienceFor(wholeMs: number): number {
  return wholeMs / 3
}

function rowWith(row: MemberAnswer, outcome: Outcome, now: number): MemberAnswer {
  const { member, country, sharesCountry } = row
  return { member, country, sharesCountry, at: timeText(now), ...outcome }
}

export type CloseDeps = Pick<RunQuestionDeps, 'store' | 'us' | 'letters'>

/** Ends the question: rows without an end are `expired`, or stay as they are where it is cancelled. Signed, and kept. */
export async function closeQuestion(id: string, { store, us, letters }: CloseDeps, cancelled = false): Promise<void> {
  const question = await store.find(id)
  if (question === null || question.state !== 'open') return
  const closedAt = us.clock.now()
  const state = cancelled ? 'cancelled' : 'complete'
  const rows = question.rows.map(row =>
    isFinal(row) || cancelled ? row : rowWith(row, { state: 'expired' }, closedAt),
  )
  const record = await signAnswer(answerOf({ ...question, rows, state, closedAt }), us.key)
  // With the rows of the record: what comes after it was signed comes too late.
  await store.close(id, { state, closedAt, rows, record })
  for (const row of question.rows) if (!isFinal(row)) await letters.withdraw(id, row.member)
}
