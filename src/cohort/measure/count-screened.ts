/** Distinct patients who were screened for a cohort, and how many of them are actionable. Buffers are kept between questions. */
import { type CohortIndex, FLAGS } from './cohort-index.ts'
import { NumberBuffer } from './number-list.ts'
import { SCREENED } from './state-code.ts'

export interface People {
  readonly all: number
  readonly actionable: number
}

export class ScreenedCounter {
  readonly #index: CohortIndex
  /** A bit a patient with several rows: set while a question is counted, and cleared behind it. */
  readonly #seen: Uint32Array
  readonly #several = new NumberBuffer()
  /** Whose bits are set. */
  readonly #marked = new NumberBuffer()

  constructor(index: CohortIndex) {
    this.#index = index
    this.#seen = new Uint32Array(Math.ceil(index.patients / 32))
  }

  /** In the whole cut: each patient by the first row. */
  countEverybody(): People {
    const { flags, rank } = this.#index.rows
    let actionable = 0
    for (let row = 0; row < rank.length; row++) {
      // A row of rank 0 is no enrolment, and its patient's only one.
      const isFirst = (rank[row] ?? 0) <= 1 ? 1 : 0
      actionable += isFirst & (flags[row] ?? 0) & FLAGS.actionable
    }
    return { all: this.#index.patients, actionable }
  }

  /** Of the rows those of nobody enrolled anywhere: such a patient has one row. */
  countNeverEnrolled(rows: Uint32Array): People {
    const { state, flags } = this.#index.rows
    let [all, actionable] = [0, 0]
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      const isMeant = state[row] === SCREENED ? 1 : 0
      all += isMeant
      actionable += isMeant & (flags[row] ?? 0) & FLAGS.actionable
    }
    return { all, actionable }
  }

  /** Of the rows, which are none of those of a cohort, those of patients who are not enrolled in it. */
  countBeside(rows: Uint32Array, enrolled: Uint32Array): People {
    const { flags } = this.#index.rows
    const several = this.#several.room(rows.length)
    let [repeatable, actionable] = [0, 0]
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      const flag = flags[row] ?? 0
      const isSeveral = (flag & FLAGS.several) === 0 ? 0 : 1
      several[repeatable] = row
      repeatable += isSeveral
      actionable += ~isSeveral & flag & FLAGS.actionable
    }
    const repeated = this.#countOnce(several.subarray(0, repeatable), enrolled)
    return { all: rows.length - repeatable + repeated.all, actionable: actionable + repeated.actionable }
  }

  /** Each patient once, and none of the enrolled. */
  #countOnce(rows: Uint32Array, enrolled: Uint32Array): People {
    const { flags, patient } = this.#index.rows
    const seen = this.#seen
    const marked = this.#marked.room(rows.length + enrolled.length)
    const before = this.#mark(enrolled, marked)
    let [marks, actionable] = [before, 0]
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      const who = patient[row] ?? 0
      const word = seen[who >>> 5] ?? 0
      const bit = 1 << (who & 31)
      if ((word & bit) !== 0) continue
      seen[who >>> 5] = word | bit
      marked[marks++] = who
      actionable += (flags[row] ?? 0) & FLAGS.actionable
    }
    for (let at = 0; at < marks; at++) seen[(marked[at] ?? 0) >>> 5] = 0
    return { all: marks - before, actionable }
  }

  /** Gives how many were marked. */
  #mark(rows: Uint32Array, marked: Uint32Array): number {
    const { flags, patient } = this.#index.rows
    const seen = this.#seen
    let marks = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      if (((flags[row] ?? 0) & FLAGS.several) === 0) continue
      const who = patient[row] ?? 0
      seen[who >>> 5] = (seen[who >>> 5] ?? 0) | (1 << (who & 31))
      marked[marks++] = who
    }
    return marks
  }
}
