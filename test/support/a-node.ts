/** A node's folder on a database of the tests' server, with a small synthetic trial in it; made without a command. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withIngest } from '../../src/app/ingest.ts'
import { initNode } from '../../src/app/init-node.ts'
import { addMember } from '../../src/app/members.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import { parsePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { openLocalId } from '../../src/pseudonymisation/sealed-local-id.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { chanceWord } from './chance-word.ts'
import { aDatabase, type TestDatabase } from './database.ts'

export interface TestNode {
  readonly folder: string
  readonly config: Config
  readonly database: TestDatabase
  /** Folder of its export. */
  readonly source: string
  ingest(): Promise<IngestReport>
  remove(): void
}

export const aTrialId = (): string => `t${chanceWord(12)}`

export async function aNode({
  patients = 30,
  people = {} as Readonly<Record<string, string>>,
} = {}): Promise<TestNode> {
  const parent = mkdtempSync(join(tmpdir(), 'rose-node-'))
  const folder = join(parent, 'node')
  const database = await aDatabase()
  // Logins belong to the server, and are named after the trial.
  const trialId = aTrialId()
  await initNode({ folder, trialId, country: 'NO', databaseUrl: database.adminUrl, clock: systemClock })
  const config = readConfig(folder)
  for (const [name, role] of Object.entries(people)) await addMember(config, { name, role, clock: systemClock })
  const source = join(parent, 'export')
  mkdirSync(source)
  const made = makeEcrfExport({ trialId, patients, seed: 3 })
  for (const file of made.files) writeFileSync(join(source, file.name), file.text)
  return {
    folder,
    config,
    database,
    source,
    ingest: () => ingest(readConfig(folder), source),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  }
}

export function ingest(config: Config, source: string): Promise<IngestReport> {
  return withIngest(config, new AbortController().signal, ingestion =>
    ingestion.ingest(source, { localIds: true, onProgress() {} }),
  )
}

/** Local subject ids of whom the store holds, found with the node's key; by pseudonym. */
export async function localIds({
  config,
  database,
}: Pick<TestNode, 'config' | 'database'>): Promise<Map<string, string>> {
  const key = parsePseudonymKey(readFileSync(config.paths.pseudonymKey), config.trialId)
  return withAdministrator(database.adminUrl, async admin => {
    const { rows } = await admin.query<{ pseudonym: string; sealed: Buffer }>(
      'SELECT pseudonym, sealed_local_id AS sealed FROM record.persons ORDER BY person',
    )
    return new Map(rows.map(({ pseudonym, sealed }) => [pseudonym, openLocalId(key, pseudonym, sealed)]))
  })
}
