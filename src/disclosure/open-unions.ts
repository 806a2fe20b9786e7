/**
 * The heart of the audit: which groups of 1..k-1 patients lack a value. A group is a union of small regions; a value
 * v of 0..k-1 is *shown possible* by a data set (a witness) that fits all that is published and gives the group v
 * patients. The search finds every union and value that no witness shows, without listing all unions: a union shown at v
 * by a witness stays shown with every further region that is empty in that witness, so only regions that it fills are
 * worth adding.
 */
import { keepDense } from './dense-regions.ts'
import { clearBit, firstWord, isEmpty, lowestBit, type RegionBits, setToBoth, takeAway } from './region-bits.ts'
import {
  addWitness,
  type OpenUnion,
  type ShowUnion,
  startState,
  sumIn,
  type UnionSearch,
  type UnionState,
  WITNESSES_COMPARED,
} from './union-state.ts'
import { addRegion, type Holding, sumsAt } from './witness-bits.ts'

export interface ShownUnions {
  /** The one that could not be shown. */
  readonly open: OpenUnion | null
  /** Regions of which this search, or one before, found every union shown. All of them unless one is open or it is late. */
  readonly searched: ReadonlySet<number>
}

/** Empty only if every union of regions with 1..k-1 patients in all has every value 0..k-1 shown. */
export function findOpenUnions(search: Omit<UnionSearch, 'isLate'>): readonly OpenUnion[] {
  const state = startState(search, 0, null)
  searchAll(state)
  return state.found
}

/** Goes through all unions, and on with each witness that is found for one; without `show` none is looked for. */
export function showUnions(search: Omit<UnionSearch, 'atMost'>, show: ShowUnion | null): ShownUnions {
  for (let searched = search.searched ?? new Set<number>(); ; ) {
    const state = startState({ ...search, searched, atMost: 1 }, show === null ? 0 : ROOM_FOR_WITNESSES, show)
    searched = new Set([...searched, ...searchAll(state)])
    search = { ...search, witnesses: state.witnesses }
    const isOver = state.found.length > 0 || searched.size === search.sizes.length || state.isLate()
    if (isOver) return { open: state.found[0] ?? null, searched }
  }
}

/** New witnesses before what is known of all is laid out anew, the emptiest first. */
const ROOM_FOR_WITNESSES = 96
/** Unions between two looks at the clock, some milliseconds. */
const UNIONS_A_LOOK = 512

interface Step {
  /** Patients of the union. */
  readonly size: number
  readonly value: number
}

/** Regions whose unions are all shown, so far as they were not before. */
function searchAll(state: UnionState): readonly number[] {
  const searched: number[] = []
  for (const [rank, region] of state.regions.entries()) {
    const before = state.found.length
    clearBit(state.left, rank)
    for (let value = 0; value < state.k && !state.isOver; value++) searchWith(rank, { size: 0, value }, state)
    if (state.isOver) break
    if (state.found.length === before) searched.push(region)
  }
  return searched
}

/** Unions that hold this one, and regions that are left; its sums are laid out up to the value. */
function searchFrom({ size, value }: Step, state: UnionState): void {
  if (lookAtClock(state)) return
  const { bits, left, k, least, sizes } = state
  const sums = state.sums[state.union.length] as Holding
  if (bits.thoseWith(sums, value, 1).length === 0 && showOrKeep([], value, state) === null) return
  const room = k - 1 - size
  const witnesses = bits.thoseWith(sums, value, WITNESSES_COMPARED)
  const worthAdding = findWorthAdding(witnesses, room, state)
  const isLastButOne = room < 3 * least
  for (let word = worthAdding.from; word < worthAdding.to; word++) {
    for (let those = worthAdding.bits[word] as number; those !== 0; those &= those - 1) {
      if (state.isOver) break
      const rank = word * 32 + lowestBit(those)
      clearBit(left, rank)
      const isDone = isLastButOne && areShown(rank, witnesses, { room: room - (sizes[rank] as number), state })
      if (!isDone) searchWith(rank, { size, value }, state)
    }
  }
  for (let word = worthAdding.from; word < worthAdding.to; word++) {
    left[word] = (left[word] as number) | (worthAdding.bits[word] as number)
  }
}

/** Unions that hold those of the state and this one, in which none but it and what is left is. */
function searchWith(rank: number, { size, value }: Step, state: UnionState): void {
  const { sums, union, sizes, least, k } = state
  const larger = size + (sizes[rank] as number)
  const holding = state.bits.holding[rank] as Holding
  const before = sums[union.length] as Holding
  union.push(rank)
  if (k - 1 - larger < 2 * least) {
    searchLast(before, holding, { size: larger, value, state })
  } else {
    addRegion(before, holding, { into: sums[union.length] as Holding, value, words: state.bits.words })
    searchFrom({ size: larger, value }, state)
  }
  union.pop()
}

