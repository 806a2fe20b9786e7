/** The key by which a node proves itself to a FHIR server; the server is given its public half. */
import { exportJWK, generateKeyPair } from 'jose'
import { NodeError } from '../model/errors.ts'
import { algorithmOf, type ClientAlgorithm } from './token.ts'

type Jwk = Readonly<Record<string, unknown>>

/** Private key with `kid`; EdDSA, ES384 (which every SMART server takes) or RS384. */
export async function generateClientKey(algorithm: ClientAlgorithm, kid: string): Promise<Jwk> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: 'sig' }
}

/** Throws `fhir/bad-key`. */
export function parseClientKey(text: string): Jwk {
  try {
    const key: unknown = JSON.parse(text)
    if (typeof key === 'object' && key !== null && 'd' in key) {
      algorithmOf(key as Jwk)
      return key as Jwk
    }
  } catch (error) {
    if (error instanceof NodeError) throw error
  }
  throw new NodeError('fhir/bad-key', 'the key file of the FHIR client holds no private JSON Web Key', {
    hint: 'Make one with: rose fhir key --node DIR',
  })
}

/** What the server registers: a key set (RFC 7517 section 5) without any private member. */
export function publicKeySet(key: Jwk): { readonly keys: readonly Jwk[] } {
  const PUBLIC = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use']
  return { keys: [Object.fromEntries(PUBLIC.flatMap(name => (name in key ? [[name, key[name]]] : [])))] }
}
