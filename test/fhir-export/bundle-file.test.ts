import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeBundleFile } from '../../src/fhir-export/bundle-file.ts'
import { fhirExport } from '../../src/fhir-export/subject-export.ts'
import { bundleToRecord } from '../../src/projection/fhir/bundle-to-record.ts'
import { EXPORTED_TRIAL, exportOf, inChunks, someRecords, symbolOf } from '../support/fhir-export.ts'
import { r4Validator } from '../support/fhir-schemas.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-bundle-file-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const records = someRecords(12)
const file = () => join(folder, 'out', 'export.ndjson')

describe('an export as a file', () => {
  it('has a line a subject, from which the record is read back, and the trial as the last', async () => {
    const told: number[] = []
    const written = await writeBundleFile(file(), exportOf(records), subjects => told.push(subjects))
    const lines = readFileSync(file(), 'utf8').trimEnd().split('\n')
    const bundles = lines.map(line => JSON.parse(line) as { readonly entry: readonly { resource: object }[] })
    expect(bundles.slice(0, -1).map(bundle => bundleToRecord(bundle, symbolOf))).toEqual(records)
    expect(bundles.at(-1)?.entry[0]?.resource).toMatchObject({ resourceType: 'ResearchStudy' })
    expect(told).toEqual([5, 10, 12])
    expect(written).toEqual({
      subjects: 12,
      resources: bundles.reduce((sum, { entry }) => sum + entry.length, 0),
      bytes: statSync(file()).size,
    })
  })

  it('is for its owner alone', async () => {
    await writeBundleFile(file(), exportOf(records), () => {})
    expect(statSync(file()).mode & 0o077).toBe(0)
    expect(readdirSync(join(folder, 'out'))).toEqual(['export.ndjson'])
  })

  it('leaves nothing where it ends half-way', async () => {
    const stopping = () => {
      throw new Error('stopped')
    }
    await expect(writeBundleFile(file(), exportOf(records), stopping)).rejects.toThrow('stopped')
    expect(readdirSync(join(folder, 'out'))).toEqual([])
  })

  it('never replaces a file, be it there before or come meanwhile', async () => {
    writeFileSync(join(folder, 'mine'), 'mine')
    const given = expect.objectContaining({ code: 'usage/bad-argument' })
    await expect(writeBundleFile(join(folder, 'mine'), exportOf(records), () => {})).rejects.toThrow(given)
    const coming = () => writeFileSync(join(folder, 'late'), 'late')
    await expect(writeBundleFile(join(folder, 'late'), exportOf(records), coming)).rejects.toThrow(given)
    expect(['mine', 'late'].map(name => readFileSync(join(folder, name), 'utf8'))).toEqual(['mine', 'late'])
    expect(readdirSync(folder).sort()).toEqual(['late', 'mine'])
  })
})

describe('a record that would make no good FHIR', () => {
  it.each([
    ['R4', { sex: 'robot' }, '/entry/0/resource/gender'],
    ['the own profiles', { performance: [{ day: 3, ecog: 9 }] }, '/valueInteger'],
  ])('ends the export before it is written: %s', async (_, change, place) => {
    const bad = { ...records[0], ...change } as never
    const exported = fhirExport(inChunks([bad]), { trialId: EXPORTED_TRIAL, symbolOf, validator: r4Validator })
    await expect(writeBundleFile(file(), exported, () => {})).rejects.toMatchObject({
      code: 'projection/bad-resource',
      detail: { place: expect.stringContaining(place) },
    })
    expect(existsSync(file())).toBe(false)
  })
})
