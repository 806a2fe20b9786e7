/** Data cuts and their approvals (role `rose_snapshot`). */
import { createHash } from 'node:crypto'
import type { CloseCut, CutStore, IngestState, StoredApproval, StoredCut, TellClosed, Who } from '../cut/ports.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { selectCohortCounts } from './count-cohorts.ts'
import { copyFlatRows } from './flat-rows.ts'
import { shareRecords } from './record-lock.ts'
import { among, selectIngestState } from './records-reader.ts'

export interface CutStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

const READ_ONLY = 'REPEATABLE READ, READ ONLY'

export function createCutStore(deps: CutStoreDeps): CutStore {
  const { database } = deps
  return {
    readIngestState: () => inTransaction(database, 'read-ingest-state', selectIngestState),
    copyRows: (who, take) =>
      inTransaction(database, 'copy-rows', transaction => copyFlatRows(transaction, who, take), READ_ONLY),
    countCohorts: (who, asked, tree) =>
      inTransaction(
        database,
        'count-cohorts',
        transaction => selectCohortCounts(transaction, { who, asked, tree }),
        READ_ONLY,
      ),
    countTreatedByCohort: who =>
      inTransaction(database, 'count-treated', transaction => selectTreatedByCohort(transaction, who)),
    saveCut: (cut, state) =>
      inTransaction(database, 'save-cut', transaction => saveCut(transaction, { cut, state }, deps)),
    listCuts: () => inTransaction(database, 'list-cuts', transaction => selectCuts(transaction)),
    findCut: cutId =>
      inTransaction(database, 'find-cut', async transaction => (await selectCuts(transaction, cutId))[0] ?? null),
    saveApproval: approval =>
      inTransaction(database, 'approve-cut', transaction => saveApproval(transaction, approval, deps)),
    listApprovals: cutId =>
      inTransaction(database, 'list-approvals', transaction => selectApprovals(transaction, cutId)),
    markOpened: (cutId, tell) =>
      inTransaction(database, 'open-cut', transaction => markOpened(transaction, { cutId, tell }, deps)),
    close: (closing, tell) =>
      inTransaction(database, 'close-cut', transaction => closeCut(transaction, { closing, tell }, deps)),
    markEnded: (cutId, destroy) =>
      inTransaction(database, 'end-cut', transaction => markEnded(transaction, { cutId, destroy }, deps)),
  }
}

async function selectTreatedByCohort(transaction: Transaction, who: Who): Promise<ReadonlyMap<string, number>> {
  const { rows } = await transaction.query<{ key: string; subjects: number }>(
    `SELECT cohort_key AS key, count(DISTINCT pseudonym)::integer AS subjects
     FROM record.enrolments WHERE treated AND cohort_key IS NOT NULL AND ${among('$1')}
     GROUP BY cohort_key ORDER BY cohort_key`,
    [who],
  )
  return new Map(rows.map(row => [row.key, row.subjects]))
}

/** While the records are shared nobody ingests or withdraws; whoever does so afterwards finds the cut in the list. */
async function saveCut(
  transaction: Transaction,
  { cut, state }: { readonly cut: CutDescription; readonly state: IngestState },
  { append, clock }: CutStoreDeps,
): Promise<'saved' | 'overtaken'> {
  await shareRecords(transaction)
  const now = await selectIngestState(transaction)
  if (now?.contentHash !== state.contentHash || now.withdrawals !== state.withdrawals) return 'overtaken'
  const at = new Date(clock.now()).toISOString()
  const { rowCount } = await transaction.query(
    'INSERT INTO cut.cuts (id, description, built_at) VALUES ($1, $2::jsonb, $3) ON CONFLICT DO NOTHING',
    [cut.id, JSON.stringify(cut), at],
  )
  if (rowCount === 0) return 'saved'
  const facts = {
    cutId: cut.id,
    snapshotSha256: cut.snapshot.sha256,
    contentHash: cut.contentHash,
    cutoff: cut.cutoff,
    ...cut.counts,
  }
  await append(transaction, { kind: 'cut.built', at, actor: 'cut', facts })
  return 'saved'
}

