/** Five countries with nodes of their own, opened data cuts and standing approvals: everything a pooled round needs but the gateways. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { installCatalogue } from '../../src/app/catalogue.ts'
import { withCut } from '../../src/app/cuts.ts'
import { auditOf, takeDirectory } from '../../src/app/directory.ts'
import { withIngest } from '../../src/app/ingest.ts'
import { initNode } from '../../src/app/init-node.ts'
import { makeEntry, pinAndTake, readFirstDirectory, saveFederationSettings } from '../../src/app/join.ts'
import { addMember } from '../../src/app/members.ts'
import { draftPreApproval, signPreApproval } from '../../src/app/pre-approvals.ts'
import { shippedCatalogue } from '../../src/app/terminology.ts'
import { CATALOGUE_TYP } from '../../src/cohort/catalogue/in-force.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { Directory, DirectoryMember } from '../../src/model/generated/directory.ts'
import type { FederationSettings, RoundSettings } from '../../src/model/generated/node-config.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { addSignature, signTogether } from '../../src/trust/signed-together.ts'
import { chanceWord } from './chance-word.ts'
import { aDatabase } from './database.ts'
import { aDirectory, ola, pia, signedBy } from './federation.ts'
import { aPort } from './ports.ts'

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
  readonly patients: number
  /** Superuser's URL of its database. */
  readonly adminUrl: string
  /** Read anew: settings are written after the node is made. */
  config(): Config
}

export interface RoundFederationOptions {
  readonly countries?: readonly string[]
  /** By country; `PATIENTS` where absent. */
  readonly patients?: Readonly<Record<string, number>>
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
  /** Countries whose node holds no trial: no patients, no engine at work, reached straight. */
  readonly hubs?: readonly string[]
  /** Of a country's patients, those who are not in its first data cut. */
  readonly later?: Readonly<Record<string, PickSubjects>>
  /** Countries whose committee has approved nothing yet. */
  readonly unapproved?: readonly string[]
}

export interface RoundFederation {
  readonly folder: string
  /** Where the relay that the directory names is to listen. */
  readonly relayPort: number
  readonly nodes: ReadonlyMap<string, RoundNode>
  node(country: string): RoundNode
  /** Of the first data cuts, by country and cohort. */
  readonly treated: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** The officers name other combiners, in a next directory, which all nodes take. */
  nameCombiners(countries: readonly string[]): Promise<void>
}

