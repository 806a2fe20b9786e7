import { describe, expect, it } from 'vitest'
import { importFhir } from '../../../support/fhir-import.ts'
import {
  aCourse,
  anEvent,
  anInfusion,
  anObservation,
  aParticipation,
  aPatient,
  aResource,
  aResponse,
  COHORT,
  coded,
  LOINC,
  NCIT,
  SNOMED,
} from '../../../support/fhir-resources.ts'

const TRASTUZUMAB = 'L01FD01'
const inCohort = [aParticipation(COHORT, '2024-01-01')]
const read = (...entries: Parameters<typeof importFhir>[0][number][]) => importFhir([...inCohort, ...entries])
const codesOf = (problems: readonly string[]) => problems.map(problem => problem.split(' ')[0])

describe('a patient of the trial', () => {
  it('has an enrolment for each arm, allocated when the participation began', () => {
    const { record } = importFhir([
      aParticipation(COHORT, '2024-01-01'),
      aParticipation('Another/name/here', '2024-06-01'),
    ])
    expect(record.enrolments.map(({ localName, allocated }) => [localName, allocated])).toEqual([
      [COHORT, '2024-01-01'],
      ['Another/name/here', '2024-06-01'],
    ])
  })

  it('was allocated without a cohort where they are past screening and no arm is named', () => {
    expect(importFhir([aParticipation(undefined, '2024-01-01')]).record.enrolments).toMatchObject([{ localName: null }])
    const screening = importFhir([aParticipation(undefined, '2024-01-01', { status: 'screening' })]).record
    expect(screening).toMatchObject({ enrolments: [], screenedOn: '2024-01-01', status: 'screening' })
  })

  it('is one by the registry number of the study, with or without its letters, or by the study it points to', () => {
    const by = (study: object) => importFhir([aParticipation(COHORT, '2024-01-01', { study })]).record.enrolments.length
    expect(by({ identifier: { system: 'http://clinicaltrials.gov', value: '04341181' } })).toBe(1)
    expect(by({ identifier: { system: 'http://clinicaltrials.gov', value: 'NCT00000001' } })).toBe(0)
    const study = aResource('ResearchStudy', {
      status: 'active',
      identifier: [{ system: 'http://clinicaltrials.gov', value: 'NCT04341181' }],
    })
    for (const reference of [
      `ResearchStudy/${study.resource['id']}`,
      `https://fhir.example.test/r4/ResearchStudy/${study.resource['id']}`,
    ]) {
      expect(
        importFhir([study, aParticipation(COHORT, '2024-01-01', { study: { reference } })]).record.enrolments,
      ).toHaveLength(1)
    }
  })

  it('keeps the year of a birth that is only a year, and no name', () => {
    const named = aPatient({ birthDate: '1961', name: [{ family: 'Synthetic' }], address: [{ city: 'Nowhere' }] })
    const { record } = importFhir([named, ...inCohort])
    expect(record).toMatchObject({ birth: '1961', sex: 'female' })
    expect(JSON.stringify(record)).not.toMatch(/Synthetic|Nowhere/)
  })
})

