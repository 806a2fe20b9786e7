/** What a document says of one path: bounds of patients, responders and open results, and quarters where they are exact. */
import { type Bounds, exactOf } from '../merged-counts/bounds.ts'
import { type QuarterSums, sumQuarters } from '../merged-counts/quarters.ts'
import { countedParts, isPool, type Part, partCount, partMeasure, sumOver } from '../merged-counts/sums.ts'
import type { MergedCounts } from '../model/generated/merged-counts.ts'
import type { PathDenominator, PathFacts, QuarterSet } from './path.ts'

export interface PartPath {
  readonly n: Bounds
  /** null: the part gives no responders. */
  readonly x: Bounds | null
}

export interface DocumentPath {
  readonly denominator: PathDenominator
  /** null where a counted part does not say. */
  readonly n: Bounds | null
  readonly x: Bounds | null
  /** Pending with awaiting; without an upper bound where a part does not say. */
  readonly open: Bounds
  readonly parts: readonly PartPath[]
  readonly quarters: readonly QuarterSet[]
  readonly stage1: PathFacts['stage1']
}

export function documentPath(document: MergedCounts, denominator: PathDenominator): DocumentPath {
  const parts = countedParts(document)
  const x = (part: Part) => partMeasure(part, { measure: 'disease-control-w16', denominator })
  return {
    denominator,
    n: sumOver(parts, part => partCount(part, denominator)),
    x: sumOver(parts, x),
    open: sumOver(parts, part => partCount(part, 'pending')) ?? { lo: 0, hi: null },
    parts: parts.map(part => ({ n: partCount(part, denominator) ?? { lo: 0, hi: null }, x: x(part) })),
    quarters: quarterSets(sumQuarters(parts), denominator),
    stage1: publishedStage1(parts, denominator),
  }
}

/** Rounds look at stage 1 among the evaluable; of a pool and another country together no round said anything. */
function publishedStage1(parts: readonly Part[], denominator: PathDenominator): PathFacts['stage1'] {
  const [only, ...others] = parts
  if (only === undefined || others.length > 0 || denominator !== 'evaluable' || !isPool(only)) return null
  return only.stage1?.outcome ?? null
}

function quarterSets(quarters: readonly QuarterSums[], denominator: PathDenominator): QuarterSet[] {
  return quarters.flatMap(({ quarter, evaluable, mature, pending, control }) => {
    const n = denominator === 'evaluable' ? evaluable : mature
    return n === null ? [] : [{ quarter, n, x: control, open: pending }]
  })
}

/** The facts where every number is exact, or no responders are given at all; null where something is masked. */
export function exactFacts({ n, x, open, quarters, stage1 }: DocumentPath): PathFacts | null {
  if (n === null) return null
  if (x === null) return { n: n.lo, x: null, open: open.lo, quarters, stage1 }
  const numbers = { n: exactOf(n), x: exactOf(x), open: exactOf(open) }
  if (numbers.n === null || numbers.x === null || numbers.open === null) return null
  return { n: numbers.n, x: numbers.x, open: numbers.open, quarters, stage1 }
}
