/** A published table laid out for answering: a look-up a cell, whatever the size. */
import type { NamedCohort } from '../cohort/lies-within.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { CohortTerms, PublishedTable } from './ports.ts'

type TableCell = NationalTable['cells'][number]
export type CellName = Pick<TableCell, 'denominator' | 'kind' | 'code'>

export interface ShownCohort {
  readonly cohort: NamedCohort
  readonly count: number
}

export interface IndexedTable {
  readonly published: PublishedTable
  /** False once the node has published another table before: then cells may be of different data cuts. */
  readonly isFirst: boolean
  /** Patients of a shown cell; undefined for masked cells and for cells that the table does not list, which look alike. */
  shownCount(cell: CellName): number | undefined
  /** Shown cells of a denominator and kind, by code. */
  shownOf(denominator: CellName['denominator'], kind: CellName['kind']): ReadonlyMap<string, number>
  /** Screened patients of the shown tissues, by tissue: all of them, or those with the gene. */
  shownInTissues(gene: string | null): ReadonlyMap<string, number>
  /** Shown cohorts of treated patients that this version's codes can read. */
  readonly cohorts: readonly ShownCohort[]
}

export const TOTAL_CODE = '*'

const NONE: ReadonlyMap<string, number> = new Map()

export function indexTable(
  published: PublishedTable,
  { terms, isFirst }: { readonly terms: Pick<CohortTerms, 'readNamedCohort'>; readonly isFirst: boolean },
): IndexedTable {
  const levels = new Map<string, Map<string, number>>()
  for (const { denominator, kind, code, count } of published.table.cells) {
    if (count === 'masked') continue
    const level = levels.get(levelOf(denominator, kind)) ?? new Map<string, number>()
    levels.set(levelOf(denominator, kind), level.set(code, count))
  }
  const shownOf: IndexedTable['shownOf'] = (denominator, kind) => levels.get(levelOf(denominator, kind)) ?? NONE
  const cohorts = [...shownOf('treated', 'cohort')].flatMap(([key, count]) => {
    const cohort = terms.readNamedCohort(key)
    return cohort === null ? [] : [{ cohort, count }]
  })
  const byGene = Map.groupBy(shownOf('screened', 'tumour-gene'), ([code]) => geneOf(code))
  const inTissues = new Map(
    [...byGene].map(([gene, cells]) => [gene, new Map(cells.map(([code, count]) => [tissueOf(code), count]))]),
  )
  return {
    published,
    isFirst,
    shownCount: ({ denominator, kind, code }) => shownOf(denominator, kind).get(code),
    shownOf,
    shownInTissues: gene => (gene === null ? shownOf('screened', 'tumour') : (inTissues.get(gene) ?? NONE)),
    cohorts,
  }
}

/** `BOWEL|HGNC:6407`. */
const tissueOf = (code: string) => code.slice(0, code.indexOf('|'))
const geneOf = (code: string) => code.slice(code.indexOf('|') + 1)

function levelOf(denominator: CellName['denominator'], kind: CellName['kind']): string {
  return `${denominator} ${kind}`
}