describe('what was given', () => {
  it('is an infusion by its moment, and an intake by its stretch or its route', () => {
    const { record } = read(
      anInfusion(TRASTUZUMAB, '2024-01-10T09:00:00+01:00'),
      aCourse('L01FD02', '2024-01-10', '2024-03-01'),
      anInfusion(TRASTUZUMAB, '2024-02-10', { dosage: { route: coded(SNOMED, '26643006') } }),
    )
    expect(
      record.doses.map(({ drug, route, cycleStart, oralStart, oralStop }) => [
        drug,
        route,
        cycleStart,
        oralStart,
        oralStop,
      ]),
    ).toEqual([
      ['trastuzumab', 'iv', '2024-01-10', null, null],
      ['trastuzumab', 'oral', null, '2024-02-10', '2024-02-10'],
      ['pertuzumab', 'oral', null, '2024-01-10', '2024-03-01'],
    ])
  })

  it('is told by administrations where a course of the same drug stands beside them', () => {
    const { record } = read(anInfusion(TRASTUZUMAB, '2024-01-10'), aCourse(TRASTUZUMAB, '2024-01-10', '2024-03-01'))
    expect(record.doses).toHaveLength(1)
    expect(record.treatmentEnds).toMatchObject([{ ended: '2024-03-01' }])
  })

  it.each([
    ['not-done', false],
    ['in-progress', true],
    ['unknown', null],
    ['on-hold', null],
  ])('with the status %s counts as %s', (status, given) => {
    expect(read(anInfusion(TRASTUZUMAB, '2024-01-10', { status })).record.doses).toMatchObject([{ given }])
  })

  it('entered in error is nothing, and a request is nothing whatever its status', () => {
    expect(read(anInfusion(TRASTUZUMAB, '2024-01-10', { status: 'entered-in-error' })).record.doses).toEqual([])
    for (const status of ['draft', 'active', 'completed', 'stopped']) {
      const request = aResource('MedicationRequest', {
        status,
        intent: 'order',
        medicationCodeableConcept: coded('http://www.whocc.no/atc', TRASTUZUMAB),
      })
      expect(read(request).record.doses).toEqual([])
    }
  })

  it('beside the trial is left out, and what nobody can read is reported', () => {
    const paracetamol = aResource('MedicationStatement', {
      status: 'active',
      medicationCodeableConcept: { text: 'Study drug X' },
    })
    const aspirin = anInfusion('L01EX02', '2024-01-10', { medicationCodeableConcept: { text: 'olaparib' } })
    const { record, problems } = read(paracetamol, aspirin)
    expect(record.doses).toEqual([])
    expect(codesOf(problems)).toEqual(['unknown-drug'])
  })

  it('within the trial counts whatever its name where the resource says so', () => {
    const extension = [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/workflow-researchStudy',
        valueReference: { identifier: { system: 'http://clinicaltrials.gov', value: 'NCT04341181' } },
      },
    ]
    const given = anInfusion('X', '2024-01-10', { extension, medicationCodeableConcept: { text: 'Study drug X' } })
    expect(read(given).record.doses).toMatchObject([{ drug: 'Study drug X' }])
  })

  it('is known by the Medication that it points to', () => {
    const medication = aResource('Medication', { code: coded('http://www.whocc.no/atc', TRASTUZUMAB) })
    const given = aResource('MedicationAdministration', {
      status: 'completed',
      medicationReference: { reference: `Medication/${medication.resource['id']}` },
      effectiveDateTime: '2024-01-10',
    })
    expect(read(medication, given).record.doses).toMatchObject([{ drug: 'trastuzumab' }])
  })
})

describe('the end of a treatment', () => {
  const ended = (end: string, code?: string) =>
    aCourse(TRASTUZUMAB, '2024-01-10', end, code === undefined ? {} : { statusReason: [coded(SNOMED, code)] })

  it('is that of its last drug, with the reason that is stated', () => {
    const other = aCourse('L01FD02', '2024-01-10', '2024-02-01')
    expect(read(ended('2024-03-01', '407563006'), other).record.treatmentEnds).toMatchObject([
      { ended: '2024-03-01', reason: 'toxicity' },
    ])
  })

  it('is not there while one of the drugs goes on', () => {
    expect(read(ended('2024-03-01'), aCourse('L01FD02', '2024-01-10', undefined)).record.treatmentEnds).toEqual([])
  })

  it('has the clinician’s date of progression where that was the reason', () => {
    const verdict = aResponse(coded(NCIT, 'C35571'), '2024-02-20', { method: undefined })
    expect(read(ended('2024-03-01', '266721009'), verdict).record.treatmentEnds).toMatchObject([
      { progressionDate: '2024-02-20' },
    ])
    expect(read(ended('2024-03-01', '105480006'), verdict).record.treatmentEnds).toMatchObject([
      { progressionDate: null },
    ])
  })
})

