/** What leaves a node as files: letters, replies and notes, each with its line in the manifest. */
import type { Clock } from '../../model/clock.ts'
import type { MemberId } from '../../model/ids.ts'
import type { Carry } from '../../outbox/ports.ts'
import { type MessageType, replyInWords, ruleOf } from '../../trust/message-types.ts'
import type { DropFolder } from './folder.ts'
import { type Described, writeManifest } from './manifest.ts'
import { type DropName, fileNameOf } from './names.ts'

export interface DropOutbox {
  /** Of the outbox of letters. */
  readonly carry: Carry
  /** What is said to a message that came: its reply, or what became of it. The same again changes nothing. */
  tell(asked: Asked, said: Said): void
  /** A letter has ended: its file is no longer wanted. */
  end(to: string, id: string): void
}

export interface Asked {
  readonly from: string
  readonly id: string
  /** Null where it could not be opened. */
  readonly type: MessageType | null
}

export type Said =
  | { readonly reply: string }
  | { readonly state: 'delivered' }
  | { readonly state: 'failed'; readonly code: string }

export interface DropOutboxDeps {
  readonly folder: DropFolder
  readonly member: MemberId
  readonly clock: Clock
  /** When a file of which nothing was heard is put there again. */
  readonly againAfterHours: number
}

/** A person or a courier must take it on. */
const WAITS = 'drop/waiting'

export function openDropOutbox({ folder, member, clock, againAfterHours }: DropOutboxDeps): DropOutbox {
  const put = (name: DropName, text: string, described: Described) => {
    folder.put(name, text)
    writeManifest(folder, { member, clock, added: new Map([[fileNameOf(name), described]]) })
  }
  return {
    carry: async ({ id, to, type, message, sequence, approvedBy }) => {
      const content = ruleOf(type).words ?? `a message of the kind ${type}`
      put({ kind: 'message', from: member, to, id }, message, { content, sequence, approvedBy })
      return { state: 'sent', againInSeconds: againAfterHours * 3600, code: WAITS }
    },
    tell({ from, id, type }, said) {
      const about = { from: member, to: from, id }
      if ('reply' in said) {
        const content = type === null ? 'the reply to a message' : replyInWords(type)
        return put({ kind: 'reply', ...about }, `${said.reply}\n`, { content, sequence: null, approvedBy: [] })
      }
      const note = { schema: 'drop-note/1', message: id, ...said }
      const content = 'that a message came, and what became of it; no data'
      put({ kind: 'note', ...about }, `${JSON.stringify(note)}\n`, { content, sequence: null, approvedBy: [] })
    },
    end(to, id) {
      if (folder.remove({ kind: 'message', from: member, to, id })) writeManifest(folder, { member, clock })
    },
  }
}
