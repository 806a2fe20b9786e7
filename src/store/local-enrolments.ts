/** The exact rows of this node, for the trial's own data managers inside the platform (role `rose_ingest`); audited. */
import type { EpisodeRow, IngestState } from '../cut/ports.ts'
import type { Clock } from '../model/clock.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction } from './connection.ts'
import { shareRecords } from './record-lock.ts'
import { selectEpisodes, selectIngestState } from './records-reader.ts'

export interface LocalEnrolments {
  readonly state: IngestState
  /** Sorted by pseudonym and number. */
  readonly enrolments: readonly EpisodeRow[]
}

export interface LocalEnrolmentsDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
  /** Who reads, as the audit names it. */
  readonly actor: string
}

/** Null where nothing was ingested. The event `local.cohorts-read` is durable before the rows are handed over. */
export function readLocalEnrolments({ database, append, clock, actor }: LocalEnrolmentsDeps) {
  return inTransaction(database, 'read-local-cohorts', async (transaction): Promise<LocalEnrolments | null> => {
    // Rows and state must be of one ingest; a snapshot would do, but the audit's chain has to be read after its lock.
    await shareRecords(transaction)
    const state = await selectIngestState(transaction)
    if (state === null) return null
    const enrolments = await selectEpisodes(transaction)
    await append(transaction, {
      kind: 'local.cohorts-read',
      at: new Date(clock.now()).toISOString(),
      actor,
      facts: { trialId: state.trialId, cutoff: state.cutoff, contentHash: state.contentHash },
    })
    return { state, enrolments }
  })
}
