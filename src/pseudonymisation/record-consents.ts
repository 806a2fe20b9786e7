/** Consents of a subject; of several of one kind the one with the latest date holds. */
import { latestConsent } from '../model/consents.ts'
import type { CommonRecord, Consent } from '../model/generated/common-record.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { Timeline } from './subject-timeline.ts'

type Consents = Pick<PrimeRoseRecord, 'consentScreening' | 'consentTreatment' | 'consentSharing'>

/** Unknown where the source holds none: then the trial's sharing basis decides. */
export function recordConsents({ consents }: CommonRecord, timeline: Timeline): Consents {
  const sharing = latestConsent(consents, 'sharing')
  return {
    consentScreening: consentOf(latestConsent(consents, 'screening'), timeline),
    consentTreatment: consentOf(latestConsent(consents, 'treatment'), timeline),
    consentSharing: { status: sharing?.status ?? 'unknown', scope: [...new Set(sharing?.scope)].sort() },
  }
}

function consentOf(consent: Consent | undefined, timeline: Timeline): Consents['consentScreening'] {
  if (consent === undefined) return { status: 'unknown' }
  const { day } = timeline.offset(consent.date)
  return { status: consent.status, ...(day === null ? {} : { day }) }
}
