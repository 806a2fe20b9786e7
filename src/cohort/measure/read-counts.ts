/** Reads every measure of a cohort from the histograms of its patients. */
import { binOf, NO_TIME } from './bins.ts'
import type { People } from './count-screened.ts'
import type { CohortCounts, DiseaseControl, Quarter, Responses, TimeTable } from './exact-measures.ts'
import { bestResponses, decodeResponse, decodeState, type NoControlReason, RESPONSES, STATES } from './state-code.ts'
import { PROGRESS, PROGRESSES, type Tally } from './tally.ts'

const STATE_FACTS = Array.from({ length: STATES }, (_, state) => decodeState(state))

export interface Around {
  /** Who was screened for the cohort, and is not enrolled in it. */
  readonly beside: People
  readonly furtherEnrolments: number
  readonly quarters: readonly string[]
}

export function readCounts(tally: Tally, { beside, furtherEnrolments, quarters }: Around): CohortCounts {
  const steps = stepsOf(tally.states)
  const { enrolled, treated, treatedMature, evaluable, pending, awaiting } = steps
  const screened = enrolled + beside.all
  const actionable = tally.actionable + beside.actionable
  const of = { denominator: 'treated', of: treated } as const
  const responses = responsesOf(tally.responses, { treated, evaluable })
  return {
    funnel: { screened, actionable, enrolled, treated, treatedMature, evaluable, pending, awaiting },
    dropOut: {
      notActionable: screened - actionable,
      notEnrolled: beside.actionable,
      notTreated: enrolled - treated,
      notMature: treated - treatedMature,
      notDosedEnough: treatedMature - evaluable,
    },
    furtherEnrolments,
    control: [controlOf(tally.states, 'evaluable'), controlOf(tally.states, 'treated-mature')],
    responses: responses.best,
    safety: {
      ...of,
      ...responses.safety,
      grade3RelatedEvents: tally.grade3RelatedEvents,
      seriousEvents: tally.seriousEvents,
      exposureDays: tally.exposureDays,
    },
    progressionFree: timesOf(tally.progressionFree, treated),
    overall: timesOf(tally.overall, treated),
    responseDuration: timesOf(tally.response, treated),
    onTreatment: timesOf(tally.onTreatment, treated),
    quarters: quartersOf(tally.quarters, quarters),
    qualityOfLife: {
      denominator: 'treated-mature',
      of: treatedMature,
      improved: tally.quality[1] ?? 0,
      stable: tally.quality[2] ?? 0,
      worse: tally.quality[3] ?? 0,
      missing: tally.quality[0] ?? 0,
    },
  }
}

function stepsOf(states: Uint32Array) {
  const steps = { enrolled: 0, treated: 0, treatedMature: 0, evaluable: 0, pending: 0, awaiting: 0 }
  for (let state = 0; state < STATES; state++) {
    const patients = states[state] ?? 0
    const facts = STATE_FACTS[state]
    if (patients === 0 || facts === undefined) continue
    steps.enrolled += patients
    if (facts.treated) steps.treated += patients
    if (facts.mature) steps.treatedMature += patients
    if (facts.evaluable) steps.evaluable += patients
    if (facts.awaiting) steps.awaiting += patients
    if (facts.treated && (!facts.mature || facts.awaiting)) steps.pending += patients
  }
  return steps
}

function controlOf(states: Uint32Array, denominator: DiseaseControl['denominator']): DiseaseControl {
  const reasons: Record<NoControlReason, number> = {
    progressed: 0,
    died: 0,
    'off-treatment': 0,
    missed: 0,
    'unconfirmed-progression': 0,
    'not-assessable': 0,
  }
  let [of, control, awaiting, controlNotEvaluable] = [0, 0, 0, 0]
  for (let state = 0; state < STATES; state++) {
    const patients = states[state] ?? 0
    const facts = STATE_FACTS[state]
    if (patients === 0 || facts === undefined) continue
    if (!(denominator === 'evaluable' ? facts.evaluable : facts.mature)) continue
    of += patients
    if (facts.awaiting) awaiting += patients
    if (facts.reason !== null) reasons[facts.reason] += patients
    else if (facts.evaluable) control += patients
    else controlNotEvaluable += patients
  }
  return { denominator, of, control, awaiting, reasons, controlNotEvaluable }
}

