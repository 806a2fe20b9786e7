/**
 * One story in four kinds of files gives one outcome: eCRF sheets, the same sheets as a workbook, a flat Dutch CSV file
 * and a Finnish JSON file, each read by its mapping through the whole of an ingest.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { parseMapping } from '../../src/mapping/parse-mapping.ts'
import { draftTrial } from '../../src/synthetic/draft-trial.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { writeFlat } from '../../src/synthetic/flat-export.ts'
import { writeJson } from '../../src/synthetic/json-export.ts'
import { makeWorkbookExport } from '../../src/synthetic/workbook-export.ts'
import { shippedFile } from '../mapping/shipped-mapping.ts'
import {
  cleanSheets,
  clinicalOf,
  enrolmentsOf,
  type Ingested,
  ingestInMemory,
  STORY_TRIAL,
} from '../support/told-trial.ts'

const TRIAL = STORY_TRIAL
const request = { trialId: TRIAL, patients: 300, seed: 11 }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-same-story-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes the files, reads them by the mapping, and answers what would be stored. */
async function ingest(name: string, mappingId: string, files: Readonly<Record<string, string | Uint8Array>>) {
  const path = mkdtempSync(join(folder, `${name}-`))
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content)
  const mapping = parseMapping(shippedFile(mappingId))
  const setting = { mapping, trialId: TRIAL, country: 'NO', spillFolder: folder }
  return ingestInMemory(rowRecords(openExportFiles(path, mapping), setting), mapping, folder)
}

describe('one story in other clothes', () => {
  let clean: Ingested
  let flat: Ingested
  let json: Ingested

  beforeAll(async () => {
    const trial = draftTrial(request)
    clean = await ingest('ecrf', 'impress-norway', cleanSheets(trial))
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
