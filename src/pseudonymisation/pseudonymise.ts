/**
 * Common record -> pseudonymised subject: the only place that makes one. What is left behind: local ids, calendar dates,
 * birth date, everything that a person typed. What a source's cell could smuggle is caught by the record's schema.
 */
import { NodeError } from '../model/errors.ts'
import type { CommonRecord } from '../model/generated/common-record.ts'
import type { Outcome } from '../model/generated/outcome.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { EnrolmentRow, PseudonymisedSubject } from '../model/pseudonymised.ts'
import { checkSchema } from '../model/validation.ts'
import { derivePseudonym } from './pseudonym.ts'
import type { PseudonymKey } from './pseudonym-key.ts'
import { RECORD_PURPOSE } from './purposes.ts'
import { type AgentsOf, unreadAgents } from './record-agents.ts'
import { type AlterationOf, alterationsOf } from './record-alterations.ts'
import { recordConsents } from './record-consents.ts'
import { recordCycles } from './record-cycles.ts'
import { recordAdverseEvents, recordAssessments, recordPerformance, recordQualityOfLife } from './record-events.ts'
import { recordFollowUp, subjectStatus } from './record-follow-up.ts'
import { specimensOf } from './record-specimens.ts'
import { enrolmentRow, isCleanName, recordOutcome, recordTreatment } from './record-treatments.ts'
import { type IsOncotree, type StatedTumourOf, type TumourOf, tumoursOf } from './record-tumours.ts'
import { sealLocalId } from './sealed-local-id.ts'
import { timelineOf } from './subject-timeline.ts'

export interface PseudonymiseInput {
  readonly record: CommonRecord
  /** One for each enrolment of the subject. */
  readonly outcomes: readonly Outcome[]
  readonly key: PseudonymKey
  /** Of this subject under this key, where `identityOf` has made it before. */
  readonly identity?: SubjectIdentity
  readonly mapping: { readonly id: string; readonly version: string }
  readonly versions: { readonly normaliser: string; readonly oncotree: string }
  /** Default csv. */
  readonly sourceKind?: PrimeRoseRecord['provenance']['sourceKind']
  /** Cut-off of the ingest, YYYY-MM-DD: later deaths and contacts are not known yet. */
  readonly cutoff?: string
  /** Reads the tumour of an allocation row; without it the tumour is the node of the cohort. */
  readonly tumourOf?: TumourOf
  /** Reads a tumour that the source states by itself; without it such a tumour is under review. */
  readonly statedTumourOf?: StatedTumourOf
  /** Knows the codes of OncoTree; without it none that a source states is kept. */
  readonly isOncotree?: IsOncotree
  /** Reads a drug as typed; without it the drugs of cycles are `unknown`. */
  readonly agentsOf?: AgentsOf
  /** Whether a cohort name holds no identifier; without it each is looked at anew. */
  readonly isCleanName?: (name: string) => boolean
  /** Reads a finding; without it every finding is under review. */
  readonly alterationOf?: AlterationOf
}

/** Who a subject is in the store: the pseudonym, and the local id sealed under the key. */
export type SubjectIdentity = Pick<PseudonymisedSubject, 'pseudonym' | 'sealedLocalId'>

/** Throws `pseudonym/bad-key-file` where the key is another trial's. */
export function identityOf(key: PseudonymKey, { trialId, subjectId }: CommonRecord): SubjectIdentity {
  if (key.trialId !== trialId) {
    throw new NodeError('pseudonym/bad-key-file', 'the pseudonym key belongs to another trial than the record')
  }
  const pseudonym = derivePseudonym(key, { trialId, purpose: RECORD_PURPOSE, subjectId })
  return { pseudonym, sealedLocalId: sealLocalId(key, subjectId, pseudonym) }
}

const UNREAD: ReturnType<AlterationOf> = { class: 'snv-indel', canonical: null, reviewCode: 'unparsed' }

/**
 * Throws `ingest/record-invalid` with the path of the first fault, never the value, and `pseudonym/bad-key-file` where
 * the key is another trial's.
 */
export function pseudonymise(input: PseudonymiseInput): PseudonymisedSubject {
  const { record: source, key, identity = identityOf(key, source) } = input
  const { pseudonym, sealedLocalId } = identity
  const timeline = timelineOf(source, input.outcomes)
  const record = checkSchema<PrimeRoseRecord>('urn:prime-rose:record/1', describe(input, pseudonym, timeline), {
    code: 'ingest/record-invalid',
    what: 'record',
  })
  const isClean = input.isCleanName ?? isCleanName
  const enrolments: readonly EnrolmentRow[] = timeline.treatments.map(treatment =>
    enrolmentRow(treatment, timeline, isClean),
  )
  const recommended = source.recommendation === null ? null : source.recommendation === 'yes'
  return { pseudonym, record, recommended, enrolments, sealedLocalId } as PseudonymisedSubject
}

function describe(
  input: PseudonymiseInput,
  pseudonym: string,
  timeline: ReturnType<typeof timelineOf>,
): PrimeRoseRecord {
  const { record: source, mapping, versions } = input
  const { treatments } = timeline
  const tumours = tumoursOf(source, { ...input, timeline })
  const specimens = specimensOf(source, timeline)
  const alterations = alterationsOf(source, { timeline, specimens, alterationOf: input.alterationOf ?? (() => UNREAD) })
  const agentsOf = input.agentsOf ?? unreadAgents
  const parts = { tumours, alterations, cycles: recordCycles(source, timeline, agentsOf), agentsOf }
  const followUp = recordFollowUp(source, timeline, input.cutoff ?? null)
  return {
    schema: 'prime-rose-record/1',
    trialId: source.trialId,
    pseudonym,
    anchor: timeline.anchor,
    ageBand: timeline.ageBand,
    sex: source.sex,
    ...recordConsents(source, timeline),
    ...(source.screenedOn === null ? {} : { screeningDay: timeline.offset(source.screenedOn).day }),
    status: subjectStatus(source, timeline, followUp.vitalStatus),
    provenance: {
      sourceKind: input.sourceKind ?? 'csv',
      mappingId: mapping.id,
      mappingVersion: mapping.version,
      normaliserVersion: versions.normaliser,
      oncotreeVersion: versions.oncotree,
      atcYear: null,
    },
    tumours: tumours.tumours,
    specimens: specimens.specimens,
    alterations: alterations.alterations,
    treatments: treatments.map(treatment => recordTreatment(treatment, timeline, parts)),
    assessments: recordAssessments(source, timeline),
    outcomes: treatments.map(treatment => recordOutcome(treatment, timeline)),
    performance: recordPerformance(source, timeline),
    adverseEvents: recordAdverseEvents(source, timeline),
    qol: recordQualityOfLife(source, timeline),
    followUp,
  }
}
