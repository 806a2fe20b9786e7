/** The rules by which a merged cohort is decided, as a table: code, report and README read this one. */
import type { TwoStageDesign } from '../model/generated/merged-counts.ts'
import { binomialAtLeast } from '../statistics/proportion/exact-test.ts'
import { operatingCharacteristics } from '../statistics/simon/design.ts'
import { anyOf, positiveWithLocalStops } from '../statistics/simon/local-stops.ts'

export type RuleId =
  | 'one-path'
  | 'stage-1-set'
  | 'no-stop-while-open'
  | 'attained-sizes'
  | 'local-stops-stay'
  | 'two-denominators'
  | 'mixed-definitions'
  | 'pooled-rounds'
  | 'multiplicity'
  | 'lock'
  | 'masked-parts'

/** One exact probability of a rule, or of what it forbids, under the design. */
export interface ErrorRate {
  readonly of: string
  readonly probability: number
  /** True: this is what the rule avoids. */
  readonly avoided: boolean
}

export interface Rule {
  readonly id: RuleId
  readonly says: string
  readonly errorRates?: (design: TwoStageDesign) => readonly ErrorRate[]
}

export const rules: readonly Rule[] = [
  {
    id: 'one-path',
    says: 'One cohort key, one pooled path, one decision. That any country is positive is never a rule.',
    errorRates: design => {
      const { alpha, pet0 } = operatingCharacteristics(design, design)
      return [
        { of: 'one pooled path, false positive', probability: alpha, avoided: false },
        ...[2, 3, 4, 5].map(k => ({
          of: `any of ${k} countries positive`,
          probability: anyOf(k, alpha),
          avoided: true,
        })),
        { of: 'early stop of a cohort without effect', probability: pet0, avoided: false },
        { of: 'early stop where each of 3 countries waits for its own stage 1', probability: pet0 ** 3, avoided: true },
      ]
    },
  },
  {
    id: 'stage-1-set',
    says: 'Stage 1 is of the first patients by date of treatment start over all countries, never by reporting date; of sums, in whole quarters.',
    errorRates: design =>
      [1, 2, 3, 4]
        .filter(extra => design.n1 + extra < design.n)
        .map(extra => ({
          of: `stage 1 of ${design.n1 + extra} patients, false positive`,
          probability: operatingCharacteristics({ ...design, n1: design.n1 + extra }, design).alpha,
          avoided: false,
        })),
  },
  {
    id: 'no-stop-while-open',
    says: 'No stop while a week-16 result of the set is pending or awaited; neither is a failure. A go needs more than r1 responders in the set, all else waits.',
  },
  {
    id: 'attained-sizes',
    says: 'For another size than planned, r is the smallest whose attained alpha is at most the nominal one; the attained error rates are shown.',
    errorRates: design =>
      [1, 6, 16].map(extra => ({
        of: `r = ${design.r} kept at n = ${design.n + extra}, false positive`,
        probability: operatingCharacteristics({ ...design, n: design.n + extra }, design).alpha,
        avoided: true,
      })),
  },
  {
    id: 'local-stops-stay',
    says: 'A country that closed by its own rule stays in with what it has. The nominal alpha is that of one single path; with local stops the attained alpha is enumerated, or said not to be determined.',
    errorRates: design => {
      const rule = { r1: design.r1, n1: design.n1 }
      const two = positiveWithLocalStops(
        { rules: [rule, rule], othersGoOn: false, r: design.r, n: design.n },
        design.p0,
      )
      return [
        ...(two === null
          ? []
          : [{ of: 'two countries with own stops, then pooled', probability: two, avoided: false }]),
        { of: 'no early stop at all', probability: single(design), avoided: false },
      ]
    },
  },
  {
    id: 'two-denominators',
    says: 'Decided for the evaluable, and beside them for all treated and mature; where they differ, neither is called the decision.',
  },
  {
    id: 'mixed-definitions',
    says: 'Parts with different endpoint definitions stand side by side: no pooled count, no decision.',
  },
  {
    id: 'pooled-rounds',
    says: 'At stage 1 a round opens go, stop or wait and no count; inference after stage 2 needs the stage reached and the total.',
  },
  {
    id: 'multiplicity',
    says: 'Nothing is adjusted for many cohorts; how many false positives to expect among those shown stands above the table.',
    errorRates: design => {
      const { alpha, pet0 } = operatingCharacteristics(design, design)
      return [{ of: 'false positive among cohorts at stage 2', probability: alpha / (1 - pet0), avoided: false }]
    },
  },
  {
    id: 'lock',
    says: 'Design, cohort definition, data cuts and who merged them are fixed before looking; from them the decision is replayed.',
  },
  {
    id: 'masked-parts',
    says: 'Masked counts are never imputed: estimate, interval and decision stand at both ends, and whether they agree.',
  },
]

function single({ r, n, p0 }: TwoStageDesign): number {
  return binomialAtLeast({ x: r + 1, n, p: p0 })
}
