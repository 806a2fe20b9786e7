/** How a cohort of the catalogue is judged: its label, endpoint, design and looks, as a report and a decision take them. */

import type { Catalogue } from '../cohort/catalogue/catalogue.ts'
import type { Config } from '../config.ts'
import { defaultPolicy } from '../disclosure/policy.ts'
import type { Clock } from '../model/clock.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { MergedCounts, TwoStageDesign } from '../model/generated/merged-counts.ts'
import { catalogueInForce } from './catalogue.ts'
import { policyInForce } from './policies.ts'
import { shippedCatalogue } from './terminology.ts'

export interface CohortPlan {
  readonly label: string
  readonly endpoint: MergedCounts['endpoint']
  readonly design: TwoStageDesign
  /** Evaluable patients at which each stage is looked at. */
  readonly looks: { readonly s1: number; readonly s2: number }
}

export interface JudgedBy {
  readonly policy: DisclosurePolicy
  /** Null where the catalogue has no cohort of that key. */
  readonly planOf: (key: string) => CohortPlan | null
}

/** By the catalogue and the policy that are in force at a node; without a node, by those that come with the program. */
export async function judgedBy(config: Config | null, clock: Clock): Promise<JudgedBy> {
  if (config === null) return { policy: defaultPolicy, planOf: plansOf(shippedCatalogue()) }
  const [{ catalogue }, { policy }] = await Promise.all([catalogueInForce(config, clock), policyInForce(config)])
  return { policy, planOf: plansOf(catalogue) }
}

function plansOf({ version, designs, cohorts }: Catalogue): JudgedBy['planOf'] {
  const byKey = new Map(cohorts.map(cohort => [cohort.key, cohort]))
  const byId = new Map(designs.map(design => [design.id, design]))
  return key => {
    const cohort = byKey.get(key)
    const design = byId.get(cohort?.design ?? '')
    if (cohort === undefined || design === undefined) return null
    const { id, looks: _, expansionTo = null, ...numbers } = design
    return {
      label: cohort.label,
      endpoint: cohort.endpoint,
      design: { version: `${id}@${version}`, ...numbers, alpha: null, expansionTo },
      looks: { s1: numbers.n1, s2: numbers.n },
    }
  }
}
