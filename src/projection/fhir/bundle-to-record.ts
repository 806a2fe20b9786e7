/** A Bundle that `recordToBundle` wrote -> the record. Anything else is refused: what is not understood is not read. */
import { NodeError } from '../../model/errors.ts'
import type { PrimeRoseRecord } from '../../model/generated/record.ts'
import { checkSchema } from '../../model/validation.ts'
import { firstDifference } from './compare.ts'
import { type Element, elementsOf, isElement } from './element.ts'
import { isOfKind, type Kind, readResource } from './kind.ts'
import { type Links, linksOf, PSEUDONYM } from './links.ts'
import type { Facts } from './places/place.ts'
import { adverseEventKind } from './record/adverse-events.ts'
import { alterationKind, type GeneSymbol } from './record/alterations.ts'
import { assessmentKind } from './record/assessments.ts'
import { consentKinds, sharingConsentKind } from './record/consents.ts'
import { deathKind, vitalStatusKind } from './record/follow-up.ts'
import { outcomeKind } from './record/outcomes.ts'
import { patientKind } from './record/patient.ts'
import { performanceKind } from './record/performance.ts'
import { qualityOfLifeKind } from './record/quality-of-life.ts'
import { researchSubjectKind } from './record/research-subject.ts'
import { specimenKind } from './record/specimens.ts'
import { readTreatments } from './record/treatments.ts'
import { tumourKind } from './record/tumours.ts'
import { recordToBundle } from './record-to-bundle.ts'

/**
 * Throws `projection/bad-bundle` with the place of the first fault, never a value: no schema-valid record, or a Bundle
 * that says more, less or other than the Bundle of the record that was read from it. What a server adds (`id`, version
 * and time of storage, narrative) is passed over.
 */
export function bundleToRecord(bundle: unknown, symbolOf: GeneSymbol): PrimeRoseRecord {
  const resources = isElement(bundle)
    ? elementsOf(bundle, 'entry')
        .map(entry => entry['resource'])
        .filter(isElement)
    : []
  const links = linksOf(pseudonymIn(resources))
  const record = checkSchema<PrimeRoseRecord>('urn:prime-rose:record/1', factsOf(resources, links, symbolOf), {
    code: 'projection/bad-bundle',
    what: 'record of the Bundle',
  })
  const written = recordToBundle(record, symbolOf)
  const difference = firstDifference(written, bundle)
  if (difference !== null) throw badBundle(`it is not the Bundle of its record at ${difference}`)
  return record
}

function pseudonymIn(resources: readonly Element[]): string {
  const patients = resources.filter(resource => isOfKind(resource, patientKind))
  const identifiers = patients.flatMap(patient => elementsOf(patient, 'identifier'))
  const found = identifiers.find(identifier => identifier['system'] === PSEUDONYM)?.['value']
  if (patients.length !== 1 || typeof found !== 'string') throw badBundle('it does not hold one pseudonymous patient')
  return found
}

function factsOf(resources: readonly Element[], links: Links, symbolOf: GeneSymbol): Facts {
  const all = <Entity>(kind: Kind<Entity>): Facts[] =>
    resources.filter(resource => isOfKind(resource, kind)).map(resource => readResource(kind, resource, links))
  const numbered = <Entity>(kind: Kind<Entity>) => all(kind).map(withoutId)
  const one = <Entity>(kind: Kind<Entity>): Facts | undefined => numbered(kind)[0]
  const consentTreatment = one(consentKinds.treatment)
  return {
    schema: 'prime-rose-record/1',
    pseudonym: links.pseudonym,
    ...one(patientKind),
    ...one(researchSubjectKind),
    consentScreening: one(consentKinds.screening),
    ...(consentTreatment === undefined ? {} : { consentTreatment }),
    consentSharing: one(sharingConsentKind),
    tumours: all(tumourKind),
    specimens: all(specimenKind),
    alterations: all(alterationKind(symbolOf)),
    treatments: readTreatments(resources, links),
    assessments: numbered(assessmentKind),
    outcomes: numbered(outcomeKind),
    performance: numbered(performanceKind),
    adverseEvents: numbered(adverseEventKind),
    qol: numbered(qualityOfLifeKind),
    followUp: { ...one(vitalStatusKind), deathDay: null, ...one(deathKind) },
  }
}

function withoutId({ id: _, ...facts }: Facts): Facts {
  return facts
}

function badBundle(fault: string): NodeError {
  return new NodeError('projection/bad-bundle', `the Bundle is refused: ${fault}`, {
    hint: 'Only Bundles that rose export-fhir wrote are read back; other FHIR comes in by rose ingest.',
  })
}