async function selectCuts(transaction: Transaction, cutId: string | null = null): Promise<readonly StoredCut[]> {
  const { rows } = await transaction.query<StoredCut>(
    `SELECT description AS cut, state, built_at AS "builtAt", opened_at AS "openedAt", close_reason AS "closeReason",
            CASE state WHEN 'built' THEN built_at WHEN 'opened' THEN opened_at WHEN 'superseded' THEN superseded_at
                       WHEN 'closed' THEN closed_at ELSE ended_at END AS since,
            ARRAY(SELECT member FROM cut.approvals WHERE cut_id = cuts.id ORDER BY number) AS "openedBy"
     FROM cut.cuts WHERE $1::text IS NULL OR id = $1 ORDER BY number`,
    [cutId],
  )
  return rows
}

async function saveApproval(
  transaction: Transaction,
  approval: StoredApproval,
  { append, clock }: CutStoreDeps,
): Promise<readonly StoredApproval[]> {
  const { cutId, member, jws } = approval
  if ((await selectCuts(transaction, cutId)).length === 0) throw cutNotFound(cutId)
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

async function markOpened(
  transaction: Transaction,
  { cutId, tell }: { readonly cutId: string; readonly tell: TellClosed },
  { append, clock }: CutStoreDeps,
): Promise<boolean> {
  const at = new Date(clock.now()).toISOString()
  const { rows } = await transaction.query<{ number: string }>(
    "UPDATE cut.cuts SET state = 'opened', opened_at = $2 WHERE id = $1 AND state = 'built' RETURNING number",
    [cutId, at],
  )
  const number = rows[0]?.number
  if (number === undefined) return false
  const superseded = await transaction.query<{ id: string }>(
    `UPDATE cut.cuts SET state = 'superseded', superseded_at = $2
     WHERE number < $1 AND state IN ('built', 'opened') RETURNING id`,
    [number, at],
  )
  const older = superseded.rows.map(({ id }) => id)
  const note = older.length > 0 ? await tell(older) : {}
  for (const id of older) {
    await append(transaction, { kind: 'cut.superseded', at, actor: 'cut', facts: { cutId: id, by: cutId, ...note } })
  }
  await append(transaction, { kind: 'cut.opened', at, actor: 'cut', facts: { cutId } })
  return true
}

async function closeCut(
  transaction: Transaction,
  { closing, tell }: { readonly closing: CloseCut; readonly tell: TellClosed },
  { append, clock }: CutStoreDeps,
): Promise<boolean> {
  const { cutId, reason, actor } = closing
  const at = new Date(clock.now()).toISOString()
  const { rowCount } = await transaction.query(
    `UPDATE cut.cuts SET state = 'closed', closed_at = $2, close_reason = $3
     WHERE id = $1 AND state IN ('built', 'opened', 'superseded')`,
    [cutId, at, reason],
  )
  if (rowCount === 0) return false
  const note = await tell([cutId])
  await append(transaction, { kind: 'cut.closed', at, actor, facts: { cutId, reason, ...note } })
  return true
}

async function markEnded(
  transaction: Transaction,
  { cutId, destroy }: { readonly cutId: string; readonly destroy: () => Promise<void> },
  { append, clock }: CutStoreDeps,
): Promise<boolean> {
  const at = new Date(clock.now()).toISOString()
  const { rowCount } = await transaction.query(
    "UPDATE cut.cuts SET state = 'ended', ended_at = $2 WHERE id = $1 AND state IN ('superseded', 'closed')",
    [cutId, at],
  )
  if (rowCount === 0) return false
  await append(transaction, { kind: 'cut.ended', at, actor: 'retention', facts: { cutId } })
  await destroy()
  return true
}

function cutNotFound(cutId: string): NodeError {
  return new NodeError('cut/not-found', 'no such data cut on this node', {
    hint: 'rose cut list shows them.',
    detail: { cutId },
  })
}
