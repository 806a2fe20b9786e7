/** What ingest asks of its surroundings; `store` and `ingest/sources` implement it. */
import type { SubjectReading } from '../mapping/subject-reading.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { LocalRow, SheetHead } from '../model/local-export.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import type { IdentifierHit } from '../pseudonymisation/scanner/scan-export.ts'

/** Names a pseudonym key; says nothing of it. */
export interface PseudonymKeyName {
  readonly version: number
  readonly id: string
}

/** Rows of the source by the code of their problem. */
export interface ProblemCount {
  readonly code: string
  readonly rows: number
}

/** Who has withdrawn, as the store remembers it. */
export interface Withdrawals {
  /** Number of the last one; 0 where there is none. */
  readonly last: number
  /** By pseudonym under the present key. */
  readonly scopes: ReadonlyMap<string, 'data' | 'treatment'>
}

/** What an ingest says of its batch as a whole; all of it makes the content's identity. */
export interface IngestHead {
  readonly trialId: string
  /** Cut-off date of the ingest, YYYY-MM-DD: the trial's, not a patient's. */
  readonly cutoff: string
  readonly mappingId: string
  readonly mappingVersion: string
  /** Versions that decide what the rows mean; part of the content's identity. */
  readonly versions: { readonly derivation: string; readonly normaliser: string; readonly oncotree: string }
  readonly counts: {
    readonly screened: number
    readonly withdrawn: number
    readonly heldBack: number
    readonly rejected: number
  }
}

export interface IngestBatch {
  /** Chunk by chunk; each subject once. */
  readonly subjects: AsyncIterable<readonly PseudonymisedSubject[]> | Iterable<readonly PseudonymisedSubject[]>
  /** The key that the pseudonyms are under. */
  readonly key: PseudonymKeyName
  /** Number of the last withdrawal that the batch has taken up. */
  readonly withdrawals: number
  /** Whether most of the subjects that the store holds may be missing from the batch. */
  readonly allowRemovals: boolean
  /** Asked when the subjects have come to their end. */
  head(): IngestHead
  /** Asked after the head: sorted by code, withdrawals left out. No part of the content's identity. */
  problems(): readonly ProblemCount[]
}

export interface IngestStore {
  readWithdrawals(): Promise<Withdrawals>
  /**
   * Makes the store hold exactly this batch: one transaction named `ingest` with its audit event, open while the subjects
   * come. A batch equal to the last one writes nothing at all, and neither does one that a withdrawal has overtaken. A
   * failure anywhere, one of the subjects' iteration included, leaves the database as it was; so does another key than the
   * store's (`pseudonym/wrong-key`), and a batch without most of the subjects that are there (`ingest/most-subjects-gone`).
   */
  save(batch: IngestBatch): Promise<SavedBatch | 'unchanged' | 'overtaken'>
}

export interface SavedBatch {
  /** Subjects that were in the store and are not in the batch. */
  readonly removed: number
}

export interface RowBatch {
  readonly sheet: SheetHead
  readonly rows: readonly LocalRow[]
}

/** A source of rows: sheets, tables, files. What they mean is the mapping's work. */
export interface RowSource {
  /**
   * Every row of every sheet, some at a time and never all of them in memory; a sheet without rows comes once, so that
   * its columns are known. Sheets named in `first` come before all others. Throws `ingest/...` where one cannot be read.
   */
  read(options?: { readonly first?: ReadonlySet<string> }): AsyncIterable<RowBatch>
}

/** A source of any kind as ingest sees it. */
export interface RecordSource {
  /**
   * Throws `ingest/...` where the source cannot be read as a whole. `decided.stays`: a person has decided that the subject
   * has not withdrawn its data; who is held back for a word in a text is so no more.
   */
  read(
    onProgress: (text: string) => void,
    decided: { readonly stays: (subjectId: string) => boolean },
  ): Promise<SourceRecords>
}

/** A subject as the source has it, and where the leak scanner found something in any of its texts, mapped or not. */
export interface SourceReading extends SubjectReading {
  readonly identifiers: readonly IdentifierHit[]
}

export interface UnknownColumn {
  readonly sheet: string
  readonly column: string
}

export interface SourceRecords {
  readonly sourceKind: PrimeRoseRecord['provenance']['sourceKind']
  /** Each subject once, some at a time; it is iterated once. Throws `ingest/...` like `read`. */
  readonly readings: AsyncIterable<readonly SourceReading[]>
  /** What the people of the source call a field of the common record (`doses.oralStop`); null where nothing. */
  columnOf(sheet: string, field: string, part?: number): string | null
  /** Columns that the mapping does not know; they are scanned and not read. */
  readonly unknownColumns: readonly UnknownColumn[]
}

/** One patient of the trial on a FHIR server. */
export interface FhirPatient {
  /** Id of the Patient resource. */
  readonly id: string
  /** The Patient, and what is recorded of it. */
  readonly resources: readonly FhirEntry[]
  /** What it points to and shares with others: studies, medications. */
  readonly shared: readonly FhirEntry[]
}

export interface FhirEntry {
  readonly resource: Readonly<Record<string, unknown>>
  readonly fullUrl?: string
}

/** Pieces of a reading, in its order, that outlive it when it breaks off. */
export interface KeptReading {
  /** Begins a reading of these patients, or goes on with an earlier one of exactly the same. */
  open(patients: readonly string[]): Promise<void>
  /** A piece of the reading that is gone on with; null: the server is to be asked. */
  take(piece: number): Promise<readonly FhirPatient[] | null>
  keep(piece: number, patients: readonly FhirPatient[]): Promise<void>
}

export interface FhirSource {
  readonly baseUrl: string
  /** Each patient once, some at a time, in the order of their ids. Throws `fhir/...`. */
  read(onProgress: (text: string) => void): AsyncIterable<readonly FhirPatient[]>
}
