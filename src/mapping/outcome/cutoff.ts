/** The cut-off of an ingest, and what of a record is known at it. */
import { NodeError } from '../../model/errors.ts'
import type { CommonRecord, NullableDate, TreatmentEnd } from '../../model/generated/common-record.ts'
import { type Day, firstPossibleDay, isComplete } from './calendar.ts'
import { filterByClinicalDate } from './clinical-date.ts'
import { isGiven } from './treated.ts'

/**
 * The latest complete clinical date of a subject that can set the cut-off: delivered doses, tumour assessments, last
 * treatment day, death, last seen alive. Progression dates, events and questionnaires set none.
 */
export function latestClinicalDate(record: CommonRecord): string | null {
  const dates: NullableDate[] = [
    ...record.doses.filter(isGiven).flatMap(dose => [dose.cycleStart, dose.oralStart, dose.oralStop]),
    ...record.assessments.map(assessment => assessment.date),
    ...record.treatmentEnds.map(end => end.ended),
    ...record.deaths.map(death => death.date),
    ...record.followUps.flatMap(followUp => [followUp.lastSeenAlive, followUp.deathDate]),
  ]
  return latestOf(dates)
}

/**
 * The cut-off of an export that comes without one, `YYYY-MM-DD`. `records` are the subjects that count as screened.
 * Throws `ingest/no-usable-date` where none of them has a complete clinical date.
 */
export function deriveCutoff(records: Iterable<CommonRecord>): string {
  const latest = latestOf(Array.from(records, latestClinicalDate))
  if (latest === null) throw noUsableDate()
  return latest
}

export function noUsableDate(): NodeError {
  return new NodeError('ingest/no-usable-date', 'the export holds no complete clinical date to take the cut-off from', {
    hint: 'Give the cut-off yourself with --cutoff YYYY-MM-DD.',
  })
}

/**
 * The record as it was known at the cut-off: rows dated after it are left out. An end of treatment after it leaves the
 * treatment ongoing, but keeps its progression date, which may well lie before. A partial date is after the cut-off only
 * where each of its days is.
 */
export function knownAtCutoff(record: CommonRecord, cutoff: Day): CommonRecord {
  const isKnown = (date: NullableDate): boolean => date === null || firstPossibleDay(date) <= cutoff
  const known = filterByClinicalDate(record, row => isKnown(row.date))
  return {
    ...known,
    treatmentEnds: record.treatmentEnds.map(end => (isKnown(end.ended) ? end : stillTreated(end))),
    followUps: record.followUps,
  }
}

function stillTreated(end: TreatmentEnd): TreatmentEnd {
  return { ...end, ended: null, reason: null }
}

/** Complete ISO dates sort as texts. */
function latestOf(dates: readonly NullableDate[]): string | null {
  return dates
    .filter(isComplete)
    .reduce<string | null>((latest, date) => (latest === null || date > latest ? date : latest), null)
}
