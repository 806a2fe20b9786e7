/** The exact cells of one data cut. It exists inside the engine only and cannot be written anywhere. */
import type { NationalTable } from '../model/generated/national-table.ts'

type TableCell = NationalTable['cells'][number]

export interface ExactCell extends Pick<TableCell, 'denominator' | 'kind' | 'code'> {
  /** Positions of the distinct patients; one patient has one position in all cells of the table. */
  readonly patients: ReadonlySet<number>
  /** Of a cohort: genes (HGNC ids) in which each of its patients has an alteration, since its name says so. */
  readonly statedGenes?: readonly string[]
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** Types vanish at run time, so this refuses by itself to become JSON or a line of a log. */
export class ExactTable {
  readonly #cells: readonly ExactCell[]

  constructor(cells: readonly ExactCell[]) {
    this.#cells = cells
  }

  get cells(): readonly ExactCell[] {
    return this.#cells
  }

  toJSON(): never {
    throw new TypeError('an exact table is not written')
  }

  [INSPECT](): string {
    return 'ExactTable'
  }
}
