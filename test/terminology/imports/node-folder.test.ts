import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localTerminologyOf, terminologyOf } from '../../../src/app/terminology.ts'
import {
  activeImports,
  importTerminology,
  keptImports,
  removeTerminology,
} from '../../../src/app/terminology-imports.ts'
import { commands } from '../../../src/cli/commands.ts'
import { nodePaths } from '../../../src/config.ts'
import { normalise } from '../../../src/terminology/normalise.ts'
import { ATC } from './official-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'rose-terminology-'))
const paths = nodePaths(folder)
const file = join(folder, 'atc-2026.csv')
const today = '2026-11-28'
const isKnown = () => normalise(localTerminologyOf(paths), { part: 'drugs', text: 'newdrugatinib' }).status === 'ok'

beforeAll(() => writeFileSync(file, ATC))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the terminology of a node', () => {
  it('is that of the program where nothing was imported', () => {
    expect(localTerminologyOf(paths)).toBe(terminologyOf())
    expect(isKnown()).toBe(false)
    expect(() => removeTerminology(paths, 'atc')).toThrow(expect.objectContaining({ code: 'terminology/not-imported' }))
  })

  it('reads an import from then on, with its source, version, date, licence and hash', () => {
    const { imported, effects } = importTerminology(paths, { kind: 'atc', file, version: '2026', today })
    expect(imported).toMatchObject({
      kind: 'atc',
      version: '2026',
      importedOn: today,
      licence: expect.stringContaining('this site only'),
      file: { name: 'atc-2026.csv', bytes: ATC.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    expect(effects.join(' ')).toMatch(/substances are known now/)
    expect(isKnown()).toBe(true)
  })

  it('is as it was after a file that is refused', () => {
    const bad = join(folder, 'bad.csv')
    writeFileSync(bad, ATC.slice(0, -18))
    expect(() => importTerminology(paths, { kind: 'atc', file: bad, version: '2027', today })).toThrow(
      expect.objectContaining({ code: 'terminology/bad-file' }),
    )
    writeFileSync(bad, Buffer.from([0xff, 0xfe, 0x41, 0x00]))
    expect(() => importTerminology(paths, { kind: 'atc', file: bad, version: '2027', today })).toThrow(/not UTF-8/)
    expect(() => importTerminology(paths, { kind: 'atc', file: join(folder, 'none'), today })).toThrow(/cannot be read/)
    expect(readdirSync(paths.terminology)).toEqual(['atc.1.json'])
  })

  it('goes back one import at a time', () => {
    writeFileSync(file, ATC.replaceAll('newdrugatinib', 'laterdrugatinib'))
    importTerminology(paths, { kind: 'atc', file, version: '2027', today })
    expect(isKnown()).toBe(false)
    expect(keptImports(paths).map(one => [one.import.version, one.active])).toEqual([
      ['2027', true],
      ['2026', false],
    ])
    expect(removeTerminology(paths, 'atc')).toMatchObject({ removed: { version: '2027' }, now: { version: '2026' } })
    expect(isKnown()).toBe(true)
    expect(removeTerminology(paths, 'atc').now).toBeNull()
    expect([activeImports(paths), isKnown()]).toEqual([[], false])
  })

  it('refuses an import that somebody changed', () => {
    importTerminology(paths, { kind: 'atc', file, version: '2027', today })
    writeFileSync(join(paths.terminology, 'atc.1.json'), '{"schema":"terminology-import/1"')
    expect(() => localTerminologyOf(paths)).toThrow(expect.objectContaining({ code: 'terminology/bad-file' }))
  })

  it('has the three commands', () => {
    const paths = commands.map(command => command.path.join(' '))
    expect(paths).toEqual(expect.arrayContaining(['terminology import', 'terminology list', 'terminology remove']))
  })
})
