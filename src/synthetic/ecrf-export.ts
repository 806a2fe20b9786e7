/** A synthetic eCRF export: stories first, rows from the stories, dirt on top, so that the truth is known. */
import { isoDate } from './calendar.ts'
import { usualLayout, writeSheet } from './csv.ts'
import { type DirtCount, layDirt } from './dirt.ts'
import { oddLayouts } from './dirt-stories.ts'
import { blankDraft, type Row, rowsOf, type SubjectDraft } from './draft.ts'
import { type IdentifierKind, plantIdentifiers } from './planted-identifiers.ts'
import type { Random } from './random.ts'
import { writeAllocations } from './rows-allocation.ts'
import { writeConsent, writeFollowUp } from './rows-follow-up.ts'
import { writeQualityOfLife } from './rows-quality-of-life.ts'
import { writeResponses } from './rows-response.ts'
import { writeAdverseEvents } from './rows-safety.ts'
import { writeScreening } from './rows-screening.ts'
import { writeTreatments } from './rows-treatment.ts'
import type { EcrfRequest } from './scenarios.ts'
import { type SheetKey, sheets } from './sheets.ts'
import type { SubjectStory } from './story.ts'
import { randomOf, tellTrial } from './tell-trial.ts'
import {
  type PlannedCohort,
  type PlannedEnrolment,
  type PlannedTotals,
  plannedCohorts,
  plannedEnrolments,
  plannedScreened,
  plannedTotals,
} from './truth.ts'

export interface PlantedIdentifier {
  readonly sheet: SheetKey
  /** Physical line in the file, 1 = first. */
  readonly line: number
  readonly column: string
  readonly kind: IdentifierKind
}

export interface EcrfSummary {
  readonly trialId: string
  readonly seed: number
  readonly scenario: string | null
  /** Always true: no row describes a person. */
  readonly synthetic: true
  readonly screened: number
  readonly withdrawn: number
  readonly heldBack: number
  readonly plannedTotals: PlannedTotals & { readonly subjects: number }
  readonly plannedCohorts: readonly PlannedCohort[]
  readonly plannedEnrolments: readonly PlannedEnrolment[]
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

function draftOf(story: SubjectStory, random: Random): SubjectDraft {
  const draft = blankDraft(story)
  if (story.standing !== 'orphan') {
    writeScreening(draft, random)
    writeAllocations(draft, random)
    writeFollowUp(draft, random)
    writeConsent(draft, random)
  }
  writeTreatments(draft, random)
  writeResponses(draft, random)
  writeAdverseEvents(draft)
  writeQualityOfLife(draft, random)
  return draft
}

/** `IMPRESS` of `impress-norway`. */
function filePrefix(trialId: string): string {
  return (trialId.split('-')[0] ?? trialId).toUpperCase()
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

/**
 * Makes the export of a synthetic trial; the same request gives the same bytes. Throws `synthetic/unknown-scenario`,
 * `synthetic/contradicts-scenario`, and `usage/bad-argument` for sizes and seeds that are no whole numbers.
 */
export function makeEcrfExport(request: EcrfRequest): EcrfExport {
  const trial = tellTrial(request)
  const { seed, sizes, stories, random } = trial
  const drafts = stories.map(story => draftOf(story, randomOf(trial, story)))
  const dirt = request.dirt === false ? [] : layDirt(drafts, random.fork('dirt'), sizes.cutoffDay)
  const planted = plantIdentifiers(drafts, random.fork('identifiers'))
  const prefix = `${filePrefix(request.trialId)}_${isoDate(sizes.cutoffDay + EXTRACTION_LAG)}`
  const { files, lineOf } = writeFiles(drafts, prefix)
  return {
    files,
    cutoff: isoDate(sizes.cutoffDay),
    summary: {
      trialId: request.trialId,
      seed,
      scenario: request.scenario ?? null,
      synthetic: true,
      screened: plannedScreened(stories),
      withdrawn: sizes.withdrawn,
      heldBack: sizes.heldBack,
      plannedTotals: plannedTotals(stories),
      plannedCohorts: plannedCohorts(stories),
      plannedEnrolments: plannedEnrolments(stories),
      dirt,
      plantedIdentifiers: planted.map(({ row, ...where }) => ({ ...where, line: lineOf.get(row) ?? 0 })),
    },
  }
}
