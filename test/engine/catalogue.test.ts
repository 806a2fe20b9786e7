/** The catalogue that the engine counts by: signed by pinned officers, in force, and never an earlier one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CATALOGUE_TYP } from '../../src/cohort/catalogue/in-force.ts'
import { readCatalogue } from '../../src/engine/catalogue.ts'
import { nextEntry, type RecordEntry, type UsedCatalogue } from '../../src/engine/record.ts'
import type { Catalogue } from '../../src/model/generated/catalogue.ts'
import type { EnginePins } from '../../src/model/generated/engine-pins.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { addSignature, signTogether } from '../../src/trust/signed-together.ts'
import { aCatalogue, SOTORASIB } from '../support/catalogue.ts'
import { CATALOGUE } from './engine-node.ts'

const [eva, finn, stranger] = [generateKey(), generateKey(), generateKey()]
const pins: EnginePins = {
  schema: 'engine-pins/1',
  serial: 3,
  node: { member: 'impress-norway', trialId: 'impress-norway', country: 'NO' },
  policy: { sha256: '0'.repeat(64), serial: 1, k: 5 },
  members: [],
  officers: [
    { name: 'eva', publicJwk: publicKeyOf(eva) },
    { name: 'finn', publicJwk: publicKeyOf(finn) },
  ],
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-catalogue-'))
  for (const name of ['documents', 'catalogue']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'catalogue', 'starter.json'), CATALOGUE)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function put(catalogue: Catalogue, first: PrivateJwk = eva, second: PrivateJwk | null = finn): Promise<void> {
  const one = await signTogether(catalogue, { key: first, typ: CATALOGUE_TYP })
  const text = second === null ? one : await addSignature(one, { key: second, typ: CATALOGUE_TYP })
  writeFileSync(join(folder, 'documents', 'catalogue.json'), text)
}

function used(...catalogues: readonly UsedCatalogue[]): readonly RecordEntry[] {
  const entries: RecordEntry[] = []
  for (const catalogue of catalogues) {
    const facts = {
      act: 'national-table',
      cut: 'cut-1',
      sha256: '',
      job: '',
      approvedBy: [],
      history: '',
      catalogue,
    } as const
    entries.push(nextEntry(entries, { kind: 'let-out', ...facts }, { key: Buffer.alloc(32), at: '2026-01-01' }))
  }
  return entries
}

const read = (change: { pins?: EnginePins; entries?: readonly RecordEntry[]; today?: string } = {}) =>
  readCatalogue({
    paths: { documents: join(folder, 'documents') },
    tables: folder,
    pins,
    entries: [],
    today: '2026-06-01',
    ...change,
  })

const named = (origin: UsedCatalogue['origin'], catalogue: Pick<Catalogue, 'serial'>): UsedCatalogue => ({
  origin,
  serial: catalogue.serial,
  sha256: canonicalHash(catalogue),
})

describe('the catalogue that the engine counts by', () => {
  it('is the one that comes with the program where the federation has given none', async () => {
    expect(await read()).toMatchObject({ origin: 'program', version: 'test', serial: 1 })
  })

  it('is the one that two pinned officers signed', async () => {
    await put(aCatalogue())
    const catalogue = await read()
    expect(catalogue).toMatchObject({ origin: 'federation', serial: 3, sha256: canonicalHash(aCatalogue()) })
    expect(catalogue.cohorts).toContain(SOTORASIB)
  })

  it('is none where the signatures do not hold', async () => {
    await put(aCatalogue(), eva, null)
    await expect(read()).rejects.toMatchObject({ code: 'trust/too-few-signatures' })
    await put(aCatalogue(), eva, stranger)
    await expect(read()).rejects.toMatchObject({ code: 'trust/too-few-signatures' })
    await put(aCatalogue())
    const { officers: _, ...unpinned } = pins
    await expect(read({ pins: unpinned })).rejects.toMatchObject({ code: 'cohort/bad-catalogue' })
    writeFileSync(join(folder, 'documents', 'catalogue.json'), JSON.stringify(aCatalogue()))
    await expect(read()).rejects.toMatchObject({ code: 'trust/bad-token' })
  })

  it('is none after its last day', async () => {
    await put(aCatalogue())
    expect(await read({ today: '2027-01-01' })).toMatchObject({ serial: 3 })
    await expect(read({ today: '2027-01-02' })).rejects.toMatchObject({ code: 'cohort/catalogue-expired' })
  })

  it('goes forward only, from the one of the program to those of the federation', async () => {
    const [program, third] = [JSON.parse(CATALOGUE) as Catalogue, aCatalogue()]
    const fourth = aCatalogue({ serial: 4 })
    const older = expect.objectContaining({ code: 'cohort/catalogue-older' })
    expect(await read({ entries: used(named('program', program)) })).toMatchObject({ origin: 'program' })
    await expect(read({ entries: used(named('federation', third)) })).rejects.toEqual(older)
    await put(third)
    const since = used(named('program', { ...program, serial: 9 }), named('federation', third))
    expect(await read({ entries: since })).toMatchObject({ serial: 3 })
    await expect(read({ entries: used(named('federation', fourth), named('federation', third)) })).rejects.toEqual(
      older,
    )
    // Two catalogues of one serial: the other one was used.
    await expect(read({ entries: used({ ...named('federation', third), sha256: '0'.repeat(64) }) })).rejects.toEqual(
      older,
    )
    await put(fourth)
    expect(await read({ entries: since })).toMatchObject({ serial: 4 })
  })
})
