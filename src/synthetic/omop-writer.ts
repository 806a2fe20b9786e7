/** How rows of OMOP CDM 5.4 of one synthetic person are written. */
import type { RowValues, TableName } from '../projection/omop/cdm54.ts'

/** A row as its writer says it; columns that it does not name are null. */
export type OmopValues = { readonly [Name in TableName]: readonly [table: Name, values: RowValues<Name>] }[TableName]

/** Counts the primary keys of each table. */
export type NextKey = (table: TableName) => number

/**
 * Field concepts by which facts point to rows of these tables. Ids from 2,000,000,000 on are a site's own by the CDM's
 * convention: Athena's are not shipped.
 */
export const SYNTHETIC_FIELDS = {
  'observation.observation_id': 2_000_000_001,
  'drug_exposure.drug_exposure_id': 2_000_000_002,
} as const

export const CASE_REPORT_FORM = 32809

export interface OmopWriter {
  readonly personId: number
  readonly nextKey: NextKey
  add<Name extends TableName>(table: Name, values: RowValues<Name>): void
  /** An OBSERVATION of this source value; answers its key. */
  observe(
    name: string,
    date: string,
    values?: Partial<RowValues<'observation'>>,
    pointsTo?: readonly [id: number, field: number],
  ): number
}

export function omopWriter(nextKey: NextKey, rows: OmopValues[]): OmopWriter {
  const personId = nextKey('person')
  const add: OmopWriter['add'] = (table, values) => rows.push([table, values] as unknown as OmopValues)
  return {
    personId,
    nextKey,
    add,
    observe(name, date, values = {}, pointsTo) {
      const id = nextKey('observation')
      add('observation', {
        observation_id: id,
        person_id: personId,
        observation_concept_id: 0,
        observation_date: date,
        observation_type_concept_id: CASE_REPORT_FORM,
        observation_source_value: name,
        ...values,
        ...(pointsTo === undefined
          ? {}
          : { observation_event_id: pointsTo[0], obs_event_field_concept_id: pointsTo[1] }),
      })
      return id
    },
  }
}
