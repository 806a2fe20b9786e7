import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import type { IngestHead, RecordSource, SourceReading, Withdrawals } from '../../src/ingest/ports.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { restoreRecord } from '../../src/mapping/common-records.ts'
import { isNodeError } from '../../src/model/errors.ts'
import type { PseudonymisedSubject } from '../../src/model/pseudonymised.ts'
import { derivePseudonym } from '../../src/pseudonymisation/pseudonym.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../../src/pseudonymisation/purposes.ts'
import { impressMapping } from '../mapping/shipped-mapping.ts'
import { aCommonRecord } from '../support/common-record.ts'
import { aLocalExport, type RowCells } from '../support/local-export.ts'
import { rowSource } from '../support/whole-export.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

type Sheets = Readonly<Record<string, readonly RowCells[]>>

const key = makePseudonymKey({
  trialId: 'impress-norway',
  version: 1,
  secret: createHash('sha256').update('synthetic key of a test').digest(),
})

/** A store that keeps its batches in memory. */
async function ingest(
  sheets: Sheets,
  options: { cutoff?: string; localIds?: boolean; stopped?: AbortSignal; source?: RecordSource } = {},
  withdrawals: { current: Withdrawals; whileStoring?: Withdrawals } = { current: { last: 0, scopes: new Map() } },
) {
  const batches: { readonly head: IngestHead; readonly subjects: readonly PseudonymisedSubject[] }[] = []
  const report = await ingestExport({
    source: rowRecords(rowSource(aLocalExport(sheets)), {
      mapping: impressMapping,
      trialId: 'impress-norway',
      country: 'NO',
      spillFolder: '/nonexistent/never-used',
    }),
    spillFolder: '/nonexistent/never-used',
    mapping: impressMapping,
    trialId: 'impress-norway',
    terminology: shipped,
    key,
    store: {
      readWithdrawals: async () => withdrawals.current,
      async save(batch) {
        const subjects: PseudonymisedSubject[] = []
        for await (const chunk of batch.subjects) subjects.push(...chunk)
        withdrawals.current = withdrawals.whileStoring ?? withdrawals.current
        if (batch.withdrawals !== withdrawals.current.last) return 'overtaken'
        batches.push({ head: batch.head(), subjects })
        return { removed: 0 }
      },
    },
    localIds: true,
    today: '2026-03-01',
    stopped: new AbortController().signal,
    onProgress() {},
    ...options,
  })
  const enrolments = batches.flatMap(batch => batch.subjects.flatMap(subject => subject.enrolments))
  const problems = report.problems.map(
    ({ code, sheet, line, subject, column }) => `${code} ${sheet}:${line} ${subject} ${column}`,
  )
  return { report, batches, enrolments, problems }
}

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return isNodeError(error) ? error.code : 'no refusal'
}

const COHORT = 'HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab'
const allocated = (SubjectId: string) => ({ SubjectId, COHORTNAME: COHORT, EventDate: '2024-01-01' })
const infusion = (SubjectId: string, TRC1_DT: string) => ({ SubjectId, TRTNO: '1', TRCYNCD: '1', TRC1_DT })
const severeEvent = (SubjectId: string, AESTDAT: string) => ({
  SubjectId,
  AESTDAT,
  AETOXGRECD: '3',
  AESERCD: '1',
  AETRT1: 'Pertuzumab',
  AEREL1CD: '4',
})
const treated: Sheets = {
  coh: [allocated('0301-007')],
  dm: [{ SubjectId: '0301-007', SEXCD: '2' }],
  tr: [infusion('0301-007', '2024-01-10'), infusion('0301-007', '2024-01-31')],
}

const two: Sheets = {
  coh: [allocated('0301-007'), allocated('0301-008')],
  dm: [{ SubjectId: '0301-007', SEXCD: '2' }],
  tr: [...(treated['tr'] ?? []), infusion('0301-008', '2024-06-01')],
}
const nobody: Withdrawals = { last: 0, scopes: new Map() }
const withdrawn = (subjectId: string): Withdrawals => ({
  last: 1,
  scopes: new Map([[derivePseudonym(key, { trialId: 'impress-norway', purpose: RECORD_PURPOSE, subjectId }), 'data']]),
})

