/**
 * What an export of records writes is scanned before it is written: for identifiers of any kind, and for the local subject
 * ids of this very node, which its key finds.
 */
import type { Config } from '../config.ts'
import { isNodeError } from '../model/errors.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { checkMayLeave, documentScanner, isTerminologyCode } from '../pseudonymisation/scanner/scan-document.ts'
import { openLocalId } from '../pseudonymisation/sealed-local-id.ts'
import type { Database } from '../store/connection.ts'
import { readSealedIds } from '../store/sealed-ids.ts'
import { identityStoreOf, keyOfStore } from './pseudonym-keys.ts'

/** Ids as short as a count cannot be told from one. */
const SHORTEST_ID = 5

export type CheckRow = (row: unknown) => void

/** Throws `leak/identifier-found` for a row that may not be written. */
export async function exportCheck(config: Config, database: Database): Promise<CheckRow> {
  const key = await keyOfStore(config, identityStoreOf(database)).catch(nullWithoutKey)
  const known = key === null ? new Set<string>() : await localIdsUnder(key, database)
  const scan = documentScanner({ country: config.country, known, isCode })
  return row => checkMayLeave(row, scan, 'the export')
}

/** Besides, keys of rows that the export numbers itself, and concepts of OMOP by number. */
function isCode(member: string, digits: string): boolean {
  return /_id$/.test(member) || isTerminologyCode(member.endsWith('_source_value') ? 'code' : member, digits)
}

/** The chunks as they are, each row checked before it is handed on. */
export async function* checkedRows<T>(
  chunks: AsyncIterable<readonly T[]>,
  check: CheckRow,
): AsyncGenerator<readonly T[]> {
  for await (const chunk of chunks) {
    for (const row of chunk) check(row)
    yield chunk
  }
}

async function localIdsUnder(key: PseudonymKey, database: Database): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const some of readSealedIds(database)) {
    for (const { pseudonym, sealed } of some) {
      const id = openLocalId(key, pseudonym, sealed)
      if (id.length >= SHORTEST_ID) ids.add(id)
    }
  }
  return ids
}

/** Where the key was destroyed nobody knows the ids any more. */
function nullWithoutKey(error: unknown): null {
  if (isNodeError(error, 'pseudonym/key-destroyed')) return null
  throw error
}
