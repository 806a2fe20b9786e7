/** The parts of a document as rows, the funnel, and what is counted of responses and safety. */
import type { DecisionTitle } from '../../decision/decide.ts'
import type { PathDenominator } from '../../decision/path.ts'
import { type Bounds, exactOf } from '../../merged-counts/bounds.ts'
import {
  type CountCode,
  countriesOf,
  type Measure,
  type Part,
  partCount,
  partMeasure,
  sumOfCode,
  sumOfMeasure,
} from '../../merged-counts/sums.ts'
import type { MeasureCode, MergedCounts } from '../../model/generated/merged-counts.ts'
import type { Interval } from '../../statistics/interval.ts'
import { clopperPearson } from '../../statistics/proportion/clopper-pearson.ts'

export const LEVEL = 0.95
export const DENOMINATORS: readonly PathDenominator[] = ['evaluable', 'treated-mature']

const FUNNEL: readonly CountCode[] = [
  'screened',
  'actionable',
  'enrolled',
  'treated',
  'treated-mature',
  'evaluable',
  'pending',
  'awaiting',
]

export function funnelOf(document: MergedCounts): { code: CountCode; count: Bounds }[] {
  return FUNNEL.flatMap(code => {
    const count = sumOfCode(document, code)
    return count === null ? [] : [{ code, count }]
  })
}

export function rowsOf(document: MergedCounts) {
  return document.parts.flatMap(part => DENOMINATORS.map(denominator => rowOf(part, denominator)))
}

export function nameOf(part: Part): string {
  return part.kind === 'country' ? part.country : part.countries.join(' + ')
}

function rowOf(part: Part, denominator: PathDenominator) {
  const n = partCount(part, denominator)
  const x = partMeasure(part, { measure: 'disease-control-w16', denominator })
  return {
    name: nameOf(part),
    kind: part.kind,
    countries: countriesOf(part),
    counted: part.counted,
    source: part.source.kind,
    denominator,
    endpoint: part.endpoint,
    treated: partCount(part, 'treated'),
    n,
    pending: partCount(part, 'pending'),
    x,
    ...rateOf(n, x),
    cut: 'cutOff' in part.cut ? part.cut.cutOff : `${part.cut.from} – ${part.cut.to}`,
  }
}

/** A rate needs both numbers, exact, and somebody. */
export function rateOf(
  n: Bounds | null,
  x: Bounds | null,
): { estimate: number | null; clopperPearson: Interval | null } {
  const among = n === null ? null : exactOf(n)
  const count = x === null ? null : exactOf(x)
  if (among === null || count === null || among === 0) return { estimate: null, clopperPearson: null }
  return { estimate: count / among, clopperPearson: clopperPearson({ x: count, n: among, level: LEVEL }) }
}

const RESPONSES: readonly MeasureCode[] = [
  'best-response-cr',
  'best-response-pr',
  'best-response-sd',
  'best-response-pd',
  'best-response-ne',
  'objective-response',
  'confirmed-response',
  'no-control-progressed',
  'no-control-died',
  'no-control-off-treatment',
  'no-control-missed',
  'no-control-unconfirmed-progression',
  'no-control-not-assessable',
]
const SAFETY: readonly MeasureCode[] = ['ae-grade3-related', 'ae-grade3-related-or-unknown', 'serious-ae']

/** Nothing is pooled over mixed definitions; safety does not depend on them. */
export function responsesOf(document: MergedCounts, title: DecisionTitle) {
  return title === 'mixed-definitions' ? [] : measuresOf(document, RESPONSES)
}

export function safetyOf(document: MergedCounts) {
  return measuresOf(document, SAFETY)
}

function measuresOf(document: MergedCounts, codes: readonly MeasureCode[]) {
  return codes.flatMap(measure =>
    (['treated', 'treated-mature', 'evaluable'] as const).flatMap(denominator => {
      const asked: Measure = { measure, denominator }
      const n = sumOfCode(document, denominator)
      const x = sumOfMeasure(document, asked)
      return n === null || x === null ? [] : [{ ...asked, n, x, ...rateOf(n, x) }]
    }),
  )
}
