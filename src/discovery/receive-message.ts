/** Whatever a member sends, by whatever carrier: opened once, then handed to what its type is for. */
import { createHash } from 'node:crypto'
import { type ErrorCode, isNodeError, NodeError } from '../model/errors.ts'
import type { Ping } from '../model/generated/ping.ts'
import { mayPass } from '../outbox/passing.ts'
import type { ArrivalStore } from '../outbox/ports.ts'
import { sealPong } from '../trust/contact.ts'
import { carrierFrom } from '../trust/correspondents.ts'
import { type MessageClaims, type Opener, open, type Signer } from '../trust/envelope.ts'
import type { Carrier, MessageType } from '../trust/message-types.ts'
import { refusal } from '../trust/refusals.ts'
import { type ReplayStore, replayed, useOf } from '../trust/replays.ts'
import type { RefusalTally } from './refusal-tally.ts'

/** Returns the sealed reply, or null where nothing is to be said. It uses the message up itself, with what it does. */
export type MessageHandler = (message: MessageClaims, carrier: Carrier) => Promise<string | null>

export interface Received {
  /** Issuer, proved. */
  readonly member: string
  readonly type: MessageType
  readonly reply: string | null
}

export interface ReceiveDeps {
  readonly us: Signer & Opener
  readonly handlers: Readonly<Partial<Record<MessageType, MessageHandler>>>
  readonly refusals: RefusalTally
  /** For what travels as a file: one message a number, one reply a message. */
  readonly arrivals?: ArrivalStore
}

/** Throws `trust/...` and what the handler throws. Types without a handler are not known here. */
export async function receiveMessage(
  text: string,
  carrier: Carrier,
  deps: ReceiveDeps,
  onVerified: (member: string) => void = () => {},
): Promise<Received> {
  const { us, handlers, refusals } = deps
  const accept = Object.keys(handlers) as MessageType[]
  const message = await open<MessageClaims>(text, us, { accept, carrier }).catch((error: unknown) => {
    refusals.note(null, isNodeError(error) ? error.code : 'internal')
    throw error
  })
  onVerified(message.iss)
  const handle = handlers[message.type]
  if (handle === undefined) throw refusal('trust/bad-token')
  // Its sender may be reached by files alone, whatever brought the last part of the way: so is the reply to it.
  const by = carrierFrom(us.find(message.iss), carrier)
  const reply = await handleOnce({ text, message }, deps, () => handle(message, by))
  return { member: message.iss, type: message.type, reply }
}

/** A file that comes again, because a courier or a person is not sure of it, gets what was said the first time. */
async function handleOnce(
  { text, message }: { readonly text: string; readonly message: MessageClaims },
  { arrivals, refusals }: ReceiveDeps,
  handle: () => Promise<string | null>,
): Promise<string | null> {
  const { iss: sender, seq: sequence } = message
  if (arrivals === undefined || sequence === undefined) return handle()
  const id = createHash('sha256').update(text).digest('hex')
  const before = await arrivals.begin({ sender, sequence, id })
  switch (before.state) {
    case 'done':
      if (before.code !== null) throw saidBefore(before.code as ErrorCode)
      return before.reply
    case 'working':
      throw new NodeError('exchange/in-work', 'this message is being handled', { hint: 'Its reply comes by itself.' })
    case 'other':
      refusals.note(sender, 'exchange/sequence-used')
      throw new NodeError('exchange/sequence-used', 'another message of this sender had this number', {
        hint: 'A node that was brought back from a backup counts on from where it was: ask its operator.',
      })
    case 'fresh':
      return handleFresh(id, arrivals, handle)
  }
}

async function handleFresh(id: string, arrivals: ArrivalStore, handle: () => Promise<string | null>) {
  try {
    const reply = await handle()
    await withPatience(() => arrivals.end(id, { reply, code: null }))
    return reply
  } catch (error) {
    const code = isNodeError(error) ? error.code : 'internal'
    await withPatience(() => (mayPass(code) ? arrivals.forget(id) : arrivals.end(id, { reply: null, code })))
    throw error
  }
}

const TRIES = 3
const PAUSE_MS = 200

/** A database that is just being restarted: what is not told to it now is taken up only once its claim is old. */
async function withPatience(step: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await step()
    } catch (error) {
      if (tries === TRIES) throw error
      await new Promise(done => setTimeout(done, PAUSE_MS * tries))
    }
  }
}

function saidBefore(code: ErrorCode): NodeError {
  return new NodeError(code, 'this message was refused before')
}

export interface AnswerPingDeps {
  readonly us: Signer & Opener
  readonly replays: ReplayStore
  readonly admit: (member: string) => void
  readonly version: string
}

export function answerPing({ us, replays, admit, version }: AnswerPingDeps): MessageHandler {
  return async (message, carrier) => {
    const ping = message as Ping
    admit(ping.iss)
    if ((await replays.use(useOf(ping))) === 'replayed') throw replayed()
    const to = us.find(ping.iss)
    if (to === null) throw refusal('trust/unknown-issuer')
    return sealPong({ ping: ping.jti, to, carrier, version }, us)
  }
}
