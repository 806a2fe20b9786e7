/**
 * The tables of OMOP CDM 5.4 that a record is written to and read from, column by column, in the order of the published
 * definition (https://ohdsi.github.io/CommonDataModel/cdm54.html). `!` = may not be null.
 */
export const cdm54 = {
  person: {
    person_id: 'integer!',
    gender_concept_id: 'integer!',
    year_of_birth: 'integer!',
    month_of_birth: 'integer',
    day_of_birth: 'integer',
    birth_datetime: 'timestamp',
    race_concept_id: 'integer!',
    ethnicity_concept_id: 'integer!',
    location_id: 'integer',
    provider_id: 'integer',
    care_site_id: 'integer',
    person_source_value: 'varchar(50)',
    gender_source_value: 'varchar(50)',
    gender_source_concept_id: 'integer',
    race_source_value: 'varchar(50)',
    race_source_concept_id: 'integer',
    ethnicity_source_value: 'varchar(50)',
    ethnicity_source_concept_id: 'integer',
  },
  observation_period: {
    observation_period_id: 'integer!',
    person_id: 'integer!',
    observation_period_start_date: 'date!',
    observation_period_end_date: 'date!',
    period_type_concept_id: 'integer!',
  },
  visit_occurrence: {
    visit_occurrence_id: 'integer!',
    person_id: 'integer!',
    visit_concept_id: 'integer!',
    visit_start_date: 'date!',
    visit_start_datetime: 'timestamp',
    visit_end_date: 'date!',
    visit_end_datetime: 'timestamp',
    visit_type_concept_id: 'integer!',
    provider_id: 'integer',
    care_site_id: 'integer',
    visit_source_value: 'varchar(50)',
    visit_source_concept_id: 'integer',
    admitted_from_concept_id: 'integer',
    admitted_from_source_value: 'varchar(50)',
    discharged_to_concept_id: 'integer',
    discharged_to_source_value: 'varchar(50)',
    preceding_visit_occurrence_id: 'integer',
  },
  condition_occurrence: {
    condition_occurrence_id: 'integer!',
    person_id: 'integer!',
    condition_concept_id: 'integer!',
    condition_start_date: 'date!',
    condition_start_datetime: 'timestamp',
    condition_end_date: 'date',
    condition_end_datetime: 'timestamp',
    condition_type_concept_id: 'integer!',
    condition_status_concept_id: 'integer',
    stop_reason: 'varchar(20)',
    provider_id: 'integer',
    visit_occurrence_id: 'integer',
    visit_detail_id: 'integer',
    condition_source_value: 'varchar(50)',
    condition_source_concept_id: 'integer',
    condition_status_source_value: 'varchar(50)',
  },
  drug_exposure: {
    drug_exposure_id: 'integer!',
    person_id: 'integer!',
    drug_concept_id: 'integer!',
    drug_exposure_start_date: 'date!',
    drug_exposure_start_datetime: 'timestamp',
    drug_exposure_end_date: 'date!',
    drug_exposure_end_datetime: 'timestamp',
    verbatim_end_date: 'date',
    drug_type_concept_id: 'integer!',
    stop_reason: 'varchar(20)',
    refills: 'integer',
    quantity: 'numeric',
    days_supply: 'integer',
    sig: 'text',
    route_concept_id: 'integer',
    lot_number: 'varchar(50)',
    provider_id: 'integer',
    visit_occurrence_id: 'integer',
    visit_detail_id: 'integer',
    drug_source_value: 'varchar(50)',
    drug_source_concept_id: 'integer',
    route_source_value: 'varchar(50)',
    dose_unit_source_value: 'varchar(50)',
  },
  procedure_occurrence: {
    procedure_occurrence_id: 'integer!',
    person_id: 'integer!',
    procedure_concept_id: 'integer!',
    procedure_date: 'date!',
    procedure_datetime: 'timestamp',
    procedure_end_date: 'date',
    procedure_end_datetime: 'timestamp',
    procedure_type_concept_id: 'integer!',
    modifier_concept_id: 'integer',
    quantity: 'integer',
    provider_id: 'integer',
    visit_occurrence_id: 'integer',
    visit_detail_id: 'integer',
    procedure_source_value: 'varchar(50)',
    procedure_source_concept_id: 'integer',
    modifier_source_value: 'varchar(50)',
  },
  measurement: {
    measurement_id: 'integer!',
    person_id: 'integer!',
    measurement_concept_id: 'integer!',
    measurement_date: 'date!',
    measurement_datetime: 'timestamp',
    measurement_time: 'varchar(10)',
    measurement_type_concept_id: 'integer!',
    operator_concept_id: 'integer',
    value_as_number: 'numeric',
    value_as_concept_id: 'integer',
    unit_concept_id: 'integer',
    range_low: 'numeric',
    range_high: 'numeric',
    provider_id: 'integer',
    visit_occurrence_id: 'integer',
    visit_detail_id: 'integer',
    measurement_source_value: 'varchar(50)',
    measurement_source_concept_id: 'integer',
    unit_source_value: 'varchar(50)',
    unit_source_concept_id: 'integer',
    value_source_value: 'varchar(50)',
    measurement_event_id: 'integer',
    meas_event_field_concept_id: 'integer',
  },
  observation: {
    observation_id: 'integer!',
    person_id: 'integer!',
    observation_concept_id: 'integer!',
    observation_date: 'date!',
    observation_datetime: 'timestamp',
    observation_type_concept_id: 'integer!',
    value_as_number: 'numeric',
    value_as_string: 'varchar(60)',
    value_as_concept_id: 'integer',
    qualifier_concept_id: 'integer',
    unit_concept_id: 'integer',
    provider_id: 'integer',
    visit_occurrence_id: 'integer',
    visit_detail_id: 'integer',
    observation_source_value: 'varchar(50)',
    observation_source_concept_id: 'integer',
    unit_source_value: 'varchar(50)',
    qualifier_source_value: 'varchar(50)',
    value_source_value: 'varchar(50)',
    observation_event_id: 'integer',
    obs_event_field_concept_id: 'integer',
  },
  death: {
    person_id: 'integer!',
    death_date: 'date!',
    death_datetime: 'timestamp',
    death_type_concept_id: 'integer',
    cause_concept_id: 'integer',
    cause_source_value: 'varchar(50)',
    cause_source_concept_id: 'integer',
  },
  episode: {
    episode_id: 'integer!',
    person_id: 'integer!',
    episode_concept_id: 'integer!',
    episode_start_date: 'date!',
    episode_start_datetime: 'timestamp',
    episode_end_date: 'date',
    episode_end_datetime: 'timestamp',
    episode_parent_id: 'integer',
    episode_number: 'integer',
    episode_object_concept_id: 'integer!',
    episode_type_concept_id: 'integer!',
    episode_source_value: 'varchar(50)',
    episode_source_concept_id: 'integer',
  },
  episode_event: {
    episode_id: 'integer!',
    event_id: 'integer!',
    episode_event_field_concept_id: 'integer!',
  },
  cdm_source: {
    cdm_source_name: 'varchar(255)!',
    cdm_source_abbreviation: 'varchar(25)!',
    cdm_holder: 'varchar(255)!',
    source_description: 'text',
    source_documentation_reference: 'varchar(255)',
    cdm_etl_reference: 'varchar(255)',
    source_release_date: 'date!',
    cdm_release_date: 'date!',
    cdm_version: 'varchar(10)',
    cdm_version_concept_id: 'integer!',
    vocabulary_version: 'varchar(20)!',
  },
} as const

