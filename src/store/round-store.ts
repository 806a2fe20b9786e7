/** Documents of pooled rounds (roles `rose_gateway` and `rose_combiner`). The keys of the tables decide what is said once. */
import { createHash } from 'node:crypto'
import type { Clock } from '../model/clock.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import type { Keeping, KeptDocument, KeptTable, NewDocument, RoundEntry, RoundStore } from '../pooling/round/ports.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { toNodeError } from './database-error.ts'
import { useMessage } from './used-messages.ts'

export interface RoundStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

export function createRoundStore(deps: RoundStoreDeps): RoundStore {
  const { database } = deps
  const documents = rememberDocuments(database)
  return {
    keep: keeping => inTransaction(database, 'keep-round-document', transaction => keep(transaction, keeping, deps)),
    listRounds: async () => {
      const entries = await rows<RoundEntry>(database, SELECT_ROUNDS, [])
      for (const { round, state } of entries) if (state !== 'open') documents.forget(round)
      return entries
    },
    documentsOf: documents.of,
    tables: async () => inChain((await rows<Omit<KeptTable, 'table'>>(database, SELECT_TABLES, [])).map(withTable)),
    keepTables: (tables, event) =>
      inTransaction(database, 'keep-handed-tables', async transaction => {
        const at = new Date(deps.clock.now()).toISOString()
        let added = 0
        for (const table of tables) added += await insertTable(transaction, table, at)
        await deps.append(transaction, event)
        return added
      }),
    toPost: async limit =>
      (await rows<KeptDocument & { readonly recipient: string }>(database, SELECT_UNPOSTED, [limit])).map(
        ({ recipient, ...document }) => ({ document, recipient }),
      ),
    markPosted: async ({ document, recipient }) => {
      await rows(database, 'UPDATE pooling.recipients SET posted = true WHERE document = $1 AND recipient = $2', [
        document.id,
        recipient,
      ])
    },
    eraseContributions: round =>
      inTransaction(database, 'erase-contributions', async transaction => {
        const { rowCount } = await transaction.query(
          `UPDATE pooling.documents SET body = NULL WHERE round = $1 AND kind = 'contribution' AND body IS NOT NULL`,
          [round],
        )
        return rowCount ?? 0
      }),
  }
}

const SELECT_ROUNDS = `SELECT round, coordinator, state, reason, at FROM pooling.rounds ORDER BY number`
const SELECT_DOCUMENTS = `
  SELECT id::integer AS id, round, kind, author, part, sha256, body AS text, at
  FROM pooling.documents WHERE round = $1 ORDER BY id`
const SELECT_TABLES = `SELECT sha256, body AS text, at FROM pooling.tables ORDER BY number`
const SELECT_UNPOSTED = `
  SELECT id::integer AS id, round, kind, author, part, sha256, body AS text, at, recipient
  FROM pooling.recipients JOIN pooling.documents ON id = document WHERE NOT posted ORDER BY id, recipient LIMIT $1`

/**
 * A process looks at its open rounds each second, and their contributions are megabytes: they are read again only where
 * something came or was erased. Nothing of a document changes but that, and each has a number of its own.
 */
function rememberDocuments(database: Database) {
  const read = new Map<string, { readonly stamp: string; readonly documents: readonly KeptDocument[] }>()
  const of = async (round: string): Promise<readonly KeptDocument[]> => {
    const [{ stamp = '' } = {}] = await rows<{ stamp: string }>(database, SELECT_STAMP, [round])
    const before = read.get(round)
    if (before?.stamp === stamp) return before.documents
    // What is committed between the two statements is read now, and once more at the next look.
    const documents = await rows<KeptDocument>(database, SELECT_DOCUMENTS, [round])
    read.delete(round)
    if (read.size >= MOST_REMEMBERED) read.delete(read.keys().next().value ?? '')
    read.set(round, { stamp, documents })
    return documents
  }
  /** What has ended is asked for by people alone; shares that were erased stay nowhere. */
  return { of, forget: (round: string) => void read.delete(round) }
}

/** A node works on one round after the other; where it only contributes, on a few. */
const MOST_REMEMBERED = 4
const SELECT_STAMP = `
  SELECT concat_ws(' ', count(*), max(id), count(body)) AS stamp FROM pooling.documents WHERE round = $1`

