/**
 * The exact cohort table of this node (`rose local cohorts`), for the trial's own data managers inside the platform.
 * Enrolments are counted cohort by cohort; nothing here is protected, and nothing of it may leave the node.
 */
import type {
  LocalCohort,
  LocalCohorts,
  LocalTotals,
  ResponseCounts,
  StartQuarter,
} from '../model/generated/local-cohorts.ts'
import type { EnrolmentRow } from '../model/pseudonymised.ts'

/** One enrolment as the store holds it, and whose it is. */
export interface LocalEnrolment extends EnrolmentRow {
  readonly pseudonym: string
}

export interface LocalCohortsInput {
  readonly trial: string
  readonly country: string
  /** `YYYY-MM-DD`. */
  readonly cutoff: string
  readonly versions: LocalCohorts['versions']
  /** Subjects screened, at the ingest. */
  readonly screened: number
  readonly enrolments: readonly LocalEnrolment[]
}

/** Cohorts with most treated patients first, then most enrolled, then by label. */
export function buildLocalCohorts({ screened, enrolments, ...of }: LocalCohortsInput): LocalCohorts {
  const groups = [...Map.groupBy(enrolments, enrolment => enrolment.cohortGroup)]
  const cohorts = groups.sort(([a], [b]) => compareTexts(a, b)).map(([, members]) => cohortOf(members))
  return {
    trial: of.trial,
    country: of.country,
    cutoff: of.cutoff,
    versions: of.versions,
    screened,
    totals: { ...sum(cohorts), subjects: new Set(enrolments.map(enrolment => enrolment.pseudonym)).size },
    cohorts: cohorts.sort(largestFirst),
  }
}

function cohortOf(members: readonly LocalEnrolment[]): LocalCohort {
  const treated = members.filter(member => member.treated)
  return {
    key: members[0]?.cohortKey ?? null,
    label: firstText(members.map(member => member.cohortLabel)),
    names: distinctNames(members),
    ...countsOf(members),
    bestResponse: responsesOf(treated),
    bestResponseEvaluable: responsesOf(members.filter(member => member.evaluable)),
    pfs: survivalOf(treated, member => [member.pfsDays, member.pfsEvent]),
    os: survivalOf(treated, member => [member.osDays, member.osEvent]),
    quarters: quartersOf(treated),
  }
}

type Counts = Omit<LocalTotals, 'subjects'>

function countsOf(members: readonly LocalEnrolment[]): Counts {
  const count = (holds: (member: LocalEnrolment) => boolean): number => members.filter(holds).length
  // One numerator for both denominators: control of a patient who was not dosed enough counts in neither.
  const control = count(member => member.evaluable && member.diseaseControl === true)
  return {
    enrolled: members.length,
    treated: count(member => member.treated),
    mature: count(member => member.mature),
    awaiting: count(member => member.awaiting),
    pending: count(isPending),
    evaluable: count(member => member.evaluable),
    controlEvaluable: control,
    controlTreated: control,
    grade3Related: count(member => member.grade3Related),
    grade3RelatedOrUnknown: count(member => member.grade3RelatedOrUnknown),
    serious: count(member => member.serious),
  }
}

function sum(cohorts: readonly LocalCohort[]): Counts {
  const total = (member: keyof Counts): number => cohorts.reduce((soFar, cohort) => soFar + cohort[member], 0)
  return {
    enrolled: total('enrolled'),
    treated: total('treated'),
    mature: total('mature'),
    awaiting: total('awaiting'),
    pending: total('pending'),
    evaluable: total('evaluable'),
    controlEvaluable: total('controlEvaluable'),
    controlTreated: total('controlTreated'),
    grade3Related: total('grade3Related'),
    grade3RelatedOrUnknown: total('grade3RelatedOrUnknown'),
    serious: total('serious'),
  }
}

function isPending({ treated, mature, awaiting }: LocalEnrolment): boolean {
  return treated && (!mature || awaiting)
}

function quartersOf(treated: readonly LocalEnrolment[]): StartQuarter[] {
  const quarters = Map.groupBy(treated, member => member.startQuarter ?? '')
  quarters.delete('')
  return [...quarters]
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([quarter, members]) => {
      const { treated: all, mature, evaluable, pending, controlEvaluable } = countsOf(members)
      return { quarter, treated: all, mature, evaluable, pending, control: controlEvaluable }
    })
}

function responsesOf(members: readonly LocalEnrolment[]): ResponseCounts {
  const count = (response: string): number => members.filter(member => member.bestResponse === response).length
  return { CR: count('CR'), PR: count('PR'), SD: count('SD'), PD: count('PD'), NE: count('NE') }
}

function survivalOf(
  members: readonly LocalEnrolment[],
  read: (member: LocalEnrolment) => readonly [number | null, 0 | 1 | null],
): [number, number][] {
  return members
    .map(read)
    .filter((pair): pair is readonly [number, 0 | 1] => pair[0] !== null && pair[1] !== null)
    .map(([days, event]): [number, number] => [days, event])
    .sort(([daysA, eventA], [daysB, eventB]) => daysA - daysB || eventA - eventB)
}

function distinctNames(members: readonly LocalEnrolment[]): LocalCohort['names'] {
  const [first = '', ...others] = new Set(members.map(member => member.localName.trim()).sort(compareTexts))
  return [first, ...others]
}

/** One group can come with several labels where a part is under review; the table shows one, always the same. */
function firstText(texts: readonly string[]): string {
  return [...texts].sort(compareTexts)[0] ?? ''
}

function largestFirst(a: LocalCohort, b: LocalCohort): number {
  return b.treated - a.treated || b.enrolled - a.enrolled || compareTexts(a.label, b.label)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