/** Whether the search is over. */
function lookAtClock(state: UnionState): boolean {
  state.unions += 1
  if (state.unions % UNIONS_A_LOOK === 0 && state.isLate()) state.isOver = true
  return state.isOver
}

/** Every open union that holds this one holds one of them. */
function findWorthAdding(witnesses: readonly number[], room: number, state: UnionState): RegionBits {
  const { bits, left, fitting, worthAdding, union, places } = state
  const found = worthAdding[union.length] as RegionBits
  setToBoth(found, left, fitting[room] as Uint32Array)
  for (let at = 0; at < witnesses.length; at++) places[at] = (witnesses[at] as number) * bits.regionWords
  keepDense(found, { filled: bits.filled, places, count: witnesses.length }, { fitting, room })
  return found
}

/**
 * Whether these witnesses alone show the union with this region, and with any other that is left beside it: mostly they do.
 * The cost of the whole audit is here.
 */
function areShown(
  rank: number,
  witnesses: readonly number[],
  { room, state }: { readonly room: number; readonly state: UnionState },
): boolean {
  const { bits, left, fitting, places } = state
  const { filled, regionWords } = bits
  let count = 0
  for (let at = 0; at < witnesses.length; at++) {
    const place = (witnesses[at] as number) * regionWords
    // Who fills the region shows something else.
    if ((((filled[place + (rank >>> 5)] as number) >>> (rank & 31)) & 1) === 0) places[count++] = place
  }
  if (count === 0) return false
  // Four at once, since a loop of few turns costs more than what it does.
  while (count < 4) places[count++] = places[0] as number
  const a = places[0] as number
  const b = places[1] as number
  const c = places[2] as number
  const d = places[3] as number
  const fits = fitting[room] as Uint32Array
  for (let word = firstWord(left); word < regionWords; word++) {
    let open = (left[word] as number) & (fits[word] as number)
    open &= filled[a + word] as number
    open &= filled[b + word] as number
    open &= filled[c + word] as number
    open &= filled[d + word] as number
    for (let at = 4; at < count && open !== 0; at++) open &= filled[(places[at] as number) + word] as number
    if (open !== 0) return false
  }
  return true
}

/**
 * Only one more region has room. Which of those left are still open beside the union is a set of bits, from which each
 * witness takes those with which it shows the value; mostly a few witnesses leave none.
 */
function searchLast(
  before: Holding,
  region: Holding,
  { size, value, state }: Step & { readonly state: UnionState },
): void {
  if (lookAtClock(state)) return
  const { bits, left, fitting, union, k } = state
  const open = state.worthAdding[union.length] as RegionBits
  setToBoth(open, left, fitting[k - 1 - size] as Uint32Array)
  const { words, exactly } = bits
  let isUnionShown = false
  for (let patients = value; patients >= 0; patients--) {
    for (let word = 0; word < words; word++) {
      let showing = sumsAt(before, region, { patients, word, words })
      for (; showing !== 0; showing &= showing - 1) {
        isUnionShown = true
        takeAway(open, exactly, bits.placeOf(word * 32 + lowestBit(showing), value - patients))
        if (isEmpty(open)) return
      }
    }
    if (isUnionShown) continue
    const witness = showOrKeep([], value, state)
    if (witness === null) return
    isUnionShown = true
    takeAway(open, exactly, bits.placeOf(witness, 0))
    if (isEmpty(open)) return
  }
  showEach(open, value, state)
}

function showEach(open: RegionBits, value: number, state: UnionState): void {
  const { bits } = state
  while (open.from < open.to && !state.isOver) {
    const rank = open.from * 32 + lowestBit(open.bits[open.from] as number)
    const at = showOrKeep([rank], value, state)
    clearBit(open.bits, rank)
    const patients = at === null ? value + 1 : sumIn(state.witnesses[at], state.union, state)
    if (patients <= value) takeAway(open, bits.exactly, bits.placeOf(at as number, value - patients))
    while (open.from < open.to && open.bits[open.from] === 0) open.from++
  }
}

/** The place of a new witness for the union and these; null where there is none, and it is open, or there is no room. */
function showOrKeep(more: readonly number[], value: number, state: UnionState): number | null {
  const { show, bits, found, union, regions } = state
  // Late or without room for another witness nothing is known of it yet: its first region counts as not searched.
  if (show !== null && (bits.count === bits.capacity || state.isLate())) state.isOver = true
  if (state.isOver) return null
  const open = { regions: [...union, ...more].flatMap(rank => regions[rank] ?? []), value }
  const witness = show?.(open) ?? null
  if (witness !== null) return addWitness(witness, state)
  found.push(open)
  state.isOver = found.length >= state.atMost
  return null
}