async function keep(
  transaction: Transaction,
  { document, to, event, use, coordinator, table, ends }: Keeping,
  { append, clock }: RoundStoreDeps,
): ReturnType<RoundStore['keep']> {
  if (use !== undefined && (await useMessage(transaction, use)) === 'replayed') return 'replayed'
  const at = new Date(clock.now()).toISOString()
  if (coordinator !== undefined) {
    await transaction.query(
      'INSERT INTO pooling.rounds (round, coordinator, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [document.round, coordinator, at],
    )
  }
  const outcome = await insertDocument(transaction, document, at)
  if (outcome.state === 'conflict') {
    await keepEvidence(transaction, { document, at, append })
    return 'conflict'
  }
  if (outcome.state === 'kept') {
    for (const recipient of new Set(to)) {
      await transaction.query('INSERT INTO pooling.recipients (document, recipient) VALUES ($1, $2)', [
        outcome.id,
        recipient,
      ])
    }
    if (table !== undefined) await insertTable(transaction, table, at)
    if (ends !== undefined) await endRound(transaction, document.round, ends)
    if (event !== null) await append(transaction, event)
  }
  return outcome.state
}

type Inserted = { readonly state: 'kept'; readonly id: number } | { readonly state: 'known' | 'conflict' }

async function insertDocument(transaction: Transaction, document: NewDocument, at: string): Promise<Inserted> {
  const { round, kind, author, part, text } = document
  const sha256 = hashOf(text)
  const { rows: inserted } = await transaction.query<{ id: string }>(
    `INSERT INTO pooling.documents (round, kind, author, part, sha256, body, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (round, kind, author, part) DO NOTHING RETURNING id`,
    [round, kind, author, part, sha256, text, at],
  )
  const [first] = inserted
  if (first !== undefined) return { state: 'kept', id: Number(first.id) }
  const { rows: known } = await transaction.query<{ sha256: string }>(
    'SELECT sha256 FROM pooling.documents WHERE round = $1 AND kind = $2 AND author = $3 AND part = $4',
    [round, kind, author, part],
  )
  return { state: known[0]?.sha256 === sha256 ? 'known' : 'conflict' }
}

/** A second word of the same author, kept once, with an event that names both. */
async function keepEvidence(
  transaction: Transaction,
  { document, at, append }: { readonly document: NewDocument; readonly at: string; readonly append: AuditAppender },
): Promise<void> {
  const { round, kind, author, part, text } = document
  const sha256 = hashOf(text)
  const { rowCount } = await transaction.query(
    `INSERT INTO pooling.conflicts (round, kind, author, part, sha256, body, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [round, kind, author, part, sha256, kind === 'contribution' ? null : text, at],
  )
  if (rowCount === 0) return
  await append(transaction, {
    kind: 'round.conflict',
    at,
    actor: 'gateway',
    facts: { round, document: kind, author, part, sha256 },
  })
}

/** How many were new: one or none. */
async function insertTable(transaction: Transaction, { sha256, table, text }: KeptTable, at: string): Promise<number> {
  const { rowCount } = await transaction.query(
    `INSERT INTO pooling.tables (sha256, round, previous_sha256, body, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (sha256) DO NOTHING`,
    [sha256, table.round, table.previousSha256, text, at],
  )
  return rowCount ?? 0
}

/** In the order of their coming, but for older ones that came with a ledger: these go where they belong. */
function inChain(tables: readonly KeptTable[]): readonly KeptTable[] {
  const held = new Set(tables.map(({ sha256 }) => sha256))
  const next = new Map(tables.map(table => [table.table.previousSha256, table]))
  const chain: KeptTable[] = []
  for (const table of tables) {
    if (held.has(table.table.previousSha256 ?? '')) continue
    for (let link: KeptTable | undefined = table; link !== undefined; link = next.get(link.sha256)) chain.push(link)
  }
  return chain
}

async function endRound(transaction: Transaction, round: string, ends: NonNullable<Keeping['ends']>): Promise<void> {
  await transaction.query(`UPDATE pooling.rounds SET state = $2, reason = $3 WHERE round = $1 AND state = 'open'`, [
    round,
    ends.state,
    ends.state === 'ended' ? ends.reason : null,
  ])
}

function withTable(kept: Omit<KeptTable, 'table'>): KeptTable {
  const { payload } = JSON.parse(kept.text) as { readonly payload: string }
  return { ...kept, table: JSON.parse(Buffer.from(payload, 'base64url').toString()) as NetworkTable }
}

async function rows<T extends object>(database: Database, text: string, values: readonly unknown[]): Promise<T[]> {
  try {
    return (await database.query<T>(text, [...values])).rows
  } catch (error) {
    throw toNodeError(error)
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