describe('an assessment', () => {
  it('takes its visit from its encounter', () => {
    const encounter = aResource('Encounter', {
      status: 'finished',
      class: { code: 'AMB' },
      type: [coded('urn:site:visit', 'W16')],
    })
    const assessed = aResponse(coded(NCIT, 'C18213'), '2024-05-01', {
      encounter: { reference: `Encounter/${encounter.resource['id']}` },
    })
    const { record } = importFhir([...inCohort, encounter, assessed], {
      codes: { visit: { 'urn:site:visit': { W16: 'V03' } } },
      visitsByDay: false,
    })
    expect(record.assessments).toMatchObject([
      { visit: 'V03', responses: [{ criterion: 'RECIST1.1', response: 'SD' }] },
    ])
  })

  it.each([
    ['2024-01-08', 'V00'],
    ['2024-03-06', 'V02'],
    ['2024-04-16', null],
    ['2024-04-17', 'V03'],
    ['2024-05-15', 'V03'],
    ['2024-05-16', null],
  ])('on %s, treated from 2024-01-10, is at %s by its day', (date, visit) => {
    const { record } = read(anInfusion(TRASTUZUMAB, '2024-01-10'), aResponse(coded(NCIT, 'C18213'), date))
    expect(record.assessments).toMatchObject([{ visit }])
  })

  it('is at no visit where days may not tell, and of two near one day the nearer is the visit', () => {
    const given = anInfusion(TRASTUZUMAB, '2024-01-10')
    const [near, far] = [aResponse(coded(NCIT, 'C18213'), '2024-05-01'), aResponse(coded(NCIT, 'C35571'), '2024-05-10')]
    expect(importFhir([...inCohort, given, near], { visitsByDay: false }).record.assessments).toMatchObject([
      { visit: null },
    ])
    expect(read(given, near, far).record.assessments.map(({ visit }) => visit)).toEqual(['V03', null])
  })

  it('joins the criteria of one visit, and declares the one of the baseline', () => {
    const immune = { system: 'urn:prime-rose:fhir:code:criteria', code: 'iRECIST' }
    const { record } = read(
      anInfusion(TRASTUZUMAB, '2024-01-10'),
      aResponse(undefined, '2024-01-08', { method: { coding: [immune] } }),
      aResponse(coded(NCIT, 'C18213'), '2024-05-01'),
      aResponse({ coding: [{ system: 'urn:prime-rose:fhir:code:response', code: 'iSD' }] }, '2024-05-01', {
        method: { coding: [immune] },
      }),
    )
    expect(record.criteria).toMatchObject([{ visit: 'V00', criterion: 'iRECIST' }])
    expect(record.assessments).toHaveLength(2)
    expect(record.assessments[1]?.responses).toEqual([
      { criterion: 'RECIST1.1', response: 'SD' },
      { criterion: 'iRECIST', response: 'iSD' },
    ])
  })

  it('of the German modules is a clinician’s unless its method says otherwise; four letters map, the others do not', () => {
    const MII = 'https://www.medizininformatik-initiative.de/fhir/ext/'
    const onco = (code: string) =>
      anObservation(coded(SNOMED, '396432002'), {
        effectiveDateTime: '2024-05-01',
        valueCodeableConcept: coded(`${MII}modul-onko/CodeSystem/mii-cs-onko-verlauf-gesamtbeurteilung`, code),
      })
    const responses = ['V', 'T', 'K', 'P', 'U', 'X', 'B', 'R', 'D', 'Y'].map(code => {
      const { record, problems } = read(onco(code))
      return [
        code,
        record.assessments[0]?.responses[0]?.response,
        record.assessments[0]?.responses[0]?.criterion,
        problems.length,
      ]
    })
    expect(responses).toEqual([
      ['V', 'CR', 'clinical', 0],
      ['T', 'PR', 'clinical', 0],
      ['K', 'SD', 'clinical', 0],
      ['P', 'PD', 'clinical', 0],
      ['U', 'NE', 'clinical', 0],
      ['X', 'NE', 'clinical', 0],
      ['B', null, 'clinical', 1],
      ['R', null, 'clinical', 1],
      ['D', null, 'clinical', 1],
      ['Y', null, 'clinical', 1],
    ])
    const board = anObservation(coded(SNOMED, '396432002'), {
      status: 'registered',
      effectiveDateTime: '2024-05-01',
      method: coded(`${MII}modul-mtb/CodeSystem/mii-cs-mtb-response-befund-beurteilungsmethode`, 'RECIST'),
      valueCodeableConcept: coded(`${MII}modul-mtb/CodeSystem/mii-cs-mtb-response-befund-beurteilung`, 'PD'),
    })
    expect(read(board).record.assessments).toMatchObject([{ responses: [{ criterion: 'RECIST1.1', response: 'PD' }] }])
  })

  it('with two codes that mean different things means nothing, and is reported', () => {
    const both = {
      coding: [
        { system: NCIT, code: 'C18213' },
        { system: NCIT, code: 'C35571' },
      ],
    }
    const { record, problems } = read(aResponse(both, '2024-05-01'))
    expect(record.assessments[0]?.responses).toEqual([{ criterion: 'RECIST1.1', response: null }])
    expect(codesOf(problems)).toEqual(['unknown-code'])
  })
})

