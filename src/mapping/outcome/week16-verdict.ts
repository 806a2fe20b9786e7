/** What week 16 makes of one enrolment: mature, awaiting, evaluable, control or the reason for none. */
import type { Outcome } from '../../model/generated/outcome.ts'
import type { Day } from './calendar.ts'
import { type Finding, onSubject } from './finding.ts'
import { isAwaiting, isByWeek16, isMature } from './maturity.ts'
import {
  type EarlyEnds,
  findDuplicateVisits,
  findUndefinedControl,
  findVisitsOutsideWindow,
  hasControlAtWeek16,
  hasOnlyLaterControl,
  noControlReason,
  type Week16Facts,
} from './week16.ts'

export interface Week16Verdict {
  readonly fields: Pick<Outcome, 'mature' | 'awaiting' | 'evaluable' | 'diseaseControlW16' | 'noControlReason'>
  readonly findings: readonly Finding[]
}

export interface Week16Limits {
  readonly cutoff: Day
  readonly entryLagDays: number
  readonly isDosedEnough: boolean
}

/** Evaluable and disease control hold for mature patients only; before, control is not known. */
export function judgeWeek16(facts: Week16Facts, ends: EarlyEnds, limits: Week16Limits): Week16Verdict {
  const { start, rows } = facts
  const { cutoff, entryLagDays, isDosedEnough } = limits
  const mature = isMature(start, cutoff)
  const evaluable = mature && isDosedEnough
  const control = mature && hasControlAtWeek16(facts)
  const endedEarly = [ends.progression, ends.death, ends.treatmentEnd].some(day => isByWeek16(day, start))
  return {
    fields: {
      mature,
      awaiting: isAwaiting({ start, cutoff, entryLagDays, hasWeek16Row: rows.length > 0, endedEarly }),
      evaluable,
      diseaseControlW16: mature ? control : null,
      noControlReason: mature && !control ? noControlReason(facts, ends) : null,
    },
    findings: [
      ...findVisitsOutsideWindow(rows, start),
      ...findDuplicateVisits(rows),
      ...findUndefinedControl(facts),
      ...(control && !evaluable ? [onSubject('control-not-evaluable')] : []),
      ...(mature && hasOnlyLaterControl(facts, ends.progression) ? [onSubject('w16-missing-later-control')] : []),
    ],
  }
}
