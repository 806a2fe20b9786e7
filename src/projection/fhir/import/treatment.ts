/**
 * What was given. Administrations and statements are given drugs; a request is none, whatever its status.
 */
import type { Dose, TreatmentEnd } from '../../../model/generated/common-record.ts'
import { type Element, elementAt } from '../element.ts'
import { SNOMED } from '../systems.ts'
import { hasCode } from './codings.ts'
import { dateOf } from './dates.ts'
import { type DrugRead, drugOf, isStudyDrug } from './drugs.ts'
import type { SourceResource } from './references.ts'
import { ofType, readCode, type SubjectContext } from './subject.ts'

/** A study drug as the source tells it: one infusion, one stretch of intake, or one course. */
interface GivenDrug {
  readonly source: SourceResource
  readonly drug: DrugRead
  readonly start: string | null
  readonly end: string | null
}

export interface Treatment {
  readonly doses: readonly Dose[]
  readonly courses: readonly Course[]
}

export function treatmentOf(context: SubjectContext, cohortDrugs: ReadonlySet<string>): Treatment {
  const study = (type: string) =>
    ofType(context, type)
      .map(source => ({ source, drug: drugOf(source.resource, context), ...spanOf(source.resource) }))
      .filter(({ source, drug }) => isStudyDrug(source, drug, cohortDrugs, context))
  const administrations = study('MedicationAdministration')
  const statements = study('MedicationStatement')
  // Where administrations are there, the course beside them says nothing of doses that they do not say better.
  const stretches = statements.filter(({ drug }) => !administrations.some(given => isSameDrug(given.drug, drug)))
  return {
    doses: [...administrations.map(doseOfAdministration), ...stretches.map(doseOfCourse)],
    courses: statements
      .filter(({ source }) => TAKEN[String(source.resource['status'])] === true)
      .map(statement => courseOf(statement, context)),
  }
}

function isSameDrug(a: DrugRead, b: DrugRead): boolean {
  return a.inns.length === 0 ? a.name === b.name : a.inns.join('+') === b.inns.join('+')
}

function spanOf(resource: Element): Pick<GivenDrug, 'start' | 'end'> {
  const moment = dateOf(resource['effectiveDateTime'])
  const period = elementAt(resource, 'effectivePeriod')
  return { start: moment ?? dateOf(period['start']), end: moment ?? dateOf(period['end']) }
}

const ADMINISTERED: Readonly<Record<string, boolean>> = {
  completed: true,
  'in-progress': true,
  stopped: true,
  'not-done': false,
}
const TAKEN: Readonly<Record<string, boolean>> = {
  active: true,
  completed: true,
  stopped: true,
  'on-hold': true,
  intended: false,
  'not-taken': false,
}
const ORAL: readonly string[] = ['26643006']
/** A longer administration without a route is no infusion. */
const LONGEST_INFUSION_DAYS = 1

function doseOfAdministration(given: GivenDrug): Dose {
  const { resource } = given.source
  const oral = hasCode(elementAt(resource, 'dosage')['route'], SNOMED, ORAL) || isLong(given)
  return dose(given, ADMINISTERED[String(resource['status'])] ?? null, oral ? 'oral' : 'iv')
}

function isLong({ start, end }: GivenDrug): boolean {
  if (start === null || end === null) return false
  return Date.parse(end) - Date.parse(start) > LONGEST_INFUSION_DAYS * 86_400_000
}

function doseOfCourse(given: GivenDrug): Dose {
  return dose(given, TAKEN[String(given.source.resource['status'])] ?? null, 'oral')
}

function dose({ source, drug, start, end }: GivenDrug, given: boolean | null, route: Dose['route']): Dose {
  return {
    origin: source.origin,
    drug: drug.name,
    // Cycles of one drug belong together.
    treatmentNumber: drug.inns.join('+') || drug.name,
    cycleNumber: null,
    given,
    route,
    cycleStart: route === 'iv' ? start : null,
    oralStart: route === 'oral' ? start : null,
    oralStop: route === 'oral' ? end : null,
  }
}

/** The course of one drug: when it began, and when and why it ended. */
export interface Course {
  readonly source: SourceResource
  readonly start: string | null
  /** Null while it goes on, or where nobody wrote the day. */
  readonly end: string | null
  readonly ended: boolean
  readonly reason: TreatmentEnd['reason']
}

const ENDED: ReadonlySet<unknown> = new Set(['completed', 'stopped'])

function courseOf({ source, start, end }: GivenDrug, context: SubjectContext): Course {
  const { status, statusReason } = source.resource
  const reasons = Array.isArray(statusReason) ? statusReason : []
  const at = { source, path: 'statusReason' }
  const reason = reasons.map(one => readCode(context, 'stop-reason', one, at)).find(one => one !== null) ?? null
  return { source, start, end, ended: ENDED.has(status), reason: reason as TreatmentEnd['reason'] }
}
