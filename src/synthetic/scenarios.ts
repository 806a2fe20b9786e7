/** How large a synthetic trial is, and what has become of its patients: counts only. */
import { NodeError } from '../model/errors.ts'
import { dayNumber } from './calendar.ts'
import type { Random } from './random.ts'

export interface EcrfRequest {
  readonly trialId: string
  /** Screened patients, not counting withdrawn ones. */
  readonly patients?: number
  readonly seed?: number
  readonly scenario?: string
  /** What real exports hold beside the truth; default true. */
  readonly dirt?: boolean
}

export interface TrialSizes {
  readonly screened: number
  readonly enrolled: number
  readonly treated: number
  readonly mature: number
  readonly evaluable: number
  readonly control: number
  /** Treated subjects with a second cohort. */
  readonly secondCohorts: number
  readonly withdrawn: number
  readonly heldBack: number
  /** Last clinical day of the data, as a day number. */
  readonly cutoffDay: number
}

export interface Scenario {
  readonly name: string
  readonly description: string
  readonly sizes: TrialSizes
}

/** IMPRESS-Norway as published in 2024 (doi 10.2340/1651-226X.2024.28322). */
const impress: TrialSizes = {
  screened: 1167,
  enrolled: 358,
  treated: 186,
  mature: 170,
  evaluable: 145,
  control: 58,
  secondCohorts: 0,
  withdrawn: 5,
  heldBack: 2,
  cutoffDay: dayNumber('2023-10-01'),
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'impress-2023-10',
    description:
      'the published totals of IMPRESS-Norway at 2023-10-01: 1,167 screened, 358 with a cohort, 186 treated, 170 mature, 145 evaluable, 58 with disease control',
    sizes: impress,
  },
]

const DEFAULT_PATIENTS = 400
const MAX_PATIENTS = 1_000_000
/** First-cohort patients who come to a second cohort; assumed, no published figure. */
const SECOND_COHORT_SHARE = 0.01

/** The shares of the published trial, at any size; disease control 34 to 40 % of the evaluable, by seed. */
function sizesByShare(screened: number, random: Random): TrialSizes {
  const share = (of: number, part: number, whole: number): number => Math.round((of * part) / whole)
  const enrolled = share(screened, impress.enrolled, impress.screened)
  const treated = share(enrolled, impress.treated, impress.enrolled)
  const mature = share(treated, impress.mature, impress.treated)
  const evaluable = share(mature, impress.evaluable, impress.mature)
  return {
    screened,
    enrolled,
    treated,
    mature,
    evaluable,
    control: Math.round(evaluable * (0.34 + 0.06 * random.next())),
    secondCohorts: treated < 20 ? 0 : Math.max(1, Math.round(treated * SECOND_COHORT_SHARE)),
    withdrawn: Math.max(1, share(screened, impress.withdrawn, impress.screened)),
    heldBack: Math.max(1, share(screened, impress.heldBack, impress.screened)),
    cutoffDay: impress.cutoffDay,
  }
}

function checkWhole(name: string, value: number, from: number, to: number): void {
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new NodeError('usage/bad-argument', `${name} is not a whole number from ${from} to ${to}`)
  }
}

function findScenario(name: string): Scenario {
  const found = scenarios.find(scenario => scenario.name === name)
  if (found === undefined) {
    throw new NodeError('synthetic/unknown-scenario', 'there is no scenario of this name', {
      hint: `Known scenarios: ${scenarios.map(scenario => scenario.name).join(', ')}.`,
    })
  }
  return found
}

/** Refuses an unknown scenario, and a number of patients that is not the scenario's. */
export function sizesFor(request: EcrfRequest, random: Random): TrialSizes {
  if (request.patients !== undefined) checkWhole('patients', request.patients, 1, MAX_PATIENTS)
  if (request.seed !== undefined) checkWhole('seed', request.seed, 0, Number.MAX_SAFE_INTEGER)
  if (request.scenario === undefined) return sizesByShare(request.patients ?? DEFAULT_PATIENTS, random)
  const { name, sizes } = findScenario(request.scenario)
  if (request.patients !== undefined && request.patients !== sizes.screened) {
    throw new NodeError('synthetic/contradicts-scenario', `scenario ${name} has ${sizes.screened} screened patients`, {
      hint: 'Leave the number of patients out, or leave the scenario out.',
    })
  }
  return sizes
}
