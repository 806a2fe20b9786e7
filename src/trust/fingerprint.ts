/** A short name of keys that two people can read to each other over the phone. */
import { canonicalHash } from './canonical-hash.ts'

const GROUPS = 8
const DIGITS = 5

/** Eight groups of five digits (132 bits) of the SHA-256 of the canonical form: `49213 07351 …`; digits are alike in every language. */
export function fingerprintOf(value: unknown): string {
  const number = BigInt(`0x${canonicalHash(value)}`) % 10n ** BigInt(GROUPS * DIGITS)
  const digits = number.toString().padStart(GROUPS * DIGITS, '0')
  return Array.from({ length: GROUPS }, (_, group) => digits.slice(group * DIGITS, (group + 1) * DIGITS)).join(' ')
}

/** Whether a person wrote down that fingerprint, however he spaced it. */
export function isFingerprint(text: string, fingerprint: string): boolean {
  return text.replaceAll(/[\s-]/g, '') === fingerprint.replaceAll(' ', '')
}
