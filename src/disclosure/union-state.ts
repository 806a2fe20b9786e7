/** Where the search of `open-unions.ts` stands: what is known of regions and witnesses, and the union that is looked at. */
import { noRegions, type RegionBits, setBit } from './region-bits.ts'
import { type Holding, WitnessBits } from './witness-bits.ts'

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
  /** Asked now and then; the search ends where it is so. Never where absent. */
  readonly isLate?: () => boolean
}

/** Patients of a new witness that shows the open union, by region; null where there is none, which ends the search. */
export type ShowUnion = (union: OpenUnion) => ArrayLike<number> | null

/** Witnesses that are looked at together; `keepDense` counts no more. */
export const WITNESSES_COMPARED = 31

/** Regions by rank: those that most witnesses fill come first, so that few are left to be added to the others. */
export interface UnionState {
  readonly k: number
  readonly atMost: number
  readonly isLate: () => boolean
  readonly show: ShowUnion | null
  readonly found: OpenUnion[]
  readonly witnesses: ArrayLike<number>[]
  /** Position of the region of each rank: those not searched before. */
  readonly regions: readonly number[]
  /** By rank. */
  readonly sizes: readonly number[]
  readonly bits: WitnessBits
  /** Size of the smallest region. */
  readonly least: number
  /** Regions that may be added: in no union that was searched, nor in this one. */
  readonly left: Uint32Array
  /** By room: regions of so many patients or fewer. */
  readonly fitting: readonly Uint32Array[]
  /** Of the union, by number of its first regions. */
  readonly sums: readonly Holding[]
  /** Regions worth adding, by number of regions in the union. */
  readonly worthAdding: readonly RegionBits[]
  /** Of `areShown`: where each of its witnesses is. */
  readonly places: Int32Array
  /** Ranks in the union. */
  readonly union: number[]
  unions: number
  /** Enough was found, it is late, or there is no room for another witness. */
  isOver: boolean
}

/** `more`: witnesses for which there is room. */
export function startState(search: UnionSearch, more: number, show: ShowUnion | null): UnionState {
  const { k, atMost, searched = new Set(), isLate = () => false } = search
  const fillings = (region: number) => search.witnesses.filter(witness => witness[region] !== 0).length
  const regions = [...search.sizes.keys()]
    .filter(region => !searched.has(region))
    .map(region => ({ region, fillings: fillings(region) }))
    .sort((a, b) => b.fillings - a.fillings)
    .map(({ region }) => region)
  const sizes = regions.map(region => search.sizes[region] ?? 0)
  const filledBy = (witness: ArrayLike<number>) => regions.filter(region => (witness[region] ?? 0) > 0).length
  const sparseFirst = search.witnesses
    .map(witness => ({ witness, filled: filledBy(witness) }))
    .sort((a, b) => a.filled - b.filled)
    .map(({ witness }) => witness)
  const bits = new WitnessBits({ regions, k, capacity: sparseFirst.length + more })
  const sums = Array.from({ length: k }, () => bits.nobody())
  // Every witness puts nobody into the union of no regions.
  for (const witness of sparseFirst) bits.put(sums[0] as Holding, bits.add(witness), 0)
  const upTo = (room: number) => {
    const those = new Uint32Array(bits.regionWords)
    for (const [rank, size] of sizes.entries()) if (size <= room) setBit(those, rank)
    return those
  }
  return {
    k,
    atMost,
    isLate,
    show,
    found: [],
    witnesses: sparseFirst,
    regions,
    sizes,
    bits,
    least: Math.min(...sizes),
    left: upTo(k),
    fitting: Array.from({ length: k }, (_, room) => upTo(room)),
    sums,
    worthAdding: Array.from({ length: k }, () => noRegions(bits.regionWords)),
    places: new Int32Array(WITNESSES_COMPARED),
    union: [],
    unions: 0,
    isOver: false,
  }
}

/** Its place. */
export function addWitness(witness: ArrayLike<number>, state: UnionState): number {
  const { bits, sums, union, k } = state
  state.witnesses.push(witness)
  const at = bits.add(witness)
  for (let depth = 0; depth <= union.length && depth < k; depth++) {
    const patients = sumIn(witness, union.slice(0, depth), state)
    if (patients < k) bits.put(sums[depth] as Holding, at, patients)
  }
  return at
}

/** Patients whom the witness puts into the union. */
export function sumIn(
  witness: ArrayLike<number> | undefined,
  union: readonly number[],
  { regions }: UnionState,
): number {
  return union.reduce((sum, rank) => sum + (witness?.[regions[rank] ?? -1] ?? 0), 0)
}
