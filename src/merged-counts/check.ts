/** Reads a merged-counts document strictly: its schema, then what a schema cannot say. Errors name the place, never a number. */
import { NodeError } from '../model/errors.ts'
import type { CurveCounts, MergedCounts, QuarterCounts } from '../model/generated/merged-counts.ts'
import { checkSchema } from '../model/validation.ts'
import { type Bounds, boundsOf } from './bounds.ts'
import { type CountCode, countriesOf, type Part, partCount } from './sums.ts'

/** Returns the document, or throws `report/bad-counts`. */
export function checkMergedCounts(value: unknown): MergedCounts {
  const document = checkSchema<MergedCounts>('urn:prime-rose:merged-counts/1', value, {
    code: 'report/bad-counts',
    what: 'merged counts',
  })
  checkDesign(document)
  for (const [index, part] of document.parts.entries()) checkPart(part, `/parts/${index}`)
  checkTogether(document)
  return document
}

function refuse(place: string, why: string): never {
  throw new NodeError('report/bad-counts', `merged counts: ${why} at ${place}`, { detail: { place } })
}

function checkDesign({ design, looks }: MergedCounts): void {
  if (looks.s1 > looks.s2) refuse('/looks', 'stage 1 is looked at after stage 2')
  if (design === null) return
  const { r1, n1, r, n, p0, p1, expansionTo } = design
  if (!(r1 < n1 && n1 < n && r1 <= r && r < n)) refuse('/design', 'the design is not r1 < n1 < n with r1 <= r < n')
  if (p0 >= p1) refuse('/design', 'p0 is not below p1')
  if (expansionTo !== null && expansionTo <= n) refuse('/design', 'the third stage is not larger than the second')
}

function checkPart(part: Part, place: string): void {
  const counts = new Map(Object.entries(part.counts).map(([code, count]) => [code, boundsOf(count)]))
  for (const [code, bounds] of counts) checkBounds(bounds, `${place}/counts/${code}`)
  for (const [smaller, larger] of NESTED) {
    checkWithin(partCount(part, smaller), partCount(part, larger), `${place}/counts/${smaller}`)
  }
  checkMeasures(part, place)
  checkQuarters(part.quarters, `${place}/quarters`)
  for (const [name, curve] of Object.entries(part.survival)) checkCurve(part, curve, `${place}/survival/${name}`)
  if (new Set(countriesOf(part)).size !== countriesOf(part).length) refuse(place, 'a country stands twice')
}

/** Who is counted in the first is counted in the second. */
const NESTED: readonly (readonly [smaller: CountCode, larger: CountCode])[] = [
  ['evaluable', 'treated-mature'],
  ['treated-mature', 'treated'],
  ['evaluable', 'treated'],
  ['pending', 'treated'],
  ['awaiting', 'treated'],
  ['treated', 'enrolled'],
  ['actionable', 'screened'],
]

function checkBounds({ lo, hi }: Bounds, place: string): void {
  if (hi !== null && lo > hi) refuse(place, 'the lower bound is above the upper one')
}

/** Refused where the smaller count must be larger than the larger one. */
function checkWithin(smaller: Bounds | null, larger: Bounds | null, place: string): void {
  if (smaller !== null && larger !== null && larger.hi !== null && smaller.lo > larger.hi) {
    refuse(place, 'more patients than in the count that holds them')
  }
}

function checkMeasures(part: Part, place: string): void {
  const seen = new Set<string>()
  for (const [index, { measure, denominator, count }] of part.measures.entries()) {
    const here = `${place}/measures/${index}`
    const bounds = boundsOf(count)
    checkBounds(bounds, here)
    const among = partCount(part, denominator)
    if (among === null) refuse(here, 'the part has no count of the denominator')
    checkWithin(bounds, among, here)
    if (seen.has(`${measure}|${denominator}`)) refuse(here, 'a measure stands twice')
    seen.add(`${measure}|${denominator}`)
  }
}

function checkQuarters(quarters: readonly QuarterCounts[], place: string): void {
  let before: QuarterCounts | undefined
  let controlBefore = 0
  for (const [index, entry] of quarters.entries()) {
    const here = `${place}/${index}`
    if (before !== undefined) checkGrowth(before, entry, here)
    // Responders may be known of some quarters only.
    if ((entry.control ?? controlBefore) < controlBefore) refuse(here, 'a cumulative count falls')
    before = entry
    controlBefore = entry.control ?? controlBefore
    const { evaluable, control = 0, treated, 'treated-mature': mature } = entry
    if (
      control > evaluable ||
      evaluable > (mature ?? treated ?? evaluable) ||
      (mature ?? 0) > (treated ?? mature ?? 0)
    ) {
      refuse(here, 'more patients than in the count that holds them')
    }
  }
}

function checkGrowth(before: QuarterCounts, after: QuarterCounts, place: string): void {
  if (before.quarter >= after.quarter) refuse(place, 'the quarters do not ascend')
  for (const code of ['treated', 'treated-mature', 'evaluable', 'pending'] as const) {
    if ((before[code] === undefined) !== (after[code] === undefined)) refuse(place, `${code} is not in every quarter`)
    if ((after[code] ?? 0) < (before[code] ?? 0)) refuse(place, 'a cumulative count falls')
  }
}

function checkCurve(part: Part, { steps, entered, denominator }: CurveCounts, place: string): void {
  let left = entered
  for (const [index, { to, events, censored }] of steps.entries()) {
    if (to <= (steps[index - 1]?.to ?? 0)) refuse(`${place}/steps/${index}`, 'the steps do not ascend')
    left -= events + censored
  }
  if (left < 0) refuse(place, 'more events and censorings than patients entered')
  checkWithin({ lo: entered, hi: entered }, partCount(part, denominator), place)
}

function checkTogether({ parts }: MergedCounts): void {
  const countries = parts.filter(({ kind }) => kind === 'country').flatMap(countriesOf)
  if (new Set(countries).size !== countries.length) refuse('/parts', 'a country has two parts')
  const counted = parts.filter(part => part.counted)
  if (counted.length === 0) refuse('/parts', 'no part is counted')
  const countedCountries = counted.flatMap(countriesOf)
  if (new Set(countedCountries).size !== countedCountries.length) {
    refuse('/parts', 'two counted parts hold the same country')
  }
  const patients = counted.flatMap(part => Object.values(part.counts).map(count => boundsOf(count).hi ?? 0))
  if (!Number.isSafeInteger(patients.reduce((sum, hi) => sum + hi, 0))) refuse('/parts', 'the sum is above 2^53 - 1')
}
