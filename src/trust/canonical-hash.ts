/** The name of a document by its content, whatever its spelling. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'

/** SHA-256 of the canonical form (RFC 8785), hex. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
