import type { CommonRecord } from '../model/generated/common-record.ts'
import type { Branded } from '../model/ids.ts'
import { isValid } from '../model/validation.ts'
import type { Entity, Mapping, SheetMapping } from './mapping.ts'
import { readFields } from './read-field.ts'
import type { CheckedRow } from './row-checks.ts'

/** A common record that mapping made and the schema accepted; nothing else mints it. */
export type MappedRecord = Branded<CommonRecord, 'CommonRecord'>

type EntityRows = Record<Exclude<Entity, 'subject' | null>, unknown[]>
type SubjectFacts = Record<'birth' | 'ageYears' | 'sex' | 'recommendation', unknown>

/** What the rows of one subject have said so far. */
export interface RecordDraft {
  readonly subjectId: string
  readonly facts: SubjectFacts
  readonly entities: EntityRows
}

export function newDraft(subjectId: string): RecordDraft {
  return {
    subjectId,
    facts: { birth: null, ageYears: null, sex: null, recommendation: null },
    entities: {
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

/** Adds what one row says to its subject's draft. */
export function addRow(draft: RecordDraft, mapping: Mapping, rules: SheetMapping, { bound, row }: CheckedRow): void {
  if (rules.entity === null) return
  const fields = readFields({ mapping, bound, row }, rules.fields)
  if (rules.entity === 'subject') {
    addFacts(draft.facts, rules, fields)
  } else if (rules.needs.every(field => fields[field] !== null)) {
    draft.entities[rules.entity].push({ origin: { sheet: bound.sheet.key, line: row.line }, ...fields })
  }
}

/** Null where the schema does not accept what the rows say. */
export function finishRecord(draft: RecordDraft, trialId: string): MappedRecord | null {
  const { birth, ageYears, sex, recommendation } = draft.facts
  const record: unknown = {
    schema: 'common-record/1',
    trialId,
    subjectId: draft.subjectId,
    birth,
    ageYears: birth === null ? ageYears : null,
    sex: sex ?? 'unknown',
    recommendation,
    ...draft.entities,
  }
  return isValid<MappedRecord>('urn:prime-rose:common-record/1', record) ? record : null
}

/** The first row with a value holds, unless another has the value that the mapping prefers. */
function addFacts(facts: SubjectFacts, rules: SheetMapping, fields: Readonly<Record<string, unknown>>): void {
  for (const field of ['birth', 'ageYears', 'sex', 'recommendation'] as const) {
    const value = fields[field] ?? null
    if (facts[field] === null || (value !== null && value === rules.prefer.get(field))) facts[field] = value
  }
}