export async function aRoundFederation(options: RoundFederationOptions = {}): Promise<RoundFederation> {
  const {
    countries = ['NO', 'DK', 'SE', 'FI', 'NL'],
    coordinator = 'NO',
    combiners = ['FI', 'NL'],
    hubs = [],
  } = options
  const folder = mkdtempSync(join(tmpdir(), 'rose-federation-'))
  made.push(folder)
  const run = chanceWord(6)
  const relayPort = await aPort()
  const nodes = new Map<string, RoundNode>()
  for (const [index, country] of [...countries, ...hubs].entries()) {
    nodes.set(country, await aRoundNode({ folder, run, country, seed: index + 1, relayPort, ...options }))
  }
  const all = [...nodes.values()]
  let directory = await aRoundDirectory(all, { coordinator, combiners, hubs })
  const text = await signedBy(directory, ola, pia)
  writeFileSync(join(folder, 'directory.json'), text)
  for (const node of all) {
    await pinAndTake(node.config(), readFirstDirectory(text), { confirmed: true, clock: systemClock })
  }
  const trials = all.filter(({ country }) => !hubs.includes(country))
  const treated = new Map<string, ReadonlyMap<string, number>>()
  for (const node of trials) treated.set(node.country, await treatedIn(node))
  const catalogue = await signedCatalogue(commonestCohorts(treated.values(), options.cohorts ?? 8))
  for (const node of trials) {
    await installCatalogue(node.config(), catalogue, systemClock)
    await options.beforeCut?.(node)
    await openCutOf(node.config())
    if (options.unapproved?.includes(node.country) !== true) await approveRounds(node)
  }
  return {
    folder,
    relayPort,
    nodes,
    treated,
    node(country) {
      const node = nodes.get(country)
      if (node === undefined) throw new Error(`no node of ${country}`)
      return node
    },
    async nameCombiners(named) {
      const ids = named.map(country => nodes.get(country)?.member ?? '')
      directory = { ...directory, serial: directory.serial + 1, combiners: ids }
      const next = await signedBy(directory, ola, pia)
      writeFileSync(join(folder, 'directory.json'), next)
      for (const node of all) {
        const config = node.config()
        await takeDirectory(config, next, { clock: systemClock, append: auditOf(config) })
      }
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
  const { country, seed, patients = {}, reached = {}, rounds = {}, hubs = [], later = {} } = asked
  const folder = join(asked.folder, country.toLowerCase())
  const database = await aDatabase()
  const trialId = `${country.toLowerCase()}-trial-${asked.run}`
  await initNode({ folder, trialId, country, databaseUrl: database.adminUrl, synthetic: true, clock: systemClock })
  const port = await aPort()
  const settings = JSON.parse(readFileSync(join(folder, 'rose.json'), 'utf8')) as object
  const more = rounds[country] === undefined ? {} : { rounds: rounds[country] }
  writeFileSync(join(folder, 'rose.json'), JSON.stringify({ ...settings, port, logLevel: 'warn', ...more }))
  const config = saveFederationSettings(
    readConfig(folder, {}),
    settingsFor(reached[country], { folder, port, relay: `http://127.0.0.1:${asked.relayPort}` }),
  )
  for (const name of COMMITTEE) await addMember(config, { name, role: 'committee', clock: systemClock })
  if (!hubs.includes(country))
    await ingestPatients(config, { patients: patients[country] ?? PATIENTS, seed, without: later[country] })
  return {
    country,
    member: config.member,
    seed,
    adminUrl: database.adminUrl,
    patients: patients[country] ?? PATIENTS,
    config: () => readConfig(folder, {}),
  }
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

const PATIENTS = 120

export type EcrfFiles = ReturnType<typeof makeEcrfExport>['files']
export type PickSubjects = (files: EcrfFiles) => ReadonlySet<string>

/** A synthetic export of the node's trial, ingested; with fewer left out it is a later state of the same trial. */
export async function ingestPatients(
  config: Config,
  {
    patients,
    seed,
    without,
  }: { readonly patients: number; readonly seed: number; readonly without?: PickSubjects | undefined },
): Promise<void> {
  const source = mkdtempSync(join(tmpdir(), 'rose-export-'))
  made.push(source)
  const { files } = makeEcrfExport({ trialId: config.trialId, patients, seed })
  const leftOut = without?.(files) ?? new Set()
  for (const { name, text } of files) writeFileSync(join(source, name), withoutSubjects(text, leftOut))
  await withIngest(config, new AbortController().signal, ingestion =>
    ingestion.ingest(source, { localIds: false, onProgress() {} }),
  )
}

/** The subject is the first cell of each row; a quoted cell may go on on the next line. */
function withoutSubjects(text: string, leftOut: ReadonlySet<string>): string {
  if (leftOut.size === 0) return text
  let isInCell = false
  let isKept = true
  const lines = text.split(/(?<=\n)/).filter((line, index) => {
    if (!isInCell) isKept = index < 2 || !leftOut.has(subjectOf(line))
    if ((line.match(/"/g)?.length ?? 0) % 2 === 1) isInCell = !isInCell
    return isKept
  })
  return lines.join('')
}

export const subjectOf = (line: string): string => /^"?([0-9-]+)/.exec(line)?.[1] ?? ''

/** Treated patients of a node by cohort, as the trial's own data managers see them. */
export async function treatedIn(node: RoundNode): Promise<ReadonlyMap<string, number>> {
  const table = await withIngest(node.config(), new AbortController().signal, ingestion => ingestion.localCohorts())
  return new Map(table.cohorts.flatMap(({ key, treated }) => (key === null ? [] : [[key, treated] as const])))
}

/** Keys of the program's catalogue that most patients of all nodes are treated in. */
function commonestCohorts(countries: Iterable<ReadonlyMap<string, number>>, most: number): readonly string[] {
  const treated = new Map<string, number>()
  for (const counts of countries) {
    for (const [key, count] of counts) treated.set(key, (treated.get(key) ?? 0) + count)
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

async function aRoundDirectory(
  nodes: readonly RoundNode[],
  {
    coordinator,
    combiners,
    hubs,
  }: { readonly coordinator: string; readonly combiners: readonly string[]; readonly hubs: readonly string[] },
): Promise<Directory> {
  const members: DirectoryMember[] = []
  for (const node of nodes) {
    const { member } = await makeEntry(node.config(), 'prime-rose', systemClock)
    if (hubs.includes(node.country)) members.push({ ...member, trial: null, engineKeys: [], roles: ['hub'] })
    else members.push(node.country === coordinator ? { ...member, roles: [...member.roles, 'coordinator'] } : member)
  }
  const memberOf = (country: string) => nodes.find(node => node.country === country)?.member ?? ''
  return aDirectory(systemClock.now() - 1000, { members, combiners: combiners.map(memberOf) })
}

/** `vetoHours`: how long one member may object to a round. */
export async function approveRounds(node: RoundNode, { vetoHours = 0 } = {}): Promise<void> {
  const config = node.config()
  const wishes = {
    keys: [],
    drugs: [],
    days: 30,
    vetoHours,
    looks: { s1: true, s2: true, final: true },
    kinds: ['scheduled', 'on-demand'],
  } as const
  const draft = await draftPreApproval(config, { ...wishes, kinds: [...wishes.kinds] }, systemClock)
  for (const [index, as] of COMMITTEE.entries()) {
    await signPreApproval(config, { text: index === 0 ? JSON.stringify(draft) : null, as, clock: systemClock })
  }
}