describe('an adverse event', () => {
  const eventOf = (given: Parameters<typeof anEvent>[0]) => {
    const { record, problems } = read(anEvent(given))
    const [event] = record.adverseEvents
    return { grade: event?.grade, serious: event?.serious, problems: codesOf(problems), event }
  }
  const GRADE = 'http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade'
  const MII_GRADE =
    'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-vs-onko-nebenwirkung-ctcae-grad'

  it('has its grade in the extension, and R4’s own severity is none', () => {
    expect(eventOf({ extension: [{ url: GRADE, valueCodeableConcept: coded(NCIT, 'C41340') }] })).toMatchObject({
      grade: 3,
      serious: null,
      problems: [],
    })
    const severe = { severity: coded('http://terminology.hl7.org/CodeSystem/adverse-event-severity', 'severe') }
    expect(eventOf(severe)).toMatchObject({ grade: null, problems: [] })
  })

  it('has its grade where the German module misplaces it, and is not serious for that', () => {
    expect(eventOf({ severity: coded(MII_GRADE, '4') })).toMatchObject({ grade: 4, serious: null, problems: [] })
    expect(eventOf({ seriousness: coded(MII_GRADE, '4') })).toMatchObject({ grade: 4, serious: null, problems: [] })
  })

  it('is serious by its own code, whatever its grade', () => {
    expect(eventOf({ seriousness: coded(NCIT, 'C41335') })).toMatchObject({ grade: null, serious: true })
    expect(eventOf({ seriousness: coded(NCIT, 'C41336') })).toMatchObject({ serious: false })
    expect(eventOf({ seriousness: coded('urn:site', 'x') })).toMatchObject({
      serious: null,
      problems: ['unknown-code'],
    })
  })

  it('names the drugs that are suspected and how each is related; a possible relation is not a certain one', () => {
    const drug = anInfusion(TRASTUZUMAB, '2024-01-10')
    const suspectEntity = [
      {
        instance: { reference: `MedicationAdministration/${drug.resource['id']}` },
        causality: [
          { assessment: coded('http://terminology.hl7.org/CodeSystem/adverse-event-causality-assess', 'Possible') },
        ],
      },
    ]
    const { record } = read(drug, anEvent({ suspectEntity }))
    expect(record.adverseEvents[0]?.drugs).toEqual([{ name: 'trastuzumab', relation: 'unknown', expected: null }])
  })

  it('that might have happened did not', () => {
    expect(read(anEvent({ actuality: 'potential' })).record.adverseEvents).toEqual([])
  })
})

