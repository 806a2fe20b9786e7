/** Assessments and adverse events that cannot be, or that a person should look at. */
import type { Assessment } from '../../model/generated/common-record.ts'
import { completeDay, firstPossibleDay, lastPossibleDay } from '../outcome/calendar.ts'
import { BASELINE } from '../outcome/visits.ts'
import type { Looked, PlausibilityRule } from './rule.ts'

type Places = ReturnType<PlausibilityRule['find']>

const hasResponse = ({ responses }: Assessment): boolean => responses.some(({ response }) => response !== null)

/** A response at a later visit that lies before the first baseline; without one, before the first dose. */
export function findResponsesBeforeBaseline({ record, start }: Looked): Places {
  const baselines = record.assessments.filter(({ visit }) => visit === BASELINE).map(({ date }) => completeDay(date))
  const complete = baselines.filter(day => day !== null)
  const baseline = complete.length > 0 ? Math.min(...complete) : start
  if (baseline === null) return []
  return record.assessments.flatMap(row => {
    const { visit, date, origin } = row
    if (visit === BASELINE || date === null || !hasResponse(row) || lastPossibleDay(date) >= baseline) return []
    return [{ origin, field: 'assessments.date' }]
  })
}

export function findResponsesOfUntreated({ record, start }: Looked): Places {
  if (start !== null) return []
  return record.assessments.flatMap(row =>
    row.visit !== null && row.visit !== BASELINE && hasResponse(row)
      ? [{ origin: row.origin, field: 'assessments.visit' }]
      : [],
  )
}

/** CTCAE grade 5 is death by the event. */
export function findGrade5WithoutDeath({ record, isDead }: Looked): Places {
  if (isDead) return []
  return record.adverseEvents.flatMap(({ grade, origin }) =>
    grade === 5 ? [{ origin, field: 'adverseEvents.grade' }] : [],
  )
}

export function findFatalWithoutGrade5({ record }: Looked): Places {
  return record.adverseEvents.flatMap(({ outcome, grade, origin }) =>
    outcome === 'fatal' && grade !== null && grade !== 5 ? [{ origin, field: 'adverseEvents.grade' }] : [],
  )
}

export function findEndsBeforeOnset({ record }: Looked): Places {
  return record.adverseEvents.flatMap(({ onset, ended, origin }) =>
    onset !== null && ended !== null && lastPossibleDay(ended) < firstPossibleDay(onset)
      ? [{ origin, field: 'adverseEvents.ended' }]
      : [],
  )
}

export function findSeriousBeforeOnset({ record }: Looked): Places {
  return record.adverseEvents.flatMap(({ onset, becameSerious, origin }) =>
    onset !== null && becameSerious !== null && lastPossibleDay(becameSerious) < firstPossibleDay(onset)
      ? [{ origin, field: 'adverseEvents.becameSerious' }]
      : [],
  )
}
