/**
 * What the engine remembers of the tables it made: which patients each shown cell held. Without it a later table could
 * not be audited together with the earlier ones, since the snapshots of old cuts are destroyed, and pseudonyms change with
 * their key. Persons have random names here, which no longer lead to anybody once the store has forgotten them. Pure.
 */
import type { EarlierCell } from '../disclosure/protect-table.ts'

export interface TableHistory {
  /** Random names of persons, as snapshots have them; a patient's number in the cells is the position. */
  readonly patients: readonly string[]
  /** Oldest first. */
  readonly tables: readonly RememberedTable[]
}

export interface RememberedTable {
  readonly cut: string
  /** ISO day of the cut. */
  readonly cutoff: string
  /** SHA-256 over the policy and the catalogue that it was made under, hex. */
  readonly rules: string
  /** The signed table, as it was or will be let out. */
  readonly jws: string
  /** Cells that this table showed with new patients. */
  readonly cells: readonly RememberedCell[]
}

export interface RememberedCell extends Omit<EarlierCell, 'patients' | 'without'> {
  readonly patients: readonly number[]
  readonly without?: readonly number[]
}

export const noTables: TableHistory = { patients: [], tables: [] }

export function earlierCells({ tables }: TableHistory): readonly EarlierCell[] {
  return tables.flatMap(({ cells }) =>
    cells.map(({ without, ...cell }) => ({
      ...cell,
      patients: new Set(cell.patients),
      ...(without === undefined ? {} : { without: new Set(without) }),
    })),
  )
}

export interface NumberedPatients {
  /** All that are known, old numbers unchanged. */
  readonly patients: readonly string[]
  /** Number of each of the given persons, in their order. */
  readonly numbers: readonly number[]
}

export function numberPatients({ patients }: TableHistory, persons: readonly string[]): NumberedPatients {
  const known = new Map(patients.map((person, number) => [person, number]))
  const numbers = persons.map(person => {
    const number = known.get(person) ?? known.size
    known.set(person, number)
    return number
  })
  return { patients: [...known.keys()], numbers }
}

/** With one more table; patients whom no remembered cell holds are forgotten again. */
export function rememberTable(
  history: TableHistory,
  patients: readonly string[],
  table: Omit<RememberedTable, 'cells'> & { readonly cells: readonly EarlierCell[] },
): TableHistory {
  const cells = table.cells.map(({ without, ...cell }) => ({
    ...cell,
    patients: sorted(cell.patients),
    ...(without === undefined ? {} : { without: sorted(without) }),
  }))
  return keepOnlyNamed({ patients, tables: [...history.tables, { ...table, cells }] })
}

function sorted(patients: ReadonlySet<number>): readonly number[] {
  return [...patients].sort((a, b) => a - b)
}

function keepOnlyNamed({ patients, tables }: TableHistory): TableHistory {
  const used = new Set(
    tables.flatMap(({ cells }) => cells.flatMap(({ patients: inside, without = [] }) => [...inside, ...without])),
  )
  const kept = patients.map((_, number) => number).filter(number => used.has(number))
  const newNumber = new Map(kept.map((number, position) => [number, position]))
  const inNew = (numbers: readonly number[]) => numbers.map(number => newNumber.get(number) ?? -1)
  const renumber = ({ without, ...cell }: RememberedCell) => ({
    ...cell,
    patients: inNew(cell.patients),
    ...(without === undefined ? {} : { without: inNew(without) }),
  })
  return {
    patients: kept.map(number => patients[number] ?? ''),
    tables: tables.map(table => ({ ...table, cells: table.cells.map(renumber) })),
  }
}
