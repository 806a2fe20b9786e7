/**
 * The entry that a node hands to the officers, signed with every key of its own in it: who enters a key must hold it. For
 * its engine's key the node vouches: the engine signs nothing but what it lets out.
 */
import { NodeError } from '../model/errors.ts'
import type { MemberEntry } from '../model/generated/member-entry.ts'
import { engineKeysOf } from './directory-rules.ts'
import { asPublicJwk, keyIdOf, type PrivateJwk, type PublicJwk } from './keys.ts'
import { addSignature, readUnverified, signTogether, verifyTogether } from './signed-together.ts'

const TYP = 'prime-rose-entry+jws'
const SCHEMA = 'urn:prime-rose:member-entry/1'

/** `keys`: the private halves of all signing keys in the entry. */
export async function signEntry(entry: MemberEntry, keys: readonly PrivateJwk[]): Promise<string> {
  const [first, ...others] = keys
  if (first === undefined) throw new NodeError('internal', 'an entry without a key')
  let text = await signTogether(entry, { key: first, typ: TYP })
  for (const key of others) text = await addSignature(text, { key, typ: TYP })
  return text
}

/** Throws `trust/...` or `directory/bad` where any signing key in it did not sign it. */
export async function verifyEntry(text: string): Promise<MemberEntry> {
  const { member } = readUnverified<MemberEntry>(text, { typ: TYP, schemaId: SCHEMA })
  const keys = new Map<string, PublicJwk>()
  for (const { kty, crv, x } of member.signingKeys) {
    const key = asPublicJwk({ kty, crv, x })
    keys.set(keyIdOf(key), key)
  }
  const { document } = await verifyTogether<MemberEntry>(text, {
    typ: TYP,
    schemaId: SCHEMA,
    signerOf: kid => {
      const key = keys.get(kid)
      return key === undefined ? null : { name: kid, key }
    },
    atLeast: keys.size,
  })
  return document
}

/** What is read out over the phone: who, where, and with which keys; not from when they hold. */
export function identityOf({ member }: Pick<MemberEntry, 'member'>): object {
  return {
    id: member.id,
    country: member.country,
    keys: [...member.signingKeys, ...member.sealingKeys, ...engineKeysOf(member)].map(key => key.kid).sort(),
  }
}
