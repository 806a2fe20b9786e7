/** Reports of a sequencing panel beside an eCRF export, through the whole command: what is found stands in the records. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { PrimeRoseRecord, RecordAlteration } from '../../src/model/generated/record.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { makeCbioportalStudy } from '../../src/synthetic/cbioportal-study.ts'
import { makeTso500Export } from '../../src/synthetic/tso500-reports.ts'
import { aTrialId, localIds } from '../support/a-node.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'
import { runInProcess } from '../support/test-terminal.ts'

let folder: string
let database: TestDatabase
// Logins belong to the server, and are named after the trial.
const trialId = aTrialId()
const request = { trialId, patients: 90, seed: 6 }
const HGNC: Readonly<Record<string, string>> = { ERBB2: 'HGNC:3430', MET: 'HGNC:7029', CDK4: 'HGNC:1773' }
const at = (...parts: string[]) => join(folder, ...parts)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rose-panel-'))
  database = await aDatabase()
  const init = ['init', at('node'), '--trial', trialId, '--country', 'NO', '--database-url', database.adminUrl]
  expect((await runInProcess(init)).code).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Alterations of the store's records, by local subject id. */
async function stored(node = at('node'), of = database): Promise<ReadonlyMap<string, readonly RecordAlteration[]>> {
  const ids = await localIds({ config: readConfig(node), database: of })
  return withAdministrator(of.adminUrl, async admin => {
    const { rows } = await admin.query<{ pseudonym: string; document: PrimeRoseRecord }>(
      'SELECT pseudonym, document FROM record.subjects',
    )
    return new Map(rows.map(({ pseudonym, document }) => [ids.get(pseudonym) ?? '', document.alterations]))
  })
}

describe('reports of the panel beside the sheets of an eCRF', () => {
  const synth = ['synth', 'tso500', '--trial', trialId, '--patients', '90', '--seed', '6']
  const ingest = (path: string) => runInProcess(['ingest', path, '--node', at('node'), '--json'])

  it('bring every finding to its subject, under its canonical code', async () => {
    expect((await runInProcess([...synth, '--out', at('export')])).code).toBe(0)
    const ended = await ingest(at('export'))
    expect(ended.err).not.toContain('rose:')
    const report = JSON.parse(ended.out) as IngestReport
    expect(report.unknownColumns).toEqual([])
    const { findings } = makeTso500Export(request)
    const records = await stored()
    const canonicals = new Set<string>()
    let told = 0
    for (const [subjectId, found] of findings) {
      const alterations = records.get(subjectId)
      if (alterations === undefined) continue
      const codes = alterations.map(({ canonical }) => canonical)
      for (const code of codes) if (code !== null) canonicals.add(code)
      for (const { hgvsP, fraction } of found.variants) {
        told += 1
        const same = alterations.find(one => one.class === 'snv-indel' && one.vaf === fraction)
        expect(same, hgvsP).toMatchObject({ origin: 'unknown', reviewCode: null })
      }
      const tmb = alterations.find(one => one.signature?.kind === 'TMB' && one.signature.value === found.tmb)
      expect(tmb).toMatchObject({ signature: { unit: 'mutations/Mb' } })
      for (const { gene } of found.amplified) expect(codes).toContain(`G:${HGNC[gene]}:amp`)
    }
    expect(told).toBeGreaterThan(20)
    expect([...canonicals]).toEqual(
      expect.arrayContaining(['V:HGNC:1097:p.Val600Glu', 'V:HGNC:6407:p.Gly12Cys', 'V:HGNC:11998:p.Arg248Gln']),
    )
  })

  it('leave the store as it was where one of them is broken, and name no sample', async () => {
    const before = await stored()
    cpSync(at('export'), at('broken'), { recursive: true })
    const [name = ''] = readdirSync(at('broken', 'tso500'))
    writeFileSync(at('broken', 'tso500', name), readFileSync(at('export', 'tso500', name)).subarray(0, 700))
    const ended = await ingest(at('broken'))
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.err).toContain('ingest/bad-tso500')
    expect(ended.err).not.toMatch(/T0\d{4}/)
    expect(await stored()).toEqual(before)
  })

  it('whose sample no sheet joins to a subject are rows of nobody, and are told', async () => {
    rmSync(at('broken'), { recursive: true })
    cpSync(at('export'), at('broken'), { recursive: true })
    const [name = ''] = readdirSync(at('broken', 'tso500'))
    const path = at('broken', 'tso500', name)
    const sample = name.split('_')[0] ?? ''
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(sample, 'T99999'))
    const { problems } = JSON.parse((await ingest(at('broken'))).out) as IngestReport
    const orphans = problems.filter(({ code, sheet }) => code === 'orphan-row' && sheet?.startsWith('tso-'))
    expect(orphans.length).toBeGreaterThan(1)
  })
})

describe('the same patients as a cBioPortal study', () => {
  const id = `${trialId}c`
  it('have the same variants, amplifications and fusions under the same codes', async () => {
    const node = at('study-node')
    const other = await aDatabase()
    const init = ['init', node, '--trial', id, '--country', 'SE', '--database-url', other.adminUrl]
    expect((await runInProcess(init)).code).toBe(0)
    const settings = readFileSync(join(node, 'rose.json'), 'utf8')
    writeFileSync(join(node, 'rose.json'), settings.replace(/"mapping": *"[^"]*"/, '"mapping": "cbioportal-study"'))
    const synth = ['synth', 'cbioportal', '--trial', trialId, '--patients', '90', '--seed', '6', '--out', at('study')]
    expect((await runInProcess(synth)).code).toBe(0)
    const ingest = (...more: string[]) => runInProcess(['ingest', at('study'), '--node', node, '--json', ...more])
    expect((await ingest()).err).toContain('ingest/no-usable-date')
    const ended = await ingest('--cutoff', '2024-01-01')
    const study = makeCbioportalStudy(request)
    // Whole again, after one sample was taken from its subject.
    expect((await runInProcess(['ingest', at('export'), '--node', at('node')])).code).toBeLessThan(2)
    expect(JSON.parse(ended.out)).toMatchObject({ unknownColumns: [], screened: study.patients, rejected: 0 })
    const [sheets, own] = [await stored(), await stored(node, other)]
    const codesOf = (alterations: readonly RecordAlteration[] | undefined) =>
      (alterations ?? []).filter(one => one.class !== 'signature' && one.canonical !== null && one.sourceText === null)
    const codes = (from: ReadonlyMap<string, readonly RecordAlteration[]>, subject: string) =>
      new Set(codesOf(from.get(subject)).map(({ canonical }) => canonical))
    let compared = 0
    for (const [subject, found] of study.findings) {
      if (found.skippedExons.length > 0 || !sheets.has(subject)) continue
      const told = codes(own, subject)
      compared += told.size
      for (const code of told) expect(codes(sheets, subject)).toContain(code)
    }
    expect(compared).toBeGreaterThan(20)
  })
})
