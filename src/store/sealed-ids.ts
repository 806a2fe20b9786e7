/** Sealed local ids of the persons in the store (role `rose_ingest`): of use to the holder of the key alone. */
import type { Database } from './connection.ts'
import { toNodeError } from './database-error.ts'

export interface SealedId {
  readonly pseudonym: string
  readonly sealed: Uint8Array
}

const AT_ONCE = 5_000

/** In the order of the pseudonyms, some at a time. */
export async function* readSealedIds(database: Database): AsyncGenerator<readonly SealedId[]> {
  for (let after = ''; ; ) {
    const { rows } = await database
      .query<SealedId>(
        `SELECT pseudonym, sealed_local_id AS sealed FROM record.persons
         WHERE pseudonym COLLATE "C" > $1 AND sealed_local_id <> '' ORDER BY pseudonym COLLATE "C" LIMIT ${AT_ONCE}`,
        [after],
      )
      .catch((error: unknown) => {
        throw toNodeError(error)
      })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.pseudonym
  }
}
