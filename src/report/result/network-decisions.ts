/** What is decided of cohorts of a network table, each by the design that the catalogue gives it: for an overview. */
import { type Decision, decide } from '../../decision/decide.ts'
import { type FalsePositives, falsePositives } from '../../decision/false-positives.ts'
import { fromNetworkTable } from '../../merged-counts/from-network-table.ts'
import type { MergedCounts } from '../../model/generated/merged-counts.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'

export type { FalsePositives }

export interface Judging {
  /** Label, endpoint, design and evaluable patients at each look; null where the catalogue has no cohort of that key. */
  readonly planOf: (key: string) => {
    readonly label: string
    readonly endpoint: MergedCounts['endpoint']
    readonly design: MergedCounts['design']
    readonly looks: { readonly s1: number; readonly s2: number }
  } | null
  readonly policy: MergedCounts['policy']
  readonly merged: MergedCounts['merged']
}

/** How many to expect among the cohorts of these keys, whatever the others of the table are. */
export function falsePositivesAmong(table: NetworkTable, keys: ReadonlySet<string>, judging: Judging): FalsePositives {
  return falsePositives(networkDecisions(table, keys, judging))
}

/** A decision for each of the keys that the table has a first look or values of; nothing is decided of the others. */
export function networkDecisions(
  table: NetworkTable,
  keys: ReadonlySet<string>,
  { planOf, policy, merged }: Judging,
): readonly Decision[] {
  return table.cohorts.flatMap(({ key, s1, values }) => {
    const plan = keys.has(key) && (s1 !== null || values !== null) ? planOf(key) : null
    if (plan === null) return []
    const { label, endpoint, design, looks } = plan
    const document = fromNetworkTable(table, {
      cohort: { key, label, definitionHash: null },
      endpoint,
      design,
      looks: { ...looks, closed: values?.look === 'final' },
      policy,
      merged,
    })
    return [decide(document)]
  })
}
