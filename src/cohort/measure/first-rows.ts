/** Of the rows of a cohort one a patient, since a patient counts once. Buffers are kept between questions. */
import { type CohortIndex, FLAGS } from './cohort-index.ts'
import { NumberBuffer } from './number-list.ts'
import { IMMATURE, SCREENED } from './state-code.ts'

/** Rows that are chosen and counted before the next ones are looked at, so that what is looked at stays near. */
const PIECE = 4096

type TakeRows = (rows: Uint32Array) => void

export class FirstRows {
  readonly #index: CohortIndex
  /** By patient with several rows: the higher the lower the least rank met; 0 of everybody between questions. */
  readonly #lead: Uint8Array
  readonly #several = new NumberBuffer()
  readonly #first = new Uint32Array(PIECE)
  /** Treated rows beyond the first of each patient. */
  furtherTreated = 0

  constructor(index: CohortIndex) {
    this.#index = index
    this.#lead = new Uint8Array(index.patients)
  }

  /** Enrolments only; those who are in no cohort have none. `take` is given them in pieces, each valid until it returns. */
  choose(from: Uint32Array, take: TakeRows): void {
    const { state, flags } = this.#index.rows
    const first = this.#first
    const several = this.#several.room(from.length)
    let repeatable = 0
    for (let piece = 0; piece < from.length; piece += PIECE) {
      const end = Math.min(from.length, piece + PIECE)
      let firsts = 0
      // Every row is written to both lists, and stays in one: quicker than a branch that nobody can foresee.
      for (let at = piece; at < end; at++) {
        const row = from[at] ?? 0
        const isSeveral = ((flags[row] ?? 0) & FLAGS.several) === 0 ? 0 : 1
        const isEnrolled = state[row] === SCREENED ? 0 : 1
        first[firsts] = row
        firsts += isEnrolled & ~isSeveral
        several[repeatable] = row
        repeatable += isSeveral
      }
      take(first.subarray(0, firsts))
    }
    this.#takeFirstOf(several.subarray(0, repeatable), take)
  }

  /** The same of rows that hold each subject's all or none: the first of all is the first among them. */
  chooseOfWholeSubjects(from: Uint32Array, take: TakeRows): void {
    const { state, rank } = this.#index.rows
    const first = this.#first
    let furtherTreated = 0
    for (let piece = 0; piece < from.length; piece += PIECE) {
      const end = Math.min(from.length, piece + PIECE)
      let firsts = 0
      for (let at = piece; at < end; at++) {
        const row = from[at] ?? 0
        const place = rank[row] ?? 0
        first[firsts] = row
        firsts += place === 1 ? 1 : 0
        if (place > 1 && (state[row] ?? 0) >= IMMATURE) furtherTreated += 1
      }
      take(first.subarray(0, firsts))
    }
    this.furtherTreated = furtherTreated
  }

  /** The first row of each patient. */
  #takeFirstOf(several: Uint32Array, take: TakeRows): void {
    const { state, patient, rank } = this.#index.rows
    const lead = this.#lead
    for (let at = 0; at < several.length; at++) {
      const row = several[at] ?? 0
      const who = patient[row] ?? 0
      const precedence = precedenceOf(rank[row] ?? 0)
      if (precedence > (lead[who] ?? 0)) lead[who] = precedence
    }
    const first = this.#first
    let furtherTreated = 0
    for (let piece = 0; piece < several.length; piece += PIECE) {
      const end = Math.min(several.length, piece + PIECE)
      let firsts = 0
      for (let at = piece; at < end; at++) {
        const row = several[at] ?? 0
        const who = patient[row] ?? 0
        if (lead[who] === precedenceOf(rank[row] ?? 0)) {
          first[firsts++] = row
          lead[who] = 0
        } else if ((state[row] ?? 0) >= IMMATURE) furtherTreated += 1
      }
      take(first.subarray(0, firsts))
    }
    this.furtherTreated = furtherTreated
  }
}

/** Of a rank, which is 1 to 255. */
function precedenceOf(rank: number): number {
  return 256 - rank
}
