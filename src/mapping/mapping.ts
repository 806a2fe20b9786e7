/** A trial's mapping, checked and ready to be applied; `parseMapping` alone makes it. */
import type {
  CodeReading,
  ConceptReading,
  Condition,
  ConstantReading,
  DateForm,
  DateReading,
  Entity,
  FilledReading,
  LeadingDigitReading,
  ListValue,
  NumberReading,
  NumberTextReading,
  PartReading,
  RowSourceRules,
  SharingBasis,
  SlotReading,
  SlotsReading,
  SplitReading,
  TextReading,
} from '../model/generated/mapping.ts'
import type { ConceptMaps } from '../terminology/concept-map.ts'
import type { SiteVocabulary } from '../terminology/site-vocabulary.ts'
import type { LinearPattern } from './linear-pattern.ts'
import type { Phrase } from './withdrawal-phrases.ts'

/** What a trial's mapping says whatever kind of source it reads. */
export interface TrialRules {
  readonly id: string
  readonly version: string
  readonly title: string
  /** What sharing rests on where the source holds no consents; null = a data cut is refused. */
  readonly sharingBasis: SharingBasis
  /** Days from a visit until its form is entered. */
  readonly entryLagDays: number
  readonly siteVocabulary: SiteVocabulary
  /** The whole of a subject id of the trial's own shape. */
  readonly subjectIdShape: LinearPattern
}

export interface Mapping extends TrialRules {
  readonly sources: readonly RowSourceRules[]
  readonly subjectColumn: string
  /** Lower case; the empty cell always means nothing. */
  readonly naTokens: ReadonlySet<string>
  readonly withdrawal: WithdrawalMapping
  readonly codeLists: ReadonlyMap<string, CodeTable>
  /** Code maps of the trial by their URL, and the URL of each by the name of its file. */
  readonly conceptMaps: ConceptMaps
  readonly mapUrls: ReadonlyMap<string, string>
  readonly sheets: ReadonlyMap<string, SheetMapping>
}

export interface WithdrawalMapping {
  readonly sheet: string
  readonly dateColumn: string
  readonly scopeColumn: string
  readonly dataWords: ReadonlySet<string>
  readonly treatmentWords: ReadonlySet<string>
  readonly phrases: readonly Phrase[]
}

export interface CodeTable {
  readonly reportsUnknown: boolean
  readonly codes: ReadonlyMap<number, ListValue>
  /** Keys are folded (`foldText`). */
  readonly texts: ReadonlyMap<string, ListValue>
  /** What people of this node decided, before all else; null: it means nothing. Keys are folded. */
  readonly decided?: ReadonlyMap<string, ListValue | null>
}

export interface SheetMapping {
  readonly key: string
  readonly required: boolean
  readonly requiredColumns: readonly string[]
  /** A row makes its subject one of the trial. */
  readonly screens: boolean
  readonly subject: SubjectPlace
  /** A subject has one row here. */
  readonly oneRow: boolean
  /** Column with the name of the trial, and the names that are this one's, folded; null where rows do not say it. */
  readonly trial: { readonly column: string; readonly names: ReadonlySet<string> } | null
  /** Rows for which it does not hold are passed over. */
  readonly only: Condition | null
  /** What a row becomes; none = its rows are only checked. Repetitions are written out. */
  readonly entities: readonly EntityMapping[]
  /** Every date column, read by a field or not; each once. */
  readonly dateColumns: readonly DateColumnRule[]
  /** Every code reading, of a field or for checking only. */
  readonly codeRules: readonly CodeReading[]
  readonly conceptRules: readonly ConceptReading[]
  /** Numbers whose unit stands in a column. */
  readonly unitRules: readonly NumberReading[]
  /** Slots of which at most one may be filled. */
  readonly exclusiveSlots: readonly (readonly Slot[])[]
  /** Lower case. */
  readonly knownColumns: ReadonlySet<string>
  /** Columns that hold codes, dates and numbers and no prose; lower case. */
  readonly codedColumns: ReadonlySet<string>
}

export interface SubjectPlace {
  readonly column: string
  /** The sheet and its column that join what stands in `column` to a subject; null where it is the subject's id. */
  readonly through: { readonly sheet: string; readonly key: string } | null
}

export interface DateColumnRule {
  readonly column: string
  /** Null: the default form, strictly. */
  readonly form: DateForm | null
  readonly partial: 'keep' | 'refuse'
}

export interface EntityMapping {
  readonly entity: NonNullable<Entity>
  readonly only: Condition | null
  /** One entity for each part of this cell. */
  readonly each: { readonly column: string; readonly at: string } | null
  /** Fields without which a row makes no entity. */
  readonly needs: readonly string[]
  /** Values that win where several rows tell of one subject. */
  readonly prefer: ReadonlyMap<string, ListValue>
  readonly fields: ReadonlyMap<string, FieldRule>
}

export interface Slot {
  readonly text: string
  readonly code: string
}

export interface ListRule {
  readonly read: 'list'
  readonly items: readonly ReadonlyMap<string, FieldRule>[]
  readonly needs: readonly string[]
}

export interface AnswersRule {
  readonly read: 'answers'
  readonly items: readonly { readonly id: string; readonly rule: CodeReading | NumberReading }[]
}

export interface JoinRule {
  readonly read: 'join'
  readonly of: readonly FieldRule[]
  readonly with: string
  readonly skipsMissing: boolean
}

export interface CoalesceRule {
  readonly read: 'coalesce'
  readonly of: readonly FieldRule[]
}

export interface WhenRule {
  readonly read: 'when'
  readonly if: Condition
  readonly gives: FieldRule
  readonly else: FieldRule | null
}

export interface ObjectRule {
  readonly read: 'object'
  readonly fields: ReadonlyMap<string, FieldRule>
  readonly needs: readonly string[]
}

/** How one field is read from a row: the readings of the schema, with all that they hold made rules as well. */
export type FieldRule =
  | AnswersRule
  | CoalesceRule
  | CodeReading
  | ConceptReading
  | ConstantReading
  | DateReading
  | FilledReading
  | JoinRule
  | LeadingDigitReading
  | ListRule
  | NumberReading
  | NumberTextReading
  | ObjectRule
  | PartReading
  | SlotReading
  | SlotsReading
  | SplitReading
  | TextReading
  | WhenRule
