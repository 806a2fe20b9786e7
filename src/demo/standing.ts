/** What the demo has come to, for whoever shows it, and the commands that it proposes. */
import { join } from 'node:path'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { demoCountries, firstAsker, firstCohortKey, SOURCE_WORDS, TRANSPORT_WORDS } from './countries.ts'
import { FIRST_CUT_OFF } from './rounds.ts'

export interface DemoNode {
  readonly country: string
  readonly trialId: string
  readonly source: string
  readonly reached: string
  readonly role: string | null
  readonly url: string
}

export interface DemoStanding {
  readonly nodes: readonly DemoNode[]
  /** To the first question; null before it is asked. */
  readonly answer: NetworkAnswer | null
  /** The last one; null before the first. */
  readonly round: {
    readonly round: string
    readonly state: 'open' | 'done' | 'ended'
    readonly reason: string | null
  } | null
  readonly commands: readonly string[]
}

/** `urls`: of the gateways, in the order of the countries. */
export function nodesOf(urls: readonly string[]): readonly DemoNode[] {
  return demoCountries.map(({ country, trialId, source, transport, role }, place) => ({
    country,
    trialId,
    source: SOURCE_WORDS[source],
    reached: TRANSPORT_WORDS[transport],
    role: role ?? null,
    url: urls[place] ?? '',
  }))
}

/** What the proposed commands write into the folder of the demo. */
export const PROPOSED = { page: 'cohorts.html', table: 'table.json', report: 'table-report' } as const

/** `rose`: how the command is called here. */
export function proposedCommands(folder: string, rose: string): { readonly ask: string[]; readonly pool: string[] } {
  const node = join(folder, firstAsker)
  const table = join(folder, PROPOSED.table)
  return {
    ask: [
      `${rose} query 'tumour:BOWEL' --all --timeout 60 --node ${node}`,
      `${rose} question list --node ${node}`,
      `${rose} table show --node ${node}`,
      `${rose} local cohorts --node ${node}`,
      `${rose} federation show --node ${node}`,
      `${rose} drop status --node ${join(folder, 'norway')}`,
    ],
    pool: [
      `${rose} round status --node ${node}`,
      `${rose} cohorts --told --html ${join(folder, PROPOSED.page)} --node ${node}`,
      `${rose} round table --node ${node}`,
      `${rose} round table --signed --node ${node} > ${table}`,
      `${rose} report ${table} --cohort '${firstCohortKey}' --node ${node}`,
      `${rose} round new --from ${FIRST_CUT_OFF} --contributions 5m --table 5m --wait --node ${node}`,
    ],
  }
}