describe('the other facts', () => {
  it('a death has its day, or is known without one', () => {
    expect(importFhir([aPatient({ deceasedDateTime: '2024-08-01T10:00:00Z' })]).record.deaths).toMatchObject([
      { date: '2024-08-01' },
    ])
    const undated = importFhir([aPatient({ deceasedBoolean: true })]).record
    expect([undated.deaths, undated.followUps]).toMatchObject([[], [{ status: 'dead', deathDate: null }]])
    expect(
      read(anObservation(coded(SNOMED, '184305005'), { effectiveDateTime: '2024-08-02' })).record.deaths,
    ).toMatchObject([{ date: '2024-08-02' }])
  })

  it('ECOG is an integer, a LOINC answer or a component, never the answer’s place in a list', () => {
    const by = (code: object, given: object) =>
      read(anObservation({ ...code }, { effectiveDateTime: '2024-01-08', ...given })).record.performance[0]?.gradeByText
    expect(by(coded(LOINC, '89247-1'), { valueInteger: 2 })).toBe(2)
    expect(by(coded(LOINC, '89262-0'), { valueCodeableConcept: coded(LOINC, 'LA9623-5') })).toBe(1)
    expect(
      by(coded(SNOMED, '423690003'), {
        component: [{ code: coded(SNOMED, '423740007'), valueCodeableConcept: coded(LOINC, 'LA9622-7') }],
      }),
    ).toBe(0)
    expect(by(coded(LOINC, '89243-0'), { valueInteger: 90 })).toBeUndefined()
  })

  it('OncoTree is known by the system of its value, under whatever code', () => {
    const condition = aResource('Condition', { code: coded('http://hl7.org/fhir/sid/icd-10', 'C34.9') })
    const oncotree = anObservation(coded(SNOMED, '371469007'), {
      valueCodeableConcept: coded('http://data.mskcc.org/ontologies/oncotree', 'NSCLC'),
    })
    expect(read(condition, oncotree).record.tumours).toMatchObject([
      { icd10: 'C34.9', oncotree: 'NSCLC', primary: null },
    ])
  })

  it('a condition that is no cancer, or was ruled out, is no tumour', () => {
    const condition = (code: string, given = {}) =>
      aResource('Condition', { code: coded('http://hl7.org/fhir/sid/icd-10', code), ...given })
    expect(read(condition('I10')).record.tumours).toEqual([])
    const refuted = {
      verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'refuted'),
    }
    expect(read(condition('C34.9', refuted)).record.tumours).toEqual([])
    expect(read(condition('C78.7'), condition('C18.9')).record.tumours.map(({ primary }) => primary)).toEqual([
      false,
      null,
    ])
  })

  it('a questionnaire gives numbers by item, and only where the mapping names it', () => {
    const answered = aResource('QuestionnaireResponse', {
      status: 'completed',
      questionnaire: 'urn:site:eq5d|1',
      authored: '2024-01-08',
      item: [
        {
          linkId: 'g',
          item: [
            { linkId: 'vas', answer: [{ valueInteger: 70 }] },
            { linkId: 'x', answer: [{ valueString: 'text' }] },
          ],
        },
      ],
    })
    const rules = {
      questionnaires: new Map([
        [
          'urn:site:eq5d',
          {
            instrument: 'EQ-5D-5L' as const,
            items: new Map([
              ['vas', 'VAS'],
              ['x', '1'],
            ]),
          },
        ],
      ]),
    }
    expect(importFhir([answered], rules).record.qualityOfLife).toMatchObject([
      { instrument: 'EQ-5D-5L', date: '2024-01-08', items: { VAS: 70 } },
    ])
    expect(importFhir([answered]).record.qualityOfLife).toEqual([])
  })
})

describe('consent', () => {
  const consent = (kind: string, status: string, dateTime = '2024-01-01') =>
    aResource('Consent', { status, dateTime, category: [coded('urn:prime-rose:fhir:code:consent-category', kind)] })
  const left = aParticipation(COHORT, '2024-01-01', { status: 'withdrawn' })

  it('to sharing that was taken back takes the subject out; the latest statement holds', () => {
    expect(read(consent('sharing', 'inactive')).standing).toBe('withdrawn')
    expect(read(consent('screening', 'rejected')).standing).toBe('withdrawn')
    expect(
      read(consent('sharing', 'inactive', '2024-01-01'), consent('sharing', 'active', '2024-02-01')).standing,
    ).toBe('counted')
    expect(read(consent('treatment', 'inactive')).standing).toBe('counted')
  })

  it('a withdrawn participation that no consent settles holds the subject back', () => {
    const held = importFhir([left])
    expect([held.standing, codesOf(held.problems)]).toEqual(['held-back', ['possible-withdrawal']])
    expect(importFhir([left, consent('treatment', 'inactive')]).standing).toBe('counted')
    expect(importFhir([left, consent('sharing', 'active')]).standing).toBe('counted')
  })

  it('words that speak of a withdrawal hold the subject back, unless a consent settles it', () => {
    const said = anEvent({ event: { text: 'Patient withdrew consent by phone' } })
    const held = read(said)
    expect([held.standing, codesOf(held.problems)]).toEqual(['held-back', ['possible-withdrawal']])
    expect(read(said, consent('treatment', 'inactive')).standing).toBe('counted')
  })
})
