/**
 * What a courier does outside a closed platform: files between two folders and the member's mailbox at a relay, or the
 * gateways of partners that are reached straight. It opens nothing. All it knows is in files, so that it may be stopped,
 * killed and started at any moment: each step may be done twice.
 */
import type { Delivery } from '../discovery/ports.ts'
import { isNodeError } from '../model/errors.ts'
import type { DropNote } from '../model/generated/drop-note.ts'
import type { RelaySettlement } from '../model/generated/relay-settlement.ts'
import { isValid } from '../model/validation.ts'
import { mayPass } from '../outbox/passing.ts'
import type { DirectTransport } from './direct.ts'
import type { DropFolder } from './drop/folder.ts'
import { type DropName, fileNameOf, messageId } from './drop/names.ts'
import { type RelayClient, RelayFailure } from './relay-client.ts'

export interface CourierDeps {
  /** Whose courier it is. */
  readonly member: string
  /** What the node reads and writes. */
  readonly inbox: DropFolder
  readonly outbox: DropFolder
  /** The courier's own: messages that are on their way and have not ended. */
  readonly underway: DropFolder
  /** The member's mailbox. */
  readonly relay: RelayClient
  readonly direct: DirectTransport
  /** How another member is reached. */
  readonly wayTo: (member: string) => Way | null
}

export type Way = { readonly direct: string } | { readonly relay: RelayClient }

export interface Carried {
  /** Files put into the inbox: messages, and replies and notes to what the node sent. */
  brought: number
  /** Files taken from the outbox and handed over. */
  taken: number
  /** Messages that are on their way. */
  waiting: number
  /** What came of single files that could not be carried: stable codes. */
  readonly faults: { readonly file: string; readonly code: string }[]
}

export function nothingCarried(): Carried {
  return { brought: 0, taken: 0, waiting: 0, faults: [] }
}

const WAITS = 'drop/waiting'
/** A message that lies in the inbox, or was taken from it, is brought again after this where nothing was heard of it. */
const AGAIN_SECONDS = 86_400

/** Empties the mailbox into the inbox. Throws `RelayFailure` where the relay is away. */
export async function bringMessages(
  { member, relay, inbox }: CourierDeps,
  carried: Carried,
  { waitSeconds, signal }: { readonly waitSeconds: number; readonly signal?: AbortSignal },
): Promise<void> {
  for (let wait = waitSeconds; ; wait = 0) {
    const parcels = await relay.fetch(wait, signal)
    if (parcels.length === 0) return
    for (const { id, from, message } of parcels) {
      const name: DropName = { kind: 'message', from, to: member, id }
      // Changed on its way here: it is not brought, and not taken up either, so that the relay gives it out again.
      if (messageId(message) !== id) {
        carried.faults.push({ file: fileNameOf(name), code: 'drop/bad-file' })
        continue
      }
      if (!inbox.has(name)) {
        inbox.put(name, message)
        carried.brought += 1
      }
      // The sender sees that a person or the node must take it on; the file is on disk before that is said.
      await relay.settle(id, { state: 'tempfailed', code: WAITS, retryAfter: AGAIN_SECONDS }).catch(unlessEnded)
    }
  }
}

/** Replies and notes end messages at the relay; messages go on their way. */
export async function takeFiles(deps: CourierDeps, carried: Carried): Promise<void> {
  const { outbox, underway, member } = deps
  for (const name of outbox.list().files) {
    const fault = (code: string) => void carried.faults.push({ file: fileNameOf(name), code })
    if (name.from !== member) {
      fault('drop/not-this-member')
      continue
    }
    try {
      const text = outbox.read(name)
      if (text === null) continue
      if (name.kind === 'message') underway.put(name, text)
      else await tellRelay(deps.relay, name, text)
      outbox.remove(name)
      carried.taken += 1
    } catch (error) {
      fault(codeOf(error))
    }
  }
}

