/**
 * Documents that several people sign: directory and catalogue (federation officers), policy, sharing basis and
 * pre-approvals (committee members). JWS General JSON Serialization (RFC 7515 section 7.2.1) over one canonical payload,
 * each signature in the profile of `jws.ts`. What the document *is* does not depend on who has signed so far: it is named
 * by the hash of its payload.
 */
import { canonicalJson } from '../model/canonical-json.ts'
import { type ErrorCode, isNodeError, NodeError } from '../model/errors.ts'
import { checkSchema, type SchemaId } from '../model/validation.ts'
import { canonicalHash } from './canonical-hash.ts'
import { MAX_DOCUMENT_CHARACTERS } from './documents.ts'
import { readJws, signJws, verifySignature } from './jws.ts'
import { keyIdOf, type PrivateJwk, type PublicJwk } from './keys.ts'
import { refusal } from './refusals.ts'
import { parseStrictJson } from './strict-json.ts'

export interface TogetherSigner {
  readonly key: PrivateJwk
  /** Exact `typ` of each signature's header, e.g. `prime-rose-directory+jws`. */
  readonly typ: string
}

export interface TogetherRules {
  readonly typ: string
  readonly schemaId: SchemaId
  /** Who holds the key with this thumbprint, of those whose signature counts; else null. */
  readonly signerOf: (kid: string) => { readonly name: string; readonly key: PublicJwk } | null
  /** How many different people must have signed. */
  readonly atLeast: number
}

export interface SignedTogether<T> {
  readonly document: T
  /** SHA-256 of the canonical payload, hex: the document's name, whoever signed. */
  readonly sha256: string
  /** Names of those whose signatures count, sorted, each once. */
  readonly signers: readonly string[]
}

interface Envelope {
  /** Canonical JSON of the document, base64url. */
  readonly payload: string
  /** Sorted by header, which differs in the key id alone. */
  readonly signatures: readonly { readonly protected: string; readonly signature: string }[]
}

const MAX_SIGNATURES = 32

/** The document with its first signature. */
export async function signTogether(document: object, signer: TogetherSigner): Promise<string> {
  return write([await signJws(canonicalJson(document), signer)])
}

/** Adds one more signature over the same bytes; the same key again changes nothing, since Ed25519 is deterministic. */
export async function addSignature(text: string, signer: TogetherSigner): Promise<string> {
  const parts = read(text, signer.typ)
  const first = parts[0]
  if (first === undefined) throw refusal('trust/bad-token')
  const kid = keyIdOf(signer.key)
  const others = parts.filter(part => part.kid !== kid).map(part => part.text)
  return write([...others, await signJws(canonicalJson(first.payload), signer)])
}

/** The signatures of several texts over one document in one text. Throws `trust/bad-token` where the documents differ. */
export function joinSignatures(texts: readonly string[], typ: string): string {
  const parts = texts.flatMap(text => read(text, typ))
  const payloads = new Set(parts.map(({ text }) => text.split('.')[1]))
  if (payloads.size !== 1) throw refusal('trust/bad-token')
  return write([...new Map(parts.map(part => [part.kid, part.text])).values()])
}

/** What a document says before anybody believes it: for a person who is asked to sign. Its schema is checked. */
export function readUnverified<T>(text: string, rules: Pick<TogetherRules, 'typ' | 'schemaId'>): T {
  try {
    return checkSchema<T>(rules.schemaId, read(text, rules.typ)[0]?.payload, { what: 'document' })
  } catch (error) {
    throw inDocumentWords(error)
  }
}

/**
 * A signature by a key that does not count is passed over (an officer may have left since); one that claims a key that
 * counts and does not verify refuses the document. Refuses with `trust/bad-token`, `trust/unknown-algorithm`,
 * `trust/bad-signature`, `trust/too-few-signatures`, `schema/invalid`.
 */
