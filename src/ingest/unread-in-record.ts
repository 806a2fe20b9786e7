/** Texts of a record that the normaliser leaves to a person: cohort names, tumours, drugs and findings; for the review queue. */

import type { PlacedCode } from '../mapping/unmapped-codes.ts'
import type { Alteration, CommonRecord, Origin, Tumour } from '../model/generated/common-record.ts'
import { remember } from '../model/remember.ts'
import { unreadDrugs } from '../terminology/drugs.ts'
import { askedOfFinding } from '../terminology/finding/asked-finding.ts'
import { readFinding } from '../terminology/finding/read-finding.ts'
import type { SiteVocabulary } from '../terminology/site-vocabulary.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { type UnreadText, unreadDiagnosis, unreadInName, unreadTumour } from '../terminology/unread-names.ts'
import type { CohortReader } from './read-cohorts.ts'

export interface UnreadSetting {
  readonly terminology: Terminology
  readonly vocabulary: SiteVocabulary
  readonly cohorts: CohortReader
  columnOf(sheet: string, field: string, part?: number): string | null
}

/** Of a finding's column: the first that the source has. */
const FINDING_FIELDS = ['alterations.gene', 'alterations.hgvsP', 'alterations.text']

const TUMOUR_FIELDS = ['tumours.oncotree', 'tumours.icd10', 'tumours.icdo3Morphology', 'tumours.text']

/** Every unread text of a record, at its row. */
export function unreadReader(setting: UnreadSetting): (record: CommonRecord) => readonly PlacedCode[] {
  const { terminology, vocabulary, cohorts } = setting
  const inDrug = remember(text =>
    unreadDrugs(terminology.drugs, text).map(drug => ({ vocabulary: 'drug', ...drug }) as const),
  )
  const at = (origin: Origin, field: string, unread: readonly UnreadText[]): PlacedCode[] =>
    unread.map(({ vocabulary: asked, system = null, text, reason }) => ({
      vocabulary: asked,
      system,
      code: text,
      reason,
      sheet: origin.sheet,
      column: setting.columnOf(origin.sheet, field, origin.part),
      line: origin.line,
    }))
  const inFinding = (row: Alteration): PlacedCode[] => {
    const read = readFinding(terminology, vocabulary.thresholds, row, vocabulary.decided?.findings)
    const asked = read === null || read.reviewCode === null ? null : askedOfFinding(row, read.reviewCode)
    if (asked === null) return []
    const { origin } = row
    const column = FINDING_FIELDS.map(field => setting.columnOf(origin.sheet, field, origin.part)).find(Boolean)
    return [
      {
        vocabulary: asked.vocabulary,
        system: null,
        code: asked.text,
        reason: read?.reviewCode ?? '',
        sheet: origin.sheet,
        column: column ?? null,
        line: origin.line,
      },
    ]
  }
  const inTumour = (row: Tumour): PlacedCode[] => {
    const unread = unreadDiagnosis(terminology, vocabulary, row)
    const named = TUMOUR_FIELDS.find(field => setting.columnOf(row.origin.sheet, field, row.origin.part) !== null)
    return unread === null ? [] : at(row.origin, named ?? 'tumours.text', [unread])
  }
  return ({ enrolments, doses, alterations, tumours }) => [
    ...askedTumours(tumours).flatMap(inTumour),
    ...enrolments.flatMap(row => {
      if (row.localName === null) return []
      // A name with a key, and a row with a tumour, were read whole.
      const hasKey = cohorts.readCohort(row).key !== null
      const name = hasKey ? [] : unreadInName(terminology, vocabulary, row.localName, row)
      const tumour = cohorts.readTumour(row).oncotree === null ? unreadTumour(terminology, vocabulary, row) : null
      return [
        ...at(row.origin, 'enrolments.localName', name),
        ...(tumour === null ? [] : at(row.origin, FIELD_OF[tumour.vocabulary] ?? 'enrolments.tumourPick', [tumour])),
      ]
    }),
    ...alterations.flatMap(inFinding),
    ...doses.flatMap(row => at(row.origin, 'doses.drug', row.drug === null ? [] : inDrug(row.drug))),
  ]
}

const FIELD_OF: Readonly<Partial<Record<UnreadText['vocabulary'], string>>> = { diagnosis: 'enrolments.icd10' }

/** Metastases beside a primary tumour name none; where nothing else is stated, a person says what the patient has. */
function askedTumours(tumours: readonly Tumour[]): readonly Tumour[] {
  const primary = tumours.filter(row => row.primary !== false)
  return primary.length > 0 ? primary : tumours.slice(0, 1)
}
