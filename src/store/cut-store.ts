/** Data cuts and their approvals (role `rose_snapshot`). */
import { createHash } from 'node:crypto'
import type { CutStore, StoredApproval } from '../cut/ports.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { selectEpisodes, selectIngestState, selectSubjects } from './records-reader.ts'

export interface CutStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

const ONE_SNAPSHOT = 'REPEATABLE READ, READ ONLY'

export function createCutStore(deps: CutStoreDeps): CutStore {
  const { database } = deps
  return {
    readIngestState: () => inTransaction(database, 'read-ingest-state', selectIngestState),
    readRows: () =>
      inTransaction(
        database,
        'read-rows',
        async transaction => ({
          subjects: await selectSubjects(transaction),
          episodes: await selectEpisodes(transaction),
        }),
        ONE_SNAPSHOT,
      ),
    countTreatedByCohort: () => inTransaction(database, 'count-treated', selectTreatedByCohort),
    saveCut: cut => inTransaction(database, 'save-cut', transaction => saveCut(transaction, cut, deps)),
    listCuts: () => inTransaction(database, 'list-cuts', selectCuts),
    findCut: cutId => inTransaction(database, 'find-cut', transaction => selectCut(transaction, cutId)),
    saveApproval: approval =>
      inTransaction(database, 'approve-cut', transaction => saveApproval(transaction, approval, deps)),
    listApprovals: cutId =>
      inTransaction(database, 'list-approvals', transaction => selectApprovals(transaction, cutId)),
    markOpened: cutId => inTransaction(database, 'open-cut', transaction => markOpened(transaction, cutId, deps)),
  }
}

async function selectTreatedByCohort(transaction: Transaction): Promise<ReadonlyMap<string, number>> {
  const { rows } = await transaction.query<{ key: string; subjects: number }>(
    `SELECT cohort_key AS key, count(DISTINCT pseudonym)::integer AS subjects
     FROM record.enrolments WHERE treated AND cohort_key IS NOT NULL GROUP BY cohort_key ORDER BY cohort_key`,
  )
  return new Map(rows.map(row => [row.key, row.subjects]))
}

async function saveCut(transaction: Transaction, cut: CutDescription, { append, clock }: CutStoreDeps): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const { rowCount } = await transaction.query(
    'INSERT INTO cut.cuts (id, description, built_at) VALUES ($1, $2::jsonb, $3) ON CONFLICT DO NOTHING',
    [cut.id, JSON.stringify(cut), at],
  )
  if (rowCount === 0) return
  const facts = {
    cutId: cut.id,
    snapshotSha256: cut.snapshot.sha256,
    contentHash: cut.contentHash,
    cutoff: cut.cutoff,
    ...cut.counts,
  }
  await append(transaction, { kind: 'cut.built', at, actor: 'cut', facts })
}

async function selectCuts(transaction: Transaction) {
  const { rows } = await transaction.query<{
    cut: CutDescription
    state: 'built' | 'opened' | 'closed'
    openedBy: string[]
  }>(
    `SELECT description AS cut,
            CASE WHEN closed_at IS NOT NULL THEN 'closed' WHEN opened_at IS NOT NULL THEN 'opened' ELSE 'built' END AS state,
            ARRAY(SELECT member FROM cut.approvals WHERE cut_id = cuts.id ORDER BY number) AS "openedBy"
     FROM cut.cuts ORDER BY number`,
  )
  return rows
}

async function selectCut(transaction: Transaction, cutId: string): Promise<CutDescription | null> {
  const { rows } = await transaction.query<{ cut: CutDescription }>(
    'SELECT description AS cut FROM cut.cuts WHERE id = $1',
    [cutId],
  )
  return rows[0]?.cut ?? null
}

async function saveApproval(
  transaction: Transaction,
  approval: StoredApproval,
  { append, clock }: CutStoreDeps,
): Promise<readonly StoredApproval[]> {
  const { cutId, member, jws } = approval
  if ((await selectCut(transaction, cutId)) === null) throw cutNotFound(cutId)
  const { rowCount } = await transaction.query(
    'INSERT INTO cut.approvals (cut_id, member, jws) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [cutId, member, jws],
  )
  if (rowCount === 0) {
    throw new NodeError('approval/same-person', `${member} has approved this data cut already`, {
      hint: 'The second approval comes from another member of the committee.',
      detail: { cutId, member },
    })
  }
  await append(transaction, {
    kind: 'cut.approved',
    at: new Date(clock.now()).toISOString(),
    actor: `committee:${member}`,
    facts: { cutId, member, approvalSha256: createHash('sha256').update(jws).digest('hex') },
  })
  return selectApprovals(transaction, cutId)
}

async function selectApprovals(transaction: Transaction, cutId: string): Promise<readonly StoredApproval[]> {
  const { rows } = await transaction.query<StoredApproval>(
    'SELECT cut_id AS "cutId", member, jws FROM cut.approvals WHERE cut_id = $1 ORDER BY number',
    [cutId],
  )
  return rows
}

async function markOpened(transaction: Transaction, cutId: string, { append, clock }: CutStoreDeps): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const { rowCount } = await transaction.query(
    'UPDATE cut.cuts SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL',
    [cutId, at],
  )
  if (rowCount === 0) {
    if ((await selectCut(transaction, cutId)) === null) throw cutNotFound(cutId)
    return
  }
  await append(transaction, { kind: 'cut.opened', at, actor: 'cut', facts: { cutId } })
}

function cutNotFound(cutId: string): NodeError {
  return new NodeError('cut/not-found', 'no such data cut on this node', {
    hint: 'rose cut list shows them.',
    detail: { cutId },
  })
}
