/** What a coordinator's next manifest will say, kept from when the round is asked for until its combiners have answered. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, NodePaths } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { RoundCall } from '../model/generated/round-call.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { RoundPlan } from '../pooling/round/coordinate.ts'
import { roundCohortsOf } from '../pooling/round-cohorts.ts'
import { normaliserVersion } from '../terminology/terminology.ts'
import { catalogueInForce } from './catalogue.ts'
import { presentDirectory } from './directory.ts'
import { makePrivateFolder } from './node-files.ts'
import { policyInForce } from './policies.ts'
import { terminologyOf } from './terminology.ts'

export interface RoundWishes {
  /** Null: the coordinator has no other name for it than the day. */
  readonly round: string | null
  /** Key of the one cohort of a round on demand; null: all of the catalogue. */
  readonly cohort: string | null
  readonly purpose: string
  /** Null: all that hold a trial. */
  readonly members: readonly string[] | null
  readonly combiners: readonly string[] | null
  /** Cut-off dates of the data cuts that may be taken. */
  readonly window: { readonly from: string; readonly to: string }
  readonly contributionsInMs: number
  readonly tableInMs: number
}

export interface PlannedRound {
  readonly call: RoundCall
  readonly plan: RoundPlan
}

/** Derivation rules that this program counts by; a data cut of others is not taken. */
export const DERIVATION = 'w16/1'

export async function planRound(
  config: Config,
  wishes: RoundWishes,
  { previousSha256, clock }: { readonly previousSha256: string | null; readonly clock: Clock },
): Promise<PlannedRound> {
  const { document: directory, sha256: directorySha256 } = await presentDirectory(config, clock.now())
  const { sha256: policySha256 } = await policyInForce(config)
  const { catalogue, sha256: catalogueSha256 } = await catalogueInForce(config, clock)
  const kind = wishes.cohort === null ? 'scheduled' : 'on-demand'
  const cohorts = roundCohortsOf(catalogue).filter(({ key }) => wishes.cohort === null || key === wishes.cohort)
  if (cohorts.length === 0) {
    throw new NodeError('cohort/unknown-code', 'the catalogue in force has no such cohort', {
      hint: 'rose cohorts --node DIR lists them with their keys.',
    })
  }
  const ownCountry = directory.members.find(({ id }) => id === config.member)?.country
  const countryOf = (id: string) => directory.members.find(member => member.id === id)?.country
  const combiners =
    wishes.combiners ??
    // Whoever asks for one cohort does not also combine for it.
    directory.combiners.filter(id => kind === 'scheduled' || countryOf(id) !== ownCountry)
  const members = directory.members
    .filter(({ id, roles }) => roles.includes('node') && (wishes.members?.includes(id) ?? true))
    .map(({ id, country }) => ({ member: id, country }))
    .sort((a, b) => (a.member < b.member ? -1 : 1))
  const unknown = wishes.members?.find(id => !members.some(({ member }) => member === id))
  if (unknown !== undefined) {
    throw new NodeError('federation/unknown-member', 'a member that the round would ask holds no trial', {
      hint: 'rose federation show --node DIR lists the members.',
      detail: { member: unknown },
    })
  }
  const seconds = Math.floor(clock.now() / 1000)
  const deadlines = {
    contributions: seconds + Math.ceil(wishes.contributionsInMs / 1000),
    table: seconds + Math.ceil((wishes.contributionsInMs + wishes.tableInMs) / 1000),
  }
  return {
    call: {
      schema: 'round-call/1',
      round: wishes.round ?? nameOf(kind, clock),
      coordinator: config.member,
      kind,
      combiners: checkTwo(combiners),
      policySha256,
      previousSha256,
      deadlines,
      iat: seconds,
    },
    plan: {
      purpose: wishes.purpose,
      catalogue: { version: catalogue.version, sha256: catalogueSha256 },
      directory: { serial: directory.serial, sha256: directorySha256 },
      cohorts: [...cohorts] as RoundManifest['cohorts'],
      lastQuarter: quarterOf(wishes.window.to),
      versions: { derivation: DERIVATION, normaliser: normaliserVersion, oncotree: terminologyOf().oncotreeVersion },
      cutWindow: wishes.window,
      members: members as RoundManifest['members'],
    },
  }
}

function checkTwo(combiners: readonly string[]): RoundCall['combiners'] {
  if (combiners.length >= 2) return combiners.slice(0, 3) as RoundCall['combiners']
  throw new NodeError('pooling/bad-manifest', 'the round would have fewer than two combiners', {
    hint: 'The directory names combiners of different countries; on demand none of the asker’s own: rose federation show --node DIR',
  })
}

function nameOf(kind: RoundCall['kind'], clock: Clock): string {
  const at = new Date(clock.now()).toISOString()
  const quarter = quarterOf(at.slice(0, 10)).toLowerCase()
  return `${quarter}-${kind === 'scheduled' ? 'all' : 'one'}-${at.slice(2, 19).replaceAll(/[^0-9]/g, '')}`
}

export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

export function keepRoundPlan({ roundPlans }: Pick<NodePaths, 'roundPlans'>, { call, plan }: PlannedRound): void {
  makePrivateFolder(roundPlans)
  writeWhole(join(roundPlans, `${call.round}.json`), `${JSON.stringify(plan, null, 2)}\n`)
}

export function readRoundPlan({ roundPlans }: Pick<NodePaths, 'roundPlans'>, round: string): RoundPlan | null {
  const file = join(roundPlans, `${round}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RoundPlan) : null
}