/** `histogram`: of those who are not evaluable, then of the evaluable. */
function responsesOf(histogram: Uint32Array, of: { readonly treated: number; readonly evaluable: number }) {
  const notEvaluable = sumResponses(histogram, 0)
  const evaluable = sumResponses(histogram, RESPONSES)
  const treated = evaluable.map((patients, at) => patients + (notEvaluable[at] ?? 0))
  const group = (denominator: Responses['denominator'], sums: Uint32Array): Responses => {
    const [, CR = 0, PR = 0, SD = 0, PD = 0, NE = 0] = sums
    const best = { CR, PR, SD, PD, NE }
    return { denominator, of: of[denominator], best, objective: CR + PR, objectiveConfirmed: sums[CONFIRMED] ?? 0 }
  }
  const [grade3Related = 0, grade3RelatedOrUnknown = 0, serious = 0] = treated.subarray(SAFETY)
  return {
    best: [group('treated', treated), group('evaluable', evaluable)] as const,
    safety: { grade3Related, grade3RelatedOrUnknown, serious },
  }
}

/** Sums: best response by position plus one, a confirmed one, then the three flags of safety. */
const CONFIRMED = 1 + bestResponses.length
const SAFETY = CONFIRMED + 1

function sumResponses(histogram: Uint32Array, from: number): Uint32Array {
  const sums = new Uint32Array(SAFETY + 3)
  for (let response = 0; response < RESPONSES; response++) {
    const patients = histogram[from + response] ?? 0
    if (patients === 0) continue
    for (const at of RESPONSE_SUMS[response] ?? []) sums[at] = (sums[at] ?? 0) + patients
  }
  return sums
}

/** Of each response the sums that it counts in. */
const RESPONSE_SUMS = Array.from({ length: RESPONSES }, (_, response) => {
  const { best, confirmed, grade3Related, grade3RelatedOrUnknown, serious } = decodeResponse(response)
  return [
    best === null ? [] : [1 + bestResponses.indexOf(best)],
    confirmed === null ? [] : [CONFIRMED],
    grade3Related ? [SAFETY] : [],
    grade3RelatedOrUnknown ? [SAFETY + 1] : [],
    serious ? [SAFETY + 2] : [],
  ].flat()
})

/** Pairs of a bin: censored, then events. The arrays end at the last bin with a patient. */
function timesOf(patients: Uint32Array, treated: number): TimeTable {
  let longest = patients.length - 1
  while (longest > NO_TIME && patients[longest] === 0) longest -= 1
  const bins = binOf(longest)
  const events = new Array<number>(bins)
  const censored = new Array<number>(bins)
  let entered = 0
  for (let bin = 0; bin < bins; bin++) {
    const [without = 0, withEvent = 0] = [patients[2 * bin + 2], patients[2 * bin + 3]]
    censored[bin] = without
    events[bin] = withEvent
    entered += without + withEvent
  }
  return { denominator: 'treated', of: treated, entered, events, censored }
}

/** Cumulative; a quarter in which nobody started is left out. */
function quartersOf(histogram: Uint32Array, quarters: readonly string[]): Quarter[] {
  let [treated, evaluable, pending, control] = [0, 0, 0, 0]
  const found: Quarter[] = []
  for (let number = 1; number <= quarters.length; number++) {
    const before = treated
    for (let progress = 0; progress < PROGRESSES; progress++) {
      const patients = histogram[number * PROGRESSES + progress] ?? 0
      treated += patients
      if ((progress & PROGRESS.evaluable) !== 0) evaluable += patients
      if ((progress & PROGRESS.pending) !== 0) pending += patients
      if ((progress & PROGRESS.control) !== 0) control += patients
    }
    if (treated > before) found.push({ quarter: quarters[number - 1] ?? '', treated, evaluable, pending, control })
  }
  return found
}
