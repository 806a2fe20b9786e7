/** What has come to its end at a moment. Pure: states and times in, acts out. */
import type { StoredCut } from '../cut/ports.ts'
import type { CutAct } from '../cut/states.ts'
import type { Retention, RetentionName } from './rules.ts'

export interface DueCut {
  readonly cut: string
  readonly act: Extract<CutAct, 'expire' | 'end'>
  /** The setting whose time is over. */
  readonly rule: RetentionName
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** `now` in milliseconds since 1970. A time that is not over by a whole day of the setting is not over. */
export function dueCuts(cuts: readonly StoredCut[], retention: Retention, now: number): readonly DueCut[] {
  return cuts.flatMap((stored): DueCut[] => {
    const step = nextStep(stored)
    if (step === null || now - Date.parse(step.since) < retention[step.rule] * DAY_MS) return []
    return [{ cut: stored.cut.id, act: step.act, rule: step.rule }]
  })
}

function nextStep({
  state,
  builtAt,
  openedAt,
  since,
  closeReason,
}: StoredCut): { readonly act: DueCut['act']; readonly rule: RetentionName; readonly since: string } | null {
  switch (state) {
    case 'built':
      return { act: 'expire', rule: 'builtCutDays', since: builtAt }
    case 'opened':
      return { act: 'expire', rule: 'openedCutDays', since: openedAt ?? builtAt }
    case 'superseded':
      return { act: 'end', rule: 'closedCutDays', since }
    case 'closed':
      return { act: 'end', rule: closeReason === 'withdrawal' ? 'withdrawnCutDays' : 'closedCutDays', since }
    case 'ended':
      return null
  }
}

/** Data cuts whose accounts of tables have come to their end. */
export function dueBuilds(cuts: readonly StoredCut[], { tableBuildDays }: Retention, now: number): readonly string[] {
  return cuts.filter(({ builtAt }) => now - Date.parse(builtAt) >= tableBuildDays * DAY_MS).map(({ cut }) => cut.id)
}

/** Access events from before are removed. */
export function accessBefore({ accessEventDays }: Retention, now: number): Date {
  return new Date(now - accessEventDays * DAY_MS)
}

/** Used messages that ended before are removed; milliseconds since 1970. */
export function messagesBefore({ usedMessageHours }: Retention, now: number): number {
  return now - usedMessageHours * HOUR_MS
}
