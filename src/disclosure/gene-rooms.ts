/**
 * Rooms in which the cells of several genes are looked at together: those whose number follows from shown margins, and of a
 * gene those in which it is *known* how many have it (`known-rooms.ts`); and for each the sets that speak in it.
 */
import type { GeneSet, OtherSet } from './audit-genes.ts'
import { nameOf, readGeneCell } from './gene-cells.ts'
import {
  type Atoms,
  asKnown,
  type Change,
  changesOf,
  isInside,
  isMargin,
  type Known,
  knownRooms,
  largestFirst,
  spaceOf,
  sumTo,
} from './known-rooms.ts'

/** A set of patients whose number can be worked out from shown cells. */
export interface KnownSet {
  readonly patients: ReadonlySet<number>
  readonly from: readonly OtherSet[]
  readonly isOfGene: boolean
  /** One for what a gene says of a tissue, or of everybody, at all cuts, with it and without it. */
  readonly name: string
}

export interface Room {
  readonly patients: ReadonlySet<number>
  readonly from: readonly OtherSet[]
  /** Those that lie in it but for k-2 patients at most. */
  readonly sets: readonly KnownSet[]
}

/** In a room of more tissues what is shown of a gene in one of them is not looked at: it takes too long. */
const NARROW = 3
/** Where there are more sets of single tissues than these, only who has a gene is looked at, not who lacks it. */
const PARTS = 100

export interface RoomsRequest {
  readonly genes: readonly GeneSet[]
  readonly others: readonly OtherSet[]
  /** Of each gene those treated patients whose cohort states it. */
  readonly stated: ReadonlyMap<string, ReadonlySet<number>>
  readonly k: number
}

export function* roomsOf({ genes, others, stated, k }: RoomsRequest): Generator<Room> {
  const space = spaceOf(genes, others)
  const margins = knownRooms(space.margins)
  const knownOf = [...Map.groupBy(genes, ({ gene }) => gene)].map(([gene, sets]) => {
    const shown = sets.map(set => asKnown(set, space))
    const known = knownRooms([...shown, ...margins.flatMap(margin => sumTo(margin, shown) ?? [])])
    return { known, changes: changesOf(known), certain: space.atomsWithin(stated.get(gene) ?? new Set()) }
  })
  const rooms = new Map<Atoms, readonly OtherSet[]>()
  for (const { atoms, from } of margins) rooms.set(atoms, from)
  for (const { atoms } of knownOf.flatMap(({ known }) => known)) if (!rooms.has(atoms)) rooms.set(atoms, [])
  const otherSets = [
    ...knownOthers(others.filter(one => !isMargin(one))),
    ...Map.groupBy(margins, ({ name }) => name)
      .values()
      .map(versions => versions.map(({ name, having, from }) => ({ name, patients: having, from, isOfGene: false }))),
  ]
  for (const [atoms, from] of rooms) {
    const patients = space.patientsOf(atoms)
    const tissues = space.tissuesIn(atoms)
    const fits = (set: ReadonlySet<number>) => fitsInto(set, patients, k)
    const said = knownOf.map(gene => setsOfGene(gene, { atoms, tissues }))
    const parts = said.flatMap(one => one.parts).length > PARTS ? ('inside' as const) : ('parts' as const)
    const ofGenes = said.flatMap(one => [...one.spanning, ...one[parts]]).filter(set => fits(set.patients))
    if (ofGenes.length === 0) continue
    const ofOthers = otherSets.flatMap(versions => {
      const fitting = versions.filter(set => fits(set.patients) && set.patients.symmetricDifference(patients).size > 0)
      return tissues <= NARROW ? fitting : largestIn(patients, fitting)
    })
    yield { patients, from, sets: [...ofGenes, ...ofOthers] }
  }
}

interface SetsOfGene {
  /** Of the whole room. */
  readonly spanning: readonly KnownSet[]
  /** Of a tissue in it: who has the gene. */
  readonly inside: readonly KnownSet[]
  /** Who lacks it as well, and of tissues across it. */
  readonly parts: readonly KnownSet[]
}

interface GeneKnown {
  readonly known: readonly Known[]
  readonly changes: readonly Change[]
  /** Treated who have it. */
  readonly certain: Atoms
}

/** What one gene says in a room. */
function setsOfGene(
  { known, changes, certain }: GeneKnown,
  { atoms, tissues }: { readonly atoms: Atoms; readonly tissues: number },
): SetsOfGene {
  const set = ({ name, from }: Known, patients: ReadonlySet<number>) => ({ name, patients, from, isOfGene: true })
  const both = (one: Known) => [set(one, one.having), set(one, one.lacking)]
  const around = known.filter(one => isInside(atoms, one.atoms))
  const spanning = around.flatMap(one => (one.atoms === atoms ? [set(one, one.having)] : both(one)))
  // Who lacks it in a room lacks it around those who have it for certain.
  const beside = known.filter(one => !around.includes(one) && isInside(atoms & ~certain, one.atoms))
  spanning.push(...beside.map(one => set(one, one.lacking)))
  for (const { sets, of } of changes.filter(change => change.atoms === atoms)) {
    const [{ name, from }, other] = of
    spanning.push(...sets.map(patients => ({ name, patients, from: [...from, ...other.from], isOfGene: true })))
  }
  const parts = tissues <= NARROW ? known.filter(one => one.isOfTissue && !around.includes(one)) : []
  const largestOf = (all: readonly Known[]) =>
    [...Map.groupBy(all, ({ name }) => name).values()].flatMap(versions => largestFirst(versions)[0] ?? [])
  const inside = largestOf(parts.filter(one => isInside(one.atoms, atoms))).map(one => set(one, one.having))
  const across = largestOf(parts.filter(one => (one.atoms & atoms) !== 0n)).flatMap(both)
  return { spanning, inside, parts: across }
}

/** By name, at each cut and between cuts. */
function knownOthers(others: readonly OtherSet[]): readonly (readonly KnownSet[])[] {
  return [...Map.groupBy(others, ({ cell }) => nameOf(cell)).values()].map(cells => {
    const sets = cells.map(set => ({
      name: nameOf(set.cell),
      patients: set.cell.patients,
      from: [set],
      isOfGene: false,
    }))
    const between = sets.flatMap(one =>
      sets.flatMap(other =>
        other.patients.size < one.patients.size && other.patients.isSubsetOf(one.patients)
          ? [{ ...one, patients: one.patients.difference(other.patients), from: [...one.from, ...other.from] }]
          : [],
      ),
    )
    return [...sets, ...between].filter(({ patients }) => patients.size > 0)
  })
}

function largestIn(room: ReadonlySet<number>, sets: readonly KnownSet[]): readonly KnownSet[] {
  const inside = ({ patients }: KnownSet) => patients.intersection(room).size
  return sets.length < 2 ? sets : [sets.reduce((best, set) => (inside(set) >= inside(best) ? set : best))]
}

function fitsInto(set: ReadonlySet<number>, room: ReadonlySet<number>, k: number): boolean {
  if (set.size === 0 || set.size > room.size + k - 2) return false
  let outside = 0
  for (const patient of set) if (!room.has(patient) && ++outside > k - 2) return false
  return outside < set.size
}

export function isOfGene({ cell }: OtherSet): boolean {
  return readGeneCell(cell) !== null
}
