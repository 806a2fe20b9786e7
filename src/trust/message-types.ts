/**
 * Every kind of message that members send each other: one table, read by `envelope.ts`, by the versions that a node tells
 * of itself, and by the tests. One name, one `typ`, one schema, so that no message is read as another (RFC 8725 section 3.11).
 */
import type { SchemaId } from '../model/validation.ts'

/** What a member is in the federation, as its directory says. */
export type MemberRole = 'node' | 'hub' | 'coordinator' | 'combiner'

export interface MessageRule {
  /** Header `typ` of the signed part. */
  readonly typ: string
  readonly schema: SchemaId
  /** Claim `purpose`: what the message may be used for. */
  readonly purpose: 'discovery' | 'pooled-round' | 'export' | 'contact'
  /** Characters of the signed part; checked before anything in it is read. */
  readonly maxCharacters: number
  /** Who may send it. */
  readonly senders: readonly MemberRole[]
  /**
   * Longest time from `iat` to `exp` by what carried it; null where it may not be carried so. The replay store keeps a
   * message so long, so it is not the sender's free choice. In a relay it may wait for its reader; as a file, for people.
   */
  readonly maxAgeSeconds: Readonly<Record<Carrier, number | null>>
  /** Always an answer to another message, which it names: then it carries no sequence number of its own as a file. */
  readonly isReply?: true
  /** What answers it, where something always does; what that holds is in its own `words`. */
  readonly answeredBy?: string
  /** What is in it, for the person who lets a file of it out of a closed platform; default: its type. */
  readonly words?: string
}

/** What brought a message: a request straight to the reader, a relay's mailbox, a file. */
export type Carrier = 'direct' | 'relay' | 'file'

const MINUTE = 60
const DAY = 86_400

export const MESSAGE_TYPES = {
  'question/1': {
    answeredBy: 'answer/1',
    typ: 'prime-rose-question+jwt',
    schema: 'urn:prime-rose:question/1',
    purpose: 'discovery',
    maxCharacters: 32_768,
    senders: ['node', 'hub', 'coordinator'],
    maxAgeSeconds: { direct: MINUTE, relay: DAY, file: 30 * DAY },
    words: 'a question about one cohort; no data of this country',
  },
  'answer/1': {
    typ: 'prime-rose-answer+jwt',
    schema: 'urn:prime-rose:answer/1',
    purpose: 'discovery',
    maxCharacters: 32_768,
    senders: ['node'],
    maxAgeSeconds: { direct: MINUTE, relay: DAY, file: 30 * DAY },
    isReply: true,
    words: 'the answer to one question, a number of the published national table or less',
  },
  'table-request/1': {
    answeredBy: 'table/1',
    typ: 'prime-rose-table-request+jwt',
    schema: 'urn:prime-rose:table-request/1',
    purpose: 'discovery',
    words: 'a request for the published national table; no data',
    maxCharacters: 8_192,
    senders: ['node', 'hub', 'coordinator'],
    maxAgeSeconds: { direct: MINUTE, relay: DAY, file: 30 * DAY },
  },
  'table/1': {
    typ: 'prime-rose-table+jwt',
    schema: 'urn:prime-rose:table/1',
    purpose: 'discovery',
    isReply: true,
    words: 'a published national table, as every partner may have it',
    // A table of 10^4 cells is about 2 MB; twice in base64url it still fits into a relay's letter.
    maxCharacters: 5_600_000,
    senders: ['node'],
    maxAgeSeconds: { direct: MINUTE, relay: DAY, file: 30 * DAY },
  },
  'ping/1': {
    answeredBy: 'pong/1',
    typ: 'prime-rose-ping+jwt',
    schema: 'urn:prime-rose:ping/1',
    purpose: 'contact',
    maxCharacters: 8_192,
    senders: ['node', 'hub', 'coordinator', 'combiner'],
    maxAgeSeconds: { direct: MINUTE, relay: DAY, file: 30 * DAY },
    words: 'whether the other node is there; no data',
  },
  'pong/1': {
    typ: 'prime-rose-pong+jwt',
    schema: 'urn:prime-rose:pong/1',
    purpose: 'contact',
    maxCharacters: 8_192,
    senders: ['node', 'hub', 'coordinator', 'combiner'],
    maxAgeSeconds: { direct: MINUTE, relay: DAY, file: 30 * DAY },
    isReply: true,
    words: 'that this node is there, and its version; no data',
  },
  'round-document/1': {
    typ: 'prime-rose-round-document+jwt',
    schema: 'urn:prime-rose:round-document/1',
    purpose: 'pooled-round',
    // A contribution of 300 cohorts to three combiners has about four million characters.
    maxCharacters: 6_250_000,
    senders: ['node', 'coordinator', 'combiner'],
    // Rounds last days, and a partner may be away for some of them.
    maxAgeSeconds: { direct: 7 * DAY, relay: 30 * DAY, file: 30 * DAY },
    words: 'a signed document of a pooled round: a contribution is sealed to each combiner, and noise to anybody else',
  },
} as const satisfies Record<string, MessageRule>

export type MessageType = keyof typeof MESSAGE_TYPES

const rules: Readonly<Record<string, MessageRule>> = MESSAGE_TYPES

export function ruleOf(type: MessageType): MessageRule {
  return MESSAGE_TYPES[type]
}

/** In words, for the person who lets the reply to a message of this type out of a closed platform. */
export function replyInWords(type: MessageType): string {
  const { answeredBy = '' } = ruleOf(type)
  return rules[answeredBy]?.words ?? `the reply to a message of the kind ${type}`
}

/** The type with this `typ` among those that the reader takes here, else null. */
export function typeOfTyp(typ: string, accepted: readonly MessageType[]): MessageType | null {
  return accepted.find(type => rules[type]?.typ === typ) ?? null
}

/** As messages of this network are named; other things that are signed (requests, passes, tokens) are no messages. */
const MESSAGE_TYP = /^prime-rose-[a-z0-9-]{1,64}\+jwt$/
const NO_MESSAGES: readonly string[] = ['prime-rose-request+jwt', 'prime-rose-courier+jwt']

/**
 * A kind of message that this program does not know: one of a newer or older node, perhaps. It is read by nobody; its sender,
 * once proved, is told that it is not spoken here. A kind that is known and has no place here is not one of these.
 */
export function isUnknownTyp(typ: string): boolean {
  const isKnown = Object.values(rules).some(rule => rule.typ === typ)
  return MESSAGE_TYP.test(typ) && !isKnown && !NO_MESSAGES.includes(typ)
}

/** `question/2` where `question/1` is spoken. */
export function isOtherVersion(told: string, spoken: MessageType): boolean {
  return /^[a-z-]{1,64}\/\d{1,4}$/.test(told) && kindOf(told) === kindOf(spoken) && told !== spoken
}

/** Names of all types and versions that this program speaks, as it tells them to others. */
export const PROTOCOLS = Object.keys(MESSAGE_TYPES) as readonly MessageType[]

/**
 * The newest version of a kind (`question`) that both sides speak, or null: then the other side is asked nothing, and is
 * shown as speaking another version.
 */
export function commonType(
  kind: string,
  theirs: readonly string[],
  ours: readonly string[] = PROTOCOLS,
): string | null {
  const versions = ours.filter(type => kindOf(type) === kind && theirs.includes(type)).map(versionOf)
  return versions.length === 0 ? null : `${kind}/${Math.max(...versions)}`
}

const kindOf = (type: string): string => type.split('/')[0] ?? ''
const versionOf = (type: string): number => Number(type.split('/')[1])
