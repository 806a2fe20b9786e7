/** One subject's rows while they are being written: first from the story, then with dirt laid on top. */
import { type NameParts, usualName } from './cohort-names.ts'
import type { SheetKey } from './sheets.ts'
import type { SubjectStory } from './story.ts'

/** Cells by variable name; a missing one is empty. */
export type Row = Record<string, string>

export interface SubjectDraft {
  readonly story: SubjectStory
  readonly rows: Map<SheetKey, Row[]>
  /** How each enrolment's cohort is typed, in the order of the coh rows. */
  readonly names: NameParts[]
}

export function blankDraft(story: SubjectStory): SubjectDraft {
  return { story, rows: new Map(), names: story.enrolments.map(one => usualName(one.cohort)) }
}

export function rowsOf(draft: SubjectDraft, sheet: SheetKey): readonly Row[] {
  return draft.rows.get(sheet) ?? []
}

/** Appends a row; the subject's id goes in front. Returns it, for dirt that changes it further. */
export function addRow(draft: SubjectDraft, sheet: SheetKey, cells: Row): Row {
  const row = { SubjectId: draft.story.subjectId, ...cells }
  draft.rows.set(sheet, [...rowsOf(draft, sheet), row])
  return row
}

/** A pick-list cell and its code's twin; a null choice leaves both empty. */
export function coded(name: string, choice: readonly [text: string, code: string] | null): Row {
  return { [name]: choice?.[0] ?? '', [`${name}CD`]: choice?.[1] ?? '' }
}
