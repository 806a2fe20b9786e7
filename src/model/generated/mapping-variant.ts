// Made from schemas/mapping-variant.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What sharing rests on: a statement that two members of the committee sign, or the consents of the source, row by row. null = neither, and then a data cut is refused.
 */
export type SharingBasis = (BasisStatement | ConsentsOfTheSource | null)
/**
 * Variable name of the source.
 */
export type ColumnName = string
/**
 * Cells that mean 'nothing', in any case; the empty cell always does.
 */
export type NaTokens = string[]
export type ListValue = (string | number | boolean)
/**
 * How one field is read from the cells of a row.
 */
export type Reading = (TextReading | NumberTextReading | NumberReading | DateReading | CodeReading | LeadingDigitReading | SlotReading | SlotsReading | FilledReading | ConstantReading | ListReading | AnswersReading)
/**
 * One variable name, or several of which the first filled one counts.
 */
export type ColumnNames = (ColumnName | [ColumnName, ...(ColumnName)[]])

/**
 * A mapping that is based on another one, one level deep. What it states replaces the other's; code lists and sheets are replaced by name.
 */
export interface MappingVariant {
schema: "mapping/1"
basedOn: string
id: string
version: string
title: string
sharingBasis: SharingBasis
/**
 * Days from a visit until its form is entered.
 */
entryLagDays?: number
subjectId?: SubjectId
naTokens?: NaTokens
withdrawal?: WithdrawalRules
siteVocabulary?: CohortVocabulary
codeLists?: CodeLists
sheets?: Sheets
}
export interface BasisStatement {
/**
 * Name and version of the consent form.
 */
consentForm: string
/**
 * Reference of the approval.
 */
approval: string
/**
 * A synthetic basis, as the mappings that come with the program have it: nobody signs it by itself, whoever opens the data cut signs it with the cut's description. Left out for real data.
 */
example?: true
}
export interface ConsentsOfTheSource {
/**
 * The source holds each subject's consent to sharing (consentSharing of the record); a data cut takes those alone who consent.
 */
consents: "row-by-row"
}
export interface SubjectId {
column: ColumnName
/**
 * Regular expression of the whole id; tells the leak scanner which ids are the trial's own.
 */
shape: string
}
export interface WithdrawalRules {
sheet: string
date: ColumnName
scope: ColumnName
/**
 * The subject gives no record and is in no figure.
 * 
 * @minItems 1
 */
dataWords: [string, ...(string)[]]
/**
 * The subject stopped treatment only, and stays.
 * 
 * @minItems 1
 */
treatmentWords: [string, ...(string)[]]
/**
 * Words that say so in a text cell; an ellipsis stands for up to three words, an asterisk for any ending.
 */
phrases: string[]
}
/**
 * The trial's own words in its cohort names.
 */
export interface CohortVocabulary {
declaredTumours: string[]
tumourWords: {
tumour: (string | null)
concept: (string | null)
/**
 * @minItems 1
 */
words: [string, ...(string)[]]
}[]
thresholds: {
[k: string]: number
}
}
export interface CodeLists {
[k: string]: CodeList
}
export interface CodeList {
/**
 * Whether a cell that the list does not know is a problem (unknown-code); its value is null either way.
 */
unknown: ("report" | "ignore")
codes: {
[k: string]: ListValue
}
/**
 * Texts of the pick list, compared without case.
 */
texts: {
[k: string]: ListValue
}
}
export interface Sheets {
[k: string]: SheetRules
}
export interface SheetRules {
about: string
/**
 * Without this sheet the export is refused.
 */
required: boolean
/**
 * Without these columns the export is refused, because figures would be wrong in silence.
 */
requiredColumns?: ColumnName[]
/**
 * A row here makes its subject one of the trial.
 */
screens: boolean
/**
 * What a row becomes; null = its rows are only checked.
 */
entity: ("subject" | "consents" | "tumours" | "specimens" | "alterations" | "enrolments" | "doses" | "assessments" | "criteria" | "treatmentEnds" | "deaths" | "followUps" | "performance" | "adverseEvents" | "qualityOfLife" | "otherDatedRows" | null)
/**
 * Fields without which a row makes no entity.
 */
needs?: string[]
/**
 * Where several rows tell of one subject, the first filled value holds, unless one row has this value.
 */
prefer?: {
[k: string]: ListValue
}
fields: FieldReadings
/**
 * Further date columns, read to report bad dates.
 */
dates: ColumnName[]
/**
 * Further code columns, read to report unknown codes.
 */
codes: {
column: ColumnName
list: string
}[]
/**
 * Known columns that are not read.
 */
ignored: ColumnName[]
}
export interface FieldReadings {
[k: string]: Reading
}
/**
 * The trimmed text.
 */
