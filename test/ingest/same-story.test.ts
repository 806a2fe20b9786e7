/**
 * One story in four kinds of files gives one outcome: eCRF sheets, the same sheets as a workbook, a flat Dutch CSV file
 * and a Finnish JSON file, each read by its mapping through the whole of an ingest.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import type { IngestHead } from '../../src/ingest/ports.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import type { Mapping } from '../../src/mapping/mapping.ts'
import { parseMapping } from '../../src/mapping/parse-mapping.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { PseudonymisedSubject } from '../../src/model/pseudonymised.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { usualLayout, writeSheet } from '../../src/synthetic/csv.ts'
import { rowsOf } from '../../src/synthetic/draft.ts'
import { draftTrial } from '../../src/synthetic/draft-trial.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { writeFlat } from '../../src/synthetic/flat-export.ts'
import { writeJson } from '../../src/synthetic/json-export.ts'
import { sheets } from '../../src/synthetic/sheets.ts'
import { makeWorkbookExport } from '../../src/synthetic/workbook-export.ts'
import { shippedFile } from '../mapping/shipped-mapping.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const TRIAL = 'impress-norway'
const request = { trialId: TRIAL, patients: 300, seed: 11 }
const key = makePseudonymKey({ trialId: TRIAL, version: 1, secret: Uint8Array.from({ length: 32 }, (_, at) => at) })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-same-story-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ingested {
  readonly head: IngestHead
  readonly report: IngestReport
  readonly subjects: ReadonlyMap<string, PseudonymisedSubject>
}

/** Writes the files, reads them by the mapping, and answers what would be stored. */
async function ingest(name: string, mappingId: string, files: Readonly<Record<string, string | Uint8Array>>) {
  const path = mkdtempSync(join(folder, `${name}-`))
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content)
  const mapping: Mapping = parseMapping(shippedFile(mappingId))
  const subjects = new Map<string, PseudonymisedSubject>()
  let head: IngestHead | undefined
  const report = await ingestExport({
    source: rowRecords(openExportFiles(path, mapping), {
      mapping,
      trialId: TRIAL,
      country: 'NO',
      spillFolder: folder,
    }),
    spillFolder: folder,
    mapping,
    trialId: TRIAL,
    terminology: shipped,
    key,
    store: {
      readWithdrawals: async () => ({ last: 0, scopes: new Map() }),
      async save(batch) {
        for await (const chunk of batch.subjects) for (const subject of chunk) subjects.set(subject.pseudonym, subject)
        head = batch.head()
        return 'saved'
      },
    },
    localIds: true,
    stopped: new AbortController().signal,
    onProgress() {},
  })
  if (head === undefined) throw new Error('nothing was stored')
  return { head, report, subjects } satisfies Ingested
}

/** Enrolments by subject, without the words that a trial has of its own. */
function enrolmentsOf({ subjects }: Ingested, without: readonly string[] = []) {
  const rows = [...subjects.values()].flatMap(({ pseudonym, enrolments }) =>
    enrolments.map(enrolment => ({ pseudonym, ...enrolment })),
  )
  const own = new Set(['localName', 'cohortLabel', ...without])
  return rows
    .map(row => Object.fromEntries(Object.entries(row).filter(([field]) => !own.has(field))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

/**
 * What of the record of an enrolled subject does not depend on the kind of its source: a form without a response stands
 * under any criterion of its sheet, and only the eCRF has an empty allocation form of subjects in no cohort.
 */
function clinicalOf({ subjects }: Ingested) {
  return [...subjects.values()]
    .filter(({ enrolments }) => enrolments.length > 0)
    .map(({ record }) => {
      const { anchor, ageBand, sex, status, outcomes, performance, followUp, pseudonym } = record
      const assessments = record.assessments.filter(({ response }) => response !== null)
      const cycles = record.treatments.map(treatment => treatment.cycles)
      const events = record.adverseEvents.map(({ grade, serious, related, onsetDay, endDay }) => {
        return { grade, serious, related, onsetDay, endDay }
      })
      return { pseudonym, anchor, ageBand, sex, status, assessments, outcomes, performance, followUp, cycles, events }
    })
    .sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
}

describe('one story in other clothes', () => {
  let clean: Ingested
  let flat: Ingested
  let json: Ingested

  beforeAll(async () => {
    const trial = draftTrial(request)
    const sheetFiles = [...sheets].map(([sheet, columns]) => {
      const rows = trial.drafts.flatMap(draft => rowsOf(draft, sheet))
      return [`X_${sheet}.csv`, writeSheet(columns, rows, usualLayout).text] as const
    })
    clean = await ingest('ecrf', 'impress-norway', Object.fromEntries(sheetFiles))
    flat = await ingest('flat', 'drup-netherlands', { 'patients.csv': writeFlat(trial, 'DRUP') })
    json = await ingest('json', 'finprove-finland', { 'patients.json': writeJson(trial, 'FINPROVE') })
  })

  it('has the same subjects, counts and cut-off', () => {
    expect(clean.subjects.size).toBeGreaterThan(250)
    for (const other of [flat, json]) {
      expect(new Set(other.subjects.keys())).toEqual(new Set(clean.subjects.keys()))
      expect(other.head.counts).toEqual(clean.head.counts)
      expect(other.head.cutoff).toBe(clean.head.cutoff)
    }
    expect(clean.head.counts.withdrawn).toBeGreaterThan(0)
    expect(clean.head.counts.heldBack).toBeGreaterThan(0)
  })

  it('has the same enrolments, column by column', () => {
    const withoutQuestionnaires = ['qualityOfLifeChange']
    expect(enrolmentsOf(json)).toEqual(enrolmentsOf(clean))
    expect(enrolmentsOf(flat, withoutQuestionnaires)).toEqual(enrolmentsOf(clean, withoutQuestionnaires))
    const treated = enrolmentsOf(clean).filter(row => row['treated'] === true)
    expect(treated.length).toBeGreaterThan(30)
  })

  it('has the same assessments, cycles, events and follow-up in its records', () => {
    expect(clinicalOf(json)).toEqual(clinicalOf(clean))
    expect(clinicalOf(flat)).toEqual(clinicalOf(clean))
  })

  it('leaves no column of the flat and the JSON file unknown', () => {
    expect([flat.report.unknownColumns, json.report.unknownColumns]).toEqual([[], []])
  })
})

describe('the sheets of an eCRF', () => {
  it('give the same as files and as a workbook, dirt and problems included', async () => {
    const { files, summary, cutoff } = makeEcrfExport(request)
    const workbook = makeWorkbookExport(request)
    const sheetFiles = Object.fromEntries(files.map(({ name, text }) => [name, text]))
    const asFiles = await ingest('files', 'impress-norway', sheetFiles)
    const asWorkbook = await ingest('workbook', 'impress-norway', { [workbook.file.name]: workbook.file.bytes })
    expect(asFiles.head.cutoff).toBe(cutoff)
    expect(asFiles.head.counts.screened).toBe(summary.screened)
    expect(asWorkbook.head).toEqual(asFiles.head)
    expect(asWorkbook.subjects).toEqual(asFiles.subjects)
    expect(asWorkbook.report.problemCounts).toEqual(asFiles.report.problemCounts)
    // A line break inside a cell makes lines of a file, not rows of a worksheet.
    const planted = workbook.summary.plantedIdentifiers.map(({ sheet, line }) => `${sheet} ${line}`)
    const found = new Set(asWorkbook.report.identifiers.map(({ sheet, line }) => `${sheet} ${line}`))
    expect(planted.filter(place => !found.has(place))).toEqual([])
  })
})
