import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isNodeError } from '../../src/model/errors.ts'
import type { EnrolmentRow } from '../../src/model/pseudonymised.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { r4Validator } from '../support/fhir-schemas.ts'
import {
  answering,
  aSmallTrial,
  cuttingShort,
  type FaultyServer,
  type Resource,
  startFaultyServer,
} from '../support/fhir-test-server.ts'
import { fhirSource, ingestFrom, ingestSheets } from '../support/trial-ingest.ts'

const trial = aSmallTrial(200, 5)
let server: FaultyServer

beforeAll(async () => {
  server = await startFaultyServer(trial.resources)
})
afterEach(() => server.heal())
afterAll(() => server.stop())

const codeOf = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    thrown => thrown,
  )
  return isNodeError(error) ? error.code : `no refusal: ${String(error)}`
}

/** What counts of an enrolment. Spellings and labels differ; the synthetic server holds no questionnaires. */
const figuresOf = ({ localName: _, cohortLabel: __, qualityOfLifeChange: ___, ...figures }: EnrolmentRow) => figures

describe('a trial on a FHIR server', () => {
  it('is made of resources that R4 accepts', () => {
    expect(trial.resources.map(resource => r4Validator.firstFault(resource)).filter(fault => fault !== null)).toEqual(
      [],
    )
  })

  it('gives the figures that its stories hold', async () => {
    const { report, subjects } = await ingestFrom(fhirSource(server.baseUrl), { cutoff: trial.cutoff })
    const { summary } = trial
    expect(report).toMatchObject({
      screened: summary.screened,
      withdrawn: summary.withdrawn,
      heldBack: summary.heldBack,
      accepted: summary.screened,
      rejected: 0,
    })
    const enrolments = subjects.flatMap(subject => subject.enrolments)
    const count = (holds: (row: EnrolmentRow) => boolean) => enrolments.filter(holds).length
    expect({
      enrolled: enrolments.length,
      treated: count(row => row.treated),
      mature: count(row => row.mature),
      awaiting: count(row => row.awaiting),
      evaluable: count(row => row.evaluable),
      controlEvaluable: count(row => row.evaluable && row.diseaseControl === true),
      grade3Related: count(row => row.grade3Related),
      grade3RelatedOrUnknown: count(row => row.grade3RelatedOrUnknown),
      serious: count(row => row.serious),
    }).toEqual({
      enrolled: summary.plannedTotals.enrolled,
      treated: summary.plannedTotals.treated,
      mature: summary.plannedTotals.mature,
      awaiting: summary.plannedTotals.awaiting,
      evaluable: summary.plannedTotals.evaluable,
      controlEvaluable: summary.plannedTotals.controlEvaluable,
      grade3Related: summary.plannedTotals.grade3Related,
      grade3RelatedOrUnknown: summary.plannedTotals.grade3RelatedOrUnknown,
      serious: summary.plannedTotals.serious,
    })
    expect(summary.plannedTotals.evaluable).toBeGreaterThan(20)
  })

  it('gives the same enrolments as the same stories in eCRF sheets: cohorts, outcomes, survival, safety', async () => {
    const sheets = makeEcrfExport({ trialId: 'protarget-denmark', patients: 200, seed: 5, dirt: false })
    const [byFhir, bySheets] = [
      await ingestFrom(fhirSource(server.baseUrl), { cutoff: trial.cutoff }),
      await ingestSheets(sheets.files),
    ]
    const rowsOf = (subjects: typeof byFhir.subjects) =>
      new Map(subjects.map(({ pseudonym, enrolments }) => [pseudonym, enrolments.map(figuresOf)]))
    expect(bySheets.report.cutoff).toBe(trial.cutoff)
    expect(rowsOf(byFhir.subjects)).toEqual(rowsOf(bySheets.subjects))
  })

  it('leaves no name, no local id, no date and no address behind', async () => {
    const { saved } = await ingestFrom(fhirSource(server.baseUrl))
    const text = JSON.stringify(
      saved.map(({ subjects }) => subjects.map(({ record }) => ({ ...record, provenance: null }))),
    )
    expect(text).not.toMatch(/Syntetisk|Person 0|pt-\d|urn:example|(?:19|20)\d\d-\d\d/)
    expect(JSON.stringify(trial.resources)).toMatch(/Syntetisk.*pt-\d/)
    expect(saved[0]?.subjects[0]?.record.provenance).toMatchObject({ sourceKind: 'fhir' })
  })

  it('reads what the hospital’s findings say of a patient', async () => {
    const { subjects } = await ingestFrom(fhirSource(server.baseUrl))
    const canonicals = new Set(subjects.flatMap(({ record }) => record.alterations.map(one => one.canonical)))
    expect([...canonicals]).toEqual(expect.arrayContaining(['V:HGNC:1097:p.Val600Glu', 'E:HGNC:3430:pos', 'P:MSI:H']))
    expect(subjects.flatMap(({ record }) => record.specimens).length).toBeGreaterThan(50)
  })

  it('is read in the same order whatever the size of its pages', async () => {
    const first = await ingestFrom(fhirSource(server.baseUrl))
    const again = await ingestFrom(
      fhirSource(server.baseUrl, {
        limits: {
          requestSeconds: 5,
          totalMinutes: 10,
          answerMegabytes: 8,
          pages: 500,
          retries: 0,
          longestWaitSeconds: 1,
        },
      }),
    )
    expect(again.saved).toEqual(first.saved)
    expect(again.report.problems).toEqual(first.report.problems)
  })
})

