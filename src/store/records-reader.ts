/** Statements that read records, shared by the data cut and the local cohort table. */
import type { EpisodeRow, IngestState, Who } from '../cut/ports.ts'
import type { Transaction } from './connection.ts'
import { enrolmentSelection } from './enrolment-columns.ts'

export async function selectIngestState(transaction: Transaction): Promise<IngestState | null> {
  const { rows } = await transaction.query<IngestState>(
    `SELECT trial_id AS "trialId", to_char(cutoff, 'YYYY-MM-DD') AS cutoff, mapping_id AS "mappingId",
            mapping_version AS "mappingVersion", versions, counts, content_hash AS "contentHash", problems,
            (SELECT max(version) FROM record.pseudonym_keys) AS "pseudonymKeyVersion",
            (SELECT coalesce(max(number), 0) FROM record.withdrawals WHERE scope = 'data') AS withdrawals
     FROM record.ingests`,
  )
  return rows[0] ?? null
}

export async function selectEpisodes(transaction: Transaction, who: Who = 'all'): Promise<readonly EpisodeRow[]> {
  const { rows } = await transaction.query<EpisodeRow>(
    `SELECT ${enrolmentSelection} FROM record.enrolments WHERE ${among('$1')} ORDER BY pseudonym COLLATE "C", number`,
    [who],
  )
  return rows
}

/** Condition on the subject of a row. */
export function among(who: '$1'): string {
  return `(${who} = 'all' OR pseudonym IN (SELECT subjects.pseudonym FROM record.subjects WHERE ${hasConsent}))`
}

/** The same on a joined row, `who` being checked by its type: COPY takes no parameters. */
export function isAmong(who: Who): string {
  return who === 'all' ? 'true' : hasConsent
}

const hasConsent = "subjects.document #>> '{consentSharing,status}' = 'active'"
