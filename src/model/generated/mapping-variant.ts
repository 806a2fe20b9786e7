// Made from schemas/mapping-variant.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What sharing rests on: a statement that two members of the committee sign, or the consents of the source, row by row. null = neither, and then a data cut is refused.
 */
export type SharingBasis = (BasisStatement | ConsentsOfTheSource | null)
/**
 * Kinds of files that the trial exports; an export brings files of one or more of them.
 * 
 * @minItems 1
 * @maxItems 32
 */
export type RowSources = [RowSourceRules, ...(RowSourceRules)[]]
export type RowSourceRules = (CsvSource | WorkbookSource | JsonSource | OmopSource | Tso500Source | CbioportalSource)
export type OmopTableName = ("person" | "observation_period" | "visit_occurrence" | "condition_occurrence" | "drug_exposure" | "procedure_occurrence" | "measurement" | "observation" | "death" | "episode")
/**
 * Variable name of the source; of a JSON source the path of the member below its row, as in tumour/code. {name} stands for what a repetition fills in; @part for one part of a cell that is split.
 */
export type ColumnName = string
/**
 * Cells that mean 'nothing', in any case; the empty cell always does.
 */
export type NaTokens = string[]
export type ListValue = (string | number | boolean)
/**
 * Variable name of the source; of a JSON source the path of the member below its row, as in tumour/code. {name} stands for what a repetition fills in; @part for one part of a cell that is split.
 */
export type ColumnName1 = string
/**
 * Rows for which it does not hold become nothing, and are no problem.
 */
export type Condition = (IsCondition | ContainsCondition | BeginsCondition | FilledCondition | AllCondition | AnyCondition | NotCondition)
/**
 * What must hold of a row. Texts compare without case, blanks at their ends and NA tokens.
 */
export type Condition1 = (IsCondition | ContainsCondition | BeginsCondition | FilledCondition | AllCondition | AnyCondition | NotCondition)
export type Entity = ("subject" | "consents" | "tumours" | "specimens" | "alterations" | "enrolments" | "doses" | "assessments" | "criteria" | "treatmentEnds" | "deaths" | "followUps" | "performance" | "adverseEvents" | "qualityOfLife" | "otherDatedRows" | null)
/**
 * Fields without which a row makes no entity.
 */
export type Needs = string[]
/**
 * How one field is read from the cells of a row.
 */
export type Reading = (TextReading | NumberTextReading | NumberReading | DateReading | CodeReading | LeadingDigitReading | SlotReading | SlotsReading | FilledReading | ConstantReading | ListReading | AnswersReading | ConceptReading | SplitReading | PartReading | JoinReading | CoalesceReading | WhenReading | ObjectReading)
/**
 * One variable name, or several of which the first filled one counts.
 */
export type ColumnNames = (ColumnName | [ColumnName, ...(ColumnName)[]])
/**
 * YYYY-MM-DD is the default, with NK for what is not known. A form with D and M takes one or two digits. Months and years alone are written in the same form without what is missing. A time of day behind the date is dropped.
 */
export type DateForm = ("YYYY-MM-DD" | "YYYY/MM/DD" | "YYYYMMDD" | "DD-MM-YYYY" | "DD.MM.YYYY" | "DD/MM/YYYY" | "D.M.YYYY" | "D-M-YYYY" | "D/M/YYYY" | "MM/DD/YYYY" | "M/D/YYYY")
/**
 * What a row becomes; null = its rows are only checked.
 */
export type Entity1 = ("subject" | "consents" | "tumours" | "specimens" | "alterations" | "enrolments" | "doses" | "assessments" | "criteria" | "treatmentEnds" | "deaths" | "followUps" | "performance" | "adverseEvents" | "qualityOfLife" | "otherDatedRows" | null)

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
sources?: RowSources
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
/**
 * Text with separated cells, a sheet a file.
 */
