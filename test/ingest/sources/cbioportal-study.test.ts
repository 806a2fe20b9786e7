/** A cBioPortal study folder: its meta files lead to its data, and whatever contradicts them is refused. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openExportFiles } from '../../../src/ingest/sources/export-files.ts'
import { parseMapping } from '../../../src/mapping/parse-mapping.ts'
import { makeCbioportalStudy } from '../../../src/synthetic/cbioportal-study.ts'
import { shippedFile } from '../../mapping/shipped-mapping.ts'
import { wholeExport } from '../../support/whole-export.ts'

const mapping = parseMapping(shippedFile('cbioportal-study'))
const study = makeCbioportalStudy({ trialId: 'focuse-sweden', patients: 40, seed: 2 })

let folder: string
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-study-'))
  for (const { name, text } of study.files) writeFileSync(at(name), text)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (setting: Parameters<typeof openExportFiles>[1] = mapping) => wholeExport(openExportFiles(folder, setting))
const edit = (name: string, change: (text: string) => string) =>
  writeFileSync(at(name), change(readFileSync(at(name), 'utf8')))

describe('a study', () => {
  it('has its tables as sheets, and a row for each value of a matrix that says something', async () => {
    const { sheets } = await read()
    expect([...sheets.keys()].sort()).toEqual(['cna', 'mutations', 'patients', 'samples', 'sv'])
    expect(sheets.get('patients')?.rows).toHaveLength(study.patients)
    expect(sheets.get('patients')?.rows[0]?.line).toBe(6)
    const amplified = [...study.findings.values()].flatMap(found =>
      found.amplified.map(({ gene }) => [gene, found.sampleId, '2']),
    )
    expect(sheets.get('cna')?.columns).toEqual(['Hugo_Symbol', 'SAMPLE_ID', 'VALUE'])
    expect(
      sheets
        .get('cna')
        ?.rows.map(({ cells }) => cells)
        .sort(),
    ).toEqual(amplified.sort())
  })

  it('tells data of kinds that the mapping does not name, by their kind', async () => {
    writeFileSync(
      at('meta_expression.txt'),
      'cancer_study_identifier: focuse_synthetic\ngenetic_alteration_type: MRNA_EXPRESSION\ndatatype: CONTINUOUS\ndata_filename: x.txt\n',
    )
    expect((await read()).sheets.get('cbioportal-data')?.columns).toEqual(['MRNA_EXPRESSION/CONTINUOUS'])
  })

  it('is refused where it is not the one that the mapping names', async () => {
    const sources = mapping.sources.map(source =>
      source.kind === 'cbioportal' ? { ...source, study: ['other'] as [string] } : source,
    )
    await expect(read({ ...mapping, sources })).rejects.toMatchObject({ code: 'ingest/mixed-trials' })
  })
})

describe('a study that is broken', () => {
  it.each<[string, string, () => void]>([
    ['has no meta_study.txt', 'ingest/not-an-export', () => rmSync(at('meta_study.txt'))],
    ['does not say which it is', 'ingest/bad-cbioportal', () => writeFileSync(at('meta_study.txt'), 'name: x\n')],
    [
      'has a meta file of another study',
      'ingest/bad-cbioportal',
      () => edit('meta_cna.txt', text => text.replace('focuse', 'drup')),
    ],
    [
      'names a data file outside',
      'ingest/bad-cbioportal',
      () => edit('meta_cna.txt', text => text.replace('data_cna', '../data_cna')),
    ],
    ['lacks a data file', 'ingest/file-unreadable', () => rmSync(at('data_sv.txt'))],
    [
      'links to a data file',
      'ingest/file-unreadable',
      () => {
        rmSync(at('data_sv.txt'))
        symlinkSync(at('data_cna.txt'), at('data_sv.txt'))
      },
    ],
    [
      'holds one sheet twice',
      'ingest/duplicate-sheet',
      () => writeFileSync(at('meta_again.txt'), readFileSync(at('meta_cna.txt'))),
    ],
    ['has mutations cut off', 'ingest/bad-cbioportal', () => edit('data_mutations.txt', text => text.slice(0, -30))],
    [
      'has a page of a proxy for data',
      'ingest/bad-cbioportal',
      () => writeFileSync(at('data_mutations.txt'), '<html><body>Log in</body></html>\n'),
    ],
    [
      'has bytes that are no text',
      'ingest/bad-cbioportal',
      () => writeFileSync(at('data_sv.txt'), Buffer.from([0x50, 0x4b, 3, 4, 0, 0])),
    ],
    ['has an empty data file', 'ingest/bad-cbioportal', () => writeFileSync(at('data_sv.txt'), '')],
    [
      'names a column twice',
      'ingest/duplicate-column',
      () => edit('data_sv.txt', text => text.replace('Event_Info', 'CLASS')),
    ],
    [
      'has a matrix row with more cells than samples',
      'ingest/bad-cbioportal',
      () => edit('data_cna.txt', text => text.replace(/\n$/, '\t2\n')),
    ],
  ])('%s: refused, and none of its values told', async (_, code, change) => {
    change()
    const error = await read().then(
      () => null,
      found => found,
    )
    expect(error).toMatchObject({ code })
    expect(`${error.message} ${error.hint}`).not.toMatch(/T0\d{4}|Log in|drup/)
  })
})
