/** Texts of a record that the normaliser leaves to a person: cohort names, tumours and drugs; for the review queue. */

import { remember } from '../mapping/remember.ts'
import type { PlacedCode } from '../mapping/unmapped-codes.ts'
import type { CommonRecord, Origin } from '../model/generated/common-record.ts'
import { unreadDrugs } from '../terminology/drugs.ts'
import type { SiteVocabulary } from '../terminology/site-vocabulary.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { type UnreadText, unreadInName, unreadTumour } from '../terminology/unread-names.ts'

export interface UnreadSetting {
  readonly terminology: Terminology
  readonly vocabulary: SiteVocabulary
  columnOf(sheet: string, field: string, part?: number): string | null
}

/** Every unread text of a record, at its row. */
export function unreadReader(setting: UnreadSetting): (record: CommonRecord) => readonly PlacedCode[] {
  const { terminology, vocabulary } = setting
  const inDrug = remember(text =>
    unreadDrugs(terminology.drugs, text).map(drug => ({ vocabulary: 'drug', ...drug }) as const),
  )
  const at = (origin: Origin, field: string, unread: readonly UnreadText[]): PlacedCode[] =>
    unread.map(({ vocabulary: asked, text, reason }) => ({
      vocabulary: asked,
      system: null,
      code: text,
      reason,
      sheet: origin.sheet,
      column: setting.columnOf(origin.sheet, field, origin.part),
      line: origin.line,
    }))
  return ({ enrolments, doses }) => [
    ...enrolments.flatMap(row => {
      if (row.localName === null) return []
      const tumour = unreadTumour(terminology, vocabulary, row)
      return [
        ...at(row.origin, 'enrolments.localName', unreadInName(terminology, vocabulary, row.localName, row)),
        ...(tumour === null ? [] : at(row.origin, 'enrolments.tumourPick', [tumour])),
      ]
    }),
    ...doses.flatMap(row => at(row.origin, 'doses.drug', row.drug === null ? [] : inDrug(row.drug))),
  ]
}
