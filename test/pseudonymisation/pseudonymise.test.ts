import { describe, expect, it } from 'vitest'
import { derivePseudonym } from '../../src/pseudonymisation/pseudonym.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../../src/pseudonymisation/purposes.ts'
import { WITHHELD_TEXT } from '../../src/pseudonymisation/record-treatments.ts'
import { findResidue } from '../../src/pseudonymisation/residue.ts'
import { aKey, anEnrolment, anOutcome, aRecord, pseudonymised } from './a-subject.ts'

const neverTreated = {
  treated: false,
  started: null,
  pfsDays: null,
  osDays: null,
  pfsEvent: null,
  osEvent: null,
} as const

/** Every text and date of the source that must not survive. */
function secretsOf(record: object) {
  const texts: string[] = []
  JSON.stringify(record, (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value)
    return value
  })
  const codes = new Set(['impress-norway', 'RECIST1.1', 'EQ-5D-5L'])
  return { subjectId: '0301-007', texts: texts.filter(text => !codes.has(text)) }
}

describe('pseudonymise', () => {
  it('leaves no date, local id or typed text in the record', () => {
    const record = aRecord()
    const secrets = secretsOf(record)
    expect(secrets.texts.length).toBeGreaterThan(20)
    expect(findResidue(pseudonymised({ record }).record, secrets)).toEqual([])
  })

  it('keeps the local spelling of the cohort in the enrolment alone, of all places', () => {
    const { record, enrolments } = pseudonymised()
    expect(enrolments[0]?.localName).toBe('HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab')
    expect(JSON.stringify(record)).not.toContain('Traztuzumab')
    const secrets = { subjectId: '0301-007', texts: [enrolments[0]?.localName ?? ''] }
    expect(findResidue({ record, enrolments }, secrets)).toEqual([
      { path: '/enrolments/0/localName', kind: 'source-text' },
    ])
  })

  it('names the subject by its keyed pseudonym', () => {
    const input = { trialId: 'impress-norway', purpose: RECORD_PURPOSE, subjectId: '0301-007' }
    const { pseudonym, record } = pseudonymised()
    expect(pseudonym).toBe(derivePseudonym(aKey, input))
    expect(record.pseudonym).toBe(pseudonym)
  })

  it('refuses the key of another trial', () => {
    const key = makePseudonymKey({
      trialId: 'drup',
      version: 1,
      secret: Uint8Array.from({ length: 32 }, (_, at) => at),
    })
    expect(() => pseudonymised({ key })).toThrow(expect.objectContaining({ code: 'pseudonym/bad-key-file' }))
  })

  it('counts days from the first study treatment day', () => {
    const { record, enrolments } = pseudonymised()
    expect(record.anchor).toBe('treatment')
    expect(record.treatments[0]).toMatchObject({ startDay: 0, startQuarter: '2022-Q1', status: 'ongoing' })
    expect(record.assessments).toMatchObject([{ day: 112, dayPrecision: 'day', visit: 'W16', response: 'SD' }])
    expect(record.performance).toEqual([{ day: -2, dayPrecision: 'day', ecog: 1 }])
    expect(record.adverseEvents).toMatchObject([{ onsetDay: 7, related: 'yes', expected: true, outcome: 'unknown' }])
    expect(record.outcomes).toMatchObject([{ pfsDay: 112, osDay: 130, objectiveResponse: false }])
    expect(record.followUp).toEqual({ vitalStatus: 'alive', lastContactDay: 130, deathDay: null })
    expect(enrolments[0]).toMatchObject({ number: 1, startDay: 0, startQuarter: '2022-Q1', pfsDays: 112 })
  })

  it('counts from the first allocation where the subject was never treated', () => {
    const { record, enrolments } = pseudonymised({ outcomes: [anOutcome(neverTreated)] })
    expect(record.anchor).toBe('screening')
    expect(record.performance[0]?.day).toBe(0)
    expect(record.treatments[0]).toMatchObject({ status: 'not-started' })
    expect(record.treatments[0]).not.toHaveProperty('startDay')
    expect(record.status).toBe('pending-on-study')
    expect(enrolments[0]).toMatchObject({ startDay: null, startQuarter: null })
  })

  it('knows no day where there is neither treatment nor allocation date', () => {
    const record = aRecord({ enrolments: [anEnrolment({ allocated: '2022-02' })], ageYears: 44, birth: null })
    const { record: result } = pseudonymised({
      record,
      outcomes: [anOutcome({ ...neverTreated, allocated: '2022-02' })],
    })
    expect(result.performance).toEqual([{ day: null, ecog: 1 }])
    expect(result.ageBand).toBe('40-49')
  })

  it('makes a record of a subject that was only screened', () => {
    const bare = { doses: [], assessments: [], performance: [], adverseEvents: [], followUps: [], qualityOfLife: [] }
    const { record, enrolments } = pseudonymised({ record: aRecord({ enrolments: [], ...bare }), outcomes: [] })
    expect(enrolments).toEqual([])
    expect(record).toMatchObject({ status: 'screening', ageBand: 'unknown', followUp: { vitalStatus: 'unknown' } })
    expect(record.tumours).toMatchObject([{ oncotree: null, reviewCode: 'tumour-unknown', primary: true }])
  })

  it('numbers enrolments by allocation and gives each row to the interval that holds it', () => {
    const second = anOutcome({ origin: { sheet: 'coh', line: 4 }, allocated: '2022-05-01', started: '2022-05-10' })
    const record = aRecord({
      enrolments: [anEnrolment(), anEnrolment({ origin: { sheet: 'coh', line: 4 }, allocated: '2022-05-01' })],
    })
    const { record: result, enrolments } = pseudonymised({ record, outcomes: [second, anOutcome()] })
    expect(enrolments.map(({ number, startDay }) => [number, startDay])).toEqual([
      [1, 0],
      [2, 96],
    ])
    expect(result.assessments[0]?.treatmentId).toBe('c2')
    expect(result.adverseEvents[0]?.treatmentId).toBe('c1')
    expect(result.outcomes.map(({ pfsDay }) => pfsDay)).toEqual([112, 208])
    expect(result.tumours).toHaveLength(1)
  })

  it('writes a drug as its canonical ingredient or as unknown', () => {
    const inn = (drugs: string | null) =>
      pseudonymised({ outcomes: [anOutcome({ drugs })] }).record.treatments[0]?.agents.map(agent => agent.inn)
    expect(inn('pertuzumab+trastuzumab')).toEqual(['pertuzumab', 'trastuzumab'])
    expect(inn('interferon-alfa-2b')).toEqual(['interferon-alfa-2b'])
    expect(inn('given-2022-02-03')).toEqual(['unknown'])
    expect(inn(null)).toEqual(['unknown'])
    expect(inn('Herceptin from Dr. Hansen')).toEqual(['unknown'])
  })

  it('leaves out an ICD-10 cell that is no code', () => {
    const record = aRecord({ enrolments: [anEnrolment({ icd10: 'Kari Nordmann' })] })
    expect(pseudonymised({ record }).record.tumours[0]?.sourceCodes).toEqual([])
  })

  it('does not take a pan-tumour cohort for a tumour', () => {
    const { record } = pseudonymised({ outcomes: [anOutcome({ tumour: 'PAN' })] })
    expect(record.tumours[0]).toMatchObject({ oncotree: null, reviewCode: 'tumour-ambiguous' })
  })

  it('takes the tumour from the terminology handed in', () => {
    const { record } = pseudonymised({
      tumourOf: ({ icd10 }) => ({
        oncotree: icd10 === 'C22.1' ? 'IHCH' : null,
        reviewCode: null,
        mapEquivalence: 'wider',
      }),
    })
    expect(record.tumours[0]).toMatchObject({ oncotree: 'IHCH', icd10: 'C22.1', primary: true })
  })

  it('does not say which alteration of an any-of cohort the patient has', () => {
    const alterationOf = (alteration: string) =>
      pseudonymised({ outcomes: [anOutcome({ alteration })] }).record.alterations[0]
    expect(alterationOf('G:HGNC:1100:lof,G:HGNC:1101:lof')).toMatchObject({
      canonical: null,
      reviewCode: 'gene-ambiguous',
    })
    expect(alterationOf('G:HGNC:3430:amp')).toMatchObject({ class: 'cna', cnaKind: 'amp', geneHgnc: 'HGNC:3430' })
    expect(alterationOf('P:TMB:high@20')).toMatchObject({ class: 'signature', canonical: 'P:TMB:high@20' })
  })

  it('withholds a cohort name in which an identifier stands', () => {
    const name = 'HER2 pas. Kari Nordmann 15108695088'
    const outcome = anOutcome({ localName: name, cohortKey: null, cohortGroup: name.toLowerCase(), cohortLabel: name })
    const { enrolments } = pseudonymised({ outcomes: [outcome] })
    expect(enrolments[0]).toMatchObject({
      localName: WITHHELD_TEXT,
      cohortGroup: WITHHELD_TEXT,
      cohortLabel: WITHHELD_TEXT,
    })
  })

  it('drops quality-of-life items that could be a date or an id', () => {
    expect(pseudonymised().record.qol).toMatchObject([{ day: 112, scores: { VAS: 70, '1': 2 } }])
    expect(Object.keys(pseudonymised().record.qol[0]?.scores ?? {})).toHaveLength(2)
  })

  it('takes the earlier of two complete death dates, and no death after the cut-off', () => {
    const record = aRecord({
      deaths: [{ origin: { sheet: 'eos', line: 3 }, date: '2022-08-02' }],
      followUps: [
        { origin: { sheet: 'fu', line: 3 }, lastSeenAlive: '2022-06-13', deathDate: '2022-08-01', status: 'dead' },
      ],
    })
    expect(pseudonymised({ record }).record).toMatchObject({
      status: 'off-study',
      followUp: { vitalStatus: 'dead', deathDay: 179, deathDayPrecision: 'day' },
    })
    const early = pseudonymised({ record, cutoff: '2022-07-01' }).record
    expect(early.followUp).toEqual({ vitalStatus: 'alive', lastContactDay: 130, deathDay: null })
  })

  it('keeps a form without response as one that was entered', () => {
    const [assessment] = aRecord().assessments
    if (assessment === undefined) return expect.unreachable()
    const responses = [{ criterion: 'RECIST1.1' as const, response: null }]
    const { record } = pseudonymised({ record: aRecord({ assessments: [{ ...assessment, responses }] }) })
    expect(record.assessments).toMatchObject([{ visit: 'W16', criteria: 'RECIST1.1', response: null }])
  })

  it('names the path of what its schema refuses, never the value', () => {
    const record = aRecord({
      performance: [{ origin: { sheet: 'ecog', line: 3 }, visit: null, date: null, gradeByText: 7, gradeByCode: null }],
    })
    try {
      pseudonymised({ record })
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'ingest/record-invalid', detail: { place: '/performance/0/ecog' } })
      expect(String(error)).not.toContain('7')
    }
  })
})
