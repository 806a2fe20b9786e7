/** One person from one pseudonym key to the next. */
import { derivePseudonym } from './pseudonym.ts'
import type { PseudonymKey } from './pseudonym-key.ts'
import { RECORD_PURPOSE } from './purposes.ts'
import { openLocalId, sealLocalId } from './sealed-local-id.ts'

export interface SealedPerson {
  readonly pseudonym: string
  readonly sealedLocalId: Uint8Array
}

/** Throws `pseudonym/wrong-key` where the person was not sealed under `from`. */
export function rekeyPerson(
  person: SealedPerson,
  { from, to }: { from: PseudonymKey; to: PseudonymKey },
): SealedPerson {
  const subjectId = openLocalId(from, person.pseudonym, person.sealedLocalId)
  return {
    pseudonym: derivePseudonym(to, { trialId: to.trialId, purpose: RECORD_PURPOSE, subjectId }),
    sealedLocalId: sealLocalId(to, subjectId),
  }
}
