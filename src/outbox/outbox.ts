/**
 * The one way by which a use case sends a message to a member, whatever carries it: sealed once, stored, and the same bytes
 * handed on until its reader has it or its time is over, also after a restart.
 */
import type { AuditEvent } from '../audit/event.ts'
import { NodeError } from '../model/errors.ts'
import type { MemberId } from '../model/ids.ts'
import type { Correspondent, FindCorrespondent } from '../trust/correspondents.ts'
import { type Signer, seal } from '../trust/envelope.ts'
import { type Carrier, type MessageType, ruleOf } from '../trust/message-types.ts'
import { refusal } from '../trust/refusals.ts'
import type { KeptLetter, OutboxStore } from './ports.ts'
import { isFinal } from './states.ts'

export interface Letter {
  /**
   * What the use case calls it, such as `2026-q3/contribution/combiner-fi`: the same name again is the same letter, whatever
   * else is given. Ids and hashes only: it is seen in lists and in the audit.
   */
  readonly name: string
  readonly to: MemberId
  readonly type: MessageType
  /** Its own members, beside the claims. */
  readonly content: object
  /** The longest that its type allows by its carrier where absent. */
  readonly lifetimeSeconds?: number
  /** Who approved what it discloses, where approval was needed; shown to whoever lets files out. */
  readonly approvedBy?: readonly string[]
  /** What it discloses; durable together with the letter, hence before anything leaves. */
  readonly event?: AuditEvent
}

export interface Outbox {
  /** Durable when it resolves; it leaves soon after. Throws `trust/unknown-issuer` for a stranger, `exchange/not-spoken` for an older node. */
  put(letter: Letter): Promise<KeptLetter>
  get(name: string): Promise<KeptLetter | null>
  /** The letter once it has ended, or as it is when the wait is over. */
  ended(name: string, waitMs: number, signal?: AbortSignal): Promise<KeptLetter | null>
  /** Ends a letter that has not ended; what has left already cannot be called back. */
  cancel(name: string): Promise<void>
}

export interface OutboxDeps {
  readonly store: OutboxStore
  readonly signer: () => Signer
  readonly find: FindCorrespondent
  /** How this node reaches that member now; null where it does not. */
  readonly carrierTo: (member: string) => Carrier | null
  /** Whether it understands this type and version; default: yes. */
  readonly speaks?: (member: string, type: MessageType) => boolean
}

export function openOutbox(deps: OutboxDeps): Outbox {
  const { store } = deps
  return {
    put: letter => putLetter(letter, deps),
    get: store.get,
    ended: (name, waitMs, signal) => waitForEnd(store, { name, waitMs, ...(signal && { signal }) }),
    async cancel(name) {
      const letter = await store.get(name)
      if (letter !== null && !isFinal(letter.state)) await store.record(letter.id, CANCELLED)
    },
  }
}

const CANCELLED = { state: 'failed', code: 'outbox/cancelled' } as const

async function putLetter(
  letter: Letter,
  { store, signer, find, carrierTo, speaks = () => true }: OutboxDeps,
): Promise<KeptLetter> {
  const before = await store.get(letter.name)
  if (before !== null) return before
  const to = find(letter.to)
  const carrier = carrierTo(letter.to)
  if (to === null || carrier === null) throw refusal('trust/unknown-issuer')
  const { name, type, approvedBy = [], event = null } = letter
  // A node of an older version is not asked what it could only refuse.
  if (!speaks(letter.to, type)) throw notSpoken()
  return store.put({
    name,
    to: letter.to,
    type,
    carrier,
    isNumbered: carrier === 'file' && ruleOf(type).isReply !== true,
    approvedBy,
    event,
    seal: sequence => sealLetter({ letter, to, carrier, sequence }, signer()),
  })
}

function notSpoken(): NodeError {
  return new NodeError('exchange/not-spoken', 'this member does not speak messages of this kind and version', {
    hint: 'Its protocols are in the federation directory; it speaks it once its newer entry is signed.',
  })
}

interface Sealing {
  readonly letter: Letter
  readonly to: Correspondent
  readonly carrier: Carrier
  readonly sequence: number | null
}

async function sealLetter({ letter, to, carrier, sequence }: Sealing, signer: Signer) {
  const { type, content, lifetimeSeconds } = letter
  const longest = ruleOf(type).maxAgeSeconds[carrier] ?? 0
  const lifetime = Math.min(lifetimeSeconds ?? longest, longest)
  const sealed = await seal(
    {
      type,
      to,
      carrier,
      content,
      lifetimeSeconds: lifetime,
      ...(sequence === null ? {} : { sequence }),
    },
    signer,
  )
  return { ...sealed, expires: signer.clock.now() + lifetime * 1000 }
}

interface Waiting {
  readonly name: string
  readonly waitMs: number
  readonly signal?: AbortSignal
}

/** Looked at on every change that the store tells of, and each second: a notice that is lost costs a second. */
async function waitForEnd(store: OutboxStore, { name, waitMs, signal }: Waiting): Promise<KeptLetter | null> {
  const until = performance.now() + waitMs
  let wake = () => {}
  const stop = await store.onChange(() => wake())
  try {
    for (;;) {
      const changed = new Promise<void>(done => {
        wake = done
      })
      const letter = await store.get(name)
      const left = until - performance.now()
      if (letter === null || isFinal(letter.state) || left <= 0 || signal?.aborted === true) return letter
      let timer: NodeJS.Timeout | undefined
      await Promise.race([
        changed,
        new Promise<void>(done => {
          timer = setTimeout(done, Math.min(1000, left))
        }),
      ])
      clearTimeout(timer)
    }
  } finally {
    await stop()
  }
}
