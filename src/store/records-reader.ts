/** Statements that read records, shared by the data cut and the local cohort table. */
import type { EpisodeRow, IngestState, SubjectRow } from '../cut/ports.ts'
import type { Transaction } from './connection.ts'
import { enrolmentSelection } from './enrolment-columns.ts'

export async function selectIngestState(transaction: Transaction): Promise<IngestState | null> {
  const { rows } = await transaction.query<IngestState>(
    `SELECT trial_id AS "trialId", to_char(cutoff, 'YYYY-MM-DD') AS cutoff, mapping_id AS "mappingId",
            mapping_version AS "mappingVersion", versions, counts, content_hash AS "contentHash"
     FROM record.ingests`,
  )
  return rows[0] ?? null
}

export async function selectSubjects(transaction: Transaction): Promise<readonly SubjectRow[]> {
  const { rows } = await transaction.query<SubjectRow>(
    'SELECT pseudonym, tumour FROM record.subjects ORDER BY pseudonym COLLATE "C"',
  )
  return rows
}

export async function selectEpisodes(transaction: Transaction): Promise<readonly EpisodeRow[]> {
  const { rows } = await transaction.query<EpisodeRow>(
    `SELECT ${enrolmentSelection} FROM record.enrolments ORDER BY pseudonym COLLATE "C", number`,
  )
  return rows
}
