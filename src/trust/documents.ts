/** Signed documents that are kept and shown to many: tables, approvals. They have no addressee and do not expire. */
import { canonicalJson } from '../model/canonical-json.ts'
import { checkSchema, type SchemaId } from '../model/validation.ts'
import { readJws, signJws, verifySignature } from './jws.ts'
import type { PrivateJwk, PublicJwk } from './keys.ts'
import { refusal } from './refusals.ts'

/** Characters of a compact JWS; a table of 10^4 cells is about 2 MB. */
export const MAX_DOCUMENT_CHARACTERS = 16_777_216

export interface DocumentRules {
  readonly typ: string
  readonly schemaId: SchemaId
  /** The key with this thumbprint, of those the reader trusts for this kind of document; else null. */
  readonly keyOf: (kid: string) => PublicJwk | null
}

export interface VerifiedDocument<T> {
  readonly document: T
  /** Thumbprint of the key that signed. */
  readonly kid: string
}

/** Same document, same key: same bytes, since the payload is canonical (RFC 8785) and Ed25519 is deterministic. */
export async function signDocument(
  document: object,
  signer: { readonly key: PrivateJwk; readonly typ: string },
): Promise<string> {
  return signJws(canonicalJson(document), signer)
}

/** Refuses with `trust/bad-token`, `trust/unknown-algorithm`, `trust/unknown-issuer`, `trust/bad-signature`, `schema/invalid`. */
export async function verifyDocument<T>(text: string, rules: DocumentRules): Promise<VerifiedDocument<T>> {
  const jws = readJws(text, { typ: rules.typ, maxCharacters: MAX_DOCUMENT_CHARACTERS })
  const key = rules.keyOf(jws.kid)
  if (key === null) throw refusal('trust/unknown-issuer')
  await verifySignature(jws, key)
  return { document: checkSchema<T>(rules.schemaId, jws.payload, { what: 'document' }), kid: jws.kid }
}
