/**
 * Names of files in a drop: who to whom, and the SHA-256 of the message that it is or is about. Made from nothing else, so
 * that the same message has the same name, and a name tells no more than a relay sees.
 */
import { createHash } from 'node:crypto'

export type DropKind = 'message' | 'reply' | 'note'

export interface DropName {
  /** message: a sealed message. reply: the sealed reply to one. note: what became of one, where there is no reply. */
  readonly kind: DropKind
  /** Member ids; not proved. */
  readonly from: string
  readonly to: string
  /** SHA-256 of the sealed text of the message, hex. */
  readonly id: string
}

const MEMBER = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?'
const NAME = new RegExp(`^(message|reply|note)\\.(${MEMBER})\\.(${MEMBER})\\.([0-9a-f]{64})\\.(jwe|json)$`)

export function fileNameOf({ kind, from, to, id }: DropName): string {
  return `${kind}.${from}.${to}.${id}.${kind === 'note' ? 'json' : 'jwe'}`
}

/** Null for anything else. */
export function parseFileName(text: string): DropName | null {
  const [, kind, from, to, id, ending] = NAME.exec(text) ?? []
  if (from === undefined || to === undefined || id === undefined) return null
  if ((kind === 'note') !== (ending === 'json')) return null
  return { kind: kind as DropKind, from, to, id }
}

export function messageId(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
