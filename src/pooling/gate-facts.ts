/** What the gates know of a round beside its sums: policy, layout, who is in the set, what stands from earlier rounds. */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { NetworkTable, NetworkTableRow } from '../model/generated/network-table.ts'
import type { Layout } from './layout.ts'

export interface SetMember {
  readonly member: string
  readonly country: string
}

export interface GateFacts {
  readonly layout: Layout
  readonly policy: DisclosurePolicy
  /** Whose contributions are added; at least as many as the policy asks. */
  readonly set: readonly SetMember[]
  /** The table whose results stand; null in the first round. */
  readonly previous: NetworkTable | null
  /** Keys of cohorts that are closed everywhere, so that this look is their last. */
  readonly closed: ReadonlySet<string>
}

/** How many nodes the country with most of them has in the set; 1 where each country has one. */
export function mostNodesOfOneCountry(set: readonly SetMember[]): number {
  return Math.max(...[...nodesByCountry(set).values()], 1)
}

/**
 * At least so many countries are behind `members` of the set, whoever they are: one country counts once. Exact where each
 * country has one node.
 */
export function countriesAtLeast(members: number, set: readonly SetMember[]): number {
  const doubled = [...nodesByCountry(set).values()].reduce((sum, nodes) => sum + nodes - 1, 0)
  return Math.max(0, members - doubled)
}

export function standingRow(facts: GateFacts, key: string): NetworkTableRow | null {
  return facts.previous?.cohorts.find(row => row.key === key) ?? null
}

/** A member whose patients were counted in a standing result is not in the set: a change of unknown size. */
export function isSomebodyMissing(facts: GateFacts, round: string): boolean {
  const then = facts.previous?.rounds.find(entry => entry.round === round)
  const now = new Set(facts.set.map(({ member }) => member))
  return then === undefined || then.members.some(({ member }) => !now.has(member))
}

function nodesByCountry(set: readonly SetMember[]): ReadonlyMap<string, number> {
  const nodes = new Map<string, number>()
  for (const { country } of set) nodes.set(country, (nodes.get(country) ?? 0) + 1)
  return nodes
}
