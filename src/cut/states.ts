/**
 * The states of a data cut: what may be done in each, by whom, and which event tells of it. The code, the tests, the README
 * and (as pairs) the database read this table.
 */
import type { AuditKind } from '../audit/event.ts'
import { NodeError } from '../model/errors.ts'

export const CUT_STATES = ['built', 'opened', 'superseded', 'closed', 'ended'] as const
export type CutState = (typeof CUT_STATES)[number]

/** Who acts: a person in a role, or the node as a consequence of something else. */
export type CutActor = 'hub' | 'coordinator' | 'committee' | 'operator' | 'auditor' | 'node'

interface Transition {
  readonly from: readonly CutState[]
  readonly to: CutState
  readonly by: CutActor
  readonly event: AuditKind
  readonly when: string
}

export const CUT_TRANSITIONS = {
  approve: {
    from: ['built'],
    to: 'built',
    by: 'committee',
    event: 'cut.approved',
    when: 'a member signs the description',
  },
  open: { from: ['built'], to: 'opened', by: 'node', event: 'cut.opened', when: 'a second member has signed it' },
  supersede: {
    from: ['built', 'opened'],
    to: 'superseded',
    by: 'node',
    event: 'cut.superseded',
    when: 'a cut that was built later is opened',
  },
  close: {
    from: ['built', 'opened', 'superseded'],
    to: 'closed',
    by: 'committee',
    event: 'cut.closed',
    when: 'a member closes it, with a reason',
  },
  withdraw: {
    from: ['built', 'opened', 'superseded'],
    to: 'closed',
    by: 'node',
    event: 'cut.closed',
    when: 'a person who may be in it has withdrawn',
  },
  expire: {
    from: ['built', 'opened'],
    to: 'closed',
    by: 'node',
    event: 'cut.closed',
    when: 'its time under the retention settings is over',
  },
  end: {
    from: ['superseded', 'closed'],
    to: 'ended',
    by: 'node',
    event: 'cut.ended',
    when: 'retention has destroyed its key and file',
  },
} as const satisfies Readonly<Record<string, Transition>>

export type CutAct = keyof typeof CUT_TRANSITIONS
export const CUT_ACTS = Object.keys(CUT_TRANSITIONS) as readonly CutAct[]

/** Why a member of the committee closes a cut. */
export const CLOSE_REASONS = ['error-in-source', 'error-in-mapping', 'not-needed', 'legal', 'other'] as const

export function canAct(state: CutState, act: CutAct, by: CutActor): boolean {
  const transition: Transition = CUT_TRANSITIONS[act]
  return transition.from.includes(state) && transition.by === by
}

/** Throws `approval/unknown-member` where the role has no right to the act, and `cut/not-open` where the state forbids it. */
export function checkAct(state: CutState, act: CutAct, by: CutActor): CutState {
  const transition: Transition = CUT_TRANSITIONS[act]
  if (canAct(state, act, by)) return transition.to
  if (transition.by !== by) {
    throw new NodeError('approval/unknown-member', `this is for the ${transition.by} alone`, {
      hint: 'rose member list --node DIR shows who has which role.',
    })
  }
  throw new NodeError('cut/not-open', `the data cut is ${state}`, {
    hint: 'rose cut list shows the others. A new one is made with: rose cut build',
    detail: { state },
  })
}

/** The table as the README has it. */
export function transitionsInWords(): string {
  const rows = Object.entries(CUT_TRANSITIONS).map(
    ([act, { from, to, by, event, when }]) => `| ${act} | ${from.join(', ')} | ${to} | ${by} | ${event} | ${when} |`,
  )
  return ['| act | from | to | by | event | when |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n')
}
