/**
 * Code maps: FHIR R4 ConceptMap and its `$translate` (http://hl7.org/fhir/R4/conceptmap-operation-translate.html).
 * `equivalence` stands on the target and is read "the target is ... than the source" (R5 renamed and turned it).
 */
import { NodeError } from '../model/errors.ts'

/** http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html */
export const EQUIVALENCES = [
  'relatedto',
  'equivalent',
  'equal',
  'wider',
  'subsumes',
  'narrower',
  'specializes',
  'inexact',
  'unmatched',
  'disjoint',
] as const
export type Equivalence = (typeof EQUIVALENCES)[number]

export interface ConceptTarget {
  /** Null with `unmatched`: there is no target. */
  readonly code: string | null
  readonly display: string | null
  readonly equivalence: Equivalence
  /** The target holds only together with other facts (`dependsOn`), or brings further ones (`product`). */
  readonly isConditional: boolean
}

export interface ConceptGroup {
  readonly source: string | null
  readonly target: string | null
  readonly elements: ReadonlyMap<string, readonly ConceptTarget[]>
  /** What is said of a code without an element: a fixed code, or another map. */
  readonly unmapped: { readonly fixed: string } | { readonly otherMap: string } | null
}

export interface ConceptMap {
  readonly url: string
  readonly version: string | null
  readonly groups: readonly ConceptGroup[]
}

/** Maps by their URL, so that one can point to another. */
export type ConceptMaps = ReadonlyMap<string, ConceptMap>

export interface SourceCoding {
  /** Null: any group may hold the code. */
  readonly system: string | null
  readonly code: string
}

export interface TranslateMatch extends ConceptTarget {
  readonly system: string | null
  /** The map that says so, with its version: `url|version`. */
  readonly map: string
}

export interface Translation {
  /** True only where a match is neither `unmatched` nor `disjoint`. */
  readonly result: boolean
  readonly matches: readonly TranslateMatch[]
  /** Code that the map fixes for what it does not hold; a review code, never a target. */
  readonly fixed: string | null
}

/** `$translate` of one code by one map, and by those that it points to for what it does not hold. */
export function translate(maps: ConceptMaps, url: string, coding: SourceCoding): Translation {
  const { matches, fixed } = translateBy(maps, url, coding, new Set())
  return { result: matches.some(isMatch), matches, fixed }
}

function isMatch({ equivalence }: ConceptTarget): boolean {
  return equivalence !== 'unmatched' && equivalence !== 'disjoint'
}

type Found = Omit<Translation, 'result'>

function translateBy(maps: ConceptMaps, url: string, coding: SourceCoding, asked: Set<string>): Found {
  const map = maps.get(url)
  // A map that is asked again says what it has said before: `checkConceptMaps` refuses such circles.
  if (map === undefined || asked.has(url)) return { matches: [], fixed: null }
  asked.add(url)
  const groups = map.groups.filter(
    group => coding.system === null || group.source === null || group.source === coding.system,
  )
  const holding = groups.filter(group => group.elements.has(coding.code))
  if (holding.length > 0) return { matches: holding.flatMap(group => matchesOf(map, group, coding.code)), fixed: null }
  const rest = groups.map(({ unmapped }): Found => {
    if (unmapped === null) return { matches: [], fixed: null }
    if ('fixed' in unmapped) return { matches: [], fixed: unmapped.fixed }
    return translateBy(maps, unmapped.otherMap, coding, asked)
  })
  return {
    matches: rest.flatMap(found => found.matches),
    fixed: rest.map(found => found.fixed).find(fixed => fixed !== null) ?? null,
  }
}

function matchesOf(map: ConceptMap, group: ConceptGroup, code: string): TranslateMatch[] {
  const from = map.version === null ? map.url : `${map.url}|${map.version}`
  return (group.elements.get(code) ?? []).map(target => ({ ...target, system: group.target, map: from }))
}

/** What may be done with a translation without a person. */
export type Verdict =
  | {
      readonly status: 'accepted'
      readonly system: string | null
      readonly code: string
      readonly equivalence: Equivalence
      readonly map: string
    }
  | { readonly status: 'no-target' }
  | { readonly status: 'review'; readonly reason: ReviewReason; readonly proposals: readonly TranslateMatch[] }

export type ReviewReason = 'unmapped' | 'several-targets' | 'not-exact' | 'conditional'

/**
 * Taken without a person: one target that is equal or equivalent, or, where the target is a node to roll up to (tumours,
 * never drugs), wider. `unmatched` and `disjoint` alone say that there is no target. Everything else is for a person.
 */
export function judge(translation: Translation, { rollUp }: { readonly rollUp: boolean }): Verdict {
  const { matches } = translation
  const proposals = matches.filter(isMatch)
  if (matches.length === 0) return { status: 'review', reason: 'unmapped', proposals }
  if (proposals.length === 0) return { status: 'no-target' }
  const taken = proposals.filter(match => isExact(match) || (rollUp && match.equivalence === 'wider'))
  const targets = new Set(taken.map(({ system, code }) => JSON.stringify([system, code])))
  const [first] = taken
  if (targets.size > 1) return { status: 'review', reason: 'several-targets', proposals }
  if (first === undefined || first.code === null) return { status: 'review', reason: 'not-exact', proposals }
  if (taken.some(match => match.isConditional)) return { status: 'review', reason: 'conditional', proposals }
  const { system, code, equivalence, map } = taken.find(isExact) ?? first
  return { status: 'accepted', system, code: code ?? first.code, equivalence, map }
}

function isExact({ equivalence }: ConceptTarget): boolean {
  return equivalence === 'equal' || equivalence === 'equivalent'
}

/** Refuses a circle of maps that point to each other, and one that points to a map that is not there (`terminology/bad-map`). */
export function checkConceptMaps(maps: ConceptMaps): void {
  const checked = new Set<string>()
  for (const url of maps.keys()) checkFrom(maps, url, new Set(), checked)
}

function checkFrom(maps: ConceptMaps, url: string, above: ReadonlySet<string>, checked: Set<string>): void {
  if (above.has(url)) throw badMap('code maps point to each other in a circle')
  if (checked.has(url)) return
  const map = maps.get(url)
  if (map === undefined) throw badMap('a code map points to one that is not there')
  for (const { unmapped } of map.groups) {
    if (unmapped !== null && 'otherMap' in unmapped) {
      checkFrom(maps, unmapped.otherMap, new Set([...above, url]), checked)
    }
  }
  checked.add(url)
}

export function badMap(message: string): NodeError {
  return new NodeError('terminology/bad-map', message, {
    hint: 'A code map is a FHIR R4 ConceptMap (http://hl7.org/fhir/R4/conceptmap.html); see mappings/README.md.',
  })
}
