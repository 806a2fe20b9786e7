/** Safety: patients, and beside them events. An event counts where it can have begun on or after treatment start. */
import type { AdverseEvent } from '../../model/generated/common-record.ts'
import { type Day, lastPossibleDay } from './calendar.ts'
import type { Finding } from './finding.ts'

export interface Safety {
  readonly grade3Related: boolean
  readonly grade3RelatedOrUnknown: boolean
  readonly serious: boolean
  /** Events, each key once; rows without a key are events of their own. */
  readonly grade3RelatedEvents: number
  readonly seriousEvents: number
}

export function safetyOf(events: readonly AdverseEvent[], start: Day): Safety {
  const emergent = events.filter(event => isTreatmentEmergent(event, start))
  const severe = emergent.filter(event => (event.grade ?? 0) >= 3)
  return {
    grade3Related: severe.some(isRelated),
    grade3RelatedOrUnknown: severe.some(event => isRelated(event) || isOfUnknownRelation(event)),
    serious: emergent.some(event => event.serious === true),
    grade3RelatedEvents: countEvents(severe.filter(isRelated)),
    seriousEvents: countEvents(emergent.filter(event => event.serious === true)),
  }
}

function countEvents(events: readonly AdverseEvent[]): number {
  const keys = events.map(eventKey)
  return new Set(keys.filter(key => key !== null)).size + keys.filter(key => key === null).length
}

/** A missing onset keeps the event, and so does a partial one that can lie on or after the start. */
export function isTreatmentEmergent(event: AdverseEvent, start: Day): boolean {
  return event.onset === null || lastPossibleDay(event.onset) >= start
}

/** To a drug that the form names: a relation beside an empty drug slot says nothing. */
export function isRelated(event: AdverseEvent): boolean {
  return filledSlots(event).some(slot => slot.relation === 'related')
}

/** Unknown or empty beside a named drug; an event that names no drug at all has one unknown relation. */
export function isOfUnknownRelation(event: AdverseEvent): boolean {
  const slots = filledSlots(event)
  return slots.length === 0 || slots.some(slot => slot.relation === 'unknown' || slot.relation === null)
}

function filledSlots(event: AdverseEvent): AdverseEvent['drugs'] {
  return event.drugs.filter(slot => slot.name !== null)
}

/** One event a key: the rows of the highest grade stand for it, serious where any of its rows says so. */
export function mergeSameKey(events: readonly AdverseEvent[]): AdverseEvent[] {
  return [...Map.groupBy(events, eventKey)].flatMap(([key, rows]) => (key === null ? rows : standingRows(rows)))
}

function standingRows(rows: readonly AdverseEvent[]): AdverseEvent[] {
  const highest = Math.max(...rows.map(row => row.grade ?? 0))
  const serious = rows.some(row => row.serious === true)
  return rows
    .filter(row => (row.grade ?? 0) === highest)
    .map(row => ({ ...row, serious: serious ? true : row.serious }))
}

export function findDuplicateKeys(events: readonly AdverseEvent[]): Finding[] {
  return [...Map.groupBy(events, eventKey)]
    .filter(([key, rows]) => key !== null && rows.length > 1)
    .flatMap(([, rows]) =>
      rows.map((row): Finding => ({ code: 'duplicate-key', origin: row.origin, field: 'adverseEvents.key' })),
    )
}

/** Events of a subject who was never treated: not counted anywhere. */
export function findUntreatedEvents(events: readonly AdverseEvent[], isTreated: boolean): Finding[] {
  if (isTreated) return []
  return events.map(event => ({ code: 'ae-untreated', origin: event.origin, field: null }))
}

/** Running numbers: `1`, `01` and `1.0` are one. */
function eventKey(event: AdverseEvent): string | null {
  return event.key !== null && /^\d+([.,]0+)?$/.test(event.key) ? String(Number.parseInt(event.key, 10)) : event.key
}
