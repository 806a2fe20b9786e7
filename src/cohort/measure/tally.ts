/** Counts rows, one a patient, into a few histograms, and reads every measure from them. */
import { binOf, isEvent, LAST_BIN, NO_TIME } from './bins.ts'
import { type CohortIndex, FLAGS, qualityBands } from './cohort-index.ts'
import type { CohortCounts, DiseaseControl, Quarter, Responses, TimeTable } from './exact-measures.ts'
import {
  type BestResponse,
  decodeResponse,
  decodeState,
  type NoControlReason,
  noControlReasons,
  RESPONSES,
  STATES,
} from './state-code.ts'

const STATE_FACTS = Array.from({ length: STATES }, (_, state) => decodeState(state))
const RESPONSE_FACTS = Array.from({ length: RESPONSES }, (_, response) => decodeResponse(response))
const IS_TREATED = STATE_FACTS.map(facts => facts.treated)
const IS_MATURE = STATE_FACTS.map(facts => facts.mature)
const IS_EVALUABLE = STATE_FACTS.map(facts => facts.evaluable)

export class Tally {
  readonly #index: CohortIndex
  readonly #states = new Uint32Array(STATES)
  readonly #responses = new Uint32Array(RESPONSES)
  readonly #responsesOfEvaluable = new Uint32Array(RESPONSES)
  readonly #quality = new Uint32Array(qualityBands.length + 1)
  /** By quarter and state: treated rows only. */
  readonly #quarters: Uint32Array
  readonly #progressionFree = new Times()
  readonly #overall = new Times()
  readonly #response = new Times()
  readonly #onTreatment = new Times()
  #grade3RelatedEvents = 0
  #seriousEvents = 0
  #exposureDays = 0
  actionable = 0

  constructor(index: CohortIndex) {
    this.#index = index
    this.#quarters = new Uint32Array((index.quarters.length + 1) * STATES)
  }

