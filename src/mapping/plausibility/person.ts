/** Birth, screening, death and dates as such. */
import { completeDay, completedYears, firstPossibleDay, lastPossibleDay } from '../outcome/calendar.ts'
import { filterByClinicalDate } from '../outcome/clinical-date.ts'
import { isGiven } from '../outcome/treated.ts'
import type { Looked, PlausibilityRule } from './rule.ts'

type Places = ReturnType<PlausibilityRule['find']>

const OLDEST_YEARS = 120
/** The subject is meant, and no row. */
const SUBJECT: Places = [{ origin: null, field: null }]

/** No delivered dose can be later than the last day on which the subject can have died. */
export function findDeathBeforeTreatment({ start, death }: Looked): Places {
  if (start === null || death === null || lastPossibleDay(death.date) >= start) return []
  return [{ origin: death.origin, field: death.field }]
}

export function findDeathBeforeBirth({ record, death }: Looked): Places {
  if (record.birth === null || death === null || lastPossibleDay(death.date) >= firstPossibleDay(record.birth))
    return []
  return [{ origin: death.origin, field: death.field }]
}

/** At the first dose, else at the first allocation. */
export function findImpossibleAge({ record, start }: Looked): Places {
  if (record.birth === null) return []
  const allocated = record.enrolments.map(row => completeDay(row.allocated)).filter(day => day !== null)
  const at = start ?? (allocated.length > 0 ? Math.min(...allocated) : null)
  if (at === null) return []
  const isUnborn = firstPossibleDay(record.birth) > at
  return isUnborn || completedYears(record.birth, at) > OLDEST_YEARS ? SUBJECT : []
}

export function findLateScreening({ record, start }: Looked): Places {
  const { screenedOn } = record
  return start !== null && screenedOn !== null && firstPossibleDay(screenedOn) > start ? SUBJECT : []
}

export function findLateDiagnoses({ record, start }: Looked): Places {
  if (start === null) return []
  return record.tumours.flatMap(({ diagnosed = null, origin, primary }) =>
    primary !== false && diagnosed !== null && firstPossibleDay(diagnosed) > start
      ? [{ origin, field: 'tumours.diagnosed' }]
      : [],
  )
}

export function findFutureDates({ record, today, death }: Looked): Places {
  const places: { origin: Places[number]['origin']; field: string | null }[] = []
  // Cycles that were not given are planned, and may well lie ahead.
  filterByClinicalDate({ ...record, doses: record.doses.filter(isGiven) }, ({ origin, date, field }) => {
    if (date !== null && firstPossibleDay(date) > today) places.push({ origin, field })
    return true
  })
  if (death !== null && firstPossibleDay(death.date) > today) places.push({ origin: death.origin, field: death.field })
  return places
}

/** ECOG 5 is dead. */
export function findDeadByPerformance({ record, isDead }: Looked): Places {
  if (isDead) return []
  return record.performance.flatMap(({ origin, gradeByText, gradeByCode }) =>
    (gradeByText ?? gradeByCode) === 5 ? [{ origin, field: 'performance.gradeByText' }] : [],
  )
}
