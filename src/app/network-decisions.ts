/** What is decided of cohorts of a network table, each by the design that the catalogue gives it. */
import { type Decision, decide } from '../decision/decide.ts'
import { fromNetworkTable } from '../merged-counts/from-network-table.ts'
import type { MergedCounts } from '../model/generated/merged-counts.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import type { JudgedBy } from './cohort-plans.ts'

/** A decision for each of the keys that the table has a first look or values of; nothing is decided of the others. */
export function networkDecisions(
  table: NetworkTable,
  keys: ReadonlySet<string>,
  { by: { policy, planOf }, merged }: { readonly by: JudgedBy; readonly merged: MergedCounts['merged'] },
): readonly Decision[] {
  const { version, k, survival } = policy
  return table.cohorts.flatMap(({ key, s1, values }) => {
    const plan = keys.has(key) && (s1 !== null || values !== null) ? planOf(key) : null
    if (plan === null) return []
    const { label, endpoint, design, looks } = plan
    const document = fromNetworkTable(table, {
      cohort: { key, label, definitionHash: null },
      endpoint,
      design,
      looks: { ...looks, closed: values?.look === 'final' },
      policy: { version, k, survival },
      merged,
    })
    return [decide(document)]
  })
}