export interface CsvSource {
kind: "csv"
/**
 * Name of a file, case ignored; an asterisk stands for any text.
 */
files: string
/**
 * Sheet that such a file is; left out, what follows the last underscore of its name.
 */
sheet?: string
/**
 * find (the default) takes the one that gives the line of names most columns: comma, semicolon or tab.
 */
separator?: ("find" | "comma" | "semicolon" | "tab" | "pipe")
/**
 * find (the default): a byte order mark decides, else UTF-8 where the bytes keep to it, else Windows-1252.
 */
encoding?: ("find" | "utf-8" | "utf-16le" | "utf-16be" | "windows-1252")
/**
 * Line of the variable names; find (the default) takes the first line that holds the column of the subject id.
 */
names?: ("find" | number)
/**
 * Lines that begin so, above the names, are passed over.
 */
comment?: string
}
/**
 * An Excel workbook (.xlsx), a sheet a worksheet.
 */
export interface WorkbookSource {
kind: "xlsx"
/**
 * Name of a file, case ignored; an asterisk stands for any text.
 */
files: string
/**
 * Name of the worksheet, case ignored, to sheet; others are not read. Left out, every worksheet is a sheet: what follows the last underscore of its name.
 */
sheets?: {
[k: string]: string
}
/**
 * Line of the variable names; find (the default) takes the first line that holds the column of the subject id.
 */
names?: ("find" | number)
}
/**
 * JSON whose lists are sheets. Members of a row, and of objects in it, are columns: tumour/code.
 */
export interface JsonSource {
kind: "json"
/**
 * Name of a file, case ignored; an asterisk stands for any text.
 */
files: string
/**
 * @minItems 1
 * @maxItems 64
 */
tables: [JsonTable, ...(JsonTable)[]]
}
export interface JsonTable {
sheet: string
/**
 * Path of the rows, with an asterisk for each list: /patients/* /visits/*. All tables share the path up to their first asterisk.
 */
rows: string
/**
 * Columns taken from what the row stands in: a path whose asterisks are those of the rows' path, e.g. /patients/* /id, or a member above the first list, e.g. /trial.
 */
above?: {
/**
 * JSON Pointer (RFC 6901) in which * stands for each element of a list.
 */
[k: string]: string
}
}
/**
 * Tables of OMOP CDM 5.4 in the PostgreSQL database that rose.json names, a sheet a kind of rows. The subject of a row is the person_source_value of its person. Beside the columns of its table a row has those of its visit (visit/visit_source_value), of its episode (episode/...), of the row that it points to (condition_occurrence/...), and of the facts that point to it: OBSERVATION and MEASUREMENT rows by their source value, else their concept id (fact/CTCAE grade/number, /text, /concept, /source, /date). Keys of rows are followed and stand in no column; concept 0 is the empty cell.
 */
export interface OmopSource {
kind: "omop"
/**
 * What cdm_source_abbreviation may be; tables of another source are refused (ingest/mixed-trials).
 * 
 * @minItems 1
 * @maxItems 20
 */
source: [string]|[string, string]|[string, string, string]|[string, string, string, string]|[string, string, string, string, string]|[string, string, string, string, string, string]|[string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]
/**
 * @minItems 1
 * @maxItems 64
 */
tables: [OmopTable, ...(OmopTable)[]]
}
export interface OmopTable {
sheet: string
table: OmopTableName
/**
 * The rows of the table that are this sheet, case ignored. Left out: those that no other sheet takes and that are no fact of another row. A row that is neither is told as an unknown column.
 */
rows?: {
column: ColumnName
/**
 * @minItems 1
 * @maxItems 200
 */
is: [string, ...(string)[]]
}
}
/**
 * CombinedVariantOutput.tsv of Illumina's TruSight Oncology 500, a file a sample: a sheet a section. A section of names and values (TMB, MSI) is one row with a column a name; a section of calls a row a call; NA means that there is none. Every row has the sample's identifiers of [Analysis Details] as columns.
 */