type Tables = typeof cdm54
export type TableName = keyof Tables

export const tableNames = Object.keys(cdm54) as readonly TableName[]

type Cell<Type> = Type extends `integer${string}` | `numeric${string}` ? number : string
type RequiredColumn<Table> = {
  [Column in keyof Table]: Table[Column] extends `${string}!` ? Column : never
}[keyof Table]

/** A row with every column: what the definition lets be null is null where nothing is said. */
export type OmopRow<Name extends TableName> = {
  readonly [Column in keyof Tables[Name]]: Tables[Name][Column] extends `${string}!`
    ? Cell<Tables[Name][Column]>
    : Cell<Tables[Name][Column]> | null
}

/** What a writer says of a row. */
export type RowValues<Name extends TableName> = {
  readonly [Column in RequiredColumn<Tables[Name]>]: Cell<Tables[Name][Column]>
} & {
  readonly [Column in Exclude<keyof Tables[Name], RequiredColumn<Tables[Name]>>]?: Cell<Tables[Name][Column]> | null
}

/** Rows of every table, of one person or of several. */
export type OmopRows = { readonly [Name in TableName]: readonly OmopRow<Name>[] }

export interface ColumnType {
  readonly kind: 'integer' | 'numeric' | 'date' | 'timestamp' | 'text'
  /** Longest text, in characters; null = any. */
  readonly maxLength: number | null
  readonly required: boolean
}

export function columnsOf(name: TableName): readonly (readonly [column: string, type: ColumnType])[] {
  return Object.entries(cdm54[name]).map(([column, type]) => [column, columnType(type)])
}

function columnType(type: string): ColumnType {
  const found = /^([a-z]+)(?:\((\d+)\))?(!?)$/.exec(type)
  const kind = found?.[1] === 'varchar' ? 'text' : found?.[1]
  return {
    kind: kind as ColumnType['kind'],
    maxLength: found?.[2] === undefined ? null : Number(found[2]),
    required: found?.[3] === '!',
  }
}

export function noRows(): { [Name in TableName]: OmopRow<Name>[] } {
  return Object.fromEntries(tableNames.map(name => [name, []])) as unknown as { [Name in TableName]: OmopRow<Name>[] }
}

/** Every column, in the order of the definition. */
export function wholeRow<Name extends TableName>(name: Name, values: RowValues<Name>): OmopRow<Name> {
  const given = values as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.keys(cdm54[name]).map(column => [column, given[column] ?? null])) as OmopRow<Name>
}
