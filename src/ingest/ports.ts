/** What ingest asks of its surroundings; `store` and `ingest/sources` implement it. */
import type { MappedExport } from '../mapping/map-export.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { LocalExport } from '../model/local-export.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import type { IdentifierHit } from '../pseudonymisation/scanner/scan-export.ts'

export interface IngestBatch {
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
  /** Sorted by pseudonym. */
  readonly subjects: readonly PseudonymisedSubject[]
}

export interface IngestStore {
  /**
   * Makes the store hold exactly this batch: one transaction named `ingest` with its audit event. A batch equal to the
   * last one writes nothing at all. A failure anywhere leaves the database as it was.
   */
  save(batch: IngestBatch): Promise<{ readonly unchanged: boolean }>
}

export interface ReadProgress {
  readonly sheet: string
  readonly rows: number
}

export interface SheetSource {
  /** Reads every sheet; throws `ingest/...` where one cannot be read. */
  read(onProgress?: (progress: ReadProgress) => void): Promise<LocalExport>
}

/** A source of any kind as ingest sees it: read to its end, and in common records. */
export interface RecordSource {
  /** Throws `ingest/...` where the source cannot be read as a whole. */
  read(onProgress: (text: string) => void): Promise<SourceRecords>
}

export interface SourceRecords {
  readonly sourceKind: PrimeRoseRecord['provenance']['sourceKind']
  readonly mapped: MappedExport
  /** Places in which the scanner finds an identifier; every text of the source is looked at. */
  findIdentifiers(): readonly IdentifierHit[]
  /** What the people of the source call a field of the common record (`doses.oralStop`); null where nothing. */
  columnOf(sheet: string, field: string): string | null
}
