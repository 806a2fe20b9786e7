/** Whether a subject lives, and when that was last known. */
import type { CommonRecord } from '../model/generated/common-record.ts'
import type { PrimeRoseRecord, RecordFollowUp } from '../model/generated/record.ts'
import { firstPossibleDay, isComplete, latestComplete } from './day-offsets.ts'
import type { Timeline } from './subject-timeline.ts'

/** A death after the cut-off is not known yet; a complete date of death beats a partial one, the earlier beats the later. */
export function recordFollowUp(record: CommonRecord, timeline: Timeline, cutoff: string | null): RecordFollowUp {
  const known = (date: string | null) => date !== null && (cutoff === null || firstPossibleDay(date) <= cutoff)
  const contacts = contactsOf(record)
  const deathDates = [...record.deaths.map(row => row.date), ...record.followUps.map(row => row.deathDate)]
  const deaths = deathDates.filter(date => date !== null).filter(known)
  const death = deaths.filter(isComplete).toSorted()[0] ?? deaths.toSorted()[0] ?? null
  const isAnnounced = deathDates.every(date => date === null) && isDeadWithoutDate(record)
  const deathDay = timeline.offset(death)
  return {
    vitalStatus: death !== null || isAnnounced ? 'dead' : livingStatus(record, contacts),
    lastContactDay: timeline.offset(latestComplete(contacts.filter(known))).day,
    deathDay: deathDay.day,
    ...(deathDay.precision === null ? {} : { deathDayPrecision: deathDay.precision }),
  }
}

/** FHIR R4 research-subject-status: as the source states it, else of what is known. */
export function subjectStatus(
  record: CommonRecord,
  timeline: Timeline,
  vital: RecordFollowUp['vitalStatus'],
): PrimeRoseRecord['status'] {
  if (record.status !== null) return record.status
  if (vital === 'dead' || vital === 'lost') return 'off-study'
  const outcomes = timeline.treatments.map(treatment => treatment.outcome)
  const treated = outcomes.filter(outcome => outcome.treated)
  if (treated.some(outcome => outcome.treatmentEnded === null && outcome.stopReason === null)) {
    return 'on-study-intervention'
  }
  if (treated.length > 0) return 'follow-up'
  return outcomes.length > 0 ? 'pending-on-study' : 'screening'
}

function isDeadWithoutDate(record: CommonRecord): boolean {
  return (
    record.followUps.some(row => row.status === 'dead') || record.adverseEvents.some(row => row.outcome === 'fatal')
  )
}

/** The follow-up row with the latest date holds. */
function livingStatus(record: CommonRecord, contacts: readonly (string | null)[]): RecordFollowUp['vitalStatus'] {
  const stated = record.followUps.filter(row => row.status === 'alive' || row.status === 'lost')
  const latest = stated.toSorted((a, b) => (a.lastSeenAlive ?? '').localeCompare(b.lastSeenAlive ?? '')).at(-1)
  if (latest?.status === 'lost') return 'lost'
  return contacts.some(isComplete) ? 'alive' : 'unknown'
}

function contactsOf(record: CommonRecord): (string | null)[] {
  const delivered = record.doses.filter(dose => dose.given === true)
  return [
    ...record.followUps.map(row => row.lastSeenAlive),
    ...record.assessments.map(row => row.date),
    ...record.performance.map(row => row.date),
    ...delivered.flatMap(dose => [dose.cycleStart, dose.oralStart, dose.oralStop]),
    ...record.treatmentEnds.map(row => row.ended),
  ]
}
