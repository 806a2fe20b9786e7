// Made from schemas/mapping.schema.json by `npm run generate`; change the schema, not this file.
export type MappingId = string
export type Version = string
/**
 * What sharing rests on: a statement that two members of the committee sign, or the consents of the source, row by row. null = neither, and then a data cut is refused.
 */
export type SharingBasis = (BasisStatement | ConsentsOfTheSource | null)
/**
 * Days from a visit until its form is entered.
 */
export type EntryLagDays = number
/**
 * Kinds of files that the trial exports; an export brings files of one or more of them.
 * 
 * @minItems 1
 * @maxItems 32
 */
export type RowSources = [RowSourceRules, ...(RowSourceRules)[]]
export type RowSourceRules = (CsvSource | WorkbookSource | JsonSource | OmopSource | Tso500Source | CbioportalSource)
/**
 * Name of a file, case ignored; an asterisk stands for any text.
 */
export type FileName = string
/**
 * Line of the variable names; find (the default) takes the first line that holds the column of the subject id.
 */
export type NamesAt = ("find" | number)
export type SheetKey = string
/**
 * JSON Pointer (RFC 6901) in which * stands for each element of a list.
 */
export type JsonPath = string
export type OmopTableName = ("person" | "observation_period" | "visit_occurrence" | "condition_occurrence" | "drug_exposure" | "procedure_occurrence" | "measurement" | "observation" | "death" | "episode")
/**
 * Variable name of the source; of a JSON source the path of the member below its row, as in tumour/code. {name} stands for what a repetition fills in; @part for one part of a cell that is split.
 */
export type ColumnName = string
export type Word = string
/**
 * Cells that mean 'nothing', in any case; the empty cell always does.
 */
export type NaTokens = Word[]
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
export type Separator = string
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
export type ColumnTemplate = string
/**
 * What a row becomes; null = its rows are only checked.
 */
export type Entity1 = ("subject" | "consents" | "tumours" | "specimens" | "alterations" | "enrolments" | "doses" | "assessments" | "criteria" | "treatmentEnds" | "deaths" | "followUps" | "performance" | "adverseEvents" | "qualityOfLife" | "otherDatedRows" | null)
export type DateColumn = (ColumnName | DateColumn1)

/**
 * How the files of one trial become common records. Written and read by the trial's data managers; it holds no code and no regular expression that could take long. Column names compare without case.
 */
export interface TrialMapping {
schema: "mapping/1"
id: MappingId
version: Version
title: string
sharingBasis: SharingBasis
entryLagDays: EntryLagDays
sources: RowSources
subjectId: SubjectId
naTokens: NaTokens
withdrawal: WithdrawalRules
siteVocabulary: CohortVocabulary
codeLists: CodeLists
sheets: Sheets
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
files: FileName
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
names?: NamesAt
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
files: FileName
/**
 * Name of the worksheet, case ignored, to sheet; others are not read. Left out, every worksheet is a sheet: what follows the last underscore of its name.
 */
sheets?: {
[k: string]: SheetKey
}
names?: NamesAt
}
/**
 * JSON whose lists are sheets. Members of a row, and of objects in it, are columns: tumour/code.
 */
export interface JsonSource {
kind: "json"
files: FileName
/**
 * @minItems 1
 * @maxItems 64
 */
tables: [JsonTable, ...(JsonTable)[]]
}
export interface JsonTable {
sheet: SheetKey
/**
 * Path of the rows, with an asterisk for each list: /patients/* /visits/*. All tables share the path up to their first asterisk.
 */
rows: string
/**
 * Columns taken from what the row stands in: a path whose asterisks are those of the rows' path, e.g. /patients/* /id, or a member above the first list, e.g. /trial.
 */
above?: {
[k: string]: JsonPath
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
sheet: SheetKey
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
is: [Word, ...(Word)[]]
}
}
/**
 * CombinedVariantOutput.tsv of Illumina's TruSight Oncology 500, a file a sample: a sheet a section. A section of names and values (TMB, MSI) is one row with a column a name; a section of calls a row a call; NA means that there is none. Every row has the sample's identifiers of [Analysis Details] as columns.
 */
export interface Tso500Source {
kind: "tso500"
files: FileName
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
sheet: SheetKey
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
study?: [Word, ...(Word)[]]
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
sheet: SheetKey
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
sheet: SheetKey
date: ColumnName
scope: ColumnName
/**
 * The subject gives no record and is in no figure.
 * 
 * @minItems 1
 */
dataWords: [Word, ...(Word)[]]
/**
 * The subject stopped treatment only, and stays.
 * 
 * @minItems 1
 */
treatmentWords: [Word, ...(Word)[]]
/**
 * Words that say so in a text cell; an ellipsis stands for up to three words, an asterisk for any ending.
 */
phrases: string[]
}
/**
 * The trial's own words in its cohort names.
 */
