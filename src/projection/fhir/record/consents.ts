/** Screening, treatment and sharing are consented to apart: one Consent each. */
import type { Consent, PrimeRoseRecord } from '../../../model/generated/record.ts'
import { concept, type Element, elementAt, elementsOf } from '../element.ts'
import type { Kind } from '../kind.ts'
import { type Links, PATIENT_KEY } from '../links.ts'
import type { Place } from '../places/place.ts'
import { time } from '../places/time.ts'
import { CONSENT_SCOPE, DATA_ABSENT, ownCodes } from '../systems.ts'

type Status = Consent['status']

/** `unknown` is no code of FHIR's list: the element then says that its value is not known. */
const CODES: Readonly<Record<Exclude<Status, 'unknown'>, string>> = {
  active: 'active',
  refused: 'rejected',
  withdrawn: 'inactive',
}

const status: Place<{ readonly status: Status }> = {
  write(consent, draft) {
    if (consent.status === 'unknown') draft['_status'] = { extension: [{ url: DATA_ABSENT, valueCode: 'unknown' }] }
    else draft['status'] = CODES[consent.status]
  },
  read(element) {
    const found = Object.entries(CODES).find(([, code]) => code === element['status'])
    return { status: found?.[0] ?? 'unknown' }
  },
}

const DISPLAYS = {
  screening: 'Consent to molecular screening',
  treatment: 'Consent to treatment in a cohort',
  sharing: 'Consent to sharing within the network',
} as const

function skeletonOf(category: keyof typeof DISPLAYS) {
  return (_: unknown, links: Links) => ({
    scope: concept({ system: CONSENT_SCOPE, code: 'research', display: 'Research' }),
    category: [concept({ system: ownCodes('consent-category'), code: category, display: DISPLAYS[category] })],
    patient: links.reference('Patient', PATIENT_KEY),
    policyRule: concept({
      system: ownCodes('consent-policy'),
      code: 'trial-protocol',
      display: 'Protocol of the trial',
    }),
  })
}

export const consentKinds = {
  screening: consentKind('screening'),
  treatment: consentKind('treatment'),
}

function consentKind(category: 'screening' | 'treatment'): Kind<Consent> {
  return {
    name: `consent-${category}`,
    resourceType: 'Consent',
    skeleton: skeletonOf(category),
    places: [status, time('day', '_dateTime', { absent: 'missing' })],
  }
}

type Sharing = PrimeRoseRecord['consentSharing']

const scope: Place<Sharing> = {
  write({ scope: words }, draft) {
    if (words.length === 0) return
    draft['provision'] = { purpose: words.map(word => ({ system: ownCodes('sharing-scope'), code: word })) }
  },
  read: element => ({ scope: purposesOf(element).map(purpose => purpose['code']) }),
}

function purposesOf(element: Element): readonly Element[] {
  return elementsOf(elementAt(element, 'provision'), 'purpose')
}

export const sharingConsentKind: Kind<Sharing> = {
  name: 'consent-sharing',
  resourceType: 'Consent',
  skeleton: skeletonOf('sharing'),
  places: [status, scope],
}
