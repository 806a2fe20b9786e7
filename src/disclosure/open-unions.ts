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

export interface FoundUnions {
  readonly open: readonly OpenUnion[]
  /** Regions of which this search, or one before, found every union shown. */
  readonly searched: ReadonlySet<number>
}

/** Empty only if every union of regions with 1..k-1 patients in all has every value 0..k-1 shown. */
export function findOpenUnions(search: UnionSearch): readonly OpenUnion[] {
  return searchUnions(search, () => false).open
}

/** Ends with the first region that is in open unions, so that the others are looked at with what these bring. */
export function findNextOpenUnions(search: UnionSearch): FoundUnions {
  return searchUnions(search, open => open > 0)
}

function searchUnions(search: UnionSearch, isEnough: (open: number) => boolean): FoundUnions {
  const state = startState(search)
  const searched = new Set(search.searched)
  for (const region of search.sizes.keys()) {
    if (state.passed[region] === 1) continue
    const before = state.found.length
    for (let value = 0; value < search.k; value++) {
      state.regions = []
      searchWith(region, { size: 0, value, depth: 0 }, state)
    }
    if (state.found.length >= search.atMost || isEnough(state.found.length)) break
    state.passed[region] = 1
    if (state.found.length === before) searched.add(region)
  }
  return { open: state.found, searched }
}

interface State extends UnionSearch {
  readonly found: OpenUnion[]
  /** Size of the smallest region. */
  readonly least: number
  /** Regions that each witness fills. */
  readonly filled: readonly (readonly number[])[]
  /** By region, patients that each witness puts into it, no more than k; those that fill the fewest regions first. */
  readonly columns: readonly Uint8Array[]
  /** By number of regions, patients that each witness puts into the union. */
  readonly sums: readonly Uint8Array[]
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

/** Enough to rule out nearly every region at once; more would cost more than they save. */
const WITNESSES_COMPARED = 24

function startState(search: UnionSearch): State {
  const { sizes, witnesses, k, searched } = search
  const sparseFirst = witnesses
    .map(witness => ({ witness, filled: [...sizes.keys()].filter(region => (witness[region] ?? 0) > 0) }))
    .sort((a, b) => a.filled.length - b.filled.length)
  const passed = new Uint8Array(sizes.length)
  for (const region of searched ?? []) passed[region] = 1
  return {
    ...search,
    found: [],
    least: Math.min(...sizes),
    filled: sparseFirst.map(({ filled }) => filled),
    columns: sizes.map((_, region) => Uint8Array.from(sparseFirst, ({ witness }) => Math.min(k, witness[region] ?? 0))),
    sums: Array.from({ length: k }, () => new Uint8Array(witnesses.length)),
    passed,
    regions: [],
  }
}

/** Unions that hold those of the state and this one. */
function searchWith(region: number, { size, value, depth }: Step, state: State): void {
  const sums = state.sums[depth + 1] as Uint8Array
  addTo(sums, state.sums[depth] as Uint8Array, state.columns[region] as Uint8Array)
  const before = state.regions
  state.regions = [...before, region]
  searchFrom({ size: size + (state.sizes[region] ?? 0), value, depth: depth + 1 }, sums, state)
  state.regions = before
}

function searchFrom(step: Step, sums: Uint8Array, state: State): void {
  const showing = witnessesShowing(sums, step.value)
  const [first] = showing
  if (first === undefined) {
    state.found.push({ regions: state.regions, value: step.value })
    return
  }
  const room = state.k - 1 - step.size
  if (room < state.least) return
  const worthAdding = addableRegions(first, room, state)
  if (room < 2 * state.least) searchLast(step, { worthAdding, showing, sums, state })
  else searchEach(step, worthAdding, state)
}

function witnessesShowing(sums: Uint8Array, value: number): readonly number[] {
  const showing: number[] = []
  for (let witness = 0; witness < sums.length; witness++) {
    if (sums[witness] === value && showing.push(witness) === WITNESSES_COMPARED) break
  }
  return showing
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

/** Only one more region has room: it makes an open union only if every showing witness fills it. */
function searchLast(
  { value }: Step,
  {
    worthAdding,
    showing,
    sums,
    state,
  }: { worthAdding: readonly number[]; showing: readonly number[]; sums: Uint8Array; state: State },
): void {
  for (const region of worthAdding) {
    const column = state.columns[region] as Uint8Array
    if (showing.some(witness => column[witness] === 0) || isShown(sums, column, value)) continue
    state.found.push({ regions: [...state.regions, region], value })
  }
}

function isShown(sums: Uint8Array, column: Uint8Array, value: number): boolean {
  for (let witness = 0; witness < sums.length; witness++) {
    if ((sums[witness] ?? 0) + (column[witness] ?? 0) === value) return true
  }
  return false
}

function addTo(into: Uint8Array, sums: Uint8Array, column: Uint8Array): void {
  for (let witness = 0; witness < into.length; witness++) into[witness] = (sums[witness] ?? 0) + (column[witness] ?? 0)
}
