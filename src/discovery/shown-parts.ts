/**
 * Shown cells that may be parts of a wider group, laid out at load so that the largest one within it is found among few:
 * by marker, drug group and place in the tree, each list by falling count, so that the first one within ends the search.
 * The lists only choose who is looked at; whether a part lies within is decided by `cohort/lies-within.ts` alone.
 */
import type { NamedCohort, Within } from '../cohort/lies-within.ts'

export interface ShownCohort {
  readonly cohort: NamedCohort
  readonly count: number
}

export interface ShownDrugs {
  readonly drugs: string
  /** Groups that they are in. */
  readonly groups: readonly string[]
  readonly count: number
}

export interface ShownParts {
  /** Count of the largest shown cohort that lies within; 0 where none does. */
  largestCohort(within: Within): number
  /** Count of the largest shown set of drugs that lies within; 0 where none does. */
  largestDrugs(within: Within): number
}

export function layOutParts(cohorts: readonly ShownCohort[], drugs: readonly ShownDrugs[]): ShownParts {
  const all = pileOf(cohorts)
  const byMarker = listsBy(cohorts, ({ cohort }) => cohort.markers, alikeOf)
  const byGroup = listsBy(cohorts, ({ cohort }) => cohort.drugGroups, pileOf)
  const allDrugs = drugs.toSorted(largestFirst)
  const drugsByGroup = listsBy(
    drugs,
    ({ groups }) => groups,
    found => found.toSorted(largestFirst),
  )
  const pilesOf = (within: Within): readonly Pile[] => {
    const { markers, drugGroup } = within
    const ofMarkers = markers?.flatMap(marker => pilesWithin(byMarker.get(marker) ?? [], within)) ?? [all]
    const ofGroup = [drugGroup === null ? all : (byGroup.get(drugGroup) ?? NOBODY)]
    return sizeOf(ofMarkers) <= sizeOf(ofGroup) ? ofMarkers : ofGroup
  }
  return {
    largestCohort: within =>
      pilesOf(within)
        .flatMap(pile => listsIn(pile, within))
        .reduce((most, list) => largestOf(list, most, ({ cohort }) => within.holdsCohort(cohort)), 0),
    largestDrugs: within => {
      if (within.ranges !== null || within.markers !== null) return 0
      const list = within.drugGroup === null ? allDrugs : (drugsByGroup.get(within.drugGroup) ?? [])
      return largestOf(list, 0, one => within.holdsDrugs(one.drugs))
    },
  }
}

/** Cohorts by falling count: all of them, and those of each node, nodes by their place in the tree. */
interface Pile {
  readonly all: readonly ShownCohort[]
  readonly nodes: readonly { readonly first: number; readonly cohorts: readonly ShownCohort[] }[]
}

/** Cohorts of the same alterations. */
interface Alike {
  readonly found: NamedCohort['alterations']
  readonly pile: Pile
}

function alikeOf(cohorts: readonly ShownCohort[]): readonly Alike[] {
  const alike = Map.groupBy(cohorts, ({ cohort }) => cohort.alteration)
  return [...alike.values()].map(found => ({ found: found[0]?.cohort.alterations ?? [], pile: pileOf(found) }))
}

function pilesWithin(alike: readonly Alike[], within: Within): readonly Pile[] {
  return alike.filter(({ found }) => within.holdsAlterations(found)).map(({ pile }) => pile)
}

const NOBODY: Pile = { all: [], nodes: [] }

function pileOf(cohorts: readonly ShownCohort[]): Pile {
  const all = cohorts.toSorted(largestFirst)
  const byPlace = listsBy(
    all,
    ({ cohort }) => (cohort.places === null ? [] : [cohort.places.first]),
    found => found,
  )
  const nodes = [...byPlace].map(([first, found]) => ({ first, cohorts: found }))
  return { all, nodes: nodes.sort((one, other) => one.first - other.first) }
}

const sizeOf = (piles: readonly Pile[]) => piles.reduce((sum, { all }) => sum + all.length, 0)

/** A cohort of several nodes or of none lies within nothing but any tumour. */
function listsIn({ all, nodes }: Pile, { ranges }: Within): readonly (readonly ShownCohort[])[] {
  if (ranges === null) return [all]
  return ranges.flatMap(({ first, last }) => {
    const found: (readonly ShownCohort[])[] = []
    for (let at = placeIn(nodes, first); at < nodes.length; at++) {
      const node = nodes[at]
      if (node === undefined || node.first > last) break
      found.push(node.cohorts)
    }
    return found
  })
}

/** Of the first node at or behind the place. */
function placeIn(nodes: Pile['nodes'], first: number): number {
  let [low, high] = [0, nodes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((nodes[middle]?.first ?? first) < first) low = middle + 1
    else high = middle
  }
  return low
}

/** The larger of what is known and of the first in the list that lies within. */
function largestOf<Part extends { readonly count: number }>(
  list: readonly Part[],
  known: number,
  isWithin: (part: Part) => boolean,
): number {
  for (const part of list) {
    if (part.count <= known) return known
    if (isWithin(part)) return part.count
  }
  return known
}

function listsBy<Part, Key, List>(
  parts: readonly Part[],
  keysOf: (part: Part) => readonly Key[],
  listOf: (parts: readonly Part[]) => List,
): ReadonlyMap<Key, List> {
  const found = new Map<Key, Part[]>()
  for (const part of parts) {
    for (const key of keysOf(part)) {
      const list = found.get(key)
      if (list === undefined) found.set(key, [part])
      else list.push(part)
    }
  }
  return new Map([...found].map(([key, list]) => [key, listOf(list)]))
}

function largestFirst(one: { readonly count: number }, other: { readonly count: number }): number {
  return other.count - one.count
}
