/**
 * What one server has been sent, so that a push that was broken off goes on, and the next sends only what changed. Hashes
 * only: nothing of a subject is in it. One process at a time holds it.
 */
import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NodeError } from '../model/errors.ts'

export interface SentJournal {
  /** The server bears it as a tag: one that was emptied or replaced does not, and then the journal says nothing. */
  readonly id: string
  /** Forgets everything, under a new id. */
  restart(): void
  has(pseudonym: string, transaction: string): boolean
  remember(pseudonym: string, transaction: string): void
  forget(pseudonym: string): void
  close(): void
}

/** Throws `store/in-use` while another process holds it. */
export function openSentJournal(file: string): SentJournal {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      CREATE TABLE IF NOT EXISTS journal (id TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS sent (subject TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
      BEGIN EXCLUSIVE; COMMIT;
    `)
    return journalIn(database)
  } catch (error) {
    database.close()
    throw isBusy(error) ? inUse() : error
  }
}

function journalIn(database: DatabaseSync): SentJournal {
  const find = database.prepare('SELECT content FROM sent WHERE subject = ?')
  const put = database.prepare('INSERT INTO sent VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET content = ?')
  const remove = database.prepare('DELETE FROM sent WHERE subject = ?')
  const restart = (): string => {
    const id = randomUUID()
    database.exec('BEGIN; DELETE FROM journal; DELETE FROM sent')
    database.prepare('INSERT INTO journal VALUES (?)').run(id)
    database.exec('COMMIT')
    return id
  }
  const held = database.prepare('SELECT id FROM journal').get()?.['id']
  let id = typeof held === 'string' ? held : restart()
  return {
    get id() {
      return id
    },
    restart() {
      id = restart()
    },
    has: (pseudonym, transaction) => find.get(digest(pseudonym))?.['content'] === digest(transaction),
    remember(pseudonym, transaction) {
      const content = digest(transaction)
      put.run(digest(pseudonym), content, content)
    },
    forget(pseudonym) {
      remove.run(digest(pseudonym))
    },
    close: () => database.close(),
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function inUse(): NodeError {
  return new NodeError('store/in-use', 'another process exports to this FHIR server', {
    hint: 'Let it end, then run this one again.',
  })
}
