/**
 * Which visit of the protocol a resource belongs to: by the code of its encounter, else, where the mapping allows it, by
 * its day after the treatment start.
 */
import type { Dose, Enrolment } from '../../../model/generated/common-record.ts'
import { elementsOf } from '../element.ts'
import type { SourceResource } from './references.ts'
import { readAnyCode, type SubjectContext } from './subject.ts'

export interface FoundVisit {
  readonly visit: string
  /** Days from the visit's day of the protocol, where the visit was found by its day; null where it is coded. */
  readonly away: number | null
}

export interface VisitFinder {
  visitOf(source: SourceResource, date: string | null): FoundVisit | null
  /** For performance status, where baseline alone is a visit of its own. */
  baselineVisit(source: SourceResource, date: string | null): string | null
}

/** Days after treatment start at which the protocol sets its visits: week 8, 16, 26, 39, then every 13 weeks for two years. */
const PROTOCOL: readonly (readonly [visit: string, day: number])[] = [
  ['V02', 56],
  ['V03', 112],
  ['V04', 182],
  ['V05', 273],
  ['V06', 364],
  ['V07', 455],
  ['V08', 546],
  ['V09', 637],
  ['V10', 728],
]
/** Twice the protocol's seven days: the bounds within which a week-16 visit is not remarked upon. */
const WIDEST_DAYS = 14

export function findVisits(
  context: SubjectContext,
  { enrolments, doses }: { readonly enrolments: readonly Enrolment[]; readonly doses: readonly Dose[] },
): VisitFinder {
  const starts = treatmentStarts(enrolments, doses)
  const read = new Map<SourceResource, string | null>()
  // An encounter is asked once, however many results it has; where the day tells the visit, its code need not.
  const coded = (source: SourceResource): string | null => {
    const encounter = context.references.find(source.resource['encounter'])
    if (encounter === undefined) return null
    const known = read.get(encounter)
    if (known !== undefined) return known
    const types = elementsOf(encounter.resource, 'type')
    const visit = context.rules.visitsByDay
      ? (types.map(type => context.codes.read('visit', type)).find(one => one.kind === 'value')?.value ?? null)
      : readAnyCode(context, 'visit', types, { source: encounter, path: 'type' })
    read.set(encounter, visit)
    return visit
  }
  const isByDay = (date: string | null): date is string => context.rules.visitsByDay && date?.length === 10
  return {
    visitOf(source, date) {
      const visit = coded(source)
      if (visit !== null) return { visit, away: null }
      const from = isByDay(date) ? startBefore(starts, date) : undefined
      return from === undefined || date === null ? null : byDay(daysBetween(from, date))
    },
    baselineVisit(source, date) {
      const visit = coded(source)
      if (visit !== null) return visit
      const from = isByDay(date) ? startBefore(starts, date) : undefined
      return from !== undefined && date !== null && date <= from ? 'V00' : null
    },
  }
}

function byDay(day: number): FoundVisit | null {
  if (day <= 0) return { visit: 'V00', away: -day }
  const [nearest] = PROTOCOL.map(([visit, planned]) => ({ visit, away: Math.abs(day - planned) })).sort(
    (a, b) => a.away - b.away,
  )
  return nearest !== undefined && nearest.away <= WIDEST_DAYS ? nearest : null
}

interface TreatmentSpan {
  /** First day on which rows belong to it. */
  readonly from: string
  readonly start: string
}

/** Each enrolment with its first delivered dose, by allocation. */
function treatmentStarts(enrolments: readonly Enrolment[], doses: readonly Dose[]): TreatmentSpan[] {
  const given = doses
    .filter(dose => dose.given === true)
    .map(dose => dose.oralStart ?? dose.cycleStart)
    .filter(date => date?.length === 10)
    .filter(date => date !== null)
    .sort()
  const allocations = enrolments
    .filter(enrolment => enrolment.localName !== null)
    .map(enrolment => enrolment.allocated ?? '9999-12-31')
    .sort()
  return allocations.flatMap((from, at) => {
    const until = allocations[at + 1] ?? '9999-12-31'
    const start = given.find(date => date < until && (at === 0 || date >= from))
    return start === undefined ? [] : [{ from: at === 0 ? '' : from, start }]
  })
}

function startBefore(starts: readonly TreatmentSpan[], date: string): string | undefined {
  return starts.findLast(({ from }) => from <= date)?.start
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
