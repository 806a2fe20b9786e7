/** A node's folder as far as its keys, pins and documents go: no database, no data. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { makeOwnKeys } from '../../src/app/own-keys.ts'
import { type Config, nodePaths, readConfig } from '../../src/config.ts'
import { prepareEngineFolder } from '../../src/engine/engine-folder.ts'
import { pinOfficers } from '../../src/engine/pins.ts'
import { readPins, writePins } from '../../src/engine/pins-file.ts'
import type { NodeConfig } from '../../src/model/generated/node-config.ts'
import type { Officer } from '../../src/trust/directory.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function aNodeFolder(settings: Partial<NodeConfig> = {}, officers?: readonly Officer[]): Config {
  const folder = mkdtempSync(join(tmpdir(), 'rose-node-'))
  made.push(folder)
  const paths = nodePaths(folder)
  mkdirSync(paths.keys, { mode: 0o700 })
  makeOwnKeys(paths)
  const config: NodeConfig = {
    schema: 'node-config/1',
    member: 'impress-norway',
    trialId: 'impress-norway',
    country: 'NO',
    mapping: 'impress-norway',
    database: { kind: 'embedded' },
    ...settings,
  }
  writeFileSync(paths.config, JSON.stringify(config))
  const { member, country, trialId } = config
  const engine = prepareEngineFolder(folder, { member, country, trialId })
  const plain = officers?.map(({ name, publicJwk: { kty, crv, x } }) => ({ name, publicJwk: { kty, crv, x } }))
  if (plain !== undefined) writePins(engine, pinOfficers(readPins(engine), plain))
  return readConfig(folder, {})
}
