/** What came as files: messages are handled as from anywhere else, replies and notes end the letters that they are about. */
import { isNodeError, NodeError } from '../../model/errors.ts'
import type { DropNote } from '../../model/generated/drop-note.ts'
import type { MemberId } from '../../model/ids.ts'
import { isValid } from '../../model/validation.ts'
import { mayPass } from '../../outbox/passing.ts'
import type { Outcome } from '../../outbox/ports.ts'
import type { MessageType } from '../../trust/message-types.ts'
import { toldOutside } from '../../trust/refusals.ts'
import type { DropFolder } from './folder.ts'
import { type DropName, fileNameOf, messageId } from './names.ts'
import type { DropOutbox } from './outbox-folder.ts'

export interface DropInboxDeps {
  readonly folder: DropFolder
  readonly member: MemberId
  readonly outbox: DropOutbox
  /** Opens and handles; throws as for any other carrier. */
  readonly receive: (text: string) => Promise<ReceivedFile>
  /** Of a letter of ours, by its id. */
  readonly record: (id: string, outcome: Outcome) => Promise<unknown>
}

export interface ReceivedFile {
  /** Issuer, proved: whom the reply goes to, whatever the file's name says. */
  readonly member: string
  readonly type: MessageType
  readonly reply: string | null
}

export interface DropTurn {
  readonly received: number
  readonly replies: number
  readonly notes: number
  /** Left where they are, for the next turn. */
  readonly later: number
  /** Why, each code once. */
  readonly laterCodes: readonly string[]
  /** Put aside, with why. */
  readonly refused: readonly { readonly file: string; readonly code: string }[]
}

/** One look at the folder. A file is removed once what it came to is durable; a turn that is broken off is done again. */
export async function readDropInbox(deps: DropInboxDeps): Promise<DropTurn> {
  const refused: { file: string; code: string }[] = []
  const laterCodes = new Set<string>()
  const turn = { received: 0, replies: 0, notes: 0, later: 0 }
  const { files, strange } = deps.folder.list()
  const refuse = (file: string, code: string) => {
    deps.folder.refuse(file)
    refused.push({ file, code })
  }
  for (const file of strange) refuse(file, 'drop/bad-file')
  for (const name of files) {
    try {
      const came = await readOne(name, deps, code => laterCodes.add(code))
      if (came !== 'gone') turn[came] += 1
    } catch (error) {
      const code = isNodeError(error) ? error.code : 'internal'
      if (code !== 'drop/bad-file') throw error
      if (!isBeingCopied(name, deps.folder)) {
        refuse(fileNameOf(name), code)
        continue
      }
      laterCodes.add(code)
      turn.later += 1
    }
  }
  return { ...turn, refused, laterCodes: [...laterCodes] }
}

/** A person's copy grows while it is looked at: what is not whole is looked at again for a while. */
const COPYING_MS = 60_000

function isBeingCopied(name: DropName, folder: DropFolder): boolean {
  const age = folder.age(name)
  return age !== null && age < COPYING_MS
}

async function readOne(
  name: DropName,
  deps: DropInboxDeps,
  onLater: (code: string) => void,
): Promise<'received' | 'replies' | 'notes' | 'later' | 'gone'> {
  const text = deps.folder.read(name)
  if (text === null) return 'gone'
  if (name.to !== deps.member) throw notOurs()
  switch (name.kind) {
    case 'message':
      return readMessage({ name, text }, deps, onLater)
    case 'reply':
      if (!text.endsWith('\n')) throw notOurs()
      await deps.record(name.id, { state: 'delivered', reply: text.trim() })
      break
    case 'note':
      await deps.record(name.id, outcomeOf(name, text))
      break
  }
  deps.outbox.end(name.from, name.id)
  deps.folder.remove(name)
  return name.kind === 'reply' ? 'replies' : 'notes'
}

async function readMessage(
  { name, text }: { readonly name: DropName; readonly text: string },
  deps: DropInboxDeps,
  onLater: (code: string) => void,
): Promise<'received' | 'later'> {
  if (messageId(text) !== name.id) throw notOurs()
  const { from, id } = name
  try {
    const { member, type, reply } = await deps.receive(text)
    deps.outbox.tell({ from: member, id, type }, reply === null ? { state: 'delivered' } : { reply })
  } catch (error) {
    const code = isNodeError(error) ? error.code : 'internal'
    if (mayPass(code)) {
      onLater(code)
      return 'later'
    }
    deps.outbox.tell({ from, id, type: null }, { state: 'failed', code: toldOutside(code) })
  }
  deps.folder.remove(name)
  return 'received'
}

function outcomeOf({ id }: DropName, text: string): Outcome {
  const note = parse(text)
  if (!isValid<DropNote>('urn:prime-rose:drop-note/1', note) || note.message !== id) throw notOurs()
  return note.state === 'delivered'
    ? { state: 'delivered', reply: null }
    : { state: 'failed', code: note.code ?? 'unknown' }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function notOurs(): NodeError {
  return new NodeError('drop/bad-file', 'a file of the drop is not what its name says')
}
