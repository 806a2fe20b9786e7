/** Use case of the engine: one approved job in, one signed national table out. */
import type { Snapshot } from '../cut/snapshot.ts'
import { type ProtectedCells, protectTable } from '../disclosure/protect-table.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import { checkSchema } from '../model/validation.ts'
import { signDocument } from '../trust/documents.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import type { ApprovedJob } from './check-job.ts'
import { countNationalTable } from './count-table.ts'
import type { CatalogueCells, TumourTissues } from './reference-tables.ts'

export const TABLE_TYP = 'prime-rose-table+jws'

export interface MakeTableDeps {
  readonly catalogue: CatalogueCells
  readonly tissues: TumourTissues
  readonly key: PrivateJwk
  /** The cut's snapshot, its hash and tag checked. */
  readonly readSnapshot: (cut: CutDescription) => Snapshot
}

/** The signed table. The same job gives the same bytes: nothing in it depends on when or how often it was made. */
export async function makeTable({ job }: ApprovedJob, deps: MakeTableDeps): Promise<string> {
  const snapshot = checkDescribed(deps.readSnapshot(job.cut), job.cut)
  const cells = protectTable(countNationalTable(snapshot, deps), job.policy)
  const table = describe(cells, job, deps.catalogue)
  checkSchema<NationalTable>('urn:prime-rose:national-table/1', table, {
    code: 'engine/failed',
    what: 'national table',
  })
  return signDocument(table, { key: deps.key, typ: TABLE_TYP })
}

/** The members signed the description: the snapshot must be the one it tells of. */
function checkDescribed(snapshot: Snapshot, { trialId, cutoff, contentHash, counts }: CutDescription): Snapshot {
  const same =
    snapshot.trialId === trialId &&
    snapshot.cutoff === cutoff &&
    snapshot.contentHash === contentHash &&
    snapshot.subjects.length === counts.screened &&
    snapshot.episodes.length === counts.enrolments
  if (same) return snapshot
  throw new NodeError('cut/snapshot-damaged', 'the snapshot is not the one that the description tells of')
}

function describe(
  cells: ProtectedCells,
  { cut, policy }: ApprovedJob['job'],
  catalogue: CatalogueCells,
): NationalTable {
  return {
    schema: 'national-table/1',
    member: cut.member,
    trialId: cut.trialId,
    country: cut.country,
    cut: { id: cut.id, cutoff: cut.cutoff },
    catalogue: { version: catalogue.version, sha256: catalogue.sha256 },
    policy: { version: policy.version, k: policy.k },
    versions: cut.versions,
    cells,
  }
}
