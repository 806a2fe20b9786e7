/** What becomes of a treated patient by week 16: the table from which the truth of the synthetic trial follows. */
import { countsByWeight } from './apportion.ts'
import type { TrialSizes } from './scenarios.ts'

export type Course =
  | 'control'
  | 'progressed-before-week-16'
  | 'progressed-at-week-16'
  | 'died'
  | 'off-treatment'
  | 'missed'
  | 'awaiting'
  | 'unconfirmed-progression'
  | 'not-assessable'
  | 'early-visit'
  | 'ongoing'

export type NoControlReason =
  | 'progressed'
  | 'died'
  | 'off-treatment'
  | 'missed'
  | 'unconfirmed-progression'
  | 'not-assessable'

export interface Fate {
  readonly course: Course
  /** `immature` = treatment started less than 112 days before the cut-off. */
  readonly maturity: 'mature' | 'immature'
  /** `enough` = an IV interval of 21 days or 28 days of an oral drug. */
  readonly dosing: 'enough' | 'too-little'
  /** Share within its group; in the scenario the weights of a group add up to the group. */
  readonly weight: number
}

/** The reason that the rules give a mature patient without control; null where there is control. */
export const reasonOf: Readonly<Record<Course, NoControlReason | null>> = {
  control: null,
  'progressed-before-week-16': 'progressed',
  'progressed-at-week-16': 'progressed',
  died: 'died',
  'off-treatment': 'off-treatment',
  missed: 'missed',
  awaiting: 'missed',
  'unconfirmed-progression': 'unconfirmed-progression',
  'not-assessable': 'not-assessable',
  'early-visit': null,
  ongoing: null,
}

const enough = (course: Course, weight: number): Fate => ({ course, maturity: 'mature', dosing: 'enough', weight })
const tooLittle = (course: Course, weight: number): Fate => ({
  course,
  maturity: 'mature',
  dosing: 'too-little',
  weight,
})
const immature = (course: Course, weight: number): Fate => ({ course, maturity: 'immature', dosing: 'enough', weight })

/** Evaluable without control: 87 in the scenario. How they divide is assumed; the paper gives the total only. */
const withoutControl = [
  enough('progressed-before-week-16', 34),
  enough('progressed-at-week-16', 22),
  enough('died', 10),
  enough('off-treatment', 9),
  enough('not-assessable', 4),
  enough('missed', 3),
  enough('unconfirmed-progression', 3),
  enough('awaiting', 2),
]

/** Mature and not dosed enough: 25 in the scenario, two of them with control that counts in neither numerator. */
const notEvaluable = [
  tooLittle('progressed-before-week-16', 9),
  tooLittle('died', 6),
  tooLittle('off-treatment', 6),
  tooLittle('control', 2),
  tooLittle('missed', 2),
]

/** Not mature: 16 in the scenario. */
const notMature = [
  immature('ongoing', 11),
  immature('progressed-before-week-16', 2),
  immature('died', 1),
  immature('off-treatment', 1),
  immature('early-visit', 1),
]

/** One fate a treated patient, in the order of the table. */
export function planFates(sizes: TrialSizes): Fate[] {
  const groups: readonly (readonly [number, readonly Fate[]])[] = [
    [sizes.control, [enough('control', 1)]],
    [sizes.evaluable - sizes.control, withoutControl],
    [sizes.mature - sizes.evaluable, notEvaluable],
    [sizes.treated - sizes.mature, notMature],
  ]
  return groups.flatMap(([total, fates]) =>
    [...countsByWeight(total, fates)].flatMap(([fate, count]) => Array.from({ length: count }, () => fate)),
  )
}