describe('an ingest', () => {
  it('takes the cut-off from treatment and follow-up, and counts the events after it', async () => {
    const { report, enrolments } = await ingest({ ...treated, ae: [severeEvent('0301-007', '2024-03-01')] })
    expect(report).toMatchObject({ cutoff: '2024-01-31', screened: 1, accepted: 1, rejected: 0, problems: [] })
    expect(enrolments).toMatchObject([{ osDays: 21, osEvent: 0, grade3Related: true, serious: true }])
  })

  it('looks at nothing after a cut-off that was given', async () => {
    const sheets = { ...treated, ae: [severeEvent('0301-007', '2024-03-01')] }
    const { enrolments } = await ingest(sheets, { cutoff: '2024-02-29' })
    expect(enrolments).toMatchObject([{ treated: true, grade3Related: false, serious: false }])
  })

  it.each(['2024-13-01', '2024-02-30', '2023-02-29', '2024-1-1', '2024-01', '2024', 'today', ''])(
    'refuses the cut-off "%s"',
    async cutoff => {
      expect(await refusalOf(ingest(treated, { cutoff }))).toBe('ingest/bad-cut-off')
    },
  )

  it('refuses an export without a date to take the cut-off from', async () => {
    expect(await refusalOf(ingest({ coh: [allocated('1')] }))).toBe('ingest/no-usable-date')
  })

  it('writes nothing once it was stopped', async () => {
    const stopping = new AbortController()
    stopping.abort()
    expect(await refusalOf(ingest(treated, { stopped: stopping.signal }))).toBe('usage/interrupted')
  })

  it('names every hit of the scanner as a problem, also in rows of nobody and in sheets that nothing reads', async () => {
    const { report, problems } = await ingest({ ...treated, lab: [{ SubjectId: '9', NOTE: 'fnr 15108695088' }] })
    expect(problems).toEqual(['identifier-found lab:3 9 NOTE', 'orphan-row lab:3 9 null'])
    expect(report.identifiers).toEqual([{ sheet: 'lab', column: 'NOTE', line: 3, kind: 'no-fnr', certainty: 'high' }])
    expect(JSON.stringify(report)).not.toContain('15108695088')
  })

  it('puts each subject into one class, rejects what cannot be true with its code, and takes no cut-off from it', async () => {
    const sheets: Sheets = {
      coh: ['1', '2', '3', '4'].map(allocated),
      dm: [{ SubjectId: '2', SEXCD: '2' }],
      tr: [
        infusion('1', '2024-01-10'),
        infusion('2', '2024-01-10'),
        infusion('2', '2024-06-10'),
        infusion('3', '2025-01-10'),
      ],
      eos: [{ SubjectId: '3', DEATHDTC: '2024-12-31' }],
    }
    const { report, problems, batches } = await ingest(sheets)
    expect(report).toMatchObject({
      cutoff: '2024-06-10',
      screened: 4,
      accepted: 3,
      rejected: 1,
      problemCounts: { 'death-before-treatment': 1 },
    })
    expect(problems).toEqual(['death-before-treatment eos:3 3 DEATHDTC'])
    expect(report.quality).toMatchObject({
      classes: { unreadable: 0, unacceptable: 1, withWarnings: 1, clean: 2 },
      rejectedSubjects: [{ subject: '3', class: 'unacceptable', codes: ['death-before-treatment'] }],
      codes: [
        { code: 'death-before-treatment', severity: 'fatal', rows: 1 },
        { code: 'dose-gap', severity: 'warning', rows: 1 },
      ],
      findings: [{ code: 'dose-gap', sheet: 'tr', line: 5, subject: '2', column: 'TRC1_DT' }],
    })
    expect(batches.map(({ head }) => head.counts.rejected)).toEqual([1])
  })

  it('refuses an export whose codes and texts contradict each other in most rows of a sheet', async () => {
    const subjects = (contradicting: number) =>
      Array.from({ length: 20 }, (_, at) => ({
        SubjectId: String(at),
        SEXCD: '1',
        SEX: at < contradicting ? 'Female' : 'Male',
      }))
    const withSexes = (contradicting: number): Sheets => ({ ...treated, dm: subjects(contradicting) })
    expect(await refusalOf(ingest(withSexes(11)))).toBe('ingest/contradictory-codes')
    expect((await ingest(withSexes(10))).report.quality.findings).toHaveLength(10)
  })

  it('leaves out who has withdrawn since, and takes no cut-off from them', async () => {
    const withdrawals = { current: withdrawn('0301-008') }
    const { report, batches } = await ingest(two, {}, withdrawals)
    expect(report).toMatchObject({ cutoff: '2024-01-31', screened: 1, withdrawn: 1, accepted: 1 })
    expect(batches.map(({ head, subjects }) => [head.counts.withdrawn, subjects.length])).toEqual([[1, 1]])
    expect((await ingest(two)).report).toMatchObject({ cutoff: '2024-06-01', screened: 2, withdrawn: 0, accepted: 2 })
  })

  it('begins again when somebody withdraws while it stores', async () => {
    const withdrawals = { current: nobody, whileStoring: withdrawn('0301-008') }
    const { report, batches } = await ingest(two, {}, withdrawals)
    expect(report).toMatchObject({ cutoff: '2024-01-31', screened: 1, withdrawn: 1, accepted: 1 })
    expect(batches).toHaveLength(1)
  })

  it('names pseudonyms unless local ids are asked for', async () => {
    const sheets = { ...treated, ra: [{ SubjectId: '0301-007', EventDate: '1/2/2024' }] }
    const [local] = (await ingest(sheets)).report.problems
    const [outside] = (await ingest(sheets, { localIds: false })).report.problems
    expect(local).toMatchObject({ code: 'bad-date', subject: '0301-007', column: 'EventDate' })
    expect(outside?.subject).toMatch(/^p1-[0-9a-f]{32}$/)
  })

  it('takes a sharing consent that was withdrawn for a withdrawal, whatever kind of source says so', async () => {
    const consent = (status: 'active' | 'withdrawn', date: string) => ({
      origin: { sheet: 'consent', line: date === '2024-02-01' ? 2 : 1 },
      kind: 'sharing' as const,
      status,
      date,
      scope: [],
    })
    const readingOf = (subjectId: string, last: 'active' | 'withdrawn'): SourceReading => ({
      subjectId,
      standing: 'counted',
      record: restoreRecord(
        JSON.stringify(
          aCommonRecord({ subjectId, consents: [consent(last, '2024-02-01'), consent('active', '2023-01-01')] }),
        ),
      ),
      problems: [],
      unmapped: [],
      identifiers: [],
    })
    const { report } = await ingest(
      {},
      {
        source: {
          read: async () => ({
            sourceKind: 'fhir',
            readings: asReadings([readingOf('1', 'active'), readingOf('2', 'withdrawn')]),
            columnOf: () => null,
            unknownColumns: [],
          }),
        },
      },
    )
    expect(report).toMatchObject({ screened: 1, withdrawn: 1, accepted: 1, rejected: 0 })
    expect(report.problems).toContainEqual({ code: 'withdrawn', sheet: 'consent', line: 2, subject: '2', column: null })
  })
})

async function* asReadings(readings: readonly SourceReading[]) {
  yield readings
}
