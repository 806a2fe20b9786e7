/** Members as others know them, with keys in the test's hands. */
import { type MemberId, parseMemberId } from '../../src/model/ids.ts'
import type { Correspondent, FindCorrespondent } from '../../src/trust/correspondents.ts'
import type { Opener } from '../../src/trust/envelope.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { generateSealingKey, type SealingPrivateJwk, sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'

export interface MemberKeys {
  readonly key: PrivateJwk
  /** Null: known by a plain network file alone. */
  readonly sealing: SealingPrivateJwk | null
}

export function someKeys(): { readonly key: PrivateJwk; readonly sealing: SealingPrivateJwk } {
  return { key: generateKey(), sealing: generateSealingKey() }
}

export function aCorrespondent(id: string, { key, sealing }: MemberKeys): Correspondent {
  return {
    id: parseMemberId(id),
    roles: ['node', 'hub'],
    signingKeys: [publicKeyOf(key)],
    sealingKey: sealing === null ? null : sealingPublicKeyOf(sealing),
  }
}

export function knowing(...members: readonly Correspondent[]): FindCorrespondent {
  return id => members.find(member => member.id === id) ?? null
}

/** `member` as a reader of what `others` send. */
export function anOpener(
  member: MemberId,
  { sealing }: Pick<MemberKeys, 'sealing'>,
  others: { readonly find: FindCorrespondent; readonly clock: Opener['clock'] },
): Opener {
  return { member, sealingKeys: sealing === null ? [] : [sealing], ...others }
}
