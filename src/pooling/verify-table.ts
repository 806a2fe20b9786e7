/** A network table offline: all combiners of its round have signed it, as the directory names them. */
import { NodeError } from '../model/errors.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
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
