/** A trial's mapping, checked and ready to be applied; `parseMapping` alone makes it. */
import type {
  CodeReading,
  ConstantReading,
  DateReading,
  FilledReading,
  LeadingDigitReading,
  ListValue,
  NumberReading,
  NumberTextReading,
  SharingBasis,
  SheetRules,
  SlotReading,
  SlotsReading,
  TextReading,
} from '../model/generated/mapping.ts'
import type { SiteVocabulary } from '../terminology/site-vocabulary.ts'
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
  readonly subjectIdShape: RegExp
}

export interface Mapping extends TrialRules {
  readonly subjectColumn: string
  /** Lower case; the empty cell always means nothing. */
  readonly naTokens: ReadonlySet<string>
  readonly withdrawal: WithdrawalMapping
  readonly codeLists: ReadonlyMap<string, CodeTable>
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
}

export type Entity = SheetRules['entity']

export interface SheetMapping {
  readonly key: string
  readonly required: boolean
  readonly requiredColumns: readonly string[]
  /** A row makes its subject one of the trial. */
  readonly screens: boolean
  readonly entity: Entity
  /** Fields without which a row makes no entity. */
  readonly needs: readonly string[]
  /** Values that win where several rows tell of one subject. */
  readonly prefer: ReadonlyMap<string, ListValue>
  readonly fields: ReadonlyMap<string, FieldRule>
  /** Every date column, read by a field or not; each once. */
  readonly dateColumns: readonly string[]
  /** Every code reading, of a field or for checking only. */
  readonly codeRules: readonly CodeReading[]
  /** Slots of which at most one may be filled. */
  readonly exclusiveSlots: readonly (readonly Slot[])[]
  /** Lower case. */
  readonly knownColumns: ReadonlySet<string>
}

export interface Slot {
  readonly text: string
  readonly code: string
}

export interface ListRule {
  readonly read: 'list'
  readonly items: readonly ReadonlyMap<string, FieldRule>[]
}

export interface AnswersRule {
  readonly read: 'answers'
  readonly items: readonly { readonly id: string; readonly rule: CodeReading | NumberReading }[]
}

/** How one field is read from a row: the readings of the schema, with lists and answers written out. */
export type FieldRule =
  | AnswersRule
  | CodeReading
  | ConstantReading
  | DateReading
  | FilledReading
  | LeadingDigitReading
  | ListRule
  | NumberReading
  | NumberTextReading
  | SlotReading
  | SlotsReading
  | TextReading
