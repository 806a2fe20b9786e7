/**
 * The day of progression: the earliest of the assessments that show it and of what the end-of-treatment form says.
 * Symptomatic deterioration alone is no progression.
 */
import type { NullableDate, Origin, PartialDate, TreatmentEnd } from '../../model/generated/common-record.ts'
import { type Day, imputedDay, isComplete, lastPossibleDay } from './calendar.ts'
import { byOrigin, type Finding } from './finding.ts'
import { isControl, isProgression } from './response.ts'
import type { Visit } from './visits.ts'

export interface ProgressionFacts {
  /** By the declared criterion, in the order of time. */
  readonly visits: readonly Visit[]
  readonly treatmentEnds: readonly TreatmentEnd[]
  readonly start: Day
  readonly cutoff: Day
}

export interface Progression {
  readonly day: Day
  /** The row that gives the day. */
  readonly origin: Origin
  /** Responses count up to this day: the progression, for iRECIST its confirmation. */
  readonly responsesUntil: Day
}

export interface ProgressionReading {
  readonly progression: Progression | null
  readonly findings: readonly Finding[]
}

interface Sign {
  readonly origin: Origin
  readonly field: string
  readonly date: PartialDate
  /** Of an iRECIST run: where its confirmation stands in time. */
  readonly confirmedAt: Day | null
}

interface DatedSign extends Sign {
  readonly day: Day
  readonly imputed: boolean
}

/** Dates before treatment start are dropped, and signs after the cut-off are not known yet. */
export function findProgression({ visits, treatmentEnds, start, cutoff }: ProgressionFacts): ProgressionReading {
  const undatedEnds = treatmentEnds.filter(isUndatedProgression)
  const signs = [...signsOfVisits(visits), ...treatmentEnds.flatMap(signOfEnd)]
  const isEarly = (sign: Sign): boolean => lastPossibleDay(sign.date) < start
  const known = signs
    .filter(sign => !isEarly(sign))
    .map(sign => dated(sign, start))
    .filter(sign => sign.day <= cutoff)
    .sort(earliestFirst)
  return {
    progression: progressionOf(known),
    findings: [
      ...signs.filter(isEarly).map((sign): Finding => ({ ...placeOf(sign), code: 'before-start' })),
      ...known
        .slice(0, 1)
        .filter(sign => sign.imputed)
        .map((sign): Finding => ({ ...placeOf(sign), code: 'date-imputed' })),
      ...undatedEnds.map(
        (end): Finding => ({ code: 'date-imputed', origin: end.origin, field: 'treatmentEnds.progressionDate' }),
      ),
    ],
  }
}

function progressionOf(known: readonly DatedSign[]): Progression | null {
  const [first] = known
  if (first === undefined) return null
  return {
    day: first.day,
    origin: first.origin,
    responsesUntil: Math.min(...known.map(sign => sign.confirmedAt ?? sign.day)),
  }
}

/** RECIST and RANO: each PD. iRECIST: a run of iUPD counts from its first, where it is confirmed or nothing follows. */
function signsOfVisits(visits: readonly Visit[]): Sign[] {
  const coded = visits.filter(visit => visit.response !== null)
  const signs: (Sign | null)[] = []
  let firstOfRun: Visit | null = null
  for (const visit of coded) {
    if (isControl(visit.response)) firstOfRun = null
    if (visit.response === 'iUPD') firstOfRun ??= visit
    if (isProgression(visit.response)) {
      signs.push(firstOfRun === null ? signOfProgression(visit) : signOfUnconfirmed(firstOfRun, visit.position))
      firstOfRun = null
    }
  }
  const last = coded.at(-1)
  if (last?.response === 'iUPD') signs.push(signOfUnconfirmed(last, null))
  return signs.filter(sign => sign !== null)
}

function signOfProgression({ assessment }: Visit): Sign | null {
  return signOf(assessment.origin, 'assessments.progressionDate', assessment.progressionDate, assessment.date)
}

function signOfUnconfirmed({ assessment }: Visit, confirmedAt: Day | null): Sign | null {
  const stated = assessment.unconfirmedProgressionDate
  const sign = signOf(assessment.origin, 'assessments.unconfirmedProgressionDate', stated, assessment.date)
  return sign === null ? null : { ...sign, confirmedAt }
}

/** The stated date where it is complete, else the date of the visit, else what little was stated. */
function signOf(origin: Origin, field: string, stated: NullableDate, visited: NullableDate): Sign | null {
  if (!isComplete(stated) && visited !== null) {
    return { origin, field: 'assessments.date', date: visited, confirmedAt: null }
  }
  return stated === null ? null : { origin, field, date: stated, confirmedAt: null }
}

function signOfEnd(end: TreatmentEnd): Sign[] {
  const place = { origin: end.origin, field: 'treatmentEnds.progressionDate', confirmedAt: null }
  if (end.progressionDate !== null) return [{ ...place, date: end.progressionDate }]
  return isUndatedProgression(end) && end.ended !== null ? [{ ...place, date: end.ended }] : []
}

/** Stopped for progression without its date: the last treatment day stands in, and a person should fill it in. */
function isUndatedProgression(end: TreatmentEnd): boolean {
  return end.reason === 'progression' && end.progressionDate === null && end.ended !== null
}

/** A partial date takes its imputed day, not earlier than treatment start. */
function dated(sign: Sign, start: Day): DatedSign {
  return { ...sign, day: Math.max(imputedDay(sign.date), start), imputed: !isComplete(sign.date) }
}

/** Of two on one day, the one that nothing was imputed for. */
function earliestFirst(a: DatedSign, b: DatedSign): number {
  return a.day - b.day || Number(a.imputed) - Number(b.imputed) || byOrigin(a, b)
}

function placeOf({ origin, field }: Sign): Pick<Finding, 'origin' | 'field'> {
  return { origin, field }
}
