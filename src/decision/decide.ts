/** The decision of a merged cohort: both denominators, and what may be called the decision. */
import { exactOf } from '../merged-counts/bounds.ts'
import { countedParts } from '../merged-counts/sums.ts'
import type { MergedCounts } from '../model/generated/merged-counts.ts'
import { nominalAlpha } from './attained-design.ts'
import { decidePath } from './decide-path.ts'
import { type DocumentPath, documentPath, exactFacts } from './facts.ts'
import { type LocalAlpha, localAlpha } from './local-alpha.ts'
import { decideMasked, type MaskedDecision } from './masked.ts'
import type { Outcome, PathDecision, PathDenominator } from './path.ts'
import type { RuleId } from './rules.ts'

export type DecisionTitle =
  | Outcome
  | 'depends-on-denominator'
  | 'mixed-definitions'
  /** The bounds of masked parts allow more than one outcome. */
  | 'depends-on-masked'
  /** No design was given: nothing is decided. */
  | 'no-design'

export interface DenominatorDecision {
  readonly denominator: PathDenominator
  /** Exact counts; null where a part is masked. */
  readonly path: PathDecision | null
  /** Both ends; null where nothing is masked, or no end is known. */
  readonly masked: MaskedDecision | null
  /** What is decided, or would be; null where the bounds allow several outcomes. */
  readonly outcome: Outcome | null
  readonly local: LocalAlpha | null
}

export interface Decision {
  readonly title: DecisionTitle
  /** The outcome that may be called the decision; null under every title that says why there is none. */
  readonly outcome: Outcome | null
  readonly nominalAlpha: number | null
  readonly denominators: readonly DenominatorDecision[]
  readonly endpoints: readonly string[]
  /** Rules that took part, in their order. */
  readonly rules: readonly RuleId[]
}

/** Level of the intervals at the two ends of masked parts. */
const LEVEL = 0.95

export function decide(document: MergedCounts): Decision {
  const endpoints = [...new Set(countedParts(document).flatMap(({ endpoint }) => endpoint ?? []))].sort()
  const none = { outcome: null, nominalAlpha: null, denominators: [], endpoints }
  if (endpoints.length > 1) return { ...none, title: 'mixed-definitions', rules: ['mixed-definitions'] }
  if (document.design === null) return { ...none, title: 'no-design', rules: [] }
  const denominators = (['evaluable', 'treated-mature'] as const).map(denominator => decideOne(document, denominator))
  const title = titleOf(denominators)
  return {
    title,
    outcome: denominators[0]?.outcome === title ? denominators[0].outcome : null,
    nominalAlpha: nominalAlpha(document.design),
    denominators,
    endpoints,
    rules: rulesOf(document, denominators),
  }
}

function decideOne(document: MergedCounts, denominator: PathDenominator): DenominatorDecision {
  const path = documentPath(document, denominator)
  const plan = document.design === null ? null : { design: document.design, closed: document.looks.closed }
  const facts = exactFacts(path)
  if (plan === null || path.n === null)
    return { denominator, path: null, masked: null, outcome: 'unknown', local: null }
  if (facts === null) return decideWithin(path, decideMasked(path, { plan, level: LEVEL }))
  const decided = decidePath(denominator, facts, plan)
  // A published stage 1 may stand on at least so many patients: then its size, and so its error rates, are not known.
  const decision = exactOf(path.n) === null ? { ...decided, design: null } : decided
  const local = decision.design === null ? null : localAlpha(document, decision.design, plan.design)
  return { denominator, path: decision, masked: null, outcome: decision.outcome, local }
}

function decideWithin({ denominator }: DocumentPath, masked: MaskedDecision | null): DenominatorDecision {
  const outcome = masked === null ? 'unknown' : masked.agree ? (masked.outcomes[0] ?? null) : null
  return { denominator, path: null, masked, outcome, local: null }
}

/** Rule 6: where the two denominators decide differently, neither is called the decision. */
function titleOf([primary, secondary]: readonly DenominatorDecision[]): DecisionTitle {
  const outcome = primary?.outcome
  if (outcome === undefined || outcome === 'unknown' || outcome === 'before-stage-1') return outcome ?? 'unknown'
  if (outcome === null || secondary?.outcome === null) return 'depends-on-masked'
  const other = secondary?.outcome ?? 'unknown'
  return other === 'unknown' || other === outcome ? outcome : 'depends-on-denominator'
}

function rulesOf(document: MergedCounts, denominators: readonly DenominatorDecision[]): RuleId[] {
  const paths = denominators.flatMap(({ path }) => path ?? [])
  const waits = paths.some(({ outcome }) => outcome === 'wait')
  const attained = paths.some(({ design }) => design !== null && !design.asPlanned)
  const locals = denominators.some(({ local }) => local !== null && local.state !== 'one-path')
  const pool = countedParts(document).some(({ kind }) => kind === 'pool')
  const masked = denominators.some(({ path, masked: ends }) => path === null || ends !== null)
  return [
    'one-path',
    'stage-1-set',
    ...(waits ? (['no-stop-while-open'] as const) : []),
    ...(attained ? (['attained-sizes'] as const) : []),
    ...(locals ? (['local-stops-stay'] as const) : []),
    'two-denominators',
    ...(pool ? (['pooled-rounds'] as const) : []),
    'lock',
    ...(masked ? (['masked-parts'] as const) : []),
  ]
}
