/**
 * The heart of the audit: which groups of 1..k-1 patients lack a value. A group is a union of small regions; a value
 * v of 0..k-1 is *shown possible* by a data set (a witness) that fits all that is published and gives the group v
 * patients. The search finds every union and value that no witness shows, without listing all unions: a union shown at v
 * by a witness stays shown with every further region that is empty in that witness, so only regions that it fills are
 * worth adding.
 */

export interface OpenUnion {
  /** Positions of the regions. */
  readonly regions: readonly number[]
  /** The value that no witness shows. */
  readonly value: number
}

export interface UnionSearch {
  /** True numbers of patients of the small regions, each 1..k-1. */
  readonly sizes: readonly number[]
  /** Patients that each witness puts into each region. */
  readonly witnesses: readonly ArrayLike<number>[]
  readonly k: number
  /** The search ends once it has found so many. */
  readonly atMost: number
  /** Regions whose unions were all shown before: none with them is looked at again. */
  readonly searched?: ReadonlySet<number>
}

/** Patients of a new witness that shows the open union, by region; null where there is none, which ends the search. */
export type ShowUnion = (union: OpenUnion) => ArrayLike<number> | null

export interface ShownUnions {
  /** The one that could not be shown. */
  readonly open: OpenUnion | null
  /** Regions of which this search, or one before, found every union shown. */
  readonly searched: ReadonlySet<number>
}

/** Empty only if every union of regions with 1..k-1 patients in all has every value 0..k-1 shown. */
export function findOpenUnions(search: UnionSearch): readonly OpenUnion[] {
  const state = startState(search, 0)
  searchAll(state, () => state.found.length >= search.atMost)
  return state.found
}

/** Goes through all unions, and on with each witness that is found for one. */
export function showUnions(search: Omit<UnionSearch, 'atMost'>, show: ShowUnion): ShownUnions {
  for (let searched = search.searched ?? new Set<number>(); ; ) {
    const state = startState({ ...search, searched, atMost: 1 }, ROOM_FOR_WITNESSES, show)
    searched = searchAll(state, () => state.found.length > 0 || state.count === state.capacity)
    search = { ...search, witnesses: state.witnesses }
    if (state.found.length > 0 || searched.size === search.sizes.length) {
      return { open: state.found[0] ?? null, searched }
    }
  }
}

/** New witnesses before what is known of all is laid out anew, the emptiest first. */
const ROOM_FOR_WITNESSES = 96

function searchAll(state: State, isEnough: () => boolean): ReadonlySet<number> {
  const searched = new Set(state.searched)
  // Those that most witnesses fill come first, so that few are left to be added to the others.
  const fillings = state.sizes.map((_, region) => state.witnesses.filter(witness => witness[region] !== 0).length)
  const order = [...state.sizes.keys()].sort((a, b) => (fillings[b] ?? 0) - (fillings[a] ?? 0))
  for (const region of order) {
    if (state.passed[region] === 1) continue
    const before = state.found.length
    for (let value = 0; value < state.k; value++) {
      state.regions = []
      searchWith(region, { size: 0, value, depth: 0 }, state)
    }
    if (state.found.length === before && state.count < state.capacity) searched.add(region)
    if (isEnough()) break
    state.passed[region] = 1
  }
  return searched
}

/**
 * Of each number of patients below k, one after the other, which witnesses put so many into something: a bit a witness,
 * those that fill the fewest regions first.
 */
type Holding = Uint32Array

interface State extends UnionSearch {
  readonly found: OpenUnion[]
  readonly show: ShowUnion | null
  readonly witnesses: ArrayLike<number>[]
  /** Witnesses that are laid out, and how many can be. */
  count: number
  readonly capacity: number
  /** Size of the smallest region. */
  readonly least: number
  /** By witness, regions that it fills and that were not searched before. */
  readonly filled: (readonly number[])[]
  /** Of 32 witnesses each. */
  readonly words: number
  /** By region. */
  readonly holding: readonly Holding[]
  /** By number of regions in the union. */
  readonly sums: readonly Holding[]
  /** Regions whose unions were all searched before. */
  readonly passed: Uint8Array
  /** The union. */
  regions: readonly number[]
}

interface Step {
  /** Of the union before. */
  readonly size: number
  readonly value: number
  /** Regions in it. */
  readonly depth: number
}

function startState(search: UnionSearch, more: number, show: ShowUnion | null = null): State {
  const { sizes, witnesses, k, searched } = search
  const passed = new Uint8Array(sizes.length)
  for (const region of searched ?? []) passed[region] = 1
  const left = [...sizes.keys()].filter(region => passed[region] === 0)
  const sparseFirst = witnesses
    .map(witness => ({ witness, filled: left.filter(region => (witness[region] ?? 0) > 0) }))
    .sort((a, b) => a.filled.length - b.filled.length)
  const capacity = witnesses.length + more
  const words = Math.ceil(capacity / 32)
  const holding = sizes.map((_, region) => {
    const bits = new Uint32Array(k * words)
    for (const [at, { witness }] of sparseFirst.entries()) {
      const patients = witness[region] ?? 0
      if (patients < k) setBit(bits, patients * words * 32 + at)
    }
    return bits
  })
  const sums = Array.from({ length: k }, () => new Uint32Array(k * words))
  // Every witness puts nobody into the union of no regions.
  for (const at of witnesses.keys()) setBit(sums[0], at)
  return {
    ...search,
    found: [],
    show,
    witnesses: sparseFirst.map(({ witness }) => witness),
    count: witnesses.length,
    capacity,
    least: Math.min(...sizes),
    filled: sparseFirst.map(({ filled }) => filled),
    words,
    holding,
    sums,
    passed,
    regions: [],
  }
}