async function tellRelay(relay: RelayClient, name: DropName, text: string): Promise<void> {
  await relay.settle(name.id, settlementOf(name, text)).catch(unlessEnded)
}

function settlementOf({ kind, id }: DropName, text: string): RelaySettlement {
  if (kind === 'reply') return { state: 'succeeded', reply: text.trim() }
  const note: unknown = JSON.parse(text)
  if (!isValid<DropNote>('urn:prime-rose:drop-note/1', note) || note.message !== id) {
    throw new RelayFailure(400, 'drop/bad-file')
  }
  return note.state === 'delivered' ? { state: 'succeeded' } : { state: 'permfailed', code: note.code ?? 'unknown' }
}

/** It has ended meanwhile (expired, or told before): there is nobody left to tell. */
function unlessEnded(error: unknown): void {
  if (error instanceof RelayFailure && (error.status === 404 || error.status === 409)) return
  throw error
}

/** Hands on what is on its way, and brings back what came of it. */
export async function followMessages(
  deps: CourierDeps,
  carried: Carried,
  { waitSeconds, signal }: { readonly waitSeconds: number; readonly signal?: AbortSignal },
): Promise<void> {
  const { files } = deps.underway.list()
  const ends = await Promise.all(
    files.map(async name => {
      try {
        return { name, end: await follow(name, deps, { waitSeconds, ...(signal && { signal }) }) }
      } catch (error) {
        carried.faults.push({ file: fileNameOf(name), code: codeOf(error) })
        return { name, end: null }
      }
    }),
  )
  for (const { name, end } of ends) {
    if (end === null) {
      carried.waiting += 1
      continue
    }
    const back = { from: name.to, to: deps.member, id: name.id }
    if ('reply' in end) deps.inbox.put({ kind: 'reply', ...back }, `${end.reply}\n`)
    else deps.inbox.put({ kind: 'note', ...back }, `${JSON.stringify(end)}\n`)
    deps.underway.remove(name)
    carried.brought += 1
  }
}

type End = DropNote | { readonly reply: string }

const DIRECT_TIMEOUT_MS = 30_000
/** What the reader would still take; the node's own outbox ends it by the letter's date. */
const TTL_SECONDS = 30 * 86_400

async function follow(
  name: DropName,
  { underway, wayTo, direct }: CourierDeps,
  { waitSeconds, signal }: { readonly waitSeconds: number; readonly signal?: AbortSignal },
): Promise<End | null> {
  const message = underway.read(name)
  const way = wayTo(name.to)
  if (message === null || way === null) return null
  if ('direct' in way) return endOf(name.id, await direct.send(way.direct, { message, timeoutMs: DIRECT_TIMEOUT_MS }))
  const id = await way.relay.send({ to: name.to, ttlSeconds: TTL_SECONDS, message })
  const { state, reply, code } = await way.relay.progress(id, waitSeconds, signal)
  switch (state) {
    case 'succeeded':
      return reply === undefined ? noteOf(name.id, null) : { reply }
    case 'permfailed':
      return noteOf(name.id, code ?? 'unknown')
    case 'expired':
      return noteOf(name.id, 'outbox/relay-expired')
    case 'waiting':
    case 'claimed':
    case 'tempfailed':
      return null
  }
}

function endOf(id: string, delivery: Delivery): End | null {
  switch (delivery.state) {
    case 'delivered':
      return delivery.message === '' ? noteOf(id, null) : { reply: delivery.message }
    case 'refused':
      return mayPass(delivery.code) ? null : noteOf(id, delivery.code)
    case 'unreachable':
    case 'timeout':
    case 'invalid':
      return null
  }
}

function noteOf(message: string, code: string | null): DropNote {
  if (code === null) return { schema: 'drop-note/1', message, state: 'delivered' }
  return { schema: 'drop-note/1', message, state: 'failed', code }
}

function codeOf(error: unknown): string {
  if (error instanceof RelayFailure) return error.status === 0 ? 'outbox/relay-unreachable' : error.code
  return isNodeError(error) ? error.code : 'internal'
}
