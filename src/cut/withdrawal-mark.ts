/**
 * What a data cut says of the withdrawals it has taken up: a word that only cut build, withdrawal and the engine can make,
 * under a key of theirs. The engine refuses a cut that lacks the last withdrawal, also one built of a store that came back
 * from a backup; and nobody else can tell the engine of withdrawals that there were not.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const PREFIX = 'prime-rose/withdrawal-mark/1\n'

/** Name of the key's file, beside the snapshot keys. */
export const WITHDRAWAL_KEY_FILE = 'withdrawals.key'

/** `serial`: number of the last withdrawal of data; 0 before the first. 32 hex digits. */
export function withdrawalMark(key: Uint8Array, serial: number): string {
  return createHmac('sha256', key).update(`${PREFIX}${serial}`).digest('hex').slice(0, 32)
}

export function isWithdrawalMark(key: Uint8Array, { serial, mark }: { serial: number; mark: string }): boolean {
  const expected = withdrawalMark(key, serial)
  return mark.length === expected.length && timingSafeEqual(Buffer.from(mark), Buffer.from(expected))
}
