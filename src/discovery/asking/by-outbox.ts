/** Questions as letters of the outbox: for members behind a relay or a file drop, and for a node that has no network itself. */

import { isNodeError } from '../../model/errors.ts'
import type { Question } from '../../model/generated/question.ts'
import type { Outbox } from '../../outbox/outbox.ts'
import type { KeptLetter } from '../../outbox/ports.ts'
import { isFinal } from '../../outbox/states.ts'
import type { Delivery } from '../ports.ts'
import type { Attempt, OpenState } from './ask-member.ts'

export interface LetterQuestions {
  readonly sendLetter: Attempt
  /** Nobody waits for these any more. */
  withdraw(question: string, member: string): Promise<void>
}

/** How often it is looked what has become of a letter on its way; its end is told at once. */
const LOOK_EVERY_MS = 1_000
const MOST_ATTEMPTS = 4

export function askByOutbox(outbox: Outbox): LetterQuestions {
  return {
    sendLetter: async ({ question, member, cohort, denominator }, { timeLeft, onState, signal }, attempt) => {
      const name = nameOf(question, member.id, attempt)
      const content = { cohort, denominator } satisfies Partial<Question>
      const lifetimeSeconds = Math.max(60, Math.ceil(timeLeft() / 1000))
      try {
        // The same name is the same letter: after a restart it is not asked twice.
        let letter = await outbox.put({ name, to: member.id, type: 'question/1', content, lifetimeSeconds })
        while (!isFinal(letter.state)) {
          if (signal.aborted || timeLeft() <= 0) return null
          onState(stateOf(letter))
          letter = (await outbox.ended(name, Math.min(LOOK_EVERY_MS, timeLeft()), signal)) ?? letter
        }
        return { delivery: deliveryOf(letter), jti: letter.jti, carrier: letter.carrier }
      } catch (error) {
        // It has left the directory since, or is an older node by now.
        if (!isNodeError(error, 'trust/unknown-issuer') && !isNodeError(error, 'exchange/not-spoken')) throw error
        return { delivery: { state: 'refused', code: error.code }, jti: '', carrier: 'relay' }
      }
    },
    async withdraw(question, member) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) await outbox.cancel(nameOf(question, member, attempt))
    },
  }
}

function nameOf(question: string, member: string, attempt: number): string {
  return attempt === 0 ? `${question}/${member}` : `${question}/${member}/${attempt + 1}`
}

function stateOf({ state, code, carrier }: KeptLetter): OpenState {
  if (state !== 'sent') return 'waiting'
  if (code === 'drop/waiting') return 'needs-human'
  if (code !== 'relay/claimed') return 'waiting'
  // Who fetched it carries it into a closed platform, and the answer out of it.
  return carrier === 'file' ? 'needs-human' : 'claimed'
}

function deliveryOf({ state, reply, code }: KeptLetter): Delivery {
  if (state === 'expired') return { state: 'timeout' }
  if (state === 'failed') return { state: 'refused', code: code ?? 'unknown' }
  // Taken, and what was said is lost.
  return reply === null ? { state: 'refused', code: 'trust/replayed' } : { state: 'delivered', message: reply }
}
