/** Which of a subject's consents holds. */
import type { Consent } from './generated/common-record.ts'
import { compareOrigins } from './origins.ts'

/** Of several of one kind the one with the latest date; one without a date is older than any other. */
export function latestConsent(consents: readonly Consent[], kind: Consent['kind']): Consent | undefined {
  return consents
    .filter(consent => consent.kind === kind)
    .toSorted((a, b) => firstDay(a).localeCompare(firstDay(b)) || compareOrigins(a.origin, b.origin))
    .at(-1)
}

/** First day that the date can mean. */
function firstDay({ date }: Consent): string {
  return date === null ? '' : `${date}-01-01`.slice(0, 10)
}
