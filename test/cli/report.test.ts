import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shippedCatalogue } from '../../src/app/terminology.ts'
import { buildLocalCohorts } from '../../src/ingest/local-cohorts.ts'
import type { ReportResult } from '../../src/model/generated/report-result.ts'
import { aLocalEnrolment } from '../support/local-enrolments.ts'
import { aCountry, aDocument } from '../support/merged-counts.ts'
import { runInProcess } from '../support/test-terminal.ts'

const table = buildLocalCohorts({
  trial: 'impress-norway',
  country: 'NO',
  cutoff: '2023-10-01',
  versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
  screened: 40,
  enrolments: Array.from({ length: 24 }, (_, index) =>
    aLocalEnrolment({ diseaseControlW16: index < 6 }, `p1-${index}`),
  ),
})

describe('rose report', () => {
  let folder: string
  const at = (name: string) => join(folder, name)
  const write = (name: string, document: unknown) => {
    writeFileSync(at(name), JSON.stringify(document))
    return at(name)
  }
  const run = (...words: string[]) => runInProcess(['report', ...words])
  const resultIn = (name: string) => JSON.parse(readFileSync(join(at(name), 'result.json'), 'utf8')) as ReportResult

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose-report-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('reports one cohort of a local table with its decision', async () => {
    const file = write('local.json', table)
    const { code, out } = await run(file, '--cohort', 'v1|B|A|c', '--format', 'json', '--out', at('r'))
    expect(code).toBe(0)
    expect(out).toContain('Positive\n6 of 24 patients (evaluable)')
    expect(resultIn('r').decision.title).toBe('positive')
  })

  it('reports a whole local table without a decision, in another language', async () => {
    const { code, out } = await run(write('local.json', table), '--lang', 'nb', '--format', 'html', '--out', at('r'))
    expect(code).toBe(0)
    expect(out).toContain('Sammendrag uten avgjørelse')
    expect(readFileSync(join(at('r'), 'report.html'), 'utf8')).toContain('<html lang="nb">')
  })

  it('judges a cohort of the catalogue by its own design, unless another is asked for', async () => {
    const catalogue = shippedCatalogue()
    const [known] = catalogue.cohorts
    const design = catalogue.designs.find(({ id }) => id === known?.design)
    const cohorts = table.cohorts.map(cohort => ({ ...cohort, key: known?.key ?? '' }))
    const file = write('local.json', { ...table, cohorts })
    const report = (...words: string[]) =>
      run(file, '--cohort', known?.key ?? '', '--format', 'json', '--out', at('r'), ...words)
    await report()
    expect(resultIn('r').document).toMatchObject({
      design: { version: `${design?.id}@${catalogue.version}`, n1: design?.n1, n: design?.n },
      looks: { s1: design?.n1, s2: design?.n },
      endpoint: known?.endpoint,
    })
    // The definition is the one that anybody finds by the key.
    const explained = await runInProcess(['cohort', 'explain', known?.key ?? '', '--json'])
    const { hash } = JSON.parse(explained.out) as { hash: string }
    expect(resultIn('r').lock.definitionHash).toBe(hash)
    await report('--design', 'tapur-10-28/1')
    expect(resultIn('r').document).toMatchObject({
      design: { version: 'tapur-10-28/1' },
      looks: { s1: 10, s2: 28 },
    })
  })

  it('merges several documents of one cohort', async () => {
    const of = (country: string, evaluable: number, control: number) =>
      write(`${country}.json`, aDocument([aCountry(country, { evaluable, control })]))
    const { code } = await run(of('NO', 10, 2), of('DK', 14, 4), '--format', 'json', '--out', at('r'))
    expect(code).toBe(0)
    expect(resultIn('r').pooled[0]).toMatchObject({ n: 24, x: 6 })
  })

  it('computes an earlier result anew, to the same bytes', async () => {
    const file = write('counts.json', aDocument([aCountry('NO', { evaluable: 24, control: 5 })]))
    await run(file, '--format', 'json', '--out', at('first'))
    await run(join(at('first'), 'result.json'), '--format', 'json', '--out', at('second'))
    expect(resultIn('second')).toEqual(resultIn('first'))
  })

  it('writes beside the file by default, and says so as JSON', async () => {
    const file = write('counts.json', aDocument([aCountry('NO', { evaluable: 24, control: 5 })]))
    const { out } = await run(file, '--format', 'csv,r', '--json')
    const answer = JSON.parse(out) as { folder: string; files: string[]; title: string }
    expect(answer).toMatchObject({
      title: 'positive',
      folder: at('counts-report'),
      files: ['report.csv', 'reproduce.R'],
    })
    expect(readdirSync(at('counts-report')).sort()).toEqual(['report.csv', 'reproduce.R'])
  })

  it.each([
    ['no file', [], 'usage/bad-argument'],
    ['an unknown language', ['FILE', '--lang', 'xx'], 'usage/bad-argument'],
    ['an unknown format', ['FILE', '--format', 'html,pdf'], 'usage/bad-argument'],
    ['an unknown design', ['FILE', '--design', 'constructor'], 'usage/bad-argument'],
    ['a file that is not there', ['MISSING'], 'report/unknown-document'],
    ['a document of another kind', ['OTHER'], 'report/unknown-document'],
    ['a cohort that the table does not have', ['LOCAL', '--cohort', 'v1|X|Y|z'], 'report/unknown-cohort'],
    ['more responders than patients', ['WRONG'], 'report/bad-counts'],
    ['two cohorts at once', ['FILE', 'DIFFERENT'], 'report/different-cohorts'],
  ])('refuses %s with exit 2, one line, and writes nothing', async (_, words, code) => {
    const sound = aDocument([aCountry('NO', { evaluable: 24, control: 5 })])
    const [part] = sound.parts
    const files: Readonly<Record<string, string>> = {
      FILE: write('counts.json', sound),
      MISSING: at('missing.json'),
      OTHER: write('other.json', { schema: 'catalogue/1' }),
      LOCAL: write('local.json', table),
      WRONG: write('wrong.json', {
        ...sound,
        parts: [
          {
            ...part,
            measures: [{ measure: 'disease-control-w16', denominator: 'evaluable', count: { exact: 987654 } }],
          },
        ],
      }),
      DIFFERENT: write('different.json', { ...sound, cohort: { ...sound.cohort, key: 'v1|X|Y|z' } }),
    }
    const found = await run(...words.map(word => files[word] ?? word), '--out', at('r'))
    expect(found.code).toBe(2)
    expect(found.err).toContain(code)
    expect(found.err).not.toContain('987654')
    expect(existsSync(at('r'))).toBe(false)
  })
})