export async function verifyTogether<T>(text: string, rules: TogetherRules): Promise<SignedTogether<T>> {
  try {
    return await verify<T>(text, rules)
  } catch (error) {
    throw inDocumentWords(error)
  }
}

async function verify<T>(text: string, rules: TogetherRules): Promise<SignedTogether<T>> {
  const parts = read(text, rules.typ)
  const signers = new Set<string>()
  for (const part of parts) {
    const signer = rules.signerOf(part.kid)
    if (signer === null) continue
    await verifySignature(part, signer.key)
    signers.add(signer.name)
  }
  if (signers.size < rules.atLeast) {
    throw new NodeError('trust/too-few-signatures', 'too few people have signed the document', {
      hint: `It needs the signatures of ${rules.atLeast} different people whom the reader knows.`,
      detail: { needed: rules.atLeast, found: signers.size },
    })
  }
  const payload = parts[0]?.payload
  const document = checkSchema<T>(rules.schemaId, payload, { what: 'document' })
  return { document, sha256: canonicalHash(payload), signers: [...signers].sort() }
}

/** Each signature as the compact JWS that it is; all share one payload, in its canonical spelling. */
function read(text: string, typ: string) {
  const { payload, signatures } = readEnvelope(text)
  const parts = signatures.map(signature =>
    readJws(`${signature.protected}.${payload}.${signature.signature}`, {
      typ,
      maxCharacters: MAX_DOCUMENT_CHARACTERS,
    }),
  )
  const isCanonical = Buffer.from(payload, 'base64url').toString() === canonicalJson(parts[0]?.payload)
  if (!isCanonical || new Set(parts.map(part => part.kid)).size !== parts.length) throw refusal('trust/bad-token')
  return parts
}

function readEnvelope(text: string): Envelope {
  if (typeof text !== 'string' || text.length > MAX_DOCUMENT_CHARACTERS) throw refusal('trust/bad-token')
  const envelope = parse(text)
  if (!hasMembers(envelope, 'payload signatures')) throw refusal('trust/bad-token')
  const { payload, signatures } = envelope
  if (typeof payload !== 'string' || !Array.isArray(signatures)) throw refusal('trust/bad-token')
  if (signatures.length === 0 || signatures.length > MAX_SIGNATURES || !signatures.every(isSignature)) {
    throw refusal('trust/bad-token')
  }
  return { payload, signatures }
}

const OF_DOCUMENTS: Partial<Readonly<Record<ErrorCode, readonly [message: string, hint: string]>>> = {
  'trust/bad-token': [
    'this is no document of this kind with its signatures',
    'A draft is signed first; of what was signed, get the file again as the signers wrote it.',
  ],
  'trust/bad-signature': [
    'a signature under the document does not verify',
    'It was changed after it was signed, or damaged on its way: get it again from those who signed it.',
  ],
}

/** The refusals of messages, in words for whoever holds a file. */
function inDocumentWords(error: unknown): unknown {
  const words = isNodeError(error) ? OF_DOCUMENTS[error.code] : undefined
  return isNodeError(error) && words !== undefined
    ? new NodeError(error.code, words[0], { hint: words[1], cause: error })
    : error
}

function isSignature(value: unknown): value is Envelope['signatures'][number] {
  return (
    hasMembers(value, 'protected signature') &&
    typeof value['protected'] === 'string' &&
    typeof value['signature'] === 'string'
  )
}

function hasMembers(value: unknown, names: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.keys(value).sort().join(' ') === names
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text)
  } catch {
    throw refusal('trust/bad-token')
  }
}

function write(compact: readonly string[]): string {
  const parts = compact.map(text => text.split('.') as [head: string, payload: string, signature: string])
  const signatures = parts
    .map(([head, , signature]) => ({ protected: head, signature }))
    .sort((a, b) => (a.protected < b.protected ? -1 : 1))
  return `${canonicalJson({ payload: parts[0]?.[1], signatures })}\n`
}
