/** Real nodes of one federation on databases of the tests' server, with their directory; made without a command, without data. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { initNode } from '../../src/app/init-node.ts'
import { makeEntry, pinAndTake, readFirstDirectory, saveFederationSettings } from '../../src/app/join.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { FederationSettings } from '../../src/model/generated/node-config.ts'
import { chanceWord } from './chance-word.ts'
import { aDatabase, type TestDatabase } from './database.ts'
import { aDirectory, ola, pia, signedBy } from './federation.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export interface FederatedNode {
  readonly config: Config
  readonly database: TestDatabase
}

export interface Federation {
  readonly nodes: readonly FederatedNode[]
  /** As the officers signed it. */
  readonly directory: string
  readonly folder: string
}

/** `settings` by country, in this order; ids are random, since logins belong to the server. `protocols`: as the directory tells them of all. */
export async function federatedNodes(
  settings: Readonly<Record<string, (folder: string) => FederationSettings>>,
  protocols?: readonly string[],
): Promise<Federation> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-federation-'))
  made.push(folder)
  const nodes: FederatedNode[] = []
  for (const [country, settle] of Object.entries(settings)) {
    const database = await aDatabase()
    const root = join(folder, country)
    const trialId = `${country.toLowerCase()}${chanceWord()}`
    await initNode({ folder: root, trialId, country, databaseUrl: database.adminUrl, clock: systemClock })
    nodes.push({ config: saveFederationSettings(readConfig(root), settle(root)), database })
  }
  const entries = await Promise.all(nodes.map(({ config }) => makeEntry(config, 'prime-rose', systemClock)))
  const now = Date.now()
  const members = entries.map(({ member }) =>
    protocols === undefined ? member : { ...member, protocols: [...protocols] },
  )
  const directory = await signedBy(aDirectory(now - 60_000, { members }), ola, pia)
  for (const { config } of nodes) {
    await pinAndTake(config, readFirstDirectory(directory), { confirmed: true, clock: systemClock })
  }
  return { nodes, directory, folder }
}
