/** What the derivation rules must find, known from the stories alone: no row was read to get here. */
import { isoDate } from './calendar.ts'
import { type NoControlReason, reasonOf } from './fates.ts'
import type { EnrolmentStory, SubjectStory, TreatmentStory } from './story.ts'

/** Counts of enrolments by the local table's definitions (`rose local cohorts`). */
export interface PlannedTotals {
  readonly enrolled: number
  readonly treated: number
  readonly mature: number
  readonly awaiting: number
  readonly evaluable: number
  readonly controlEvaluable: number
  readonly controlTreated: number
  readonly grade3Related: number
  readonly grade3RelatedOrUnknown: number
  readonly serious: number
}

/** One enrolment's truth. */
export interface PlannedEnrolment {
  readonly subjectId: string
  readonly cohortId: string
  readonly key: string | null
  readonly treated: boolean
  /** YYYY-MM-DD; null where not treated. */
  readonly startDate: string | null
  readonly mature: boolean
  readonly awaiting: boolean
  readonly evaluable: boolean
  /** Null where not mature. */
  readonly control: boolean | null
  readonly noControlReason: NoControlReason | null
  readonly grade3Related: boolean
  readonly grade3RelatedOrUnknown: boolean
  readonly serious: boolean
}

export interface PlannedCohort extends PlannedTotals {
  readonly cohortId: string
  readonly key: string | null
}

const SEVERE = 3
const RELATED = 4
const UNKNOWN: readonly (number | null)[] = [2, 3, null]

function safety(
  treatment: TreatmentStory,
): Pick<PlannedEnrolment, 'grade3Related' | 'grade3RelatedOrUnknown' | 'serious'> {
  const emergent = treatment.adverseEvents.filter(event => event.onsetDay >= treatment.startDay)
  const relations = emergent
    .filter(event => event.grade >= SEVERE)
    .flatMap(({ drugSlots, relations: both }) => {
      const filled = both.filter((_, slot) => drugSlots[slot] === true)
      return filled.length === 0 ? [null] : filled
    })
  const grade3Related = relations.includes(RELATED)
  return {
    grade3Related,
    grade3RelatedOrUnknown: grade3Related || relations.some(relation => UNKNOWN.includes(relation)),
    serious: emergent.some(event => event.serious),
  }
}

function truthOf(subjectId: string, { cohort, treatment }: EnrolmentStory): PlannedEnrolment {
  const who = { subjectId, cohortId: cohort.id, key: cohort.key }
  if (treatment === null) {
    const nothing = { grade3Related: false, grade3RelatedOrUnknown: false, serious: false, noControlReason: null }
    return {
      ...who,
      treated: false,
      startDate: null,
      mature: false,
      awaiting: false,
      evaluable: false,
      control: null,
      ...nothing,
    }
  }
  const { course, maturity, dosing } = treatment.fate
  const mature = maturity === 'mature'
  return {
    ...who,
    treated: true,
    startDate: isoDate(treatment.startDay),
    mature,
    awaiting: course === 'awaiting' || course === 'ongoing',
    evaluable: mature && dosing === 'enough',
    control: mature ? course === 'control' : null,
    noControlReason: mature ? reasonOf[course] : null,
    ...safety(treatment),
  }
}

/** Every enrolment that counts, in the order of the stories. */
export function plannedEnrolments(stories: readonly SubjectStory[]): PlannedEnrolment[] {
  return stories
    .filter(story => story.standing === 'counted')
    .flatMap(story => story.enrolments.filter(one => one.named).map(one => truthOf(story.subjectId, one)))
}

function totalsOf(enrolments: readonly PlannedEnrolment[]): PlannedTotals {
  const count = (holds: (one: PlannedEnrolment) => boolean): number => enrolments.filter(holds).length
  // A patient who is not evaluable and has control counts in neither numerator.
  const control = count(one => one.evaluable && one.control === true)
  return {
    enrolled: enrolments.length,
    treated: count(one => one.treated),
    mature: count(one => one.mature),
    awaiting: count(one => one.awaiting),
    evaluable: count(one => one.evaluable),
    controlEvaluable: control,
    controlTreated: control,
    grade3Related: count(one => one.grade3Related),
    grade3RelatedOrUnknown: count(one => one.grade3RelatedOrUnknown),
    serious: count(one => one.serious),
  }
}

export function plannedTotals(stories: readonly SubjectStory[]): PlannedTotals & { readonly subjects: number } {
  const enrolments = plannedEnrolments(stories)
  return { ...totalsOf(enrolments), subjects: new Set(enrolments.map(one => one.subjectId)).size }
}

/** By cohort, the largest first. */
export function plannedCohorts(stories: readonly SubjectStory[]): PlannedCohort[] {
  const groups = Map.groupBy(plannedEnrolments(stories), one => one.cohortId)
  return [...groups]
    .map(([cohortId, members]) => ({ cohortId, key: members[0]?.key ?? null, ...totalsOf(members) }))
    .sort((a, b) => b.treated - a.treated || b.enrolled - a.enrolled || (a.cohortId < b.cohortId ? -1 : 1))
}

/** Distinct subjects that the rules count as screened. */
export function plannedScreened(stories: readonly SubjectStory[]): number {
  return stories.filter(story => story.standing === 'counted').length
}