export interface TextReading {
read: "text"
column: ColumnNames
upperCase?: boolean
}
/**
 * A running number kept as text: 3, 03 and 3.0 are the same.
 */
export interface NumberTextReading {
read: "number-text"
column: ColumnNames
}
/**
 * A number with decimal point or comma; null outside its range.
 */
export interface NumberReading {
read: "number"
column: ColumnNames
from: number
to: number
/**
 * Fractions give null.
 */
whole: boolean
}
/**
 * YYYY-MM-DD or a partial date; anything else is null and a bad date.
 */
export interface DateReading {
read: "date"
column: ColumnName
}
/**
 * The code decides where it is filled, else the text.
 */
export interface CodeReading {
read: "code"
code?: ColumnNames
text?: ColumnNames
list: string
}
/**
 * The digit that a text begins with; null outside its range.
 */
export interface LeadingDigitReading {
read: "leading-digit"
column: ColumnNames
from: number
to: number
}
/**
 * One of several slots is filled; two filled ones give null.
 */
export interface SlotReading {
read: "slot"
/**
 * @minItems 1
 */
slots: [Slot, ...(Slot)[]]
/**
 * Code list that reads the text.
 */
list?: string
/**
 * conflict = null and a slot-conflict; equal-or-null = their value where they say the same.
 */
twoFilled: ("conflict" | "equal-or-null")
}
/**
 * A text and its code; filled where either is.
 */
export interface Slot {
text: ColumnName
code: ColumnName
}
/**
 * Several roles, each with slots of which one is filled: the texts, first role first; two filled slots of a role are a slot-conflict and give none.
 */
export interface SlotsReading {
read: "slots"
/**
 * @minItems 1
 */
roles: [[Slot, ...(Slot)[]], ...([Slot, ...(Slot)[]])[]]
}
/**
 * One value where any of the columns is filled, whatever it parses to, else another.
 */
export interface FilledReading {
read: "filled"
/**
 * @minItems 1
 */
columns: [ColumnName, ...(ColumnName)[]]
then: ListValue
otherwise: ListValue
}
export interface ConstantReading {
read: "constant"
value: (string | number | boolean | null)
}
/**
 * A list of fixed length, each item read from its own columns.
 */
export interface ListReading {
read: "list"
/**
 * @minItems 1
 */
items: [FieldReadings, ...(FieldReadings)[]]
}
/**
 * The filled items of a questionnaire by their id.
 */
export interface AnswersReading {
read: "answers"
/**
 * @minItems 1
 */
items: [AnswerItems, ...(AnswerItems)[]]
}
/**
 * Items from..to; # in id and columns stands for the item's number.
 */
export interface AnswerItems {
id: string
from: number
to: number
code?: string
text?: string
list?: string
/**
 * Instead of a code: a number in this column.
 */
number?: string
least?: number
most?: number
}

export const mappingVariantSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:mapping-variant/1",
  "title": "MappingVariant",
  "description": "A mapping that is based on another one, one level deep. What it states replaces the other's; code lists and sheets are replaced by name.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "basedOn",
    "id",
    "version",
    "title",
    "sharingBasis"
  ],
  "properties": {
    "schema": {
      "const": "mapping/1"
    },
    "basedOn": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/mappingId"
    },
    "id": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/mappingId"
    },
    "version": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/version"
    },
    "title": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "sharingBasis": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/sharingBasis"
    },
    "entryLagDays": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/entryLagDays"
    },
    "subjectId": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/subjectId"
    },
    "naTokens": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/naTokens"
    },
    "withdrawal": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/withdrawal"
    },
    "siteVocabulary": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/siteVocabulary"
    },
    "codeLists": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/codeLists"
    },
    "sheets": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/sheets"
    }
  },
  "examples": [
    {
      "schema": "mapping/1",
      "basedOn": "impress-norway",
      "id": "example-variant",
      "version": "1",
      "title": "Example of a sister trial with the same sheets",
      "sharingBasis": null
    }
  ]
} as const
