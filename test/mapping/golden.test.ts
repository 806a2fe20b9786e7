import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { mapExport } from '../../src/mapping/map-export.ts'
import { wholeExport } from '../support/whole-export.ts'
import { impressMapping } from './shipped-mapping.ts'

const folder = new URL('../fixtures/mappings/impress-norway/', import.meta.url)
const expectedFile = new URL('expected.json', folder)

describe('the golden export of impress-norway', () => {
  it('maps to the expected records, problems and counts', async () => {
    const source = openExportFiles(fileURLToPath(new URL('export/', folder)), impressMapping)
    const mapped = mapExport(impressMapping, 'impress-norway', await wholeExport(source))
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(expectedFile, `${JSON.stringify(mapped, null, 2)}\n`)
    expect(JSON.parse(JSON.stringify(mapped))).toEqual(JSON.parse(readFileSync(expectedFile, 'utf8')))
  })
})
