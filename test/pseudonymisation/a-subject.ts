/** Builders of synthetic subjects; no person is meant. */
import type { CommonRecord } from '../../src/model/generated/common-record.ts'
import { commonRecordSchema } from '../../src/model/generated/common-record.ts'
import type { Outcome } from '../../src/model/generated/outcome.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { type PseudonymiseInput, pseudonymise } from '../../src/pseudonymisation/pseudonymise.ts'

export const aKey = makePseudonymKey({
  trialId: 'impress-norway',
  version: 1,
  secret: Uint8Array.from({ length: 32 }, (_, at) => at + 1),
})

const origin = (sheet: string, line: number) => ({ sheet, line })

export function anEnrolment(
  parts: Partial<CommonRecord['enrolments'][number]> = {},
): CommonRecord['enrolments'][number] {
  return {
    origin: origin('coh', 3),
    localName: 'HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab',
    allocated: '2022-02-01',
    icd10: 'C22.1',
    tumourPick: 'Cholangiocarcinoma',
    tumourShort: 'gallegangskreft, typed',
    drugs: ['Pertuzumab', 'Traztuzumab'],
    targetName: 'HER2 overexpression typed by hand',
    targetMutation: null,
    geneMutation: null,
    ...parts,
  }
}

export function anOutcome(parts: Partial<Outcome> = {}): Outcome {
  return {
    ruleVersion: 'w16/1',
    origin: origin('coh', 3),
    localName: 'HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab',
    allocated: '2022-02-01',
    cohortKey: 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab',
    cohortGroup: 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab',
    cohortLabel: 'HER2 expression, cholangiocarcinoma, pertuzumab + trastuzumab',
    tumour: 'CHOL',
    alteration: 'E:HGNC:3430:pos',
    drugs: 'pertuzumab+trastuzumab',
    treated: true,
    started: '2022-02-03',
    mature: true,
    awaiting: false,
    evaluable: true,
    criterion: 'RECIST1.1',
    diseaseControlW16: true,
    noControlReason: null,
    bestOverallResponse: 'SD',
    confirmedResponse: null,
    treatmentEnded: null,
    lastDose: '2022-05-01',
    stopReason: null,
    progressed: null,
    pfsDays: 112,
    pfsEvent: 0,
    osDays: 130,
    osEvent: 0,
    grade3Related: false,
    grade3RelatedOrUnknown: true,
    serious: false,
    respondedDays: null,
    responseDays: null,
    responseEvent: null,
    onTreatmentDays: 87,
    onTreatmentEvent: 0,
    grade3RelatedEvents: 0,
    seriousEvents: 0,
    qualityOfLifeChange: 'stable',
    ageYears: 61,
    ecog: 1,
    ...parts,
  }
}

export function aRecord(parts: Partial<CommonRecord> = {}): CommonRecord {
  const example = commonRecordSchema.examples[0] as unknown as CommonRecord
  return {
    ...example,
    birth: '1961-03-12',
    screenedOn: null,
    tumours: [],
    specimens: [],
    alterations: [],
    enrolments: [anEnrolment()],
    performance: [{ origin: origin('ecog', 3), visit: 'V00', date: '2022-02-01', gradeByText: 1, gradeByCode: 2 }],
    adverseEvents: [
      {
        origin: origin('ae', 3),
        key: '1',
        term: 'Rash after visit to Storgata',
        grade: 3,
        onset: '2022-02-10',
        ended: null,
        outcome: null,
        serious: false,
        becameSerious: null,
        drugs: [
          { name: 'Herceptin typed', relation: 'related', expected: true },
          { name: null, relation: null, expected: null },
        ],
      },
    ],
    qualityOfLife: [
      {
        origin: origin('eq5d', 3),
        instrument: 'EQ-5D-5L',
        visitName: 'Week 16',
        date: '2022-05-26',
        items: { VAS: 70, '1': 2, EQ5DDAT: 20220526, Q26052022: 5, Q1: 20220526 },
      },
    ],
    followUps: [{ origin: origin('fu', 3), lastSeenAlive: '2022-06-13', deathDate: null, status: 'alive' }],
    ...parts,
  }
}

export function pseudonymised(parts: Partial<PseudonymiseInput> = {}) {
  return pseudonymise({
    record: aRecord(),
    outcomes: [anOutcome()],
    key: aKey,
    mapping: { id: 'impress-norway', version: '1' },
    versions: { normaliser: '1', oncotree: '2025-10-03' },
    ...parts,
  })
}
