/** Sets up one country: each step is left out where an earlier run has done it, so that a broken-off start goes on. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withCut, withPublished } from '../app/cuts.ts'
import { withIngest } from '../app/ingest.ts'
import { initNode } from '../app/init-node.ts'
import { addMember, listMembers } from '../app/members.ts'
import { type Config, readConfig } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { isNodeError } from '../model/errors.ts'
import { makeEcrfExport } from '../synthetic/ecrf-export.ts'
import type { DemoCountry } from './countries.ts'

export interface SetUpRequest {
  readonly root: string
  readonly country: DemoCountry
  readonly clock: Clock
  readonly stopped: AbortSignal
  readonly step: (text: string) => void
}

/** The node's configuration, with its table published. */
export async function setUpCountry({ root, country, clock, stopped, step }: SetUpRequest): Promise<Config> {
  const folder = join(root, country.folder)
  step('making the node')
  await initNode({
    folder,
    trialId: country.trialId,
    country: country.country,
    port: country.port,
    synthetic: true,
    clock,
  })
  const config = readConfig(folder)
  if (await hasPublishedTable(config, stopped)) return config
  for (const name of country.committee) await addOnce(config, name, clock)
  step('writing the synthetic trial')
  const source = writeExport(join(folder, 'source'), country)
  step('reading it')
  await withIngest(config, stopped, ingestion => ingestion.ingest(source, { localIds: false, onProgress: step }))
  await publishTable(config, country, { clock, stopped, step })
  return config
}

async function hasPublishedTable(config: Config, _stopped: AbortSignal): Promise<boolean> {
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

/** Written beside and moved into place, so that half an export is never read. */
function writeExport(target: string, country: DemoCountry): string {
  if (existsSync(target)) return target
  const made = makeEcrfExport({ trialId: country.trialId, ...country.source })
  const temporary = `${target}.new`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { recursive: true })
  for (const file of made.files) writeFileSync(join(temporary, file.name), file.text)
  renameSync(temporary, target)
  return target
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
