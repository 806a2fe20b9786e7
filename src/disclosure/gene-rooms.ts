/**
 * Rooms: patients of a tissue, of everybody, of what is left of everybody beside some tissues, and who joined or left one of
 * these between two cuts. A room is looked at where its number follows from shown margins; of a gene it is *known* in a room
 * how many have it where that follows from shown cells in the same way. The reader knows which tissues and presences hold
 * anybody: a margin of one cut less that of another is a set to him where the one lies in the other.
 */
import type { GeneSet, OtherSet } from './audit-genes.ts'
import { marginOf, nameOf, readGeneCell } from './gene-cells.ts'

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

/** Atoms of the margins, tissues and totals of screened and treated, as bits. */
type Atoms = bigint

/** A room with what is known in it of a gene; all of it has the gene where it is of no gene. */
interface Known {
  /** Of the margin that it is a part of. */
  readonly name: string
  readonly atoms: Atoms
  readonly having: ReadonlySet<number>
  readonly lacking: ReadonlySet<number>
  readonly from: readonly OtherSet[]
  /** Of one tissue, not of everybody less something. */
  readonly isOfTissue: boolean
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
    return { known, certain: space.atomsWithin(stated.get(gene) ?? new Set()) }
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

interface Space {
  readonly margins: readonly Known[]
  readonly atomsOf: (patients: ReadonlySet<number>) => Atoms
  /** Those of which all patients are in a set. */
  readonly atomsWithin: (patients: ReadonlySet<number>) => Atoms
  readonly patientsOf: (atoms: Atoms) => ReadonlySet<number>
  readonly tissuesIn: (atoms: Atoms) => number
}

function isMargin({ cell: { kind } }: OtherSet): boolean {
  return kind === 'total' || kind === 'tumour'
}

function spaceOf(genes: readonly GeneSet[], others: readonly OtherSet[]): Space {
  const shown = others.filter(one => isMargin(one) && one.cell.patients.size > 0)
  const sets = [...shown.map(({ cell }) => cell.patients), ...genes.map(marginAtItsCut)]
  const memberships = new Map<number, string>()
  for (const [at, set] of sets.entries()) {
    for (const patient of set) memberships.set(patient, `${memberships.get(patient) ?? ''} ${at}`)
  }
  const atoms = [...Map.groupBy(memberships.keys(), patient => memberships.get(patient)).values()]
  const atomOf = new Map(atoms.flatMap((patients, atom) => patients.map(patient => [patient, atom] as const)))
  const atomsOf = (patients: ReadonlySet<number>) => {
    let bits = 0n
    for (const atom of new Set([...patients].map(patient => atomOf.get(patient) ?? 0))) bits |= 1n << BigInt(atom)
    return bits
  }
  const margins = shown.map((set): Known => {
    const { patients, kind } = set.cell
    return {
      name: nameOf(set.cell),
      atoms: atomsOf(patients),
      having: patients,
      lacking: new Set(),
      from: [set],
      isOfTissue: kind === 'tumour',
    }
  })
  const tissues = Map.groupBy(
    shown.filter(({ cell }) => cell.denominator === 'screened' && cell.kind === 'tumour'),
    ({ cell }) => cell.code,
  )
  const byTissue = [...tissues.values()].map(cells => joined(cells.map(({ cell }) => atomsOf(cell.patients))))
  return {
    margins,
    atomsOf,
    atomsWithin: set =>
      joined(atoms.flatMap((patients, atom) => (patients.every(one => set.has(one)) ? [1n << BigInt(atom)] : []))),
    patientsOf: bits => new Set(atoms.flatMap((patients, atom) => ((bits >> BigInt(atom)) & 1n ? patients : []))),
    tissuesIn: bits => byTissue.filter(tissue => (tissue & bits) !== 0n).length,
  }
}

function asKnown(set: GeneSet, { atomsOf }: Space): Known {
  return {
    name: `${set.gene} ${nameOf(marginOf(set))}`,
    atoms: atomsOf(marginAtItsCut(set)),
    having: set.cell.patients,
    lacking: set.without,
    from: [set],
    isOfTissue: set.tissue !== null,
  }
}

function joined(all: readonly Atoms[]): Atoms {
  return all.reduce((union, atoms) => union | atoms, 0n)
}

function isInside(inner: Atoms, outer: Atoms): boolean {
  return (inner & ~outer) === 0n
}

/** Shown ones, what of them is left beside others, and between cuts. */
function knownRooms(shown: readonly Known[]): readonly Known[] {
  const known = new Map<Atoms, Known>()
  const add = (one: Known | null) => {
    if (one !== null && one.atoms !== 0n && !known.has(one.atoms)) known.set(one.atoms, one)
  }
  for (const one of shown) add(one)
  // Beside tissues and between cuts; then both.
  for (const turn of [1, 2]) {
    const before = [...known.values()]
    const ofTissues = before.filter(({ isOfTissue }) => isOfTissue)
    const ofAll = before.filter(({ isOfTissue }) => !isOfTissue)
    for (const one of ofAll) add(lessAll(one, ofTissues))
    for (const one of ofAll) for (const other of ofAll) add(less(one, other))
    if (turn === 1) for (const one of ofTissues) for (const other of before) add(less(one, other))
  }
  return [...known.values()]
}

function less(one: Known, other: Known): Known | null {
  if (one.atoms === other.atoms || !isInside(other.atoms, one.atoms)) return null
  // Where the gene was found or taken back between two cuts, the one is not in the other.
  if (!other.having.isSubsetOf(one.having) || !other.lacking.isSubsetOf(one.lacking)) return null
  return {
    name: one.name,
    atoms: one.atoms & ~other.atoms,
    having: one.having.difference(other.having),
    lacking: one.lacking.difference(other.lacking),
    from: [...one.from, ...other.from],
    isOfTissue: one.isOfTissue,
  }
}

/** Less as many as can be, the largest first. */
function lessAll(one: Known, others: readonly Known[]): Known {
  return largestFirst(others).reduce((left, other) => less(left, other) ?? left, one)
}

/** The room as a sum of others, the largest first; null where they do not make it up. */
function sumTo({ name, atoms }: Known, parts: readonly Known[]): Known | null {
  const taken: Known[] = []
  let left = atoms
  for (const part of largestFirst(parts)) {
    if (!isInside(part.atoms, left)) continue
    taken.push(part)
    left &= ~part.atoms
  }
  if (left !== 0n) return null
  return {
    name: `${parts[0]?.name} ${name}`,
    atoms,
    having: new Set(taken.flatMap(({ having }) => [...having])),
    lacking: new Set(taken.flatMap(({ lacking }) => [...lacking])),
    from: taken.flatMap(({ from }) => from),
    isOfTissue: false,
  }
}

function largestFirst(all: readonly Known[]): readonly Known[] {
  const size = ({ having, lacking }: Known) => having.size + lacking.size
  return [...all].sort((a, b) => size(b) - size(a))
}

interface SetsOfGene {
  /** Of the whole room. */
  readonly spanning: readonly KnownSet[]
  /** Of a tissue in it: who has the gene. */
  readonly inside: readonly KnownSet[]
  /** Who lacks it as well, and of tissues across it, where it is known of the whole room too. */
  readonly parts: readonly KnownSet[]
}

/** What one gene says in a room. */
function setsOfGene(
  { known, certain }: { readonly known: readonly Known[]; readonly certain: Atoms },
  { atoms, tissues }: { readonly atoms: Atoms; readonly tissues: number },
): SetsOfGene {
  const set = ({ name, from }: Known, patients: ReadonlySet<number>) => ({ name, patients, from, isOfGene: true })
  const both = (one: Known) => [set(one, one.having), set(one, one.lacking)]
  const around = known.filter(one => isInside(atoms, one.atoms))
  const spanning = around.flatMap(one => (one.atoms === atoms ? [set(one, one.having)] : both(one)))
  // Who lacks it in a room lacks it around those who have it for certain.
  const beside = known.filter(one => !around.includes(one) && isInside(atoms & ~certain, one.atoms))
  spanning.push(...beside.map(one => set(one, one.lacking)))
  const isNarrow = tissues > 1 && tissues <= NARROW
  const parts = isNarrow ? known.filter(one => one.isOfTissue && !around.includes(one)) : []
  const largestOf = (all: readonly Known[]) =>
    [...Map.groupBy(all, ({ name }) => name).values()].flatMap(versions => largestFirst(versions)[0] ?? [])
  const inside = largestOf(parts.filter(one => isInside(one.atoms, atoms))).map(one => set(one, one.having))
  const across = largestOf(parts.filter(one => (one.atoms & atoms) !== 0n)).flatMap(both)
  return { spanning, inside, parts: around.length > 0 ? across : inside }
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

function marginAtItsCut({ cell, without }: GeneSet): ReadonlySet<number> {
  return cell.patients.union(without)
}

export function isOfGene({ cell }: OtherSet): boolean {
  return readGeneCell(cell) !== null
}
