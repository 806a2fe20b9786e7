/** Counts every cell of the national table over one snapshot: distinct patients, each once a cell. */
import type { Snapshot } from '../cut/snapshot.ts'
import { type ExactCell, ExactTable } from '../disclosure/exact-table.ts'
import type { CatalogueCells, TumourTissues } from './reference-tables.ts'

type Kind = ExactCell['kind']

const TOTAL = '*'

/**
 * A treated patient is in the tissue of the cohort's tumour; where the cohort names none (any tumour, or under review),
 * in that of the patient's own. Enrolments whose cohort is under review count in the total and in what is known of them.
 */
export function countNationalTable(
  snapshot: Snapshot,
  { catalogue, tissues }: { readonly catalogue: CatalogueCells; readonly tissues: TumourTissues },
): ExactTable {
  const treated = emptyCells({ tumour: tissues.codes, drugs: catalogue.drugs, cohort: catalogue.cohorts })
  const screened = emptyCells({ tumour: tissues.codes })
  snapshot.subjects.forEach((subject, patient) => {
    add(screened, patient, { total: TOTAL, tumour: tissues.tissueOf(subject.tumour) })
  })
  for (const episode of snapshot.episodes) {
    if (!episode.treated) continue
    const own = snapshot.subjects[episode.subject]?.tumour ?? null
    const tumour = tissues.tissueOf(episode.tumour) ?? tissues.tissueOf(own)
    add(treated, episode.subject, { total: TOTAL, tumour, drugs: episode.drugs, cohort: episode.cohortKey })
  }
  return new ExactTable([...cellsOf('screened', screened), ...cellsOf('treated', treated)])
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