describe('a server that fails', () => {
  const attempt = () => ingestFrom(fhirSource(server.baseUrl))

  it.each([
    ['answers 500 for ever', '/Observation', answering(500), 'fhir/refused'],
    ['asks to wait for an hour', '/Observation', answering(429, {}, { 'retry-after': '3600' }), 'fhir/refused'],
    ['cuts a page in half', '/Observation', cuttingShort('{"resourceType":"Bundle","type":"sea'), 'fhir/unreachable'],
    [
      'sends a web page',
      '/Condition',
      answering(200, '<html></html>', { 'content-type': 'text/html' }),
      'fhir/bad-answer',
    ],
    [
      'does not know a parameter',
      '/AdverseEvent',
      answering(400, { resourceType: 'OperationOutcome' }),
      'fhir/refused',
    ],
    [
      'has no such study',
      '/ResearchStudy',
      answering(200, { resourceType: 'Bundle', type: 'searchset' }),
      'fhir/study-not-found',
    ],
  ])('and %s ends the ingest, and nothing reaches the store', async (_, at, answer, code) => {
    server.break({ at, answer })
    let isSaved = false
    const ingest = attempt().then(() => {
      isSaved = true
    })
    expect(await codeOf(ingest)).toBe(code)
    expect(isSaved).toBe(false)
  })

  it('for a while does not end the ingest', async () => {
    server.break({ at: '/Observation', times: 2, answer: answering(503, {}, { 'retry-after': '1' }) })
    server.break({ at: '/Consent', times: 1, answer: cuttingShort('{"resourceType"') })
    expect((await attempt()).report.accepted).toBe(trial.summary.screened)
  })

  it('and passes over the search ends the ingest: records of others are nobody’s', async () => {
    const stranger = { resourceType: 'Condition', id: 'x', subject: { reference: 'Patient/stranger' } }
    server.break({
      at: '/Condition',
      answer: answering(200, { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: stranger }] }),
    })
    expect(await codeOf(attempt())).toBe('fhir/search-ignored')
  })

  it('is left alone once a person stops it', async () => {
    const stop = new AbortController()
    const ingest = ingestFrom(fhirSource(server.baseUrl, {}, stop.signal), { stopped: stop.signal })
    stop.abort()
    expect(await codeOf(ingest)).toBe('usage/interrupted')
  })
})

describe('records of a server that cannot be trusted', () => {
  const one = (id: string) =>
    trial.resources.filter(resource => JSON.stringify(resource).includes(id) || resource['id'] === 'study-1')
  const patientOf = (id: string) =>
    trial.resources.find(resource => resource['id'] === id && resource['resourceType'] === 'Patient')

  async function ingestOf(resources: readonly Resource[]) {
    const small = await startFaultyServer(resources)
    try {
      return await ingestFrom(fhirSource(small.baseUrl), { cutoff: trial.cutoff })
    } finally {
      await small.stop()
    }
  }

  const treatedId = String(
    trial.resources.find(resource => resource['resourceType'] === 'MedicationAdministration')?.['id'],
  ).replace(/-\d+$/, '')

  it('reject a subject of whom one resource is malformed, by its place and without its content', async () => {
    const resources = one(treatedId).map(resource =>
      resource['resourceType'] === 'Condition'
        ? { ...resource, recordedDate: '12.03.2022', secret: 'Kari Nordmann' }
        : resource,
    )
    const { report, subjects } = await ingestOf(resources)
    expect(report).toMatchObject({ screened: 1, accepted: 0, rejected: 1 })
    expect(subjects).toEqual([])
    const problems = report.problems.filter(({ code }) => code === 'record-invalid')
    expect(problems).toMatchObject([{ sheet: 'condition', line: 1 }])
    expect(JSON.stringify(report)).not.toMatch(/Nordmann|12\.03/)
  })

  it('end the ingest where two patients have one subject id', async () => {
    const other = { ...patientOf(treatedId), id: 'pt-999999' }
    const participation = {
      resourceType: 'ResearchSubject',
      id: 'rs-9',
      status: 'screening',
      study: { reference: 'ResearchStudy/study-1' },
      individual: { reference: 'Patient/pt-999999' },
    }
    expect(await codeOf(ingestOf([...one(treatedId), other, participation]))).toBe('ingest/duplicate-subject')
  })

  it('of nobody are named and counted for nobody', async () => {
    const resources = one(treatedId).map(resource =>
      resource['resourceType'] === 'Patient' ? { ...resource, identifier: [] } : resource,
    )
    const { report } = await ingestOf([...resources, ...one('pt-000001')])
    expect(report).toMatchObject({ screened: 1 })
    expect(report.problems.map(({ code, sheet }) => `${code} ${sheet}`)).toContain('orphan-row researchsubject')
  })

  it('are scanned for identifiers in every text but those that name the patient by design', async () => {
    const resources = one(treatedId).map(resource =>
      resource['resourceType'] === 'Condition'
        ? { ...resource, note: [{ text: 'ringte kone, CPR 211062-5629' }] }
        : resource,
    )
    const { report } = await ingestOf(resources)
    expect(report.identifiers).toMatchObject([{ sheet: 'condition', column: 'note.text', kind: 'dk-cpr' }])
    expect((await ingestOf(one(treatedId))).report.identifiers).toEqual([])
  })

  it('hold back a subject whose note speaks of a withdrawal', async () => {
    const resources = one(treatedId).map(resource =>
      resource['resourceType'] === 'Condition'
        ? { ...resource, note: [{ text: 'trukket samtykke, ringte avdelingen' }] }
        : resource,
    )
    const { report } = await ingestOf(resources)
    expect(report).toMatchObject({ heldBack: 1, accepted: 0 })
    expect(report.problems.map(({ code, column }) => `${code} ${column}`)).toEqual(['possible-withdrawal note.text'])
  })
})
