/** What becomes of a letter: one table, read by code, tests and the README. */

export type LetterState = 'waiting' | 'sent' | 'delivered' | 'failed' | 'expired'

/**
 * waiting: stored, nobody has it yet. sent: handed to what carries it (relay, folder); its end is not known yet.
 * delivered: its reader took it, with or without a reply. failed: refused for good, or cancelled here. expired: its time ended first.
 */
export const TRANSITIONS = {
  waiting: ['waiting', 'sent', 'delivered', 'failed', 'expired'],
  sent: ['waiting', 'sent', 'delivered', 'failed', 'expired'],
  delivered: [],
  failed: [],
  expired: [],
} as const satisfies Record<LetterState, readonly LetterState[]>

export const FINAL_STATES = ['delivered', 'failed', 'expired'] as const

export type FinalState = (typeof FINAL_STATES)[number]

export function isFinal(state: LetterState): state is FinalState {
  return TRANSITIONS[state].length === 0
}
