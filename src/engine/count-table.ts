/** Counts every cell of the national table over one snapshot: distinct patients, each once a cell. */
import type { Snapshot } from '../cut/snapshot.ts'
import { type ExactCell, ExactTable } from '../disclosure/exact-table.ts'
import type { CatalogueCells, TumourTissues } from './reference-tables.ts'

type Kind = ExactCell['kind']

const TOTAL = '*'

/**
 * A patient has one tissue, screened or treated: that of the own tumour, and where that is under review, that of the
 * first treatment whose cohort names one. So tissues hold different patients and can be added. Enrolments whose cohort is
 * under review count in the total and in what is known of them. `numbers`: what each subject is called in the cells.
 */
export function countNationalTable(
  snapshot: Snapshot,
  {
    catalogue,
    tissues,
    numbers,
  }: { readonly catalogue: CatalogueCells; readonly tissues: TumourTissues; readonly numbers: readonly number[] },
): ExactTable {
  const treated = emptyCells({ tumour: tissues.codes, drugs: catalogue.drugs, cohort: catalogue.cohorts })
  const screened = emptyCells({ tumour: tissues.codes })
  const tissueOf = tissuesOfSubjects(snapshot, tissues)
  const nameOf = (subject: number) => numbers[subject] ?? subject
  snapshot.subjects.forEach((_, subject) => {
    add(screened, nameOf(subject), { total: TOTAL, tumour: tissueOf[subject] ?? null })
  })
  for (const { treated: isTreated, subject, drugs, cohortKey } of snapshot.episodes) {
    if (!isTreated) continue
    add(treated, nameOf(subject), { total: TOTAL, tumour: tissueOf[subject] ?? null, drugs, cohort: cohortKey })
  }
  return new ExactTable([...cellsOf('screened', screened), ...cellsOf('treated', treated)])
}

function tissuesOfSubjects({ subjects, episodes }: Snapshot, tissues: TumourTissues): readonly (string | null)[] {
  const found = subjects.map(({ tumour }) => tissues.tissueOf(tumour))
  for (const { treated, subject, tumour } of episodes) {
    if (treated) found[subject] ??= tissues.tissueOf(tumour)
  }
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
