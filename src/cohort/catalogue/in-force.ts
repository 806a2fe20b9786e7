/** What makes a catalogue hold, for every process that reads one: whose signatures it needs, and until when. */
import { NodeError } from '../../model/errors.ts'
import type { Catalogue } from '../../model/generated/catalogue.ts'

/** `typ` of each signature under a catalogue. */
export const CATALOGUE_TYP = 'prime-rose-catalogue+jws'

/** How many federation officers must have signed it. */
export const CATALOGUE_SIGNATURES_NEEDED = 2

/** Whether it may still be used; `today` is `YYYY-MM-DD`. Throws `cohort/catalogue-expired`. */
export function checkInForce({ serial, validUntil }: Pick<Catalogue, 'serial' | 'validUntil'>, today: string): void {
  if (today <= validUntil) return
  throw new NodeError('cohort/catalogue-expired', 'the catalogue of cohorts has expired', {
    hint: 'Put the next one in place: rose catalogue install FILE --node DIR',
    detail: { serial, validUntil },
  })
}
