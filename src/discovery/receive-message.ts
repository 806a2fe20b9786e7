/** Whatever a member sends, by whatever carrier: opened once, then handed to what its type is for. */
import { isNodeError } from '../model/errors.ts'
import type { Ping } from '../model/generated/ping.ts'
import { sealPong } from '../trust/contact.ts'
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
}

/** Throws `trust/...` and what the handler throws. Types without a handler are not known here. */
export async function receiveMessage(
  text: string,
  carrier: Carrier,
  { us, handlers, refusals }: ReceiveDeps,
  onVerified: (member: string) => void = () => {},
): Promise<Received> {
  const accept = Object.keys(handlers) as MessageType[]
  const message = await open<MessageClaims>(text, us, { accept, carrier }).catch((error: unknown) => {
    refusals.note(null, isNodeError(error) ? error.code : 'internal')
    throw error
  })
  onVerified(message.iss)
  const handle = handlers[message.type]
  if (handle === undefined) throw refusal('trust/bad-token')
  return { member: message.iss, type: message.type, reply: await handle(message, carrier) }
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
