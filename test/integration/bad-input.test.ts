/** Bad input ends well: a clear code, a hint, the right exit code, and a store that is as it was. All through the command, which is a process of its own where it is killed. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { LocalCohorts } from '../../src/model/generated/local-cohorts.ts'
import type { EmbeddedServer } from '../../src/store/embedded-server.ts'
import { aCommandedNode, synthEcrf } from '../support/commanded-node.ts'
import { startRose } from '../support/rose-process.ts'
import { jsonInProcess, runInProcess } from '../support/test-terminal.ts'

describe('bad input', () => {
  let folder: string
  let before: LocalCohorts
  let copies = 0
  let server: EmbeddedServer
  const at = (...parts: string[]) => join(folder, ...parts)
  const cohorts = () => jsonInProcess<LocalCohorts>(['local', 'cohorts', '--node', at('node')])
  const ingest = (source: string) => runInProcess(['ingest', source, '--node', at('node'), '--json'])

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rose-bad-input-'))
    chmodSync(folder, 0o755)
    await synthEcrf(at('good'), { patients: 60, seed: 5 })
    server = await aCommandedNode(at('node'))
    expect((await ingest(at('good'))).code).toBe(0)
    before = await cohorts()
  })

  afterAll(async () => {
    await server?.release()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A copy of the good export, changed. */
  function changed(change: (sheetFile: (key: string) => string, copy: string) => void): string {
    const copy = at(`copy-${++copies}`)
    cpSync(at('good'), copy, { recursive: true })
    change(key => join(copy, readdirSync(copy).find(name => name.endsWith(`_${key}.csv`)) ?? ''), copy)
    return copy
  }
  const edit = (path: string, text: (old: string) => string) => writeFileSync(path, text(readFileSync(path, 'utf8')))

  it.each<[string, string, (sheetFile: (key: string) => string, copy: string) => void]>([
    ['a required sheet is missing', 'ingest/missing-sheet', file => rmSync(file('coh'))],
    [
      'two files are the same sheet',
      'ingest/duplicate-sheet',
      (file, copy) => cpSync(file('coh'), join(copy, 'again_COH.csv')),
    ],
    [
      'a sheet has no subject column',
      'ingest/no-subject-column',
      file => edit(file('dm'), old => old.replaceAll('SubjectId', 'Subject')),
    ],
    ['a sheet is empty', 'ingest/', file => writeFileSync(file('dm'), '')],
    [
      'a sheet is the log-in page of a proxy',
      'ingest/no-subject-column',
      file =>
        writeFileSync(file('dm'), '<!DOCTYPE html>\n<html><body><form>Log in; again, please</form></body></html>\n'),
    ],
    [
      'a sheet is cut off in the middle of a row',
      'ingest/bad-csv',
      file => edit(file('ae'), old => old.slice(0, old.trimEnd().lastIndexOf(',') - 20)),
    ],
    ['a quote is never closed', 'ingest/bad-csv', file => edit(file('mh'), old => `${old}0301-001,"open`)],
    [
      'a sheet is cut off in the middle of a row',
      'ingest/bad-csv',
      file => edit(file('ae'), old => old.slice(0, old.trimEnd().lastIndexOf(','))),
    ],
    [
      'a sheet has a cell too many in its rows',
      'ingest/shifted-columns',
      file => edit(file('tr'), old => old.replace(/(?<=\n[^\n]*\n)([^\n]+)/g, '$1,x')),
    ],
    [
      'the cells of a sheet are shifted by one',
      'ingest/shifted-columns',
      file => edit(file('tr'), old => old.replace(/(?<=\n[^\n]*\n)([^\n]+),(?=\n|$)/g, ',$1')),
    ],
    [
      'codes and texts of a sheet contradict each other',
      'ingest/contradictory-codes',
      file =>
        edit(file('dm'), old =>
          old.replace(/,(Male|Female),([12])/g, (_, sex, code) => `,${sex === 'Male' ? 'Female' : 'Male'},${code}`),
        ),
    ],
    [
      'a folder stands where a sheet should',
      'ingest/',
      (file, copy) => {
        rmSync(file('ae'))
        mkdirSync(join(copy, 'X_ae.csv'))
      },
    ],
  ])('is refused where %s, and the store is as it was', async (_, code, change) => {
    const ended = await ingest(changed(change))
    expect(ended.code).toBe(3)
    expect(ended.out).toBe('')
    expect(ended.err).toContain(code)
    expect(await cohorts()).toEqual(before)
  })

  it('refuses an export that is not there, a file in its place and a cut-off that is no day', async () => {
    expect(await ingest(at('nowhere'))).toMatchObject({ code: 3, out: '' })
    writeFileSync(at('file.csv'), 'SubjectId\n1\n')
    expect(await ingest(at('file.csv'))).toMatchObject({ code: 3, out: '' })
    const ended = await runInProcess(['ingest', at('good'), '--node', at('node'), '--cutoff', '2023-02-30'])
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('ingest/bad-cut-off')
  })

  it.each<[string, (old: string) => string | Uint8Array]>([
    ['semicolons', old => toSeparator(old, ';')],
    ['tabs', old => toSeparator(old, '\t')],
    ['a byte order mark and CRLF', old => `\ufeff${old.replace(/\r?\n/g, '\r\n')}`],
    ['Windows-1252', old => Buffer.from([...old].map(sign => (sign > '\u00ff' ? '-' : sign)).join(''), 'latin1')],
  ])('reads the same export with %s to the same table', async (_, write) => {
    const copy = changed((_file, folderOfCopy) => {
      for (const name of readdirSync(folderOfCopy).filter(file => /_(coh|dm|tr|ra)\.csv$/.test(file))) {
        writeFileSync(join(folderOfCopy, name), write(readFileSync(join(folderOfCopy, name), 'utf8')))
      }
    })
    const ended = await ingest(copy)
    expect(ended.code).toBe(0)
    const after = await cohorts()
    expect(after.totals).toEqual(before.totals)
    expect(after.cohorts.map(cohort => [cohort.key, cohort.treated, cohort.pfs])).toEqual(
      before.cohorts.map(cohort => [cohort.key, cohort.treated, cohort.pfs]),
    )
    await ingest(at('good'))
  })

  it('lists an unknown column and reports a row without a subject, and goes on', async () => {
    const copy = changed(file =>
      edit(file('dm'), old =>
        old.replace(/^(.*)\n(SubjectId.*)\n/, '$1,Extra\n$2,EXTRACOL\n').concat(',60,,Male,1,x\n'),
      ),
    )
    const report = JSON.parse((await ingest(copy)).out) as IngestReport
    expect(report.unknownColumns).toContainEqual({ sheet: 'dm', column: 'EXTRACOL' })
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'orphan-row', sheet: 'dm', subject: null }))
    await ingest(at('good'))
  })

  it('leaves the store as it was when it is killed in the middle', async () => {
    await synthEcrf(at('large'), { patients: 600, seed: 9 })
    for (const afterMs of [350, 700, 1000]) {
      const child = startRose(['ingest', at('large'), '--node', at('node')])
      const ended = new Promise(done => child.once('exit', done))
      await new Promise(done => setTimeout(done, afterMs))
      child.kill('SIGKILL')
      await ended
      const now = await cohorts()
      // Either nothing of it is there, or, where the machine was quick, all of it.
      if (now.screened !== before.screened) expect(now.screened).toBeGreaterThan(500)
      await ingest(at('good'))
      expect(await cohorts()).toEqual(before)
    }
  })

  it.each([
    [['cut', 'frob'], 'usage/unknown-command'],
    [['ingest', 'a', 'b', '--node', 'x'], 'usage/bad-argument'],
    [['ingest', '--node', 'x'], 'node/no-folder'],
    [['ingest', 'a', '--node', 'x', '--fast'], 'usage/unknown-option'],
    [['ingest', 'a', '--node', '/nonexistent/node'], 'node/no-folder'],
    [
      ['synth', 'ecrf', '--trial', 'a', '--scenario', 'impress-2023-10', '--patients', '7', '--out', '/tmp/never'],
      'synthetic/contradicts-scenario',
    ],
    [['synth', 'ecrf', '--trial', 'a', '--scenario', 'nothing', '--out', '/tmp/never'], 'synthetic/unknown-scenario'],
    [['query', 'tumour:NOTACODE', '--node', '/nonexistent/node'], ''],
    [['init', '/tmp/never', '--trial', 'a', '--country', 'Norway'], 'usage/bad-argument'],
  ])('ends with 2, one line and a hint: rose %j', async (words, code) => {
    const ended = await runInProcess(words)
    expect(ended.code).toBe(2)
    expect(ended.err).toContain(code)
    expect(ended.err.trim().split('\n').length).toBeLessThanOrEqual(3)
    expect(ended.err).not.toMatch(/\n\s+at /)
  })

  it('refuses a configuration with a key that it does not know', async () => {
    const path = at('node', 'rose.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(text) as object), surprise: 1 }))
    const ended = await runInProcess(['cut', 'list', '--node', at('node')])
    writeFileSync(path, text)
    expect(ended).toMatchObject({ code: 2 })
    expect(ended.err).toContain('unknown member')
  })

  it('refuses a key file that others can read, or that is damaged', async () => {
    const path = at('node', 'keys', 'pseudonym.key')
    chmodSync(path, 0o444)
    const open = await ingest(at('good'))
    chmodSync(path, 0o600)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.slice(0, 80))
    const short = await ingest(at('good'))
    writeFileSync(path, text)
    chmodSync(path, 0o400)
    expect(open.err).toContain('can be read by others')
    expect(short.err).toContain('pseudonym/bad-key-file')
    expect(short.err).not.toContain(text.split('\n')[3]?.slice(8, 24))
    expect(await cohorts()).toEqual(before)
  })
})

/** Separators outside quotes only; cells with the new one are quoted. */
function toSeparator(text: string, separator: string): string {
  let quoted = false
  return [...text]
    .map(character => {
      if (character === '"') quoted = !quoted
      return character === ',' && !quoted ? separator : character
    })
    .join('')
}
