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
}

/** Empty only if every union of regions with 1..k-1 patients in all has every value 0..k-1 shown. */
export function findOpenUnions(search: UnionSearch): readonly OpenUnion[] {
  const found: OpenUnion[] = []
  const least = Math.min(...search.sizes)
  if (search.sizes.length === 0) return found
  const filled = search.witnesses.map(filledBy)
  const order = filled.map((_, witness) => witness).sort((a, b) => lengthAt(filled, a) - lengthAt(filled, b))
  const state: State = { ...search, found, least, filled, order, passed: new Uint8Array(search.sizes.length) }
  const nobody: Union = { regions: [], size: 0, sums: new Int32Array(search.witnesses.length) }
  for (let value = 0; value < search.k && found.length < search.atMost; value++) searchFrom(nobody, value, state)
  return found
}

interface State extends UnionSearch {
  readonly found: OpenUnion[]
  /** Size of the smallest region. */
  readonly least: number
  /** Regions that each witness fills. */
  readonly filled: readonly (readonly number[])[]
  /** Witnesses, those that fill the fewest regions first. */
  readonly order: readonly number[]
  /** Regions whose unions were all searched before, on the way here. */
  readonly passed: Uint8Array
}

interface Union {
  readonly regions: readonly number[]
  readonly size: number
  /** Patients that each witness puts into the union. */
  readonly sums: Int32Array
}

/** Enough to rule out nearly every region at once; more would cost more than they save. */
const WITNESSES_COMPARED = 24

function searchFrom(union: Union, value: number, state: State): void {
  const showing = witnessesShowing(union, value, state)
  const [first] = showing
  if (first === undefined && union.regions.length > 0) {
    state.found.push({ regions: union.regions, value })
    return
  }
  const room = state.k - 1 - union.size
  if (room < state.least) return
  const worthAdding = addableRegions(union, room, { first, state })
  if (room < 2 * state.least && first !== undefined) searchLast(union, value, { worthAdding, showing, state })
  else searchEach(union, value, { worthAdding, state })
}

function witnessesShowing({ sums }: Union, value: number, { order }: State): readonly number[] {
  const showing: number[] = []
  for (const witness of order) {
    if (sums[witness] === value && showing.push(witness) === WITNESSES_COMPARED) break
  }
  return showing
}

/** Every open union that holds this one holds a region that the first showing witness fills. */
function addableRegions(
  union: Union,
  room: number,
  { first, state }: { first: number | undefined; state: State },
): readonly number[] {
  const candidates = first === undefined ? state.sizes.keys() : (state.filled[first] ?? [])
  return [...candidates].filter(
    region => state.passed[region] === 0 && (state.sizes[region] ?? 0) <= room && !union.regions.includes(region),
  )
}

function searchEach(
  union: Union,
  value: number,
  { worthAdding, state }: { worthAdding: readonly number[]; state: State },
): void {
  const passedHere: number[] = []
  for (const region of worthAdding) {
    if (state.found.length >= state.atMost) break
    searchFrom(withRegion(union, region, state), value, state)
    state.passed[region] = 1
    passedHere.push(region)
  }
  for (const region of passedHere) state.passed[region] = 0
}

/** Only one more region has room: it makes an open union only if every showing witness fills it. */
function searchLast(
  union: Union,
  value: number,
  { worthAdding, showing, state }: { worthAdding: readonly number[]; showing: readonly number[]; state: State },
): void {
  let left = worthAdding
  for (const witness of showing) {
    if (left.length === 0) return
    left = left.filter(region => state.witnesses[witness]?.[region] !== 0)
  }
  for (const region of left) {
    const { regions, sums } = withRegion(union, region, state)
    if (!sums.includes(value)) state.found.push({ regions, value })
  }
}

function withRegion({ regions, size, sums }: Union, region: number, { sizes, witnesses }: State): Union {
  const added = new Int32Array(sums.length)
  for (let witness = 0; witness < sums.length; witness++) {
    added[witness] = (sums[witness] ?? 0) + (witnesses[witness]?.[region] ?? 0)
  }
  return { regions: [...regions, region], size: size + (sizes[region] ?? 0), sums: added }
}

function filledBy(witness: ArrayLike<number>): readonly number[] {
  return Array.from(witness, (patients, region) => (patients === 0 ? -1 : region)).filter(region => region >= 0)
}

function lengthAt(lists: readonly (readonly number[])[], position: number): number {
  return lists[position]?.length ?? 0
}
