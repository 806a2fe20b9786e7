/** A network table offline: all combiners of its round have signed it, as a directory names them. */
import { NodeError } from '../model/errors.ts'
import type { Directory } from '../model/generated/directory.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import { peersOf } from '../trust/directory-members.ts'
import { type SignedTogether, verifyTogether } from '../trust/signed-together.ts'
import type { Federation } from './open-manifest.ts'
import { ROUND_DOCUMENTS } from './round-documents.ts'

const COMBINERS_NEEDED = 2

/** Throws `trust/…`, `schema/invalid`, and `pooling/bad-table` where a combiner that it names has not signed. */
export async function verifyNetworkTable(
  text: string,
  { peers }: Pick<Federation, 'peers'>,
): Promise<SignedTogether<NetworkTable>> {
  const { typ, schemaId } = ROUND_DOCUMENTS.table
  const signed = await verifyTogether<NetworkTable>(text, {
    typ,
    schemaId,
    atLeast: COMBINERS_NEEDED,
    signerOf: kid => {
      for (const peer of peers.values()) {
        const key = peer.roles.includes('combiner') ? peer.signingKeys.get(kid) : undefined
        if (key !== undefined) return { name: peer.id, key }
      }
      return null
    },
  })
  const missing = signed.document.combiners.filter(combiner => !signed.signers.includes(combiner))
  if (missing.length === 0) return signed
  throw new NodeError('pooling/bad-table', 'a combiner of the round has not signed the network table', {
    hint: 'Ask the combiners for the whole table; what one alone says does not count.',
    detail: { missing: missing.join() },
  })
}

export interface TableUnderDirectory extends SignedTogether<NetworkTable> {
  /** Of the directory under which it holds. */
  readonly serial: number
}

/**
 * Under the newest of these directories under which it holds: a table stays what it was when a combiner or its key is
 * replaced. Each directory is taken as of now, or as of its end. Throws what the newest refuses it with, and
 * `directory/missing` where none is given.
 */
export async function verifyTableUnder(
  text: string,
  directories: readonly Directory[],
  now: number,
): Promise<TableUnderDirectory> {
  const refusals: unknown[] = []
  for (const directory of directories.toSorted((a, b) => b.serial - a.serial)) {
    const peers = peersOf(directory, Math.min(now, Date.parse(directory.validUntil)))
    try {
      return { ...(await verifyNetworkTable(text, { peers })), serial: directory.serial }
    } catch (error) {
      refusals.push(error)
    }
  }
  throw (
    refusals[0] ??
    new NodeError('directory/missing', 'no federation directory is at hand to verify the table with', {
      hint: 'Give --node DIR of a member, or --network FILE with the signed directory.',
    })
  )
}
