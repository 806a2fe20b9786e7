/** A published table laid out for answering: a look-up a cell, whatever the size. */
import type { NationalTable } from '../model/generated/national-table.ts'
import type { CohortTerms, PublishedTable } from './ports.ts'
import { layOutParts, type ShownParts } from './shown-parts.ts'

type TableCell = NationalTable['cells'][number]
export type CellName = Pick<TableCell, 'denominator' | 'kind' | 'code'>

export interface ShownTissues {
  /** Patients by tissue. */
  readonly counts: ReadonlyMap<string, number>
  /** Of all of them. */
  readonly sum: number
}

export interface IndexedTable {
  readonly published: PublishedTable
  /** False once the node has published another table before: then cells may be of different data cuts. */
  readonly isFirst: boolean
  /** Patients of a shown cell; undefined for masked cells and for cells that the table does not list, which look alike. */
  shownCount(cell: CellName): number | undefined
  /** Screened patients of the shown tissues: all of them, or those with the gene. */
  shownInTissues(gene: string | null): ShownTissues
  /** Shown cohorts of treated patients that this version's codes can read, and shown sets of drugs. */
  readonly parts: ShownParts
}

export type TableTerms = Pick<CohortTerms, 'readNamedCohort' | 'groupsOfDrugs'>

export const TOTAL_CODE = '*'

const NONE: ReadonlyMap<string, number> = new Map()

export function indexTable(
  published: PublishedTable,
  { terms, isFirst }: { readonly terms: TableTerms; readonly isFirst: boolean },
): IndexedTable {
  const levels = new Map<string, Map<string, number>>()
  for (const { denominator, kind, code, count } of published.table.cells) {
    if (count === 'masked') continue
    const level = levels.get(levelOf(denominator, kind)) ?? new Map<string, number>()
    levels.set(levelOf(denominator, kind), level.set(code, count))
  }
  const shownOf = (denominator: CellName['denominator'], kind: CellName['kind']) =>
    levels.get(levelOf(denominator, kind)) ?? NONE
  const cohorts = [...shownOf('treated', 'cohort')].flatMap(([key, count]) => {
    const cohort = terms.readNamedCohort(key)
    return cohort === null ? [] : [{ cohort, count }]
  })
  const drugs = [...shownOf('treated', 'drugs')].map(([code, count]) => ({
    drugs: code,
    groups: terms.groupsOfDrugs(code),
    count,
  }))
  const inTissues = tissuesByGene(shownOf('screened', 'tumour-gene'))
  const everybody = asTissues(shownOf('screened', 'tumour'))
  return {
    published,
    isFirst,
    shownCount: ({ denominator, kind, code }) => shownOf(denominator, kind).get(code),
    shownInTissues: gene => (gene === null ? everybody : (inTissues.get(gene) ?? NOWHERE)),
    parts: layOutParts(cohorts, drugs),
  }
}

const NOWHERE: ShownTissues = { counts: NONE, sum: 0 }

/** Cells of the form `BOWEL|HGNC:6407`. */
function tissuesByGene(cells: ReadonlyMap<string, number>): ReadonlyMap<string, ShownTissues> {
  const byGene = Map.groupBy(cells, ([code]) => geneOf(code))
  return new Map(
    [...byGene].map(([gene, found]) => [
      gene,
      asTissues(new Map(found.map(([code, count]) => [tissueOf(code), count]))),
    ]),
  )
}

function asTissues(counts: ReadonlyMap<string, number>): ShownTissues {
  return { counts, sum: [...counts.values()].reduce((sum, count) => sum + count, 0) }
}

const tissueOf = (code: string) => code.slice(0, code.indexOf('|'))
const geneOf = (code: string) => code.slice(code.indexOf('|') + 1)

function levelOf(denominator: CellName['denominator'], kind: CellName['kind']): string {
  return `${denominator} ${kind}`
}
