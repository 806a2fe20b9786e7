/**
 * Codes of the synthetic hospital: standard ones where a standard has them, its own where hospitals have their own. The
 * trial's `fhir.json` says what the own ones mean.
 */
import type { EndReason, Response, VisitCode } from '../story.ts'

export type Json = Readonly<Record<string, unknown>>

export const LOINC = 'http://loinc.org'
export const SNOMED = 'http://snomed.info/sct'
export const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl'
export const HGNC = 'http://www.genenames.org'
export const DICOM = 'http://dicom.nema.org/resources/ontology/DCM'

/** `urn:example:protarget-denmark:visit`. */
export const localSystem = (trialId: string, list: string): string => `urn:example:${trialId}:${list}`

export function concept(system: string, code: string, display?: string): Json {
  return { coding: [{ system, code, ...(display === undefined ? {} : { display }) }] }
}

export const VISIT_CODES: Readonly<Record<VisitCode, string>> = {
  V00: 'baseline',
  V02: 'W8',
  V03: 'W16',
  V04: 'W26',
  V05: 'W39',
  V06: 'W52',
  V07: 'W65',
  V08: 'W78',
  V09: 'W91',
  V10: 'W104',
}

/** Response by RECIST 1.1 and RANO; null = local code. */
export const RECIST_CODES: Readonly<Record<Response, string>> = {
  CR: 'C4870',
  PR: 'C18058',
  SD: 'C18213',
  PD: 'C35571',
  iUPD: 'C35571',
  NE: 'C62222',
}

export const IMMUNE_CODES: Readonly<Record<Response, string>> = {
  CR: 'iCR',
  PR: 'iPR',
  SD: 'iSD',
  iUPD: 'iUPD',
  PD: 'iCPD',
  NE: 'iNE',
}

/** SNOMED CT where it has the reason, else the hospital's own word. */
export const END_REASONS: Readonly<Record<EndReason, readonly [list: 'snomed' | 'end-reason', code: string]>> = {
  progression: ['snomed', '266721009'],
  toxicity: ['snomed', '407563006'],
  refusal: ['snomed', '105480006'],
  deterioration: ['end-reason', 'symptomatic-deterioration'],
  completed: ['end-reason', 'as-planned'],
  other: ['end-reason', 'other'],
}

export const GRADE_CODES: Readonly<Record<number, string>> = {
  1: 'C41338',
  2: 'C41339',
  3: 'C41340',
  4: 'C41337',
  5: 'C48275',
}

/** As the trial's form has them: 1 not related, 2 unlikely, 3 possible, 4 related. */
export const RELATION_CODES: Readonly<Record<number, string>> = {
  1: 'not-related',
  2: 'unlikely',
  3: 'possible',
  4: 'related',
}
