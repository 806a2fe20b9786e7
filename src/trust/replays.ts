/** A message is used once. The store decides that, durably, in the transaction of what the message does. */
import { NodeError } from '../model/errors.ts'
import { type MessageClaims, rememberUntil } from './envelope.ts'

export interface MessageUse {
  /** Issuer. */
  readonly member: string
  readonly jti: string
  /** Until when it must be remembered, seconds since 1970. */
  readonly expires: number
}

export type Use = 'fresh' | 'replayed'

export interface ReplayStore {
  /** Durable when it resolves; of two uses at once one is `replayed`. */
  use(message: MessageUse): Promise<Use>
}

export function useOf(message: Pick<MessageClaims, 'iss' | 'jti' | 'exp' | 'seq'>): MessageUse {
  return { member: message.iss, jti: message.jti, expires: rememberUntil(message) }
}

export function replayed(): NodeError {
  return new NodeError('trust/replayed', 'this message was used before', {
    hint: 'Every message needs a fresh id (jti); one is used once.',
  })
}
