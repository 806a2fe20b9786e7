/** The rows of one person while they are written. */
import { type OmopRow, type RowValues, type TableName, wholeRow } from './cdm54.ts'
import type { ConceptLookup } from './concept-lookup.ts'
import { CASE_REPORT_FORM, CONDITION_FIELD, NO_MATCHING_CONCEPT } from './concepts.ts'
import { FIXED_DAY_ZERO, fixedDate } from './fixed-days.ts'

/** Counts the primary keys of each table over a whole export. */
export type NextId = (table: TableName) => number

export function idCounter(): NextId {
  const last = new Map<TableName, number>()
  return table => {
    const id = (last.get(table) ?? 0) + 1
    last.set(table, id)
    return id
  }
}

/** A row that own values and events point to. */
export interface RowPlace {
  readonly table: 'condition_occurrence' | 'procedure_occurrence' | 'measurement' | 'drug_exposure' | 'episode'
  readonly id: number
  readonly date: string
}

export type OwnValue = string | number | boolean

export interface PersonDraft {
  readonly personId: number
  readonly concepts: ConceptLookup
  readonly nextId: NextId
  add<Name extends TableName>(table: Name, values: RowValues<Name>): void
  /** Writes a member that the CDM has no place for: an OBSERVATION with a source value of the project's own. */
  own(owner: string, name: string, value: OwnValue, at?: RowPlace): void
  /** Date of a day; of an unknown one day 0. */
  dateOf(day: number | null | undefined): string
}

export type TableRow = { readonly [Name in TableName]: readonly [table: Name, row: OmopRow<Name>] }[TableName]

export const OWN_PREFIX = 'prime-rose:'
/** `value_as_string` holds no more. */
const OWN_LENGTH = 60

/** `emit` takes each row as it is written. */
export function personDraft(
  personId: number,
  { concepts, nextId, emit }: { readonly concepts: ConceptLookup; readonly nextId: NextId; emit(row: TableRow): void },
): PersonDraft {
  const add = <Name extends TableName>(table: Name, values: RowValues<Name>) =>
    emit([table, wholeRow(table, values)] as unknown as TableRow)
  const own = (owner: string, name: string, value: OwnValue, at?: RowPlace): void => {
    const isNumber = typeof value === 'number'
    const text = isNumber ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
    const parts = Math.max(1, Math.ceil(text.length / OWN_LENGTH))
    for (let part = 0; part < parts; part += 1) {
      add('observation', {
        observation_id: nextId('observation'),
        person_id: personId,
        observation_concept_id: NO_MATCHING_CONCEPT,
        observation_date: at?.date ?? FIXED_DAY_ZERO,
        observation_type_concept_id: CASE_REPORT_FORM,
        observation_source_value: OWN_PREFIX + name,
        qualifier_source_value: parts === 1 ? owner : `${owner} ${part + 1}/${parts}`,
        ...(isNumber
          ? { value_as_number: value }
          : { value_as_string: text.slice(part * OWN_LENGTH, (part + 1) * OWN_LENGTH) }),
        ...(at === undefined
          ? {}
          : { observation_event_id: at.id, obs_event_field_concept_id: fieldOf(concepts, at.table) }),
      })
    }
  }
  return { personId, concepts, nextId, add, own, dateOf: day => fixedDate(day ?? 0) }
}

/** The field concept of a table's primary key: one id is published, the others are looked up. */
export function fieldOf(concepts: ConceptLookup, table: RowPlace['table']): number {
  if (table === 'condition_occurrence') return CONDITION_FIELD
  return concepts.field(`${table}.${table}_id`) ?? NO_MATCHING_CONCEPT
}
