/** Five countries with nodes of their own, opened data cuts and standing approvals: everything a pooled round needs but the gateways. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { installCatalogue } from '../../src/app/catalogue.ts'
import { withCut } from '../../src/app/cuts.ts'
import { withIngest } from '../../src/app/ingest.ts'
import { initNode } from '../../src/app/init-node.ts'
import { makeEntry, pinAndTake, readFirstDirectory, saveFederationSettings } from '../../src/app/join.ts'
import { addMember } from '../../src/app/members.ts'
import { draftPreApproval, signPreApproval } from '../../src/app/pre-approvals.ts'
import { shippedCatalogue } from '../../src/app/terminology.ts'
import { CATALOGUE_TYP } from '../../src/cohort/catalogue/in-force.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { DirectoryMember } from '../../src/model/generated/directory.ts'
import type { FederationSettings, RoundSettings } from '../../src/model/generated/node-config.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { addSignature, signTogether } from '../../src/trust/signed-together.ts'
import { aDatabase } from './database.ts'
import { aDirectory, ola, pia, signedBy } from './federation.ts'

export const COMMITTEE = ['anne', 'bjorn'] as const

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export interface RoundNode {
  readonly country: string
  readonly member: string
  /** Of its synthetic patients. */
  readonly seed: number
  /** Read anew: settings are written after the node is made. */
  config(): Config
}

export interface RoundFederationOptions {
  readonly countries?: readonly string[]
  readonly patients?: number
  /** How many of the catalogue's, those with most patients: a small catalogue makes a quick round. */
  readonly cohorts?: number
  /** Straight where absent; by relay or by file: `startCarriers` has the processes for it. */
  readonly reached?: Readonly<Record<string, 'relay' | 'file'>>
  /** `rounds` of `rose.json`, by country. */
  readonly rounds?: Readonly<Record<string, RoundSettings>>
  readonly coordinator?: string
  readonly combiners?: readonly string[]
  /** Called once a node has joined, before its data cut is opened. */
  readonly beforeCut?: (node: RoundNode) => Promise<void>
  /** Countries whose committee has approved nothing yet. */
  readonly unapproved?: readonly string[]
}

export interface RoundFederation {
  readonly folder: string
  /** Where the relay that the directory names is to listen. */
  readonly relayPort: number
  readonly nodes: ReadonlyMap<string, RoundNode>
  node(country: string): RoundNode
}

export async function aRoundFederation(options: RoundFederationOptions = {}): Promise<RoundFederation> {
  const { countries = ['NO', 'DK', 'SE', 'FI', 'NL'], coordinator = 'NO', combiners = ['FI', 'NL'] } = options
  const folder = mkdtempSync(join(tmpdir(), 'rose-federation-'))
  made.push(folder)
  const run = randomBytes(3).toString('hex')
  const relayPort = await freePort()
  const nodes = new Map<string, RoundNode>()
  for (const [index, country] of countries.entries()) {
    nodes.set(country, await aRoundNode({ folder, run, country, seed: index + 1, relayPort, ...options }))
  }
  await joinAll([...nodes.values()], { folder, coordinator, combiners })
  const catalogue = await signedCatalogue(await commonestCohorts([...nodes.values()], options.cohorts ?? 8))
  for (const node of nodes.values()) {
    await installCatalogue(node.config(), catalogue, systemClock)
    await options.beforeCut?.(node)
    await openCutOf(node.config())
    if (options.unapproved?.includes(node.country) !== true) await approveRounds(node)
  }
  return {
    folder,
    relayPort,
    nodes,
    node(country) {
      const node = nodes.get(country)
      if (node === undefined) throw new Error(`no node of ${country}`)
      return node
    },
  }
}

async function aRoundNode(
  asked: RoundFederationOptions & {
    readonly folder: string
    readonly run: string
    readonly country: string
    readonly seed: number
    readonly relayPort: number
  },
): Promise<RoundNode> {
  const { country, seed, patients = 120, reached = {}, rounds = {} } = asked
  const folder = join(asked.folder, country.toLowerCase())
  const database = await aDatabase()
  const trialId = `${country.toLowerCase()}-trial-${asked.run}`
  await initNode({ folder, trialId, country, databaseUrl: database.adminUrl, synthetic: true, clock: systemClock })
  const port = await freePort()
  const settings = JSON.parse(readFileSync(join(folder, 'rose.json'), 'utf8')) as object
  const more = rounds[country] === undefined ? {} : { rounds: rounds[country] }
  writeFileSync(join(folder, 'rose.json'), JSON.stringify({ ...settings, port, logLevel: 'warn', ...more }))
  const config = saveFederationSettings(
    readConfig(folder, {}),
    settingsFor(reached[country], { folder, port, relay: `http://127.0.0.1:${asked.relayPort}` }),
  )
  for (const name of COMMITTEE) await addMember(config, { name, role: 'committee', clock: systemClock })
  await ingestPatients(config, { patients, seed })
  return { country, member: config.member, seed, config: () => readConfig(folder, {}) }
}

