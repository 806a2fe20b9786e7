/** Ids of chance for tests. */
import { randomInt } from 'node:crypto'

/** Of letters alone: digits of chance may be somebody's number, which nothing lets out. */
export const chanceWord = (length = 10): string =>
  Array.from({ length }, () => String.fromCharCode(97 + randomInt(26))).join('')
