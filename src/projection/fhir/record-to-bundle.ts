/** A pseudonymised record -> a FHIR R4 Bundle, and nothing lost on the way: `bundle-to-record.ts` is its inverse. */
import { NodeError } from '../../model/errors.ts'
import type { PrimeRoseRecord } from '../../model/generated/record.ts'
import type { Element } from './element.ts'
import { type Entry, keyed, writeResource } from './kind.ts'
import { type Links, linksOf, PATIENT_KEY, SUBJECT_KEY } from './links.ts'
import { adverseEventKind } from './record/adverse-events.ts'
import { alterationKind, type GeneSymbol } from './record/alterations.ts'
import { assessmentKind } from './record/assessments.ts'
import { consentKinds, sharingConsentKind } from './record/consents.ts'
import { deathKind, hasDayOfDeath, vitalStatusKind } from './record/follow-up.ts'
import { genomicReportKind } from './record/genomic-report.ts'
import { outcomeKind } from './record/outcomes.ts'
import { patientKind } from './record/patient.ts'
import { performanceKind } from './record/performance.ts'
import { qualityOfLifeKind } from './record/quality-of-life.ts'
import { researchSubjectKind } from './record/research-subject.ts'
import { specimenKind } from './record/specimens.ts'
import { writeTreatment } from './record/treatments.ts'
import { tumourKind } from './record/tumours.ts'

/** Every resource of one subject; the patient is the first. */
export interface SubjectBundle {
  readonly resourceType: 'Bundle'
  readonly meta: Element
  readonly type: 'collection'
  readonly entry: readonly Entry[]
}

/**
 * One Bundle of type collection. No date is in it: times are relative to `period.start` of the ResearchSubject. The same
 * record gives the same Bundle. Throws `projection/inconsistent-record` where an entity is named that is not there.
 */
export function recordToBundle(record: PrimeRoseRecord, symbolOf: GeneSymbol): SubjectBundle {
  checkReferences(record)
  const links = linksOf(record.pseudonym)
  return {
    resourceType: 'Bundle',
    meta: { security: [PSEUDONYMISED] },
    type: 'collection',
    entry: entriesOf(record, links, symbolOf),
  }
}

const PSEUDONYMISED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'PSEUDED',
  display: 'pseudonymized',
}

function entriesOf(record: PrimeRoseRecord, links: Links, symbolOf: GeneSymbol): Entry[] {
  const { consentTreatment, alterations, followUp } = record
  return [
    writeResource(patientKind, PATIENT_KEY, record, links),
    writeResource(researchSubjectKind, SUBJECT_KEY, record, links),
    writeResource(consentKinds.screening, 'consent-screening', record.consentScreening, links),
    ...(consentTreatment === undefined
      ? []
      : [writeResource(consentKinds.treatment, 'consent-treatment', consentTreatment, links)]),
    writeResource(sharingConsentKind, 'consent-sharing', record.consentSharing, links),
    ...record.tumours.map(tumour => writeResource(tumourKind, tumour.id, tumour, links)),
    ...record.specimens.map(specimen => writeResource(specimenKind, specimen.id, specimen, links)),
    ...alterations.map(alteration => writeResource(alterationKind(symbolOf), alteration.id, alteration, links)),
    ...(alterations.length === 0 ? [] : [writeResource(genomicReportKind, 'genomic-report', alterations, links)]),
    ...record.treatments.flatMap(treatment => writeTreatment(treatment, links)),
    ...keyed('assessment', record.assessments).map(([key, one]) => writeResource(assessmentKind, key, one, links)),
    ...keyed('outcome', record.outcomes).map(([key, one]) => writeResource(outcomeKind, key, one, links)),
    ...keyed('performance', record.performance).map(([key, one]) => writeResource(performanceKind, key, one, links)),
    ...keyed('adverse-event', record.adverseEvents).map(([key, one]) =>
      writeResource(adverseEventKind, key, one, links),
    ),
    ...keyed('quality-of-life', record.qol).map(([key, one]) => writeResource(qualityOfLifeKind, key, one, links)),
    writeResource(vitalStatusKind, 'vital-status', followUp, links),
    ...(hasDayOfDeath(followUp) ? [writeResource(deathKind, 'death', followUp, links)] : []),
  ]
}

/** References between resources must lead somewhere, and one key may name one entity only. */
function checkReferences(record: PrimeRoseRecord): void {
  const idsOf = (entities: readonly { readonly id: string }[]) => new Set(entities.map(({ id }) => id))
  const { tumours, specimens, alterations, treatments } = record
  const ids = [tumours, specimens, alterations, treatments].map(idsOf)
  const [tumourIds = new Set(), specimenIds = new Set(), alterationIds = new Set(), treatmentIds = new Set()] = ids
  const all = [...tumours, ...specimens, ...alterations, ...treatments].map(({ id }) => id)
  const named = [
    ...treatments.map(({ tumourId }) => tumourIds.has(tumourId)),
    ...treatments.flatMap(treatment => treatment.alterationIds.map(id => alterationIds.has(id))),
    ...alterations.flatMap(({ specimenId }) => (specimenId === undefined ? [] : [specimenIds.has(specimenId)])),
    ...[...record.assessments, ...record.outcomes, ...record.adverseEvents].map(one =>
      treatmentIds.has(one.treatmentId),
    ),
  ]
  if (new Set(all).size === all.length && !named.includes(false)) return
  throw new NodeError(
    'projection/inconsistent-record',
    'the record names an entity that it does not hold, or one key twice',
  )
}
