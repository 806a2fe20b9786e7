/** Other members as a reader or sender of messages knows them: from the federation directory, or from a plain network file. */
import type { MemberId } from '../model/ids.ts'
import type { PublicJwk } from './keys.ts'
import type { Carrier, MemberRole } from './message-types.ts'
import type { SealingPublicJwk } from './sealing-keys.ts'

export interface Correspondent {
  readonly id: MemberId
  readonly roles: readonly MemberRole[]
  /** Keys that its messages may be signed with now: two while one replaces the other. */
  readonly signingKeys: readonly PublicJwk[]
  /** The key that messages to it are sealed to; null where only a plain network file names it: its messages are signed and not sealed. */
  readonly sealingKey: SealingPublicJwk | null
  /** True where its directory entry names a courier and nothing else: whatever it sends or gets travels as a file for a part of its way. */
  readonly filesOnly?: boolean
}

/** Who a member id is, or null where nobody of that name is known. Asked for every message, so that a removal holds at once. */
export type FindCorrespondent = (member: string) => Correspondent | null

/** What decides how old a message may be: a file on any part of its way is a file, whatever brought it in the end. */
export function carrierFrom(sender: Pick<Correspondent, 'filesOnly'> | null, arrivedBy: Carrier): Carrier {
  return sender?.filesOnly === true ? 'file' : arrivedBy
}
