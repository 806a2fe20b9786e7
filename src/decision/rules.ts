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
  /** `path`: false positive of one pooled path; `any`: any of k countries positive; `stop`, `stopEach`: early stop without effect, pooled or where each of three countries waits for its own stage 1; `stage1`: false positive after a stage 1 of k; `kept`: r kept at n = k; `twoStops`: two countries with stops of their own; `noStop`: no early stop; `stage2`: among cohorts at stage 2. */
  readonly of: 'path' | 'any' | 'stop' | 'stopEach' | 'stage1' | 'kept' | 'twoStops' | 'noStop' | 'stage2'
  /** Countries or patients, where the rate is of a number of them. */
  readonly k: number | null
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
        { of: 'path', k: null, probability: alpha, avoided: false },
        ...[2, 3, 4, 5].map(k => ({
          of: 'any' as const,
          k,
          probability: anyOf(k, alpha),
          avoided: true,
        })),
        { of: 'stop', k: null, probability: pet0, avoided: false },
        { of: 'stopEach', k: null, probability: pet0 ** 3, avoided: true },
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
          of: 'stage1' as const,
          k: design.n1 + extra,
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
        of: 'kept' as const,
        k: design.n + extra,
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
        ...(two === null ? [] : [{ of: 'twoStops' as const, k: null, probability: two, avoided: false }]),
        { of: 'noStop', k: null, probability: single(design), avoided: false },
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
      return [{ of: 'stage2', k: null, probability: alpha / (1 - pet0), avoided: false }]
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
