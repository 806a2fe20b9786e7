/** What a source of any kind can say of a subject reaches the record, and only in the record's own words. */
import { describe, expect, it } from 'vitest'
import type { CommonRecord, Consent, Dose } from '../../src/model/generated/common-record.ts'
import { anEnrolment, anOutcome, aRecord, pseudonymised } from './a-subject.ts'

const origin = (line: number) => ({ sheet: 'x', line })
const recordOf = (parts: Partial<CommonRecord>) => pseudonymised({ record: aRecord(parts) }).record

const aDose = (line: number, parts: Partial<Dose>): Dose => ({
  origin: origin(line),
  drug: 'Herceptin',
  treatmentNumber: '1',
  cycleNumber: '1',
  given: true,
  route: 'iv',
  cycleStart: '2022-02-03',
  oralStart: null,
  oralStop: null,
  ...parts,
})

describe('consents', () => {
  const consent = (kind: Consent['kind'], status: Consent['status'], date: string | null, line = 1): Consent => ({
    origin: origin(line),
    kind,
    status,
    date,
    scope: [],
  })

  it('are unknown where the source holds none', () => {
    expect(recordOf({ consents: [] })).toMatchObject({
      consentScreening: { status: 'unknown' },
      consentTreatment: { status: 'unknown' },
      consentSharing: { status: 'unknown', scope: [] },
    })
  })

  it('of one kind: the latest holds, one without a date is older than any', () => {
    const consents = [
      consent('screening', 'withdrawn', '2022-03-01'),
      consent('screening', 'active', '2022-01'),
      consent('screening', 'refused', null, 9),
    ]
    expect(recordOf({ consents }).consentScreening).toEqual({ status: 'withdrawn', day: 26 })
  })

  it('keep the scope of sharing, each word once', () => {
    const consents = [{ ...consent('sharing', 'active', '2022-01-11'), scope: ['safety', 'efficacy', 'safety'] }]
    expect(recordOf({ consents }).consentSharing).toEqual({ status: 'active', scope: ['efficacy', 'safety'] })
  })
})

describe('screening and status', () => {
  it('count from treatment where there is one', () => {
    expect(recordOf({ screenedOn: '2022-01-24' })).toMatchObject({ anchor: 'treatment', screeningDay: -10 })
    expect(recordOf({ screenedOn: null })).not.toHaveProperty('screeningDay')
  })

  it('make the day of screening day 0 of a subject who was never treated', () => {
    const outcome = anOutcome({
      treated: false,
      started: null,
      pfsDays: null,
      pfsEvent: null,
      osDays: null,
      osEvent: null,
    })
    const { record } = pseudonymised({ record: aRecord({ screenedOn: '2022-01-22' }), outcomes: [outcome] })
    expect(record).toMatchObject({ anchor: 'screening', screeningDay: 0, performance: [{ day: 10 }] })
  })

  it('take the status that the source states before the one that follows from the rows', () => {
    expect(recordOf({}).status).toBe('on-study-intervention')
    expect(recordOf({ status: 'off-study' }).status).toBe('off-study')
  })
})