export interface CohortVocabulary {
declaredTumours: Word[]
tumourWords: {
tumour: (string | null)
concept: (string | null)
/**
 * @minItems 1
 */
words: [Word, ...(Word)[]]
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
is: [Word]|[Word, Word]|[Word, Word, Word]|[Word, Word, Word, Word]|[Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]|[Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word]
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
dates: DateColumn[]
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
sheet: SheetKey
key: ColumnName1
}
}
export interface IsCondition {
column: ColumnName
/**
 * @minItems 1
 * @maxItems 200
 */
is: [Word, ...(Word)[]]
}
export interface ContainsCondition {
column: ColumnName
contains: Word
}
export interface BeginsCondition {
column: ColumnName
begins: Word
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
[k: string]: Word
}, ...({
[k: string]: Word
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
at: Separator
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
code?: ColumnTemplate
text?: ColumnTemplate
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
at: Separator
}
/**
 * One part of a cell, trimmed; null where there are fewer.
 */
export interface PartReading {
read: "part"
column: ColumnNames
at: Separator
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
export interface DateColumn1 {
column: ColumnName
form: DateForm
}

export const mappingSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:mapping/1",
  "title": "TrialMapping",
  "description": "How the files of one trial become common records. Written and read by the trial's data managers; it holds no code and no regular expression that could take long. Column names compare without case.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "id",
    "version",
    "title",
    "sharingBasis",
    "entryLagDays",
    "sources",
    "subjectId",
    "naTokens",
    "withdrawal",
    "siteVocabulary",
    "codeLists",
    "sheets"
  ],
  "properties": {
    "schema": {
      "const": "mapping/1"
    },
    "id": {
      "$ref": "#/$defs/mappingId"
    },
    "version": {
      "$ref": "#/$defs/version"
    },
    "title": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "sharingBasis": {
      "$ref": "#/$defs/sharingBasis"
    },
    "entryLagDays": {
      "$ref": "#/$defs/entryLagDays"
    },
    "sources": {
      "$ref": "#/$defs/sources"
    },
    "subjectId": {
      "$ref": "#/$defs/subjectId"
    },
    "naTokens": {
      "$ref": "#/$defs/naTokens"
    },
    "withdrawal": {
      "$ref": "#/$defs/withdrawal"
    },
    "siteVocabulary": {
      "$ref": "#/$defs/siteVocabulary"
    },
    "codeLists": {
      "$ref": "#/$defs/codeLists"
    },
    "sheets": {
      "$ref": "#/$defs/sheets"
    }
  },
  "$defs": {
    "mappingId": {
      "type": "string",
      "pattern": "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "version": {
      "type": "string",
      "pattern": "^[0-9]+(\\.[0-9]+){0,2}$"
    },
    "column": {
      "title": "ColumnName",
      "type": "string",
      "maxLength": 200,
      "pattern": "^[^\\u0000-\\u0020]([^\\u0000-\\u001f]*[^\\u0000-\\u0020])?$",
      "description": "Variable name of the source; of a JSON source the path of the member below its row, as in tumour/code. {name} stands for what a repetition fills in; @part for one part of a cell that is split."
    },
    "fileName": {
      "type": "string",
      "maxLength": 100,
      "pattern": "^[^/\\\\\\u0000-\\u001f]+$",
      "description": "Name of a file, case ignored; an asterisk stands for any text."
    },
    "sources": {
      "title": "RowSources",
      "description": "Kinds of files that the trial exports; an export brings files of one or more of them.",
      "type": "array",
      "minItems": 1,
      "maxItems": 32,
      "items": {
        "$ref": "#/$defs/source"
      }
    },
    "source": {
      "title": "RowSourceRules",
      "oneOf": [
        {
          "$ref": "#/$defs/csvSource"
        },
        {
          "$ref": "#/$defs/workbookSource"
        },
        {
          "$ref": "#/$defs/jsonSource"
        },
        {
          "$ref": "#/$defs/omopSource"
        },
        {
          "$ref": "#/$defs/tso500Source"
        },
        {
          "$ref": "#/$defs/cbioportalSource"
        }
      ]
    },
    "csvSource": {
      "title": "CsvSource",
      "description": "Text with separated cells, a sheet a file.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "files"
      ],
      "properties": {
        "kind": {
          "const": "csv"
        },
        "files": {
          "$ref": "#/$defs/fileName"
        },
        "sheet": {
          "$ref": "#/$defs/sheetKey",
          "description": "Sheet that such a file is; left out, what follows the last underscore of its name."
        },
        "separator": {
          "enum": [
            "find",
            "comma",
            "semicolon",
            "tab",
            "pipe"
          ],
          "description": "find (the default) takes the one that gives the line of names most columns: comma, semicolon or tab."
        },
        "encoding": {
          "enum": [
            "find",
            "utf-8",
            "utf-16le",
            "utf-16be",
            "windows-1252"
          ],
          "description": "find (the default): a byte order mark decides, else UTF-8 where the bytes keep to it, else Windows-1252."
        },
        "names": {
          "$ref": "#/$defs/namesAt"
        },
        "comment": {
          "type": "string",
          "minLength": 1,
          "maxLength": 4,
          "description": "Lines that begin so, above the names, are passed over."
        }
      }
    },
    "namesAt": {
      "anyOf": [
        {
          "const": "find"
        },
        {
          "type": "integer",
          "minimum": 1,
          "maximum": 1000
        }
      ],
      "description": "Line of the variable names; find (the default) takes the first line that holds the column of the subject id."
    },
    "workbookSource": {
      "title": "WorkbookSource",
      "description": "An Excel workbook (.xlsx), a sheet a worksheet.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "files"
      ],
      "properties": {
        "kind": {
          "const": "xlsx"
        },
        "files": {
          "$ref": "#/$defs/fileName"
        },
        "sheets": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/sheetKey"
          },
          "description": "Name of the worksheet, case ignored, to sheet; others are not read. Left out, every worksheet is a sheet: what follows the last underscore of its name."
        },
        "names": {
          "$ref": "#/$defs/namesAt"
        }
      }
    },
    "jsonSource": {
      "title": "JsonSource",
      "description": "JSON whose lists are sheets. Members of a row, and of objects in it, are columns: tumour/code.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "files",
        "tables"
      ],
      "properties": {
        "kind": {
          "const": "json"
        },
        "files": {
          "$ref": "#/$defs/fileName"
        },
        "tables": {
          "type": "array",
          "minItems": 1,
          "maxItems": 64,
          "items": {
            "title": "JsonTable",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "sheet",
              "rows"
            ],
            "properties": {
              "sheet": {
                "$ref": "#/$defs/sheetKey"
              },
              "rows": {
                "$ref": "#/$defs/jsonPath",
                "description": "Path of the rows, with an asterisk for each list: /patients/*/visits/*. All tables share the path up to their first asterisk."
              },
              "above": {
                "type": "object",
                "propertyNames": {
                  "$ref": "#/$defs/column"
                },
                "additionalProperties": {
                  "$ref": "#/$defs/jsonPath"
                },
                "description": "Columns taken from what the row stands in: a path whose asterisks are those of the rows' path, e.g. /patients/*/id, or a member above the first list, e.g. /trial."
              }
            }
          }
        }
      }
    },
    "cbioportalSource": {
      "title": "CbioportalSource",
      "description": "A study folder as cBioPortal loads it: its meta files say which data files there are, by type and datatype. A table is a sheet as it stands; a matrix of genes by samples is a sheet with the columns Hugo_Symbol, SAMPLE_ID and VALUE, a row for each value that is neither 0 nor missing.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "data"
      ],
      "properties": {
        "kind": {
          "const": "cbioportal"
        },
        "study": {
          "type": "array",
          "minItems": 1,
          "maxItems": 50,
          "items": {
            "$ref": "#/$defs/word"
          },
          "description": "What cancer_study_identifier may be; another study is refused (ingest/mixed-trials). Left out: any."
        },
        "data": {
          "type": "array",
          "minItems": 1,
          "maxItems": 32,
          "items": {
            "title": "CbioportalData",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "type",
              "datatype",
              "sheet"
            ],
            "properties": {
              "type": {
                "type": "string",
                "pattern": "^[A-Z_]{1,60}$",
                "description": "genetic_alteration_type of the meta file."
              },
              "datatype": {
                "type": "string",
                "pattern": "^[A-Z_-]{1,60}$"
              },
              "sheet": {
                "$ref": "#/$defs/sheetKey"
              },
              "shape": {
                "enum": [
                  "table",
                  "matrix"
                ],
                "description": "Default table."
              }
            }
          }
        }
      }
    },
    "tso500Source": {
      "title": "Tso500Source",
      "description": "CombinedVariantOutput.tsv of Illumina's TruSight Oncology 500, a file a sample: a sheet a section. A section of names and values (TMB, MSI) is one row with a column a name; a section of calls a row a call; NA means that there is none. Every row has the sample's identifiers of [Analysis Details] as columns.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "files",
        "sample",
        "sections"
      ],
      "properties": {
        "kind": {
          "const": "tso500"
        },
        "files": {
          "$ref": "#/$defs/fileName"
        },
        "folder": {
          "$ref": "#/$defs/fileName",
          "description": "Folder of the export that the files stand in; left out, the export's own. It may be missing."
        },
        "sample": {
          "type": "array",
          "minItems": 1,
          "maxItems": 10,
          "items": {
            "$ref": "#/$defs/column"
          },
          "description": "Names of [Analysis Details] that identify the sample (Pair ID, DNA Sample ID); the first must be there, and two files of one sample are refused."
        },
        "sections": {
          "type": "array",
          "minItems": 1,
          "maxItems": 32,
          "items": {
            "title": "Tso500Section",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "name",
              "sheet",
              "holds"
            ],
            "properties": {
              "name": {
                "$ref": "#/$defs/word",
                "description": "Without its brackets, case ignored."
              },
              "sheet": {
                "$ref": "#/$defs/sheetKey"
              },
              "holds": {
                "enum": [
                  "values",
                  "calls"
                ]
              },
              "required": {
                "type": "boolean",
                "description": "true: a file without it is cut off or another thing."
              }
            }
          }
        }
      }
    },
    "omopSource": {
      "title": "OmopSource",
      "description": "Tables of OMOP CDM 5.4 in the PostgreSQL database that rose.json names, a sheet a kind of rows. The subject of a row is the person_source_value of its person. Beside the columns of its table a row has those of its visit (visit/visit_source_value), of its episode (episode/...), of the row that it points to (condition_occurrence/...), and of the facts that point to it: OBSERVATION and MEASUREMENT rows by their source value, else their concept id (fact/CTCAE grade/number, /text, /concept, /source, /date). Keys of rows are followed and stand in no column; concept 0 is the empty cell.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "source",
        "tables"
      ],
      "properties": {
        "kind": {
          "const": "omop"
        },
        "source": {
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 25
          },
          "description": "What cdm_source_abbreviation may be; tables of another source are refused (ingest/mixed-trials)."
        },
        "tables": {
          "type": "array",
          "minItems": 1,
          "maxItems": 64,
          "items": {
            "title": "OmopTable",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "sheet",
              "table"
            ],
            "properties": {
              "sheet": {
                "$ref": "#/$defs/sheetKey"
              },
              "table": {
                "title": "OmopTableName",
                "enum": [
                  "person",
                  "observation_period",
                  "visit_occurrence",
                  "condition_occurrence",
                  "drug_exposure",
                  "procedure_occurrence",
                  "measurement",
                  "observation",
                  "death",
                  "episode"
                ]
              },
              "rows": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "column",
                  "is"
                ],
                "properties": {
                  "column": {
                    "$ref": "#/$defs/column"
                  },
                  "is": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 200,
                    "items": {
                      "$ref": "#/$defs/word"
                    }
                  }
                },
                "description": "The rows of the table that are this sheet, case ignored. Left out: those that no other sheet takes and that are no fact of another row. A row that is neither is told as an unknown column."
              }
            }
          }
        }
      }
    },
    "jsonPath": {
      "type": "string",
      "maxLength": 400,
      "pattern": "^(/([^~/\\u0000-\\u001f]|~[01])+)*$",
      "description": "JSON Pointer (RFC 6901) in which * stands for each element of a list."
    },
    "columns": {
      "title": "ColumnNames",
      "description": "One variable name, or several of which the first filled one counts.",
      "anyOf": [
        {
          "$ref": "#/$defs/column"
        },
        {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/column"
          }
        }
      ]
    },
    "word": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "sheetKey": {
      "type": "string",
      "pattern": "^[a-z][a-z0-9-]{0,31}$"
    },
    "sharingBasis": {
      "title": "SharingBasis",
      "description": "What sharing rests on: a statement that two members of the committee sign, or the consents of the source, row by row. null = neither, and then a data cut is refused.",
      "anyOf": [
        {
          "title": "BasisStatement",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "consentForm",
            "approval"
          ],
          "properties": {
            "consentForm": {
              "$ref": "#/$defs/word",
              "description": "Name and version of the consent form."
            },
            "approval": {
              "$ref": "#/$defs/word",
              "description": "Reference of the approval."
            },
            "example": {
              "const": true,
              "description": "A synthetic basis, as the mappings that come with the program have it: nobody signs it by itself, whoever opens the data cut signs it with the cut's description. Left out for real data."
            }
          }
        },
        {
          "title": "ConsentsOfTheSource",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "consents"
          ],
          "properties": {
            "consents": {
              "const": "row-by-row",
              "description": "The source holds each subject's consent to sharing (consentSharing of the record); a data cut takes those alone who consent."
            }
          }
        },
        {
          "type": "null"
        }
      ]
    },
    "entryLagDays": {
      "type": "integer",
      "minimum": 0,
      "maximum": 365,
      "description": "Days from a visit until its form is entered."
    },
    "subjectId": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "column",
        "shape"
      ],
      "properties": {
        "column": {
          "$ref": "#/$defs/column"
        },
        "shape": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "description": "Pattern of the whole id: characters, classes, groups, alternatives and counts of a regular expression. It tells the leak scanner which ids are the trial's own."
        }
      }
    },
    "naTokens": {
      "type": "array",
      "uniqueItems": true,
      "items": {
        "$ref": "#/$defs/word"
      },
      "description": "Cells that mean 'nothing', in any case; the empty cell always does."
    },
    "withdrawal": {
      "title": "WithdrawalRules",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sheet",
        "date",
        "scope",
        "dataWords",
        "treatmentWords",
        "phrases"
      ],
      "properties": {
        "sheet": {
          "$ref": "#/$defs/sheetKey"
        },
        "date": {
          "$ref": "#/$defs/column"
        },
        "scope": {
          "$ref": "#/$defs/column"
        },
        "dataWords": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/word"
          },
          "description": "The subject gives no record and is in no figure."
        },
        "treatmentWords": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/word"
          },
          "description": "The subject stopped treatment only, and stays."
        },
        "phrases": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 3,
            "maxLength": 100
          },
          "description": "Words that say so in a text cell; an ellipsis stands for up to three words, an asterisk for any ending."
        }
      }
    },
    "siteVocabulary": {
      "title": "CohortVocabulary",
      "description": "The trial's own words in its cohort names.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "declaredTumours",
        "tumourWords",
        "thresholds"
      ],
      "properties": {
        "declaredTumours": {
          "type": "array",
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/word"
          }
        },
        "tumourWords": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "tumour",
              "concept",
              "words"
            ],
            "properties": {
              "tumour": {
                "type": [
                  "string",
                  "null"
                ],
                "minLength": 1
              },
              "concept": {
                "type": [
                  "string",
                  "null"
                ],
                "minLength": 1
              },
              "words": {
                "type": "array",
                "minItems": 1,
                "items": {
                  "$ref": "#/$defs/word"
                }
              }
            }
          }
        },
        "thresholds": {
          "type": "object",
          "additionalProperties": {
            "type": "number"
          }
        }
      }
    },
    "codeLists": {
      "type": "object",
      "propertyNames": {
        "pattern": "^[a-z][a-z0-9-]{0,63}$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/codeList"
      }
    },
    "codeList": {
      "title": "CodeList",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "unknown",
        "codes",
        "texts"
      ],
      "properties": {
        "unknown": {
          "enum": [
            "report",
            "ignore"
          ],
          "description": "Whether a cell that the list does not know is a problem (unknown-code); its value is null either way."
        },
        "codes": {
          "type": "object",
          "propertyNames": {
            "pattern": "^(0|[1-9][0-9]{0,8})$"
          },
          "additionalProperties": {
            "$ref": "#/$defs/value"
          }
        },
        "texts": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/value"
          },
          "description": "Texts of the pick list, compared without case."
        }
      }
    },
    "value": {
      "title": "ListValue",
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "sheets": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/sheetKey"
      },
      "additionalProperties": {
        "$ref": "#/$defs/sheet"
      }
    },
    "sheet": {
      "title": "SheetRules",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "about",
        "required",
        "screens",
        "dates",
        "codes",
        "ignored"
      ],
      "properties": {
        "about": {
          "type": "string",
          "minLength": 1,
          "maxLength": 300
        },
        "required": {
          "type": "boolean",
          "description": "Without this sheet the export is refused."
        },
        "requiredColumns": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/column"
          },
          "description": "Without these columns the export is refused, because figures would be wrong in silence."
        },
        "screens": {
          "type": "boolean",
          "description": "A row here makes its subject one of the trial."
        },
        "subject": {
          "$ref": "#/$defs/subjectOfRow"
        },
        "oneRow": {
          "type": "boolean",
          "description": "true: a subject has one row here; two that differ reject it (duplicate-subject)."
        },
        "trial": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "is"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "is": {
              "type": "array",
              "minItems": 1,
              "maxItems": 20,
              "items": {
                "$ref": "#/$defs/word"
              }
            }
          },
          "description": "Names of this trial in a column; a row with another name refuses the whole export (ingest/mixed-trials)."
        },
        "only": {
          "$ref": "#/$defs/condition",
          "description": "Rows for which it does not hold become nothing, and are no problem."
        },
        "entities": {
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "$ref": "#/$defs/entityRules"
          },
          "description": "Instead of entity and fields: everything that one row becomes."
        },
        "entity": {
          "$ref": "#/$defs/entity",
          "description": "What a row becomes; null = its rows are only checked."
        },
        "needs": {
          "$ref": "#/$defs/needs"
        },
        "prefer": {
          "$ref": "#/$defs/prefer"
        },
        "fields": {
          "$ref": "#/$defs/fields"
        },
        "dates": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/dateColumn"
          },
          "description": "Further date columns, read to report bad dates."
        },
        "codes": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "column",
              "list"
            ],
            "properties": {
              "column": {
                "$ref": "#/$defs/column"
              },
              "list": {
                "type": "string"
              }
            }
          },
          "description": "Further code columns, read to report unknown codes."
        },
        "ignored": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/column"
          },
          "description": "Known columns that are not read."
        }
      }
    },
    "dateColumn": {
      "anyOf": [
        {
          "$ref": "#/$defs/column"
        },
        {
          "title": "DateColumn",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "form"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "form": {
              "$ref": "#/$defs/dateForm"
            }
          }
        }
      ]
    },
    "subjectOfRow": {
      "title": "SubjectOfRow",
      "description": "Where the subject of a row stands, if not in the column of the subject id: in another column, or through a sheet that joins a key of the row (a sample, a report) to subjects.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "column"
      ],
      "properties": {
        "column": {
          "$ref": "#/$defs/column"
        },
        "through": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "sheet",
            "key"
          ],
          "properties": {
            "sheet": {
              "$ref": "#/$defs/sheetKey"
            },
            "key": {
              "$ref": "#/$defs/column",
              "description": "Column of that sheet that holds what stands in column."
            }
          }
        }
      }
    },
    "entityRules": {
      "title": "EntityRules",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "entity",
        "fields"
      ],
      "properties": {
        "entity": {
          "$ref": "#/$defs/entity"
        },
        "only": {
          "$ref": "#/$defs/condition"
        },
        "needs": {
          "$ref": "#/$defs/needs"
        },
        "prefer": {
          "$ref": "#/$defs/prefer"
        },
        "repeat": {
          "description": "One entity for each item: {name} in columns and texts of the rules stands for the item's member of that name; or for each number, {number} written with so many digits.",
          "anyOf": [
            {
              "type": "array",
              "minItems": 1,
              "maxItems": 100,
              "items": {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {
                  "pattern": "^[a-z][a-zA-Z0-9]{0,30}$"
                },
                "additionalProperties": {
                  "$ref": "#/$defs/word"
                }
              }
            },
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "from",
                "to",
                "digits"
              ],
              "properties": {
                "from": {
                  "type": "integer",
                  "minimum": 0,
                  "maximum": 999
                },
                "to": {
                  "type": "integer",
                  "minimum": 0,
                  "maximum": 999
                },
                "digits": {
                  "type": "integer",
                  "minimum": 1,
                  "maximum": 3
                }
              }
            }
          ]
        },
        "each": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "at"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "at": {
              "$ref": "#/$defs/separator"
            }
          },
          "description": "One entity for each part of a cell; the part is read as the column @part."
        },
        "fields": {
          "$ref": "#/$defs/fields"
        }
      }
    },
    "separator": {
      "type": "string",
      "minLength": 1,
      "maxLength": 10
    },
    "entity": {
      "title": "Entity",
      "enum": [
        "subject",
        "consents",
        "tumours",
        "specimens",
        "alterations",
        "enrolments",
        "doses",
        "assessments",
        "criteria",
        "treatmentEnds",
        "deaths",
        "followUps",
        "performance",
        "adverseEvents",
        "qualityOfLife",
        "otherDatedRows",
        null
      ]
    },
    "needs": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Fields without which a row makes no entity."
    },
    "prefer": {
      "type": "object",
      "additionalProperties": {
        "$ref": "#/$defs/value"
      },
      "description": "Where several rows tell of one subject, the first filled value holds, unless one row has this value."
    },
    "condition": {
      "title": "Condition",
      "description": "What must hold of a row. Texts compare without case, blanks at their ends and NA tokens.",
      "oneOf": [
        {
          "title": "IsCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "is"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "is": {
              "type": "array",
              "minItems": 1,
              "maxItems": 200,
              "items": {
                "$ref": "#/$defs/word"
              }
            }
          }
        },
        {
          "title": "ContainsCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "contains"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "contains": {
              "$ref": "#/$defs/word"
            }
          }
        },
        {
          "title": "BeginsCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "begins"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "begins": {
              "$ref": "#/$defs/word"
            }
          }
        },
        {
          "title": "FilledCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "filled"
          ],
          "properties": {
            "filled": {
              "type": "array",
              "minItems": 1,
              "maxItems": 200,
              "items": {
                "$ref": "#/$defs/column"
              }
            }
          },
          "description": "Any of these columns holds something."
        },
        {
          "title": "AllCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "all"
          ],
          "properties": {
            "all": {
              "type": "array",
              "minItems": 1,
              "maxItems": 50,
              "items": {
                "$ref": "#/$defs/condition"
              }
            }
          }
        },
        {
          "title": "AnyCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "any"
          ],
          "properties": {
            "any": {
              "type": "array",
              "minItems": 1,
              "maxItems": 50,
              "items": {
                "$ref": "#/$defs/condition"
              }
            }
          }
        },
        {
          "title": "NotCondition",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "not"
          ],
          "properties": {
            "not": {
              "$ref": "#/$defs/condition"
            }
          }
        }
      ]
    },
    "fields": {
      "title": "FieldReadings",
      "type": "object",
      "propertyNames": {
        "pattern": "^[a-zA-Z][a-zA-Z0-9]{0,40}$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/reading"
      }
    },
    "reading": {
      "title": "Reading",
      "description": "How one field is read from the cells of a row.",
      "oneOf": [
        {
          "$ref": "#/$defs/textReading"
        },
        {
          "$ref": "#/$defs/numberTextReading"
        },
        {
          "$ref": "#/$defs/numberReading"
        },
        {
          "$ref": "#/$defs/dateReading"
        },
        {
          "$ref": "#/$defs/codeReading"
        },
        {
          "$ref": "#/$defs/leadingDigitReading"
        },
        {
          "$ref": "#/$defs/slotReading"
        },
        {
          "$ref": "#/$defs/slotsReading"
        },
        {
          "$ref": "#/$defs/filledReading"
        },
        {
          "$ref": "#/$defs/constantReading"
        },
        {
          "$ref": "#/$defs/listReading"
        },
        {
          "$ref": "#/$defs/answersReading"
        },
        {
          "$ref": "#/$defs/conceptReading"
        },
        {
          "$ref": "#/$defs/splitReading"
        },
        {
          "$ref": "#/$defs/partReading"
        },
        {
          "$ref": "#/$defs/joinReading"
        },
        {
          "$ref": "#/$defs/coalesceReading"
        },
        {
          "$ref": "#/$defs/whenReading"
        },
        {
          "$ref": "#/$defs/objectReading"
        }
      ]
    },
    "textReading": {
      "title": "TextReading",
      "description": "The trimmed text.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column"
      ],
      "properties": {
        "read": {
          "const": "text"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "upperCase": {
          "type": "boolean"
        }
      }
    },
    "numberTextReading": {
      "title": "NumberTextReading",
      "description": "A running number kept as text: 3, 03 and 3.0 are the same.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column"
      ],
      "properties": {
        "read": {
          "const": "number-text"
        },
        "column": {
          "$ref": "#/$defs/columns"
        }
      }
    },
    "numberReading": {
      "title": "NumberReading",
      "description": "A number with decimal point or comma; null outside its range, which is that of the field's unit.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "from",
        "to",
        "whole"
      ],
      "properties": {
        "read": {
          "const": "number"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "decimal": {
          "enum": [
            "point",
            "comma",
            "either"
          ],
          "description": "either is the default; there are no thousands separators."
        },
        "times": {
          "type": "number",
          "exclusiveMinimum": 0,
          "description": "Factor from the source's unit to that of the field: 10 from cm to mm, 0.01 from percent to a fraction."
        },
        "unit": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "column",
            "factors"
          ],
          "properties": {
            "column": {
              "$ref": "#/$defs/column"
            },
            "factors": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": {
                "type": "number",
                "exclusiveMinimum": 0
              }
            }
          },
          "description": "Instead of times: the unit of each number stands in a column. A number with an empty or unknown unit is null, and an unknown-unit."
        },
        "from": {
          "type": "number"
        },
        "to": {
          "type": "number"
        },
        "whole": {
          "type": "boolean",
          "description": "Fractions give null."
        }
      }
    },
    "dateReading": {
      "title": "DateReading",
      "description": "A date in the form that is stated; anything else is null and a bad date. The order of day and month is never guessed.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column"
      ],
      "properties": {
        "read": {
          "const": "date"
        },
        "column": {
          "$ref": "#/$defs/column"
        },
        "form": {
          "$ref": "#/$defs/dateForm"
        },
        "partial": {
          "enum": [
            "keep",
            "refuse"
          ],
          "description": "keep (the default): a month or a year stays what it is. refuse: it is null and a bad date."
        }
      }
    },
    "dateForm": {
      "title": "DateForm",
      "enum": [
        "YYYY-MM-DD",
        "YYYY/MM/DD",
        "YYYYMMDD",
        "DD-MM-YYYY",
        "DD.MM.YYYY",
        "DD/MM/YYYY",
        "D.M.YYYY",
        "D-M-YYYY",
        "D/M/YYYY",
        "MM/DD/YYYY",
        "M/D/YYYY"
      ],
      "description": "YYYY-MM-DD is the default, with NK for what is not known. A form with D and M takes one or two digits. Months and years alone are written in the same form without what is missing. A time of day behind the date is dropped."
    },
    "codeReading": {
      "title": "CodeReading",
      "description": "The code decides where it is filled, else the text.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "list"
      ],
      "minProperties": 3,
      "properties": {
        "read": {
          "const": "code"
        },
        "code": {
          "$ref": "#/$defs/columns"
        },
        "text": {
          "$ref": "#/$defs/columns"
        },
        "list": {
          "type": "string"
        }
      }
    },
    "leadingDigitReading": {
      "title": "LeadingDigitReading",
      "description": "The digit that a text begins with; null outside its range.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "from",
        "to"
      ],
      "properties": {
        "read": {
          "const": "leading-digit"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "from": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9
        },
        "to": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9
        }
      }
    },
    "slot": {
      "title": "Slot",
      "description": "A text and its code; filled where either is.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "text",
        "code"
      ],
      "properties": {
        "text": {
          "$ref": "#/$defs/column"
        },
        "code": {
          "$ref": "#/$defs/column"
        }
      }
    },
    "slotReading": {
      "title": "SlotReading",
      "description": "One of several slots is filled; two filled ones give null.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "slots",
        "twoFilled"
      ],
      "properties": {
        "read": {
          "const": "slot"
        },
        "slots": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/slot"
          }
        },
        "list": {
          "type": "string",
          "description": "Code list that reads the text."
        },
        "twoFilled": {
          "enum": [
            "conflict",
            "equal-or-null"
          ],
          "description": "conflict = null and a slot-conflict; equal-or-null = their value where they say the same."
        }
      }
    },
    "slotsReading": {
      "title": "SlotsReading",
      "description": "Several roles, each with slots of which one is filled: the texts, first role first; two filled slots of a role are a slot-conflict and give none.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "roles"
      ],
      "properties": {
        "read": {
          "const": "slots"
        },
        "roles": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "array",
            "minItems": 1,
            "items": {
              "$ref": "#/$defs/slot"
            }
          }
        }
      }
    },
    "filledReading": {
      "title": "FilledReading",
      "description": "One value where any of the columns is filled, whatever it parses to, else another.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "columns",
        "then",
        "otherwise"
      ],
      "properties": {
        "read": {
          "const": "filled"
        },
        "columns": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/column"
          }
        },
        "then": {
          "$ref": "#/$defs/value"
        },
        "otherwise": {
          "$ref": "#/$defs/value"
        }
      }
    },
    "constantReading": {
      "title": "ConstantReading",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "value"
      ],
      "properties": {
        "read": {
          "const": "constant"
        },
        "value": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ]
        }
      }
    },
    "listReading": {
      "title": "ListReading",
      "description": "A list of fixed length, each item read from its own columns.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "items"
      ],
      "properties": {
        "read": {
          "const": "list"
        },
        "items": {
          "type": "array",
          "minItems": 1,
          "maxItems": 200,
          "items": {
            "$ref": "#/$defs/fields"
          }
        },
        "needs": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "description": "Fields without which an item is left out."
        }
      }
    },
    "conceptReading": {
      "title": "ConceptReading",
      "description": "A code of the source taken through a ConceptMap of the trial: the target's code where the map gives one that is taken without a person, else null and an unmapped-code.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "map"
      ],
      "properties": {
        "read": {
          "const": "concept"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "map": {
          "type": "string",
          "pattern": "^[a-z][a-z0-9-]{0,63}$",
          "description": "Name of the file in maps/."
        },
        "system": {
          "type": "string",
          "minLength": 1,
          "description": "Code system of the cell; left out, any group of the map."
        },
        "rollUp": {
          "type": "boolean",
          "description": "true: the target is a node that may be wider than the code, as for tumours; never for drugs."
        }
      }
    },
    "splitReading": {
      "title": "SplitReading",
      "description": "The parts of one cell, trimmed, empty ones left out.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "at"
      ],
      "properties": {
        "read": {
          "const": "split"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "at": {
          "$ref": "#/$defs/separator"
        }
      }
    },
    "partReading": {
      "title": "PartReading",
      "description": "One part of a cell, trimmed; null where there are fewer.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "at",
        "number"
      ],
      "properties": {
        "read": {
          "const": "part"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "at": {
          "$ref": "#/$defs/separator"
        },
        "number": {
          "type": "integer",
          "minimum": 1,
          "maximum": 100
        }
      }
    },
    "joinReading": {
      "title": "JoinReading",
      "description": "Texts put together with a separator between; null where one of them is null.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "of",
        "with"
      ],
      "properties": {
        "read": {
          "const": "join"
        },
        "of": {
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "$ref": "#/$defs/reading"
          }
        },
        "with": {
          "type": "string",
          "maxLength": 10
        },
        "missing": {
          "enum": [
            "null",
            "skip"
          ],
          "description": "skip: parts that are null are left out; all of them null gives null."
        }
      }
    },
    "coalesceReading": {
      "title": "CoalesceReading",
      "description": "The first of several readings that is not null.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "of"
      ],
      "properties": {
        "read": {
          "const": "coalesce"
        },
        "of": {
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "$ref": "#/$defs/reading"
          }
        }
      }
    },
    "whenReading": {
      "title": "WhenReading",
      "description": "One reading where a condition holds, else another, else null.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "if",
        "gives"
      ],
      "properties": {
        "read": {
          "const": "when"
        },
        "if": {
          "$ref": "#/$defs/condition"
        },
        "gives": {
          "$ref": "#/$defs/reading"
        },
        "else": {
          "$ref": "#/$defs/reading"
        }
      }
    },
    "objectReading": {
      "title": "ObjectReading",
      "description": "An object with fields of its own; null where one of the needed fields is.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "fields"
      ],
      "properties": {
        "read": {
          "const": "object"
        },
        "fields": {
          "$ref": "#/$defs/fields"
        },
        "needs": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      }
    },
    "answersReading": {
      "title": "AnswersReading",
      "description": "The filled items of a questionnaire by their id.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "items"
      ],
      "properties": {
        "read": {
          "const": "answers"
        },
        "items": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/answerItems"
          }
        }
      }
    },
    "answerItems": {
      "title": "AnswerItems",
      "description": "Items from..to; # in id and columns stands for the item's number.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "from",
        "to"
      ],
      "properties": {
        "id": {
          "type": "string",
          "pattern": "^[A-Za-z0-9]{0,10}#?[A-Za-z0-9]{0,10}$"
        },
        "from": {
          "type": "integer",
          "minimum": 0,
          "maximum": 99
        },
        "to": {
          "type": "integer",
          "minimum": 0,
          "maximum": 99
        },
        "code": {
          "$ref": "#/$defs/columnTemplate"
        },
        "text": {
          "$ref": "#/$defs/columnTemplate"
        },
        "list": {
          "type": "string"
        },
        "number": {
          "$ref": "#/$defs/columnTemplate",
          "description": "Instead of a code: a number in this column."
        },
        "least": {
          "type": "number"
        },
        "most": {
          "type": "number"
        }
      }
    },
    "columnTemplate": {
      "type": "string",
      "maxLength": 200,
      "pattern": "^[^\\u0000-\\u0020]([^\\u0000-\\u001f]*[^\\u0000-\\u0020])?$"
    }
  },
  "examples": [
    {
      "schema": "mapping/1",
      "id": "example-trial",
      "version": "1",
      "title": "Example of a trial with two sheets",
      "sharingBasis": {
        "consentForm": "Example consent form, version 1",
        "approval": "example-0001"
      },
      "entryLagDays": 28,
      "sources": [
        {
          "kind": "csv",
          "files": "*.csv"
        },
        {
          "kind": "xlsx",
          "files": "*.xlsx"
        }
      ],
      "subjectId": {
        "column": "SubjectId",
        "shape": "[0-9]{1,4}"
      },
      "naTokens": [
        "na"
      ],
      "withdrawal": {
        "sheet": "consent",
        "date": "WDRDAT",
        "scope": "WDRSCOPE",
        "dataWords": [
          "data"
        ],
        "treatmentWords": [
          "treatment"
        ],
        "phrases": [
          "withdrew … consent"
        ]
      },
      "siteVocabulary": {
        "declaredTumours": [],
        "tumourWords": [],
        "thresholds": {}
      },
      "codeLists": {
        "sex": {
          "unknown": "report",
          "codes": {
            "1": "male",
            "2": "female"
          },
          "texts": {
            "male": "male",
            "female": "female"
          }
        }
      },
      "sheets": {
        "dm": {
          "about": "Demographics, one row a subject",
          "required": true,
          "screens": true,
          "entity": "subject",
          "fields": {
            "birth": {
              "read": "date",
              "column": "BRTHDAT"
            },
            "sex": {
              "read": "code",
              "code": "SEXCD",
              "text": "SEX",
              "list": "sex"
            }
          },
          "dates": [],
          "codes": [],
          "ignored": [
            "SITE"
          ]
        },
        "eos": {
          "about": "End of study",
          "required": false,
          "screens": false,
          "entity": "deaths",
          "needs": [
            "date"
          ],
          "fields": {
            "date": {
              "read": "date",
              "column": "DEATHDTC"
            }
          },
          "dates": [],
          "codes": [],
          "ignored": []
        }
      }
    }
  ]
} as const
