/**
 * Counts rows, one a patient, into histograms from which every measure is read (`read-counts.ts`). They are used again for
 * each cohort, and cleared behind it.
 */
import { NO_TIME } from './bins.ts'
import { type CohortIndex, FLAGS, qualityBands } from './cohort-index.ts'
import { decodeState, IMMATURE, MATURE, RESPONSES, STATES } from './state-code.ts'

/** What a quarter tells apart. */
export const PROGRESS = { evaluable: 1, pending: 2, control: 4 } as const
export const PROGRESSES = 8
const QUALITIES = qualityBands.length + 1

const STATE_FACTS = Array.from({ length: STATES }, (_, state) => decodeState(state))
const RESPONSES_FROM = Uint16Array.from(STATE_FACTS, ({ evaluable }) => (evaluable ? RESPONSES : 0))
const QUALITIES_FROM = Uint8Array.from({ length: STATES }, (_, state) => (state >= MATURE ? QUALITIES : 0))
const PROGRESS_OF = Uint8Array.from(
  STATE_FACTS,
  ({ mature, awaiting, evaluable, control }) =>
    (evaluable ? PROGRESS.evaluable : 0) +
    (!mature || awaiting ? PROGRESS.pending : 0) +
    (evaluable && control === true ? PROGRESS.control : 0),
)

/** All histograms lie in one array: a loop that adds to eight is a third slower. */
export class Tally {
  readonly #index: CohortIndex
  readonly #patients: Uint32Array
  readonly states: Uint32Array
  /** Of the treated who are not evaluable, then of the evaluable. */
  readonly responses: Uint32Array
  /** Of the treated who are not mature, then of the mature. */
  readonly qualities: Uint32Array
  /** By quarter, plus one, and progress. */
  readonly quarters: Uint32Array
  /** By time, as `encodeTime` gives it, up to the longest of the cut. */
  readonly progressionFree: Uint32Array
  readonly overall: Uint32Array
  readonly response: Uint32Array
  readonly onTreatment: Uint32Array
  grade3RelatedEvents = 0
  seriousEvents = 0
  exposureDays = 0
  actionable = 0

  constructor(index: CohortIndex) {
    this.#index = index
    const { rows, quarters } = index
    const lengths = {
      states: STATES,
      responses: 2 * RESPONSES,
      qualities: 2 * QUALITIES,
      quarters: (quarters.length + 1) * PROGRESSES,
      progressionFree: timesIn(rows.progressionFree),
      overall: timesIn(rows.overall),
      response: timesIn(rows.response28),
      onTreatment: timesIn(rows.onTreatment),
    }
    this.#patients = new Uint32Array(Object.values(lengths).reduce((sum, length) => sum + length, 0))
    let from = 0
    const take = (length: number): Uint32Array => {
      from += length
      return this.#patients.subarray(from - length, from)
    }
    this.states = take(lengths.states)
    this.responses = take(lengths.responses)
    this.qualities = take(lengths.qualities)
    this.quarters = take(lengths.quarters)
    this.progressionFree = take(lengths.progressionFree)
    this.overall = take(lengths.overall)
    this.response = take(lengths.response)
    this.onTreatment = take(lengths.onTreatment)
  }

  get enrolled(): number {
    return this.states.reduce((sum, patients) => sum + patients, 0)
  }

  /** The mature by position in `qualityBands` plus one, 0 where not known. */
  get quality(): Uint32Array {
    return this.qualities.subarray(QUALITIES)
  }

  /** Enrolments, of each patient the only one that counts. */
  add(from: Uint32Array): void {
    const { rows } = this.#index
    const patients = this.#patients
    const states = startOf(this.states)
    const responses = startOf(this.responses)
    const qualities = startOf(this.qualities)
    const quarters = startOf(this.quarters)
    const progressionFree = startOf(this.progressionFree)
    const overall = startOf(this.overall)
    const response = startOf(this.response)
    const onTreatment = startOf(this.onTreatment)
    let [actionable, grade3, serious, days] = [0, 0, 0, 0]
    for (let at = 0; at < from.length; at++) {
      const row = from[at] ?? 0
      const state = rows.state[row] ?? 0
      increment(patients, states + state)
      actionable += (rows.flags[row] ?? 0) & FLAGS.actionable
      if (state < IMMATURE) continue
      increment(patients, responses + (RESPONSES_FROM[state] ?? 0) + (rows.response[row] ?? 0))
      increment(patients, qualities + (QUALITIES_FROM[state] ?? 0) + (rows.quality[row] ?? 0))
      increment(patients, quarters + (rows.quarter[row] ?? 0) * PROGRESSES + (PROGRESS_OF[state] ?? 0))
      increment(patients, progressionFree + (rows.progressionFree[row] ?? NO_TIME))
      increment(patients, overall + (rows.overall[row] ?? NO_TIME))
      increment(patients, response + (rows.response28[row] ?? NO_TIME))
      increment(patients, onTreatment + (rows.onTreatment[row] ?? NO_TIME))
      grade3 += rows.grade3RelatedEvents[row] ?? 0
      serious += rows.seriousEvents[row] ?? 0
      days += rows.exposureDays[row] ?? 0
    }
    this.actionable += actionable
    this.grade3RelatedEvents += grade3
    this.seriousEvents += serious
    this.exposureDays += days
  }

  clear(): void {
    this.#patients.fill(0)
    this.grade3RelatedEvents = 0
    this.seriousEvents = 0
    this.exposureDays = 0
    this.actionable = 0
  }
}

/** How many times a column may hold: up to its longest. */
function timesIn(column: Uint16Array): number {
  return column.reduce((longest, time) => Math.max(longest, time), NO_TIME) + 1
}

/** In the array that it is a part of. */
function startOf(part: Uint32Array): number {
  return part.byteOffset / part.BYTES_PER_ELEMENT
}

function increment(histogram: Uint32Array, at: number): void {
  histogram[at] = (histogram[at] ?? 0) + 1
}
