/** Which states of a member's row are final: one table, read by the runner and by the store. */
import type { MemberAnswer } from '../../model/generated/network-answer.ts'

const FINAL = {
  waiting: false,
  claimed: false,
  'needs-human': false,
  answered: true,
  refused: true,
  invalid: true,
  expired: true,
  unreachable: true,
  'wrong-version': true,
} as const satisfies Record<MemberAnswer['state'], boolean>

export function isFinal(row: Pick<MemberAnswer, 'state'>): boolean {
  return FINAL[row.state]
}
