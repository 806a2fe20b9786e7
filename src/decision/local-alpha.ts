/** Error rates where countries have stopped, or could have, by rules of their own (rule 5). */
import { countedParts } from '../merged-counts/sums.ts'
import type { LocalStopRule, MergedCounts } from '../model/generated/merged-counts.ts'
import { positiveWithLocalStops } from '../statistics/simon/local-stops.ts'
import type { AttainedDesign } from './path.ts'

export type LocalAlpha =
  /** No country has a rule of its own: the error rates are those of the one path. */
  | { readonly state: 'one-path' }
  | {
      readonly state: 'enumerated'
      readonly alpha: number
      readonly power: number
      readonly rules: readonly LocalStopRule[]
      readonly stopped: readonly string[]
    }
  /** The rules, or the sizes at which they were looked at, are not known. */
  | { readonly state: 'not-determined'; readonly stopped: readonly string[] }

export function localAlpha(
  document: MergedCounts,
  design: AttainedDesign,
  { p0, p1 }: { readonly p0: number; readonly p1: number },
): LocalAlpha {
  const stops = countedParts(document).map(({ localStops }) => localStops)
  const rules = stops.flatMap(own => own?.rules ?? [])
  const stopped = rules.filter(rule => rule.stopped).map(({ country }) => country)
  if (stops.some(own => own === null)) return { state: 'not-determined', stopped }
  if (rules.length === 0) return { state: 'one-path' }
  const othersGoOn = stops.some(own => own?.othersGoOn === true)
  const at = (p: number) => positiveWithLocalStops({ rules, othersGoOn, r: design.r, n: design.n }, p)
  const alpha = at(p0)
  const power = at(p1)
  if (alpha === null || power === null) return { state: 'not-determined', stopped }
  return { state: 'enumerated', alpha, power, rules, stopped }
}
