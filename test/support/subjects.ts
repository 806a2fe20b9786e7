/** Synthetic subjects as the store takes them; nothing here comes from a person. */
import type { IngestBatch, IngestHead } from '../../src/ingest/ports.ts'
import type { PrimeRoseRecord } from '../../src/model/generated/record.ts'
import { parsePseudonym } from '../../src/model/ids.ts'
import type { EnrolmentRow, PseudonymisedSubject } from '../../src/model/pseudonymised.ts'

export const aPseudonym = (n: number) => parsePseudonym(`p1-${n.toString(16).padStart(32, '0')}`)

export function anEnrolment(changes: Partial<EnrolmentRow> = {}): EnrolmentRow {
  return {
    number: 1,
    localName: 'Synthetic cohort',
    cohortKey: 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib',
    cohortGroup: 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib',
    cohortLabel: 'Colorectal, KRAS G12C, sotorasib',
    tumour: 'COADREAD',
    alteration: 'V:HGNC:6407:p.Gly12Cys',
    drugs: 'sotorasib',
    treated: true,
    startQuarter: '2023-Q1',
    startDay: 0,
    mature: true,
    awaiting: false,
    evaluable: true,
    diseaseControl: false,
    noControlReason: 'progressed',
    bestResponse: 'PD',
    confirmedResponse: null,
    pfsDays: 56,
    pfsEvent: 1,
    osDays: 200,
    osEvent: 0,
    grade3Related: false,
    grade3RelatedOrUnknown: true,
    serious: false,
    grade3RelatedEvents: 0,
    seriousEvents: 0,
    respondedDays: null,
    responseDays: null,
    responseEvent: null,
    onTreatmentDays: 50,
    onTreatmentEvent: 1,
    qualityOfLifeChange: null,
    ...changes,
  }
}

/** Only what the store looks at: a whole record has its own builder and schema. */
export function aStoredSubject(
  n: number,
  enrolments: readonly EnrolmentRow[] = [anEnrolment()],
  tumour: string | null = 'COAD',
): PseudonymisedSubject {
  const pseudonym = aPseudonym(n)
  const record = {
    schema: 'prime-rose-record/1',
    trialId: 'synthetic-trial',
    pseudonym,
    ageBand: '60-69',
    sex: 'female',
    tumours: [
      { id: 't2', oncotree: 'LUAD', primary: false },
      { id: 't1', oncotree: tumour, primary: true },
    ],
  } as unknown as PrimeRoseRecord
  const sealedLocalId = Buffer.from(`sealed ${n}`)
  return { pseudonym, record, recommended: null, enrolments, sealedLocalId } as unknown as PseudonymisedSubject
}

export const aKey = { version: 1, id: '0123456789abcdef' }

export function aBatch(
  subjects: readonly PseudonymisedSubject[],
  changes: Partial<IngestHead> = {},
  standing: Partial<Omit<IngestBatch, 'subjects' | 'head'>> = {},
): IngestBatch {
  const head: IngestHead = {
    trialId: 'synthetic-trial',
    cutoff: '2023-10-01',
    mappingId: 'synthetic-mapping',
    mappingVersion: '1',
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    counts: { screened: subjects.length, withdrawn: 0, heldBack: 0, rejected: 0 },
    ...changes,
  }
  return {
    subjects: [subjects],
    head: () => head,
    problems: () => [],
    key: aKey,
    withdrawals: 0,
    allowRemovals: false,
    ...standing,
  }
}