  /** An enrolment, the only one that counts of its patient. */
  add(row: number): void {
    const { rows } = this.#index
    const state = rows.state[row] ?? 0
    increment(this.#states, state)
    if (((rows.flags[row] ?? 0) & FLAGS.actionable) !== 0) this.actionable += 1
    if (IS_TREATED[state] === true) this.#addTreated(row, state)
  }

  #addTreated(row: number, state: number): void {
    const { rows } = this.#index
    const response = rows.response[row] ?? 0
    increment(this.#responses, response)
    if (IS_EVALUABLE[state] === true) increment(this.#responsesOfEvaluable, response)
    if (IS_MATURE[state] === true) increment(this.#quality, rows.quality[row] ?? 0)
    increment(this.#quarters, (rows.quarter[row] ?? 0) * STATES + state)
    this.#progressionFree.add(rows.progressionFree[row] ?? NO_TIME)
    this.#overall.add(rows.overall[row] ?? NO_TIME)
    this.#response.add(rows.response28[row] ?? NO_TIME)
    this.#onTreatment.add(rows.onTreatment[row] ?? NO_TIME)
    this.#grade3RelatedEvents += rows.grade3RelatedEvents[row] ?? 0
    this.#seriousEvents += rows.seriousEvents[row] ?? 0
    this.#exposureDays += rows.exposureDays[row] ?? 0
  }

  /** `screened` and its actionable ones include the enrolled. */
  read(screened: { readonly all: number; readonly actionable: number }, furtherEnrolments: number): CohortCounts {
    const count = (holds: (facts: (typeof STATE_FACTS)[number]) => boolean) =>
      STATE_FACTS.reduce((sum, facts, state) => sum + (holds(facts) ? (this.#states[state] ?? 0) : 0), 0)
    const enrolled = this.#states.reduce((sum, patients) => sum + patients, 0)
    const treated = count(facts => facts.treated)
    const treatedMature = count(facts => facts.mature)
    const evaluable = count(facts => facts.evaluable)
    const of = (denominator: 'treated') => ({ denominator, of: treated }) as const
    return {
      funnel: {
        screened: screened.all,
        actionable: screened.actionable,
        enrolled,
        treated,
        treatedMature,
        evaluable,
        pending: count(facts => facts.treated && (!facts.mature || facts.awaiting)),
        awaiting: count(facts => facts.awaiting),
      },
      dropOut: {
        notActionable: screened.all - screened.actionable,
        notEnrolled: screened.actionable - this.actionable,
        notTreated: enrolled - treated,
        notMature: treated - treatedMature,
        notDosedEnough: treatedMature - evaluable,
      },
      furtherEnrolments,
      control: [this.#control('evaluable'), this.#control('treated-mature')],
      responses: [
        responsesOf(this.#responses, 'treated', treated),
        responsesOf(this.#responsesOfEvaluable, 'evaluable', evaluable),
      ],
      safety: {
        ...of('treated'),
        ...safetyOf(this.#responses),
        grade3RelatedEvents: this.#grade3RelatedEvents,
        seriousEvents: this.#seriousEvents,
        exposureDays: this.#exposureDays,
      },
      progressionFree: { ...of('treated'), ...this.#progressionFree.read() },
      overall: { ...of('treated'), ...this.#overall.read() },
      responseDuration: { ...of('treated'), ...this.#response.read() },
      onTreatment: { ...of('treated'), ...this.#onTreatment.read() },
      quarters: this.#readQuarters(),
      qualityOfLife: {
        denominator: 'treated-mature',
        of: treatedMature,
        improved: this.#quality[1] ?? 0,
        stable: this.#quality[2] ?? 0,
        worse: this.#quality[3] ?? 0,
        missing: this.#quality[0] ?? 0,
      },
    }
  }

  #control(denominator: 'evaluable' | 'treated-mature'): DiseaseControl {
    const reasons = Object.fromEntries(noControlReasons.map(reason => [reason, 0])) as Record<NoControlReason, number>
    let [of, control, awaiting, controlNotEvaluable] = [0, 0, 0, 0]
    STATE_FACTS.forEach((facts, state) => {
      const patients = this.#states[state] ?? 0
      if (!(denominator === 'evaluable' ? facts.evaluable : facts.mature)) return
      of += patients
      if (facts.awaiting) awaiting += patients
      if (facts.reason !== null) reasons[facts.reason] += patients
      else if (facts.evaluable) control += patients
      else controlNotEvaluable += patients
    })
    return { denominator, of, control, awaiting, reasons, controlNotEvaluable }
  }

  #readQuarters(): Quarter[] {
    const sums = { treated: 0, evaluable: 0, pending: 0, control: 0 }
    const found: Quarter[] = []
    for (const [at, quarter] of this.#index.quarters.entries()) {
      const before = sums.treated
      STATE_FACTS.forEach((facts, state) => {
        const patients = this.#quarters[(at + 1) * STATES + state] ?? 0
        sums.treated += patients
        if (facts.evaluable) sums.evaluable += patients
        if (!facts.mature || facts.awaiting) sums.pending += patients
        if (facts.evaluable && facts.control === true) sums.control += patients
      })
      if (sums.treated > before) found.push({ quarter, ...sums })
    }
    return found
  }
}

function increment(histogram: Uint32Array, at: number): void {
  histogram[at] = (histogram[at] ?? 0) + 1
}

function responsesOf(histogram: Uint32Array, denominator: Responses['denominator'], of: number): Responses {
  const best: Record<BestResponse, number> = { CR: 0, PR: 0, SD: 0, PD: 0, NE: 0 }
  let objectiveConfirmed = 0
  for (let response = 0; response < RESPONSES; response++) {
    const patients = histogram[response] ?? 0
    const facts = RESPONSE_FACTS[response]
    if (patients === 0 || facts === undefined) continue
    if (facts.best !== null) best[facts.best] += patients
    if (facts.confirmed !== null) objectiveConfirmed += patients
  }
  return { denominator, of, best, objective: best.CR + best.PR, objectiveConfirmed }
}

function safetyOf(histogram: Uint32Array) {
  const sum = { grade3Related: 0, grade3RelatedOrUnknown: 0, serious: 0 }
  RESPONSE_FACTS.forEach((facts, response) => {
    const patients = histogram[response] ?? 0
    if (patients === 0) return
    if (facts.grade3Related) sum.grade3Related += patients
    if (facts.grade3RelatedOrUnknown) sum.grade3RelatedOrUnknown += patients
    if (facts.serious) sum.serious += patients
  })
  return sum
}

/** Times by bin, censored before events in each pair; grows with the longest time. */
class Times {
  #pairs = new Uint32Array(256)
  #entered = 0
  #lastBin = 0

  add(time: number): void {
    if (time === NO_TIME) return
    if (time >= this.#pairs.length) this.#grow()
    increment(this.#pairs, time)
    this.#entered += 1
    if (binOf(time) > this.#lastBin) this.#lastBin = binOf(time)
  }

  #grow(): void {
    const larger = new Uint32Array((LAST_BIN + 1) * 2)
    larger.set(this.#pairs)
    this.#pairs = larger
  }

  read(): Pick<TimeTable, 'entered' | 'events' | 'censored'> {
    const events: number[] = []
    const censored: number[] = []
    for (let time = 2; binOf(time) <= this.#lastBin; time++) {
      ;(isEvent(time) ? events : censored).push(this.#pairs[time] ?? 0)
    }
    return { entered: this.#entered, events, censored }
  }
}