function settingsFor(
  reached: 'relay' | 'file' | undefined,
  { folder, port, relay }: { readonly folder: string; readonly port: number; readonly relay: string },
): FederationSettings {
  switch (reached) {
    case 'relay':
      return { endpoints: { relay: { url: relay } } }
    case 'file':
      for (const name of ['inbox', 'outbox']) mkdirSync(join(folder, 'drop', name), { recursive: true })
      return {
        endpoints: { file: { courier: relay } },
        drop: { inbox: 'drop/inbox', outbox: 'drop/outbox', pollSeconds: 1 },
      }
    case undefined:
      return { endpoints: { direct: `http://127.0.0.1:${port}` } }
  }
}

/** A synthetic export of the node's trial, ingested; a later one with more patients is a later state of the same trial. */
export async function ingestPatients(
  config: Config,
  { patients, seed }: { readonly patients: number; readonly seed: number },
): Promise<void> {
  const source = mkdtempSync(join(tmpdir(), 'rose-export-'))
  made.push(source)
  for (const file of makeEcrfExport({ trialId: config.trialId, patients, seed }).files)
    writeFileSync(join(source, file.name), file.text)
  await withIngest(config, new AbortController().signal, ingestion =>
    ingestion.ingest(source, { localIds: false, onProgress() {} }),
  )
}

/** Keys of the program's catalogue that most patients of all nodes are treated in. */
async function commonestCohorts(nodes: readonly RoundNode[], most: number): Promise<readonly string[]> {
  const treated = new Map<string, number>()
  for (const node of nodes) {
    const table = await withIngest(node.config(), new AbortController().signal, ingestion => ingestion.localCohorts())
    for (const { key, treated: count } of table.cohorts) {
      if (key !== null) treated.set(key, (treated.get(key) ?? 0) + count)
    }
  }
  const known = new Set(shippedCatalogue().cohorts.map(({ key }) => key))
  const sorted = [...treated].filter(([key]) => known.has(key)).sort(([, a], [, b]) => b - a)
  return sorted.slice(0, most).map(([key]) => key)
}

async function signedCatalogue(keys: readonly string[]): Promise<string> {
  const shipped = shippedCatalogue()
  const cohorts = shipped.cohorts.filter(({ key }) => keys.includes(key)) as typeof shipped.cohorts
  const text = await signTogether({ ...shipped, cohorts }, { key: ola.key, typ: CATALOGUE_TYP })
  return addSignature(text, { key: pia.key, typ: CATALOGUE_TYP })
}

/** Builds a data cut; both members of the committee open it. */
export async function openCutOf(config: Config): Promise<string> {
  return withCut(config, new AbortController().signal, async cuts => {
    const { id } = await cuts.build()
    for (const as of COMMITTEE) await cuts.open({ cutId: id, as, clock: systemClock, onProgress() {} })
    return id
  })
}

async function joinAll(
  nodes: readonly RoundNode[],
  { folder, coordinator, combiners }: { folder: string; coordinator: string; combiners: readonly string[] },
): Promise<void> {
  const entries: DirectoryMember[] = []
  for (const node of nodes) {
    const { member } = await makeEntry(node.config(), 'prime-rose', systemClock)
    const roles = node.country === coordinator ? [...member.roles, 'coordinator' as const] : member.roles
    entries.push({ ...member, roles })
  }
  const memberOf = (country: string) => nodes.find(node => node.country === country)?.member ?? ''
  const directory = aDirectory(systemClock.now() - 1000, { members: entries, combiners: combiners.map(memberOf) })
  const text = await signedBy(directory, ola, pia)
  writeFileSync(join(folder, 'directory.json'), text)
  for (const node of nodes) {
    await pinAndTake(node.config(), readFirstDirectory(text), { confirmed: true, clock: systemClock })
  }
}

export async function approveRounds(node: RoundNode): Promise<void> {
  const config = node.config()
  const wishes = {
    keys: [],
    drugs: [],
    days: 30,
    vetoHours: 0,
    looks: { s1: true, s2: true, final: true },
    kinds: ['scheduled', 'on-demand'],
  } as const
  const draft = await draftPreApproval(config, { ...wishes, kinds: [...wishes.kinds] }, systemClock)
  for (const [index, as] of COMMITTEE.entries()) {
    await signPreApproval(config, { text: index === 0 ? JSON.stringify(draft) : null, as, clock: systemClock })
  }
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
