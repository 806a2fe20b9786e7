/** Counts every cell of the national table over one snapshot: distinct patients, each once a cell. */
import { postingOf } from '../cohort/measure/cohort-index.ts'
import { IMMATURE } from '../cohort/measure/state-code.ts'
import { ownTumourOf, type Snapshot } from '../cut/snapshot.ts'
import { type ExactCell, ExactTable } from '../disclosure/exact-table.ts'
import { findingsByGene, type GeneTables } from './gene-findings.ts'
import type { CatalogueCells, TumourTissues } from './reference-tables.ts'

type Kind = ExactCell['kind']

const TOTAL = '*'

/**
 * A screened patient has one tissue: that of the own tumour, and where that is under review, that of the first treatment
 * whose cohort names one. So tissues hold different patients and can be added. A treated patient is in the tissue of each
 * treatment's tumour (`cohort/measure`), so that a cell holds whom a question by its codes means, and the patients of a
 * cohort are in the tissue of its node, whatever tumour is their own. Enrolments whose cohort is under review count in the
 * total and in what is known of them. A screened patient is in the cell of each gene of the
 * catalogue in which an alteration was found for certain (`gene-findings.ts`), in all and in his tissue. `numbers`: what
 * each subject is called in the cells.
 */
export function countNationalTable(
  snapshot: Snapshot,
  {
    catalogue,
    tissues,
    geneTables,
    numbers,
  }: {
    readonly catalogue: CatalogueCells
    readonly tissues: TumourTissues
    readonly geneTables: GeneTables
    readonly numbers: readonly number[]
  },
): ExactTable {
  const treated = emptyCells({ tumour: tissues.codes, drugs: catalogue.drugs, cohort: catalogue.cohorts })
  const { genes } = catalogue
  const screened = emptyCells({
    tumour: tissues.codes,
    gene: genes,
    'tumour-gene': tissues.codes.flatMap(tissue => genes.map(gene => inTissue(tissue, gene))),
  })
  const tissueOf = tissuesOfPatients(snapshot, tissues)
  const nameOf = (patient: number) => numbers[patient] ?? patient
  tissueOf.forEach((tumour, patient) => {
    add(screened, nameOf(patient), { total: TOTAL, tumour })
  })
  const { rows, tumourCodes, drugSets, cohortKeys, findings, findingPostings } = snapshot.index
  for (const [gene, positions] of findingsByGene(geneTables, findings, genes)) {
    for (const row of positions.flatMap(position => [...postingOf(findingPostings, position)])) {
      const patient = rows.patient[row] ?? 0
      const tissue = tissueOf[patient] ?? null
      add(screened, nameOf(patient), { gene, 'tumour-gene': tissue === null ? null : inTissue(tissue, gene) })
    }
  }
  rows.state.forEach((state, row) => {
    if (state < IMMATURE) return
    const patient = rows.patient[row] ?? 0
    add(treated, nameOf(patient), {
      total: TOTAL,
      tumour: tissues.tissueOf(tumourCodes[(rows.tumour[row] ?? 0) - 1] ?? null),
      drugs: drugSets[(rows.drugs[row] ?? 0) - 1] ?? null,
      cohort: cohortKeys[(rows.cohort[row] ?? 0) - 1] ?? null,
    })
  })
  const stated = statedGenes(geneTables, catalogue)
  const cells = [...cellsOf('screened', screened), ...cellsOf('treated', treated)]
  return new ExactTable(
    cells.map(cell => {
      const names = cell.kind === 'cohort' ? stated.get(cell.code) : undefined
      return names === undefined ? cell : { ...cell, statedGenes: names }
    }),
  )
}

const inTissue = (tissue: string, gene: string) => `${tissue}|${gene}`

/** Of each cohort that states a gene: which. */
function statedGenes(tables: GeneTables, { cohorts, genes }: CatalogueCells): ReadonlyMap<string, readonly string[]> {
  const parts = cohorts.map(key => key.split('|')[2] ?? '')
  const stated = new Map<string, string[]>()
  for (const [gene, positions] of findingsByGene(tables, parts, genes)) {
    for (const position of positions) {
      const key = cohorts[position] ?? ''
      stated.set(key, [...(stated.get(key) ?? []), gene])
    }
  }
  return stated
}

function tissuesOfPatients(snapshot: Snapshot, tissues: TumourTissues): readonly (string | null)[] {
  const { rows, patients, tumourCodes } = snapshot.index
  const found = Array.from({ length: patients }, (_, patient) => tissues.tissueOf(ownTumourOf(snapshot, patient)))
  const rankOf = new Map<number, number>()
  rows.state.forEach((state, row) => {
    const patient = rows.patient[row] ?? 0
    if (state < IMMATURE || (found[patient] !== null && !rankOf.has(patient))) return
    const tissue = tissues.tissueOf(tumourCodes[(rows.tumour[row] ?? 0) - 1] ?? null)
    const rank = rows.rank[row] ?? 0
    if (tissue === null || rank >= (rankOf.get(patient) ?? Number.POSITIVE_INFINITY)) return
    rankOf.set(patient, rank)
    found[patient] = tissue
  })
  return found
}

type Cells = ReadonlyMap<Kind, ReadonlyMap<string, Set<number>>>

function emptyCells(codes: Partial<Record<Kind, readonly string[]>>): Cells {
  const all = { total: [TOTAL], ...codes }
  return new Map(
    (Object.keys(all) as Kind[]).map(kind => [kind, new Map((all[kind] ?? []).map(code => [code, new Set<number>()]))]),
  )
}

/** What is in no cell of the catalogue is counted in the wider ones only. */
function add(cells: Cells, patient: number, codes: Partial<Record<Kind, string | null>>): void {
  for (const [kind, code] of Object.entries(codes) as [Kind, string | null][]) {
    if (code !== null) cells.get(kind)?.get(code)?.add(patient)
  }
}

function cellsOf(denominator: ExactCell['denominator'], cells: Cells): ExactCell[] {
  return [...cells].flatMap(([kind, byCode]) =>
    [...byCode].map(([code, patients]) => ({ denominator, kind, code, patients })),
  )
}