/** Unions that hold those of the state and this one. */
function searchWith(region: number, { size, value, depth }: Step, state: State): void {
  const into = state.sums[depth + 1] as Holding
  addRegion(into, state.sums[depth] as Holding, state.holding[region] as Holding, { value, words: state.words })
  const before = state.regions
  state.regions = [...before, region]
  searchFrom({ size: size + (state.sizes[region] ?? 0), value, depth: depth + 1 }, into, state)
  state.regions = before
}

/** Up to a value: the sums of a union and one more region. The loops are the cost of the whole audit. */
function addRegion(
  into: Holding,
  union: Holding,
  region: Holding,
  { value, words }: { readonly value: number; readonly words: number },
): void {
  for (let patients = 0; patients <= value; patients++) {
    for (let word = 0; word < words; word++) {
      let bits = 0
      for (let more = 0; more <= patients; more++) {
        bits |= (union[(patients - more) * words + word] as number) & (region[more * words + word] as number)
      }
      into[patients * words + word] = bits
    }
  }
}

function searchFrom(step: Step, sums: Holding, state: State): void {
  const first = firstShowing(sums, step.value, state.words) ?? showOrKeep(state.regions, step.value, state)
  if (first === null) return
  const room = state.k - 1 - step.size
  if (room < state.least) return
  const worthAdding = addableRegions(first, room, state)
  if (room < 2 * state.least) searchLast(step, worthAdding, { sums, state })
  else searchEach(step, worthAdding, state)
}

/** Every open union that holds this one holds a region that the first showing witness fills. */
function addableRegions(first: number, room: number, { filled, passed, sizes, regions }: State): readonly number[] {
  return (filled[first] ?? []).filter(
    region => passed[region] === 0 && (sizes[region] ?? 0) <= room && !regions.includes(region),
  )
}

function searchEach(step: Step, worthAdding: readonly number[], state: State): void {
  const passedHere: number[] = []
  for (const region of worthAdding) {
    if (state.found.length >= state.atMost) break
    searchWith(region, step, state)
    state.passed[region] = 1
    passedHere.push(region)
  }
  for (const region of passedHere) state.passed[region] = 0
}

/** Only one more region has room. */
function searchLast(
  { value }: Step,
  worthAdding: readonly number[],
  { sums, state }: { readonly sums: Holding; readonly state: State },
): void {
  for (const region of worthAdding) {
    if (isShown(sums, state.holding[region] as Holding, { value, words: state.words })) continue
    showOrKeep([...state.regions, region], value, state)
    if (state.found.length >= state.atMost) return
  }
}

/** The place of a new witness for it; null where there is none, and the union is open. */
function showOrKeep(regions: readonly number[], value: number, state: State): number | null {
  if (state.found.length >= state.atMost) return null
  const witness = state.count < state.capacity ? (state.show?.({ regions, value }) ?? null) : null
  if (witness !== null) return addWitness(witness, state)
  // Without room nothing is known of it yet: its first region is looked at again.
  if (state.show === null || state.count < state.capacity) state.found.push({ regions, value })
  return null
}

function addWitness(witness: ArrayLike<number>, state: State): number {
  const at = state.count
  const { words, sizes, k } = state
  state.count += 1
  state.witnesses.push(witness)
  state.filled.push([...sizes.keys()].filter(region => (witness[region] ?? 0) > 0))
  for (const region of sizes.keys()) {
    const patients = witness[region] ?? 0
    if (patients < k) setBit(state.holding[region], patients * words * 32 + at)
  }
  let patients = 0
  setBit(state.sums[0], at)
  for (const [depth, region] of state.regions.entries()) {
    patients += witness[region] ?? 0
    if (patients < k) setBit(state.sums[depth + 1], patients * words * 32 + at)
  }
  return at
}

function isShown(
  union: Holding,
  region: Holding,
  { value, words }: { readonly value: number; readonly words: number },
): boolean {
  for (let word = 0; word < words; word++) {
    for (let more = 0; more <= value; more++) {
      if (((union[(value - more) * words + word] as number) & (region[more * words + word] as number)) !== 0)
        return true
    }
  }
  return false
}

function setBit(bits: Uint32Array | undefined, at: number): void {
  if (bits !== undefined) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}

/** Null where no witness puts so many into it. */
function firstShowing(sums: Holding, value: number, words: number): number | null {
  for (let word = 0; word < words; word++) {
    const bits = sums[value * words + word] as number
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits)
  }
  return null
}
