/** Of the rows of a cohort one a patient, since a patient counts once. Buffers are kept between questions. */
import { type CohortIndex, FLAGS } from './cohort-index.ts'
import { NumberBuffer } from './number-list.ts'
import { IMMATURE, SCREENED } from './state-code.ts'

export class FirstRows {
  readonly #index: CohortIndex
  /** By patient with several rows: the higher the lower the least rank met; 0 of everybody between questions. */
  readonly #lead: Uint8Array
  readonly #first = new NumberBuffer()
  readonly #several = new NumberBuffer()
  /** Treated rows beyond the first of each patient. */
  furtherTreated = 0

  constructor(index: CohortIndex) {
    this.#index = index
    this.#lead = new Uint8Array(index.patients)
  }

  /** Enrolments only; those who are in no cohort have none. Valid until the next call. */
  choose(from: Uint32Array): Uint32Array {
    const { state, flags } = this.#index.rows
    const first = this.#first.room(from.length)
    const several = this.#several.room(from.length)
    let [firsts, repeatable] = [0, 0]
    // Every row is written to both lists, and stays in one: quicker than a branch that nobody can foresee.
    for (let at = 0; at < from.length; at++) {
      const row = from[at] ?? 0
      const isSeveral = ((flags[row] ?? 0) & FLAGS.several) === 0 ? 0 : 1
      const isEnrolled = state[row] === SCREENED ? 0 : 1
      first[firsts] = row
      firsts += isEnrolled & ~isSeveral
      several[repeatable] = row
      repeatable += isSeveral
    }
    return first.subarray(0, this.#addFirstOf(several.subarray(0, repeatable), { first, firsts }))
  }

  /** Of rows that hold each subject's all or none: the first of all is the first among them. Valid until the next call. */
  chooseOfWholeSubjects(from: Uint32Array): Uint32Array {
    const { state, rank } = this.#index.rows
    const first = this.#first.room(from.length)
    let [firsts, furtherTreated] = [0, 0]
    for (let at = 0; at < from.length; at++) {
      const row = from[at] ?? 0
      const place = rank[row] ?? 0
      first[firsts] = row
      firsts += place === 1 ? 1 : 0
      if (place > 1 && (state[row] ?? 0) >= IMMATURE) furtherTreated += 1
    }
    this.furtherTreated = furtherTreated
    return first.subarray(0, firsts)
  }

  /** Adds the first row of each patient; gives how many there are then. */
  #addFirstOf(
    several: Uint32Array,
    { first, firsts }: { readonly first: Uint32Array; readonly firsts: number },
  ): number {
    const { state, patient, rank } = this.#index.rows
    const lead = this.#lead
    for (let at = 0; at < several.length; at++) {
      const row = several[at] ?? 0
      const who = patient[row] ?? 0
      const precedence = precedenceOf(rank[row] ?? 0)
      if (precedence > (lead[who] ?? 0)) lead[who] = precedence
    }
    let [next, furtherTreated] = [firsts, 0]
    for (let at = 0; at < several.length; at++) {
      const row = several[at] ?? 0
      const who = patient[row] ?? 0
      if (lead[who] === precedenceOf(rank[row] ?? 0)) {
        first[next++] = row
        lead[who] = 0
      } else if ((state[row] ?? 0) >= IMMATURE) furtherTreated += 1
    }
    this.furtherTreated = furtherTreated
    return next
  }
}

/** Of a rank, which is 1 to 255. */
function precedenceOf(rank: number): number {
  return 256 - rank
}
