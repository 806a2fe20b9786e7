/** The catalogue of a node: two federation officers put another in its place, and nobody puts an earlier one back. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueInForce, installCatalogue } from '../../src/app/catalogue.ts'
import { initNode } from '../../src/app/init-node.ts'
import type { Catalogue } from '../../src/cohort/catalogue/catalogue.ts'
import { CATALOGUE_TYP } from '../../src/cohort/catalogue/in-force.ts'
import type { Config } from '../../src/config.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { pinOfficers } from '../../src/engine/pins.ts'
import { readPins, writePins } from '../../src/engine/pins-file.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { addSignature, signTogether } from '../../src/trust/signed-together.ts'
import { aCatalogue, aCohort, SOTORASIB } from '../support/catalogue.ts'

const clock = { now: () => Date.parse('2026-06-01T00:00:00Z') }
const [eva, finn, gro] = [generateKey(), generateKey(), generateKey()]

async function signed(catalogue: Catalogue, ...keys: readonly [PrivateJwk, ...PrivateJwk[]]): Promise<string> {
  const [first, ...others] = keys
  let text = await signTogether(catalogue, { key: first, typ: CATALOGUE_TYP })
  for (const key of others) text = await addSignature(text, { key, typ: CATALOGUE_TYP })
  return text
}

describe('the catalogue of a node', () => {
  let folder: string
  let config: Config
  const install = async (catalogue: Catalogue, ...keys: readonly [PrivateJwk, ...PrivateJwk[]]) =>
    installCatalogue(config, await signed(catalogue, ...keys), clock)
  const refused = (code: string) => ({ code })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rose-catalogue-'))
    chmodSync(folder, 0o755)
    const node = { folder: join(folder, 'node'), trialId: 'impress-norway', country: 'NO', clock }
    config = (await initNode(node)).config
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is the one that comes with the program, and no other while no officers are pinned', async () => {
    expect(await catalogueInForce(config, clock)).toMatchObject({ origin: 'program', signedBy: [] })
    await expect(install(aCatalogue(), eva, finn)).rejects.toMatchObject(refused('cohort/bad-catalogue'))
    const paths = enginePaths(config.paths.folder)
    const officers = [eva, finn].map((key, at) => ({ name: at === 0 ? 'eva' : 'finn', publicJwk: publicKeyOf(key) }))
    writePins(paths, pinOfficers(readPins(paths), officers))
  })

  it('is another one only with the signatures of two pinned officers', async () => {
    await expect(install(aCatalogue(), eva)).rejects.toMatchObject(refused('trust/too-few-signatures'))
    await expect(install(aCatalogue(), eva, gro)).rejects.toMatchObject(refused('trust/too-few-signatures'))
    const forged = (await signed(aCatalogue(), eva, finn)).replace(
      /"signature":"(.)/,
      (_, letter: string) => `"signature":"${letter === 'A' ? 'B' : 'A'}`,
    )
    await expect(installCatalogue(config, forged, clock)).rejects.toMatchObject(refused('trust/bad-signature'))
    expect((await catalogueInForce(config, clock)).origin).toBe('program')
    await install(aCatalogue(), eva, finn, gro)
    expect(await catalogueInForce(config, clock)).toMatchObject({
      origin: 'federation',
      sha256: canonicalHash(aCatalogue()),
      signedBy: ['eva', 'finn'],
    })
  })

  it('is replaced by a later one that loses no cohort, and kept beside it', async () => {
    const older = aCatalogue({ serial: 2 })
    await expect(install(older, eva, finn)).rejects.toMatchObject(refused('cohort/catalogue-older'))
    const shorter = aCatalogue({ serial: 4, cohorts: [aCohort(SOTORASIB, 'PR-0001')] })
    await expect(install(shorter, eva, finn)).rejects.toMatchObject(refused('cohort/bad-catalogue'))
    const ended = aCatalogue({ serial: 4, validUntil: '2026-05-31' })
    await expect(install(ended, eva, finn)).rejects.toMatchObject(refused('cohort/catalogue-expired'))
    expect((await catalogueInForce(config, clock)).catalogue.serial).toBe(3)
    await install(aCatalogue({ serial: 4 }), eva, finn)
    expect((await catalogueInForce(config, clock)).catalogue.serial).toBe(4)
    expect(existsSync(join(config.paths.documents, 'catalogue.3.json'))).toBe(true)
  })

  it('is none where another was put in its place, or its time is over', async () => {
    const file = join(config.paths.documents, 'catalogue.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, await signed(aCatalogue({ serial: 5 }), gro))
    await expect(catalogueInForce(config, clock)).rejects.toMatchObject(refused('trust/too-few-signatures'))
    writeFileSync(file, text)
    const later = { now: () => Date.parse('2027-01-02T00:00:00Z') }
    await expect(catalogueInForce(config, later)).rejects.toMatchObject(refused('cohort/catalogue-expired'))
  })
})
