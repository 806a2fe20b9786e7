/** Every detector of the leak scanner, in the order in which they read. */
import { findAddresses } from './address.ts'
import { findEmails, findWebAddresses } from './contact.ts'
import { findDatesOfBirth } from './date-of-birth.ts'
import type { Detector, IdentifierKind } from './finding.ts'
import { findNames } from './names.ts'
import { findNationalNumbers } from './national-numbers.ts'
import { findOtherIdentifiers } from './other-identifiers.ts'
import { findPhones } from './phone.ts'
import { findRecordNumbers } from './record-number.ts'

export interface DetectorEntry {
  readonly family: string
  readonly find: Detector
  /** Kinds whose places this one does not read: a domain is no web address inside an e-mail, a street no name. */
  readonly passesOver: readonly IdentifierKind[]
}

/**
 * Numbers pass over phones only: whatever else a number stands in, it is looked at. A cheap look comes before each
 * detector's own work, since most cells hold a code or a date.
 */
export const DETECTORS: readonly DetectorEntry[] = [
  { family: 'e-mail', find: findEmails, passesOver: [] },
  { family: 'web', find: findWebAddresses, passesOver: ['email'] },
  { family: 'phone', find: findPhones, passesOver: [] },
  { family: 'national number', find: findNationalNumbers, passesOver: ['phone'] },
  { family: 'date of birth', find: findDatesOfBirth, passesOver: [] },
  { family: 'record number', find: findRecordNumbers, passesOver: [] },
  { family: 'address', find: findAddresses, passesOver: ['email', 'web'] },
  { family: 'name', find: findNames, passesOver: ['email', 'web', 'address'] },
  { family: 'other', find: findOtherIdentifiers, passesOver: ['email', 'web'] },
]
