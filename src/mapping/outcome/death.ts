/** The subject's date of death, from every form that states one, and the rows that it makes impossible. */
import type { CommonRecord, Origin, PartialDate } from '../../model/generated/common-record.ts'
import { completeDay, type Day, firstPossibleDay, imputedDay, isComplete, lastPossibleDay } from './calendar.ts'
import { filterByClinicalDate } from './clinical-date.ts'
import { byOrigin, type Finding, onSubject } from './finding.ts'

export interface Death {
  readonly date: PartialDate
  readonly origin: Origin
  readonly field: string
}

/** A complete date beats a partial one, a finer one a coarser one that it lies within; of two that differ, the earlier. */
export function findDeath(record: CommonRecord): Death | null {
  const stated = statedDeaths(record)
  const complete = stated.filter(death => isComplete(death.date))
  const best = complete.length > 0 ? complete : stated.filter(death => !stated.some(other => isFiner(other, death)))
  return best.sort((a, b) => imputedDay(a.date) - imputedDay(b.date) || byOrigin(a, b))[0] ?? null
}

/** Two dates that cannot be the same day, or a death without any date. Both name the subject and no row. */
export function findDeathDateProblems(record: CommonRecord): Finding[] {
  const stated = statedDeaths(record)
  if (stated.some(death => stated.some(other => excludes(death, other)))) return [onSubject('death-date-conflict')]
  return stated.length === 0 && isSaidToBeDead(record) ? [onSubject('death-date-missing')] : []
}

/** Day of death for one enrolment: a partial date is imputed, not earlier than its start. Null after the cut-off. */
export function dayOfDeath(death: Death | null, start: Day, cutoff: Day): Day | null {
  if (death === null) return null
  const day = isComplete(death.date) ? imputedDay(death.date) : Math.max(imputedDay(death.date), start)
  return day <= cutoff ? day : null
}

export function findImputedDeath(death: Death | null): Finding[] {
  if (death === null || isComplete(death.date)) return []
  return [{ code: 'date-imputed', origin: death.origin, field: death.field }]
}

/** Leaves out the rows that happened, by a complete clinical date, after the last day on which the subject can have died. */
export function dropRowsAfterDeath(
  record: CommonRecord,
  death: Death | null,
): { readonly record: CommonRecord; readonly findings: readonly Finding[] } {
  if (death === null) return { record, findings: [] }
  const lastDay = lastPossibleDay(death.date)
  const findings: Finding[] = []
  const kept = filterByClinicalDate(record, ({ origin, date, field }) => {
    const day = completeDay(date)
    if (day === null || day <= lastDay) return true
    findings.push({ code: 'after-death', origin, field })
    return false
  })
  return { record: kept, findings }
}

function statedDeaths(record: CommonRecord): Death[] {
  return [
    ...record.deaths.map(row => ({ date: row.date, origin: row.origin, field: 'deaths.date' })),
    ...record.followUps.map(row => ({ date: row.deathDate, origin: row.origin, field: 'followUps.deathDate' })),
  ].filter((death): death is Death => death.date !== null)
}

function isFiner(a: Death, b: Death): boolean {
  return a.date.length > b.date.length && !excludes(a, b)
}

function excludes(a: Death, b: Death): boolean {
  return lastPossibleDay(a.date) < firstPossibleDay(b.date) || lastPossibleDay(b.date) < firstPossibleDay(a.date)
}

function isSaidToBeDead(record: CommonRecord): boolean {
  return (
    record.followUps.some(row => row.status === 'dead') || record.adverseEvents.some(row => row.outcome === 'fatal')
  )
}
