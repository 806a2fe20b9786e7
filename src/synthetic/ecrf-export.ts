/** A synthetic eCRF export: stories first, rows from the stories, dirt on top, so that the truth is known. */
import { isoDate } from './calendar.ts'
import { usualLayout, writeSheet } from './csv.ts'
import { type DirtCount, layDirt } from './dirt.ts'
import { oddLayouts } from './dirt-stories.ts'
import { type Row, rowsOf, type SubjectDraft } from './draft.ts'
import { type DraftedTrial, draftTrial, studyName, summaryOf, type TrialSummary } from './draft-trial.ts'
import { type IdentifierKind, plantIdentifiers } from './planted-identifiers.ts'
import type { EcrfRequest } from './scenarios.ts'
import { type SheetKey, sheets } from './sheets.ts'

export interface PlantedIdentifier {
  readonly sheet: SheetKey
  /** Physical line in the file, 1 = first. */
  readonly line: number
  readonly column: string
  readonly kind: IdentifierKind
}

export interface EcrfSummary extends TrialSummary {
  readonly dirt: readonly DirtCount[]
  readonly plantedIdentifiers: readonly PlantedIdentifier[]
}

export interface EcrfExport {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** YYYY-MM-DD: the latest complete clinical date of the subjects that count. */
  readonly cutoff: string
  readonly summary: EcrfSummary
}

/** Days from the cut-off to the extraction that names the files. */
const EXTRACTION_LAG = 17

export interface DirtyTrial {
  readonly dirt: readonly DirtCount[]
  readonly planted: ReturnType<typeof plantIdentifiers>
}

/** Lays what real exports hold beside the truth over the trial's drafts. */
export function layAllDirt({ drafts, random, request, sizes }: DraftedTrial): DirtyTrial {
  const dirt = request.dirt === false ? [] : layDirt(drafts, random.fork('dirt'), sizes.cutoffDay)
  return { dirt, planted: plantIdentifiers(drafts, random.fork('identifiers')) }
}

/** `IMPRESS_2023-10-18`. */
export function exportName({ request, sizes }: DraftedTrial): string {
  return `${studyName(request.trialId)}_${isoDate(sizes.cutoffDay + EXTRACTION_LAG)}`
}

function writeFiles(
  drafts: readonly SubjectDraft[],
  prefix: string,
): { files: EcrfExport['files']; lineOf: Map<object, number> } {
  const lineOf = new Map<object, number>()
  const files = [...sheets].map(([key, columns]) => {
    const rows: Row[] = drafts.flatMap(draft => rowsOf(draft, key))
    const { text, lines } = writeSheet(columns, rows, oddLayouts.get(key) ?? usualLayout)
    for (const [at, row] of rows.entries()) lineOf.set(row, lines[at] ?? 0)
    return { name: `${prefix}_${key}.csv`, text }
  })
  return { files, lineOf }
}

/** Makes the export of a synthetic trial; the same request gives the same bytes. Throws what `draftTrial` throws. */
export function makeEcrfExport(request: EcrfRequest): EcrfExport {
  const trial = draftTrial(request)
  const { dirt, planted } = layAllDirt(trial)
  const { files, lineOf } = writeFiles(trial.drafts, exportName(trial))
  return {
    files,
    cutoff: isoDate(trial.sizes.cutoffDay),
    summary: {
      ...summaryOf(trial),
      dirt,
      plantedIdentifiers: planted.map(({ row, ...where }) => ({ ...where, line: lineOf.get(row) ?? 0 })),
    },
  }
}
