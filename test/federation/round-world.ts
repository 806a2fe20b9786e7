/** The world of the federation's tests: five countries and a hub, reached straight, by relay and by file, with all processes at work. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StartedGateway, startGateway } from '../../src/app/gateway.ts'
import type { ShownRound } from '../../src/app/round-commands.ts'
import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import { stay } from '../support/rose-process.ts'
import { type Carriers, startCarriers } from '../support/round-carriers.ts'
import { aRoundFederation, type PickSubjects, type RoundFederation, subjectOf } from '../support/round-federation.ts'
import { type SeparateAccounts, separateAccounts } from '../support/separate-accounts.ts'
import { type Ran, runInProcess } from '../support/test-terminal.ts'

export interface RoundWorld {
  readonly federation: RoundFederation
  /** Denmark's engine and gateway: processes with folders, and where that can be with accounts, of their own. */
  readonly apart: SeparateAccounts
  folderOf(country: string): string
  memberOf(country: string): string
  run(country: string, ...words: readonly string[]): Promise<Ran>
  json<T = Record<string, unknown>>(country: string, ...words: readonly string[]): Promise<T>
  status(country: string, round: string): Promise<ShownRound>
  /** Looks until it holds; throws where the round has ended before, unless an end is waited for. */
  until(country: string, round: string, holds: (shown: ShownRound) => boolean): Promise<ShownRound>
  /** Of a round, or the last one. */
  table(country: string, round?: string): Promise<NetworkTable>
  /** Superuser's URL of a node's database. */
  adminUrlOf(country: string): string
  /** With changes of `rose.json`, as an operator makes them. */
  restartGateway(country: string, changes?: Readonly<Record<string, unknown>>): Promise<void>
  /** A command that stays, until the world ends. */
  startProcess(...words: readonly string[]): Promise<void>
  /** How the last rounds stand at each node, as `rose round status` tells it. */
  standing(): Promise<string>
  stop(): Promise<void>
}

/** Of a country, the first so many subjects who were treated with a drug. */
const treatedWith =
  (drugs: Readonly<Record<string, number>>): PickSubjects =>
  files => {
    const linesOf = (sheet: string) => files.find(({ name }) => name.endsWith(`_${sheet}.csv`))?.text.split('\n') ?? []
    const treated = new Set(linesOf('tr').map(subjectOf))
    const picked = Object.entries(drugs).flatMap(([drug, count]) => {
      const subjects = linesOf('coh')
        .filter(line => line.toLowerCase().includes(drug))
        .map(subjectOf)
      return [...new Set(subjects)].filter(subject => treated.has(subject)).slice(0, count)
    })
    return new Set(picked)
  }

/**
 * Norway (which coordinates) and the Netherlands are reached straight, Denmark and Finland by relay, Sweden by files that
 * a courier carries. Finland and the Netherlands combine, Finland by a process of its own. Estonia is a hub without a
 * trial. Norway and the Netherlands grow; Sweden's committee has approved nothing yet.
 */
export async function startRoundWorld(): Promise<RoundWorld> {
  const made: { apart?: SeparateAccounts } = {}
  const federation = await aRoundFederation({
    unapproved: ['SE'],
    reached: { DK: 'relay', FI: 'relay', SE: 'file' },
    rounds: { FI: { combiner: 'apart' }, EE: { combiner: 'apart' } },
    hubs: ['EE'],
    patients: { NO: 400, NL: 400 },
    // Of the cohort of the first drug enough come later, from two countries; of the other drugs one patient each.
    later: {
      NO: treatedWith({ encorafenib: 3, atezolizumab: 1, pertuzumab: 1, dabrafenib: 1 }),
      NL: treatedWith({ encorafenib: 3 }),
    },
    beforeCut: async ({ country, config }) => {
      if (country !== 'DK') return
      const { folder } = config().paths
      made.apart = separateAccounts(folder, join(folder, '..'))
      await made.apart.startEngine()
    },
  })
  const carriers: Carriers = await startCarriers(federation)
  const gateways = new Map<string, StartedGateway>()
  const { apart } = made
  if (apart === undefined) throw new Error('Denmark has no node')
  for (const { country, config } of federation.nodes.values()) {
    if (country === 'DK') await apart.startGateway()
    else gateways.set(country, await startGateway(config()))
  }
  const processes: (() => Promise<unknown>)[] = []
  const folderOf = (country: string) => federation.node(country).config().paths.folder
  const run = (country: string, ...words: readonly string[]) => runInProcess([...words, '--node', folderOf(country)])
  async function json<T>(country: string, ...words: readonly string[]): Promise<T> {
    const { code, out, err } = await run(country, ...words, '--json')
    if (out === '') throw new Error(`${words.join(' ')} ended with ${code}: ${err}`)
    return JSON.parse(out) as T
  }
  const status = (country: string, round: string) => json<ShownRound>(country, 'round', 'status', round)
  const world: RoundWorld = {
    federation,
    apart,
    folderOf,
    memberOf: country => federation.node(country).member,
    run,
    json,
    status,
    async until(country, round, holds) {
      for (;;) {
        const shown = await status(country, round)
        if (holds(shown)) return shown
        if (shown.phase === 'ended') throw new Error(`the round ended: ${shown.reason}`)
        await new Promise(done => setTimeout(done, 300))
      }
    },
    table: (country, round) => json<NetworkTable>(country, 'round', 'table', ...(round === undefined ? [] : [round])),
    adminUrlOf: country => federation.node(country).adminUrl,
    async restartGateway(country, changes = {}) {
      await gateways.get(country)?.close()
      const { config } = federation.node(country).config().paths
      writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), ...changes }))
      gateways.set(country, await startGateway(federation.node(country).config()))
    },
    async startProcess(...words) {
      processes.push((await stay(words)).stop)
    },
    async standing() {
      const told = [...federation.nodes.keys()].map(async country => {
        const rounds = await json<{ rounds: { round: string }[] }>(country, 'round', 'status').catch(() => null)
        const last = rounds?.rounds.at(-1)?.round
        if (last === undefined) return `${country} knows of no round`
        const { out, err } = await run(country, 'round', 'status', last)
        return `${country}: ${out.trim()}${err.trim()}`
      })
      return (await Promise.all(told)).join('\n')
    },
    async stop() {
      const closing = [...gateways.values()].map(gateway => gateway.close())
      await Promise.all([...closing, ...processes.map(stop => stop()), apart.stop()])
      await carriers.stop()
    },
  }
  await world.startProcess('combiner', '--node', folderOf('FI'))
  return world
}
