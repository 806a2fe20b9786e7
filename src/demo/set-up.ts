/** Sets up one country: each step is left out where an earlier run has done it, so that a broken-off start goes on. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withCut, withPublished } from '../app/cuts.ts'
import { withIngest } from '../app/ingest.ts'
import { initNode } from '../app/init-node.ts'
import { addMember, listMembers } from '../app/members.ts'
import { type Config, readConfig } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { isNodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { DemoCountry } from './countries.ts'
import { OMOP_SETTINGS, openSource } from './sources.ts'

export interface SetUpRequest {
  readonly root: string
  readonly country: DemoCountry
  /** Of the server that all nodes share. */
  readonly adminUrl: string
  /** Screened patients, where that is not left to the country. */
  readonly patients: number | null
  readonly clock: Clock
  readonly stopped: AbortSignal
  readonly step: (text: string) => void
}

/** Below the demo's folder, seen from a node's. */
const SHARED_SERVER = '../database'

/** The node's configuration, with its table published. */
export async function setUpCountry(request: SetUpRequest): Promise<Config> {
  const { root, country, clock, stopped, step } = request
  const folder = join(root, country.folder)
  step('making the node')
  await initNode({
    folder,
    trialId: country.trialId,
    country: country.country,
    port: country.port,
    sharedServer: SHARED_SERVER,
    synthetic: true,
    clock,
  })
  if (country.source === 'omop-tables') nameOmop(folder)
  const config = readConfig(folder)
  if (await hasPublishedTable(config)) return config
  for (const name of country.committee) await addOnce(config, name, clock)
  await ingest(config, request)
  await publishTable(config, country, { clock, stopped, step })
  return config
}

/** Its OMOP database in `rose.json`, as a data manager writes it there. */
function nameOmop(folder: string): void {
  const file = join(folder, 'rose.json')
  const settings = JSON.parse(readFileSync(file, 'utf8')) as object
  if (!('omop' in settings)) writeWhole(file, `${JSON.stringify({ ...settings, omop: OMOP_SETTINGS }, null, 2)}\n`)
}

async function hasPublishedTable(config: Config): Promise<boolean> {
  try {
    await withPublished(config, published => published.find(undefined))
    return true
  } catch (error) {
    if (isNodeError(error, 'table/not-published')) return false
    throw error
  }
}

async function addOnce(config: Config, name: string, clock: Clock): Promise<void> {
  const known = await listMembers(config)
  if (known.some(member => member.name === name)) return
  await addMember(config, { name, role: 'committee', clock })
}

async function ingest(config: Config, { country, adminUrl, patients, stopped, step }: SetUpRequest): Promise<void> {
  step('writing the synthetic trial')
  const { trialId, stories } = country
  const seed = 'seed' in stories ? stories.seed : 1
  const source = await openSource({
    country,
    node: config.paths.folder,
    adminUrl,
    stories: { trialId, ...(patients === null ? stories : { patients, seed }) },
  })
  try {
    step('reading it')
    await withIngest(config, stopped, ingestion =>
      ingestion.ingest(source.place, { localIds: false, onProgress: step }),
    )
  } finally {
    await source.close()
  }
}

async function publishTable(
  config: Config,
  country: DemoCountry,
  { clock, stopped, step }: Pick<SetUpRequest, 'clock' | 'stopped' | 'step'>,
): Promise<void> {
  await withCut(config, stopped, async cuts => {
    step('building a data cut')
    const cut = await cuts.build()
    for (const name of country.committee) {
      step(`${name} of the committee signs`)
      await cuts.open({ cutId: cut.id, as: name, clock, onProgress: step })
    }
  })
}
