/**
 * Masked parts (rule 11): nothing is imputed. Every pair of patients and responders within the bounds is decided; the two
 * ends are shown, and whether all of them agree.
 */
import type { Interval } from '../statistics/interval.ts'
import { clopperPearson } from '../statistics/proportion/clopper-pearson.ts'
import { decidePath } from './decide-path.ts'
import type { DocumentPath, PartPath } from './facts.ts'
import type { Outcome, Plan } from './path.ts'

export interface End {
  readonly n: number
  readonly x: number
  /** null of nobody. */
  readonly estimate: number | null
  readonly clopperPearson: Interval | null
  /** null without a design. */
  readonly outcome: Outcome | null
}

export interface MaskedDecision {
  /** Fewest responders, and most patients without a response. */
  readonly worst: End
  /** Most responders, and fewest patients without a response. */
  readonly best: End
  /** Every outcome that the bounds allow, in the order of a cohort's life; empty without a design. */
  readonly outcomes: readonly Outcome[]
  readonly agree: boolean
}

export interface Asked {
  readonly plan: Plan | null
  readonly level: number
}

/** Beyond so many pairs only the two ends are decided, and nothing is said to agree. */
const MOST_PAIRS = 100_000

const ORDER: readonly Outcome[] = [
  'before-stage-1',
  'wait',
  'stop',
  'go',
  'negative',
  'positive',
  'closed-early',
  'unknown',
]

/** null where a part has no upper bound, or gives no responders: then there is no worst or best case. */
export function decideMasked(path: DocumentPath, { plan, level }: Asked): MaskedDecision | null {
  const parts = path.parts.map(boundedPart)
  if (!parts.every(part => part !== null)) return null
  const range = rangeOf(parts)
  const openEnds = path.open.hi === null ? [path.open.lo, path.open.lo + 1] : [path.open.lo, path.open.hi]
  const outcomeOf = (n: number, x: number, open: number): Outcome | null =>
    plan === null ? null : decidePath(path.denominator, { n, x, open, quarters: [], stage1: path.stage1 }, plan).outcome
  const end = (n: number, x: number, open: number): End => ({
    n,
    x,
    estimate: n === 0 ? null : x / n,
    clopperPearson: n === 0 ? null : clopperPearson({ x, n, level }),
    outcome: outcomeOf(n, x, open),
  })
  const worst = end(range.mostN, range.leastX, path.open.lo)
  const best = end(range.bestN, range.mostX, path.open.hi ?? path.open.lo)
  if (plan === null) return { worst, best, outcomes: [], agree: false }
  const pairs = pairsWithin(range)
  const outcomes = new Set(
    (pairs ?? [worst, best]).flatMap(({ n, x }) => openEnds.map(open => outcomeOf(n, x, open) ?? 'unknown')),
  )
  return {
    worst,
    best,
    outcomes: ORDER.filter(outcome => outcomes.has(outcome)),
    agree: pairs !== null && outcomes.size === 1,
  }
}

interface Bounded {
  readonly n: { readonly lo: number; readonly hi: number }
  readonly x: { readonly lo: number; readonly hi: number }
}

/** The numerator is kept within its denominator. */
function boundedPart({ n, x }: PartPath): Bounded | null {
  if (x === null || n.hi === null) return null
  const most = Math.min(x.hi ?? n.hi, n.hi)
  return { n: { lo: Math.max(n.lo, x.lo), hi: n.hi }, x: { lo: x.lo, hi: most } }
}

interface Range {
  readonly leastN: number
  readonly mostN: number
  readonly leastX: number
  readonly mostX: number
  /** Patients of the best case: those that there must be, and the responders beyond them. */
  readonly bestN: number
  /** Most responders that the least patients can hold. */
  readonly xAtLeastN: number
}

function rangeOf(parts: readonly Bounded[]): Range {
  const sum = (read: (part: Bounded) => number) => parts.reduce((total, part) => total + read(part), 0)
  return {
    leastN: sum(({ n }) => n.lo),
    mostN: sum(({ n }) => n.hi),
    leastX: sum(({ x }) => x.lo),
    mostX: sum(({ x }) => x.hi),
    bestN: sum(({ n, x }) => Math.max(n.lo, x.hi)),
    xAtLeastN: sum(({ n, x }) => Math.min(x.hi, n.lo)),
  }
}

/** Every (n, x) that some filling of the masked parts gives; null where there are too many. */
function pairsWithin(range: Range): { n: number; x: number }[] | null {
  const { leastN, mostN, leastX, mostX, xAtLeastN } = range
  if ((mostN - leastN + 1) * (mostX - leastX + 1) > MOST_PAIRS) return null
  const pairs: { n: number; x: number }[] = []
  for (let n = leastN; n <= mostN; n += 1) {
    const most = Math.min(mostX, xAtLeastN + (n - leastN))
    for (let x = leastX; x <= most; x += 1) pairs.push({ n, x })
  }
  return pairs
}
