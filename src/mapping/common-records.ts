import type { CommonRecord } from '../model/generated/common-record.ts'
import type { Branded } from '../model/ids.ts'
import type { LocalRow } from '../model/local-export.ts'
import { isValid } from '../model/validation.ts'
import type { EntityMapping } from './mapping.ts'
import type { SheetReader } from './sheet-reader.ts'

/** A common record that mapping made and the schema accepted; nothing else mints it. */
export type MappedRecord = Branded<CommonRecord, 'CommonRecord'>

type EntityRows = Record<Exclude<EntityMapping['entity'], 'subject'>, unknown[]>

/** Of a subject itself, whatever sheets they come from. */
export const SUBJECT_FIELDS = ['birth', 'ageYears', 'sex', 'recommendation', 'screenedOn', 'status'] as const
type SubjectFacts = Record<(typeof SUBJECT_FIELDS)[number], unknown>

/** What the rows of one subject have said so far. */
export interface RecordDraft {
  readonly subjectId: string
  readonly facts: SubjectFacts
  readonly entities: EntityRows
}

export function newDraft(subjectId: string): RecordDraft {
  return {
    subjectId,
    facts: { birth: null, ageYears: null, sex: null, recommendation: null, screenedOn: null, status: null },
    entities: {
      consents: [],
      tumours: [],
      specimens: [],
      alterations: [],
      enrolments: [],
      doses: [],
      assessments: [],
      criteria: [],
      treatmentEnds: [],
      deaths: [],
      followUps: [],
      performance: [],
      adverseEvents: [],
      qualityOfLife: [],
      otherDatedRows: [],
    },
  }
}

/** Adds what one row says to its subject's draft: everything that it becomes. */
export function addRow(draft: RecordDraft, reader: SheetReader, row: LocalRow): void {
  for (const { rules, read } of reader.entities) {
    for (const { fields, part } of read(row.cells)) {
      if (rules.entity === 'subject') addFacts(draft.facts, rules, fields)
      else draft.entities[rules.entity].push({ origin: { sheet: reader.head.key, line: row.line, ...part }, ...fields })
    }
  }
}

/** Null where the schema does not accept what the rows say. */
export function finishRecord(draft: RecordDraft, trialId: string): MappedRecord | null {
  const { birth, ageYears, sex } = draft.facts
  const record: unknown = {
    schema: 'common-record/1',
    trialId,
    subjectId: draft.subjectId,
    ...draft.facts,
    ageYears: birth === null ? ageYears : null,
    sex: sex ?? 'unknown',
    ...draft.entities,
  }
  return acceptRecord(record)
}

/** What any other kind of source says of a subject, as a common record; null where the schema does not accept it. */
export function acceptRecord(record: unknown): MappedRecord | null {
  return isValid<MappedRecord>('urn:prime-rose:common-record/1', record) ? record : null
}

/** The first row with a value holds, unless another has the value that the mapping prefers. */
function addFacts(facts: SubjectFacts, rules: EntityMapping, fields: Readonly<Record<string, unknown>>): void {
  for (const field of SUBJECT_FIELDS) {
    const value = fields[field] ?? null
    if (facts[field] === null || (value !== null && value === rules.prefer.get(field))) facts[field] = value
  }
}

/** A record that was set aside as JSON and comes back; it has passed the schema before. */
export function restoreRecord(json: string): MappedRecord {
  return JSON.parse(json) as MappedRecord
}
