/**
 * The published tables in memory. A publication swaps the whole shelf by one reference, so that an answer is made from
 * one table and never from a mixture.
 */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { NodeError } from '../model/errors.ts'
import { type IndexedTable, indexTable, type TableTerms } from './index-table.ts'
import type { PublishedTable, PublishedTables } from './ports.ts'

export interface TableShelf {
  /** The table that answers; throws `table/not-published` where there is none. */
  latest(): IndexedTable
  hasTable(): boolean
  /** Oldest first. */
  list(): readonly PublishedTable[]
  find(sha256: string): PublishedTable | undefined
  /** Stops listening. */
  close(): Promise<void>
}

interface Shelf {
  readonly tables: readonly PublishedTable[]
  readonly bySha256: ReadonlyMap<string, PublishedTable>
  readonly latest: IndexedTable | undefined
}

/** Loads what is published and follows publications. A failed reload keeps the shelf as it was and is told to `onError`. */
export async function openTableShelf(
  source: PublishedTables,
  terms: TableTerms,
  onError: (error: unknown) => void,
): Promise<TableShelf> {
  let shelf: Shelf = layOut([], terms)
  let loading = Promise.resolve()
  const reload = async () => {
    shelf = layOut(await source.list(), terms)
  }
  // One after the other: an older list that comes late must not replace a newer one.
  const follow = () => {
    loading = loading.then(reload).catch(onError)
  }
  // Listening begins before the first load, so that nothing published in between is missed.
  const stop = await source.onPublished(follow)
  await reload().catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    latest: () => shelf.latest ?? notPublished(),
    hasTable: () => shelf.latest !== undefined,
    list: () => shelf.tables,
    find: sha256 => shelf.bySha256.get(sha256),
    close: async () => {
      await stop()
      await loading
    },
  }
}

function layOut(tables: readonly PublishedTable[], terms: TableTerms): Shelf {
  for (const published of tables) checkUnaltered(published)
  const last = tables.at(-1)
  return {
    tables,
    bySha256: new Map(tables.map(published => [published.sha256, published])),
    latest: last === undefined ? undefined : indexTable(last, { terms, isFirst: tables.length === 1 }),
  }
}

/** What answers must be what the engine signed, whoever can write to the database. */
function checkUnaltered({ jws, sha256, table }: PublishedTable): void {
  const hash = createHash('sha256').update(jws).digest('hex')
  if (hash !== sha256 || !isDeepStrictEqual(payloadOf(jws), table)) {
    throw new NodeError('table/bad-signature', 'a published table is not the one that was signed', {
      hint: 'Restore the database from its backup, or publish the table again.',
      detail: { sha256 },
    })
  }
}

function payloadOf(jws: string): unknown {
  const [, payload = ''] = jws.split('.')
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function notPublished(): never {
  throw new NodeError('table/not-published', 'no national table is published yet', {
    hint: 'Build and open a data cut; its table is published by the engine.',
  })
}
