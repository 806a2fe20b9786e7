/**
 * Every refusal of a signed text. The words are fixed: nothing the sender wrote comes back, and two refusals of one code
 * look alike.
 */
import { type ErrorCode, NodeError } from '../model/errors.ts'

const WORDS = {
  'exchange/not-spoken': [
    'this node does not speak messages of this kind and version',
    'What it speaks is in its pong and in the federation directory; ask its operator when it will be newer.',
  ],
  'trust/addressed-elsewhere': ['the message is addressed to another member', 'Set aud to the id of the node asked.'],
  'trust/bad-signature': ['the signature does not verify', "Sign with the key that the network knows as the issuer's."],
  'trust/bad-token': [
    'not a message of this network',
    'Send a compact JWE to a sealing key of the reader, and in it a compact JWS whose header holds alg, typ and kid, and whose payload holds iss, aud, iat, exp, jti and purpose.',
  ],
  'trust/not-allowed': ['the sender may not send this kind of message', 'Its roles are in the federation directory.'],
  'trust/not-carried': ['this kind of message does not travel in this way', 'Use another transport.'],
  'trust/no-sequence': [
    'the message travels as a file and has no sequence number of its own, or the other way round',
    'Files are numbered from 1 for each reader (seq); nothing else is. See endpoints in the federation directory.',
  ],
  'trust/not-sealed': [
    'the message is not sealed as the sender and this node agreed',
    'Members of the federation directory seal every message; those of a plain network file sign alone.',
  ],
  'trust/token-expired': ['the message has expired', 'Send a fresh one, and check the clock.'],
  'trust/token-not-yet-valid': ['the message is from the future', 'Check the clock.'],
  'trust/unknown-algorithm': ['only EdDSA signatures are accepted', 'Sign with alg EdDSA and an Ed25519 key.'],
  'trust/unknown-issuer': ['the issuer is not a member of this network', 'Ask to be entered in the directory.'],
} as const satisfies Partial<Record<ErrorCode, readonly [message: string, hint: string]>>

export type Refusal = keyof typeof WORDS

export function refusal(code: Refusal): NodeError {
  const [message, hint] = WORDS[code]
  return new NodeError(code, message, { hint })
}

/** Before a signature holds all refusals are one to the outside, whatever carried the message (attack A27). */
const NOT_PROVED: readonly string[] = [
  'trust/bad-signature',
  'trust/bad-token',
  'trust/unknown-algorithm',
  'trust/unknown-issuer',
] satisfies readonly ErrorCode[]

/** The code that whoever sent it may hear. */
export function toldOutside(code: string): string {
  return NOT_PROVED.includes(code) ? 'trust/bad-token' : code
}