describe('treatments', () => {
  it('carry line, earlier lines and drugs beside the cohort, where the source states them', () => {
    const enrolment = anEnrolment({ line: 3, priorLines: 2, backbone: ['Xeloda tabl.', 'typed thing'] })
    const record = aRecord({ enrolments: [enrolment] })
    const agentsOf = (text: string) => (text === 'Xeloda tabl.' ? ['capecitabine'] : [''])
    expect(pseudonymised({ record, agentsOf }).record.treatments[0]).toMatchObject({
      line: 3,
      priorLines: 2,
      backbone: [
        { inn: 'capecitabine', sourceName: null },
        { inn: 'unknown', sourceName: null },
      ],
    })
    const [plain] = recordOf({}).treatments
    expect(plain).toMatchObject({ line: 'unknown' })
    expect(plain).not.toHaveProperty('backbone')
  })

  it('list what was given, one ingredient at a time, in the order of time, and nothing that was only planned', () => {
    const doses = [
      aDose(3, {
        drug: 'pills as typed',
        route: 'oral',
        cycleStart: null,
        oralStart: '2022-03',
        oralStop: '2022-03-30',
      }),
      aDose(4, { drug: 'Phesgo 600', cycleNumber: '2', cycleStart: '2022-02-24' }),
      aDose(5, { cycleNumber: 'first', cycleStart: '2022-02-03' }),
      aDose(6, { given: false, cycleStart: '2022-03-17' }),
      aDose(7, { given: null, cycleStart: '2022-03-18' }),
    ]
    const agentsOf = (text: string) =>
      text === 'Phesgo 600' ? ['pertuzumab', 'trastuzumab'] : text === 'Herceptin' ? ['trastuzumab'] : ['']
    const { record } = pseudonymised({ record: aRecord({ doses }), agentsOf })
    expect(record.treatments[0]?.cycles).toEqual([
      { agent: 'trastuzumab', route: 'iv', startDay: 0, startDayPrecision: 'day', endDay: null },
      { agent: 'pertuzumab', number: 2, route: 'iv', startDay: 21, startDayPrecision: 'day', endDay: null },
      { agent: 'trastuzumab', number: 2, route: 'iv', startDay: 21, startDayPrecision: 'day', endDay: null },
      {
        agent: 'unknown',
        number: 1,
        route: 'oral',
        startDay: 30,
        startDayPrecision: 'month',
        endDay: 55,
        endDayPrecision: 'day',
      },
    ])
  })

  it('keep cycles apart by the allocation that they follow', () => {
    const enrolments = [anEnrolment(), anEnrolment({ origin: { sheet: 'coh', line: 4 }, allocated: '2022-06-01' })]
    const outcomes = [
      anOutcome(),
      anOutcome({ origin: { sheet: 'coh', line: 4 }, allocated: '2022-06-01', started: '2022-06-05' }),
    ]
    const doses = [aDose(3, {}), aDose(4, { cycleStart: '2022-06-05' })]
    const { record } = pseudonymised({ record: aRecord({ enrolments, doses }), outcomes })
    expect(record.treatments.map(treatment => treatment.cycles?.map(cycle => cycle.startDay))).toEqual([[0], [122]])
  })
})

describe('assessments and adverse events', () => {
  it('keep measured lesions and what the source calls confirmed', () => {
    const row = aRecord().assessments[0]
    if (row === undefined) throw new Error('no assessment')
    const assessments = [
      {
        ...row,
        responses: [{ criterion: 'RECIST1.1' as const, response: 'PR' as const, confirmed: true }],
        sumDiameters: 41.5,
        newLesions: false,
      },
      { ...row, origin: origin(9), date: '2022-08-01', sumDiameters: 15108695088, newLesions: null },
    ]
    const [first, second] = recordOf({ assessments }).assessments
    expect(first).toMatchObject({ response: 'PR', confirmed: true, sumDiameters: 41.5, newLesions: false })
    expect(second).not.toHaveProperty('sumDiameters')
    expect(second).not.toHaveProperty('newLesions')
  })

  it('keep codes of the term that are codes, and the version of the criteria', () => {
    const [event] = aRecord().adverseEvents
    if (event === undefined) throw new Error('no event')
    const events = (ncit: string, meddra: string) =>
      recordOf({ adverseEvents: [{ ...event, ncit, meddra, ctcaeVersion: '5.0' }] }).adverseEvents
    expect(events('C143283', '10037844')).toMatchObject([
      { term: { ncit: 'C143283', meddra: '10037844', text: null }, ctcaeVersion: '5.0' },
    ])
    expect(events('rash', '15108695088')).toMatchObject([{ term: { ncit: null, meddra: null } }])
  })
})

describe('follow-up', () => {
  const followUp = (line: number, lastSeenAlive: string | null, status: 'alive' | 'lost' | 'dead' | null) => ({
    origin: origin(line),
    lastSeenAlive,
    deathDate: null,
    status,
  })
  const statusOf = (...followUps: ReturnType<typeof followUp>[]) => recordOf({ followUps, assessments: [] }).followUp

  it('is lost at its last contact, where the row with the latest date says so', () => {
    expect(statusOf(followUp(3, '2022-08-01', 'lost'), followUp(4, '2022-06-13', 'alive'))).toEqual({
      vitalStatus: 'lost',
      lastContactDay: 179,
      deathDay: null,
    })
    expect(statusOf(followUp(3, '2022-06-01', 'lost'), followUp(4, '2022-06-13', 'alive')).vitalStatus).toBe('alive')
  })

  it('is not lost by a row without a status, and dead where a form says so without a date', () => {
    expect(statusOf(followUp(3, '2022-08-01', null)).vitalStatus).toBe('alive')
    expect(statusOf(followUp(3, '2022-08-01', 'alive'), followUp(4, null, 'dead'))).toMatchObject({
      vitalStatus: 'dead',
      deathDay: null,
    })
  })
})
