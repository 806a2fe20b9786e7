/** The network table of a round: the same bytes whichever combiner makes it. */
import type { NetworkTable, RoundMembers } from '../model/generated/network-table.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import { inTwos } from './contribution.ts'
import type { GateFacts } from './gate-facts.ts'
import { makeRows, type RowsInput } from './make-rows.ts'

export interface TableInput {
  readonly facts: GateFacts
  readonly manifest: RoundManifest
  readonly manifestSha256: string
  readonly setSha256: string
  /** In the order of the manifest's offers. */
  readonly combiners: readonly string[]
  /** Cut-off dates of the data cuts in the set. */
  readonly cutoffs: readonly string[]
  readonly rows: RowsInput
}

/** Stands in every table, because what a number rests on belongs to it. */
export const THREAT_MODEL =
  'Exact sums over the members of the set. Private while the combiners follow the protocol and do not all collude: ' +
  'each of them alone sees noise, together they see pooled patient counts of withheld cohorts, and never an outcome of one. ' +
  'Correct while members count honestly: their contributions are signed, so that a lie can be traced afterwards. ' +
  "All members but one together can work out the last one's part, and where two countries alone hold what no national table shows, each of the two can work out the other's."

export function makeTable(input: TableInput): NetworkTable {
  const { manifest, facts, cutoffs } = input
  const cohorts = [...standingBeside(input), ...makeRows(input.rows)].sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    schema: 'network-table/1',
    round: manifest.round,
    kind: manifest.kind,
    combiners: inTwos(input.combiners),
    manifestSha256: input.manifestSha256,
    setSha256: input.setSha256,
    layoutSha256: manifest.layoutSha256,
    policy: { version: facts.policy.version, sha256: manifest.policySha256 },
    catalogue: manifest.catalogue,
    versions: manifest.versions,
    previousSha256: manifest.previousSha256,
    window: { from: cutoffs.toSorted()[0] ?? '', to: cutoffs.toSorted().at(-1) ?? '' },
    rounds: roundsOf(input, cohorts),
    cohorts,
    threatModel: THREAT_MODEL,
  }
}

/** A round on demand asks for one cohort; what stands of the others goes on standing. */
function standingBeside({ facts }: TableInput): NetworkTable['cohorts'] {
  const asked = new Set(facts.layout.cohorts)
  return (facts.previous?.cohorts ?? []).filter(({ key }) => !asked.has(key))
}

/** This round first, then every earlier one that a standing result is from. */
function roundsOf({ facts, manifest }: TableInput, cohorts: NetworkTable['cohorts']): NetworkTable['rounds'] {
  const standing = new Set(
    cohorts.flatMap(({ patients, evaluable, s1, values }) =>
      [patients, evaluable, s1, values].flatMap(result => result?.round ?? []),
    ),
  )
  const earlier: readonly RoundMembers[] = (facts.previous?.rounds ?? []).filter(
    ({ round }) => round !== manifest.round && standing.has(round),
  )
  const members = facts.set.map(({ member, country }) => ({ member, country }))
  return [{ round: manifest.round, members }, ...earlier]
}
