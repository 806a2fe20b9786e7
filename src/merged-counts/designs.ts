/** Designs that the trials of the network run; a document may bring any other. */
import type { TwoStageDesign } from '../model/generated/merged-counts.ts'

export const designs = {
  /** DRUP, IMPRESS-Norway and sisters: 0 of 8 closes, 5 of 24 is worth more. */
  'drup-8-24/1': { version: 'drup-8-24/1', r1: 0, n1: 8, r: 4, n: 24, p0: 0.1, p1: 0.3, alpha: null, expansionTo: 130 },
  /** TAPUR: 1 of 10 closes, 7 of 28 is positive. */
  'tapur-10-28/1': {
    version: 'tapur-10-28/1',
    r1: 1,
    n1: 10,
    r: 6,
    n: 28,
    p0: 0.15,
    p1: 0.35,
    alpha: null,
    expansionTo: null,
  },
} as const satisfies Record<string, TwoStageDesign>