export interface Tso500Source {
kind: "tso500"
/**
 * Name of a file, case ignored; an asterisk stands for any text.
 */
files: string
/**
 * Name of a file, case ignored; an asterisk stands for any text.
 */
folder?: string
/**
 * Names of [Analysis Details] that identify the sample (Pair ID, DNA Sample ID); the first must be there, and two files of one sample are refused.
 * 
 * @minItems 1
 * @maxItems 10
 */
sample: [ColumnName]|[ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName]|[ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName, ColumnName]
/**
 * @minItems 1
 * @maxItems 32
 */
sections: [Tso500Section, ...(Tso500Section)[]]
}
export interface Tso500Section {
/**
 * Without its brackets, case ignored.
 */
name: string
sheet: string
holds: ("values" | "calls")
/**
 * true: a file without it is cut off or another thing.
 */
required?: boolean
}
/**
 * A study folder as cBioPortal loads it: its meta files say which data files there are, by type and datatype. A table is a sheet as it stands; a matrix of genes by samples is a sheet with the columns Hugo_Symbol, SAMPLE_ID and VALUE, a row for each value that is neither 0 nor missing.
 */
export interface CbioportalSource {
kind: "cbioportal"
/**
 * What cancer_study_identifier may be; another study is refused (ingest/mixed-trials). Left out: any.
 * 
 * @minItems 1
 * @maxItems 50
 */
study?: [string, ...(string)[]]
/**
 * @minItems 1
 * @maxItems 32
 */
data: [CbioportalData, ...(CbioportalData)[]]
}
export interface CbioportalData {
/**
 * genetic_alteration_type of the meta file.
 */
type: string
datatype: string
sheet: string
/**
 * Default table.
 */
shape?: ("table" | "matrix")
}
export interface SubjectId {
column: ColumnName
/**
 * Pattern of the whole id: characters, classes, groups, alternatives and counts of a regular expression. It tells the leak scanner which ids are the trial's own.
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
subject?: SubjectOfRow
/**
 * true: a subject has one row here; two that differ reject it (duplicate-subject).
 */
oneRow?: boolean
/**
 * Names of this trial in a column; a row with another name refuses the whole export (ingest/mixed-trials).
 */
trial?: {
column: ColumnName
/**
 * @minItems 1
 * @maxItems 20
 */
is: [string]|[string, string]|[string, string, string]|[string, string, string, string]|[string, string, string, string, string]|[string, string, string, string, string, string]|[string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]
}
only?: Condition
/**
 * Instead of entity and fields: everything that one row becomes.
 * 
 * @minItems 1
 * @maxItems 100
 */
entities?: [EntityRules, ...(EntityRules)[]]
entity?: Entity1
needs?: Needs
prefer?: Prefer
fields?: FieldReadings
/**
 * Further date columns, read to report bad dates.
 */
dates: (ColumnName | DateColumn)[]
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
/**
 * Where the subject of a row stands, if not in the column of the subject id: in another column, or through a sheet that joins a key of the row (a sample, a report) to subjects.
 */
export interface SubjectOfRow {
column: ColumnName
through?: {
sheet: string
key: ColumnName1
}
}
export interface IsCondition {
column: ColumnName
/**
 * @minItems 1
 * @maxItems 200
 */
is: [string, ...(string)[]]
}
export interface ContainsCondition {
column: ColumnName
contains: string
}
export interface BeginsCondition {
column: ColumnName
begins: string
}
/**
 * Any of these columns holds something.
 */
export interface FilledCondition {
/**
 * @minItems 1
 * @maxItems 200
 */
filled: [ColumnName, ...(ColumnName)[]]
}
export interface AllCondition {
/**
 * @minItems 1
 * @maxItems 50
 */
all: [Condition1, ...(Condition1)[]]
}
export interface AnyCondition {
/**
 * @minItems 1
 * @maxItems 50
 */
any: [Condition1, ...(Condition1)[]]
}
export interface NotCondition {
not: Condition1
}
export interface EntityRules {
entity: Entity
only?: Condition1
needs?: Needs
prefer?: Prefer
/**
 * One entity for each item: {name} in columns and texts of the rules stands for the item's member of that name; or for each number, {number} written with so many digits.
 */
repeat?: ([{
[k: string]: string
}, ...({
[k: string]: string
})[]] | {
from: number
to: number
digits: number
})
/**
 * One entity for each part of a cell; the part is read as the column @part.
 */
each?: {
column: ColumnName
at: string
}
fields: FieldReadings
}
/**
 * Where several rows tell of one subject, the first filled value holds, unless one row has this value.
 */
export interface Prefer {
[k: string]: ListValue
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
 * A number with decimal point or comma; null outside its range, which is that of the field's unit.
 */
export interface NumberReading {
read: "number"
column: ColumnNames
/**
 * either is the default; there are no thousands separators.
 */
decimal?: ("point" | "comma" | "either")
/**
 * Factor from the source's unit to that of the field: 10 from cm to mm, 0.01 from percent to a fraction.
 */
times?: number
/**
 * Instead of times: the unit of each number stands in a column. A number with an empty or unknown unit is null, and an unknown-unit.
 */
unit?: {
column: ColumnName
factors: {
[k: string]: number
}
}
from: number
to: number
/**
 * Fractions give null.
 */
whole: boolean
}
/**
 * A date in the form that is stated; anything else is null and a bad date. The order of day and month is never guessed.
 */
export interface DateReading {
read: "date"
column: ColumnName
form?: DateForm
/**
 * keep (the default): a month or a year stays what it is. refuse: it is null and a bad date.
 */
partial?: ("keep" | "refuse")
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
 * @maxItems 200
 */
items: [FieldReadings, ...(FieldReadings)[]]
/**
 * Fields without which an item is left out.
 */
needs?: string[]
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
/**
 * A code of the source taken through a ConceptMap of the trial: the target's code where the map gives one that is taken without a person, else null and an unmapped-code.
 */
export interface ConceptReading {
read: "concept"
column: ColumnNames
/**
 * Name of the file in maps/.
 */
map: string
/**
 * Code system of the cell; left out, any group of the map.
 */
system?: string
/**
 * true: the target is a node that may be wider than the code, as for tumours; never for drugs.
 */
rollUp?: boolean
}
/**
 * The parts of one cell, trimmed, empty ones left out.
 */
export interface SplitReading {
read: "split"
column: ColumnNames
at: string
}
/**
 * One part of a cell, trimmed; null where there are fewer.
 */
export interface PartReading {
read: "part"
column: ColumnNames
at: string
number: number
}
/**
 * Texts put together with a separator between; null where one of them is null.
 */
export interface JoinReading {
read: "join"
/**
 * @minItems 1
 * @maxItems 20
 */
of: [Reading]|[Reading, Reading]|[Reading, Reading, Reading]|[Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]
with: string
/**
 * skip: parts that are null are left out; all of them null gives null.
 */
missing?: ("null" | "skip")
}
/**
 * The first of several readings that is not null.
 */
export interface CoalesceReading {
read: "coalesce"
/**
 * @minItems 1
 * @maxItems 20
 */
of: [Reading]|[Reading, Reading]|[Reading, Reading, Reading]|[Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]|[Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading, Reading]
}
/**
 * One reading where a condition holds, else another, else null.
 */
export interface WhenReading {
read: "when"
if: Condition1
gives: Reading
else?: Reading
}
/**
 * An object with fields of its own; null where one of the needed fields is.
 */
export interface ObjectReading {
read: "object"
fields: FieldReadings
needs?: string[]
}
export interface DateColumn {
column: ColumnName
form: DateForm
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
    "sources": {
      "$ref": "urn:prime-rose:mapping/1#/$defs/sources"
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
