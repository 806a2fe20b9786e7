import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeCsvFolder } from '../../src/omop-database/csv-folder.ts'
import { tableNames, wholeRow } from '../../src/projection/omop/cdm54.ts'
import type { TableRow } from '../../src/projection/omop/person-draft.ts'

describe('a folder of CSV files', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose-csv-folder-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds every text as it was, and null as an empty cell', async () => {
    const text = 'a "quote", a comma\nand a line\r\n'
    const counts = await writeCsvFolder(join(folder, 'deep', 'export'), [
      [anObservation(1, text)],
      [anObservation(2, '')],
    ])
    expect(counts.observation).toBe(2)
    const rows = parse(readFileSync(join(folder, 'deep', 'export', 'observation.csv')), { columns: true })
    expect(rows).toMatchObject([
      { observation_id: '1', value_source_value: text, value_as_number: '' },
      { observation_id: '2', value_source_value: '' },
    ])
    expect(readdirSync(join(folder, 'deep', 'export'))).toHaveLength(tableNames.length)
  })

  it('is not there at all when the rows end in an error', async () => {
    function* broken(): Iterable<readonly TableRow[]> {
      yield [anObservation(1, 'x')]
      throw new Error('stop')
    }
    await expect(writeCsvFolder(join(folder, 'broken', 'export'), broken())).rejects.toThrow('stop')
    expect(readdirSync(join(folder, 'broken'))).toEqual([])
  })
})

function anObservation(id: number, text: string): TableRow {
  return [
    'observation',
    wholeRow('observation', {
      observation_id: id,
      person_id: 1,
      observation_concept_id: 0,
      observation_date: '2000-01-01',
      observation_type_concept_id: 0,
      value_source_value: text,
    }),
  ]
}
