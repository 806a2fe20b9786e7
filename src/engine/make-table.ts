/** Use case of the engine: one approved job in, one signed national table out. */
import { createHash } from 'node:crypto'
import { enrolmentsOf, personOf, type Snapshot } from '../cut/snapshot.ts'
import { explainTable } from '../disclosure/explain-table.ts'
import type { IntegerSolver } from '../disclosure/integer-solver.ts'
import { type ProtectedTable, protectTable } from '../disclosure/protect-table.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { TableBuild } from '../model/generated/table-build.ts'
import { checkSchema } from '../model/validation.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { signDocument } from '../trust/documents.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { checkDue } from './check-due.ts'
import type { ApprovedJob } from './check-job.ts'
import { countNationalTable } from './count-table.ts'
import type { GeneTables } from './gene-findings.ts'
import type { OpenedHistory } from './history-file.ts'
import type { CatalogueCells, TumourTissues } from './reference-tables.ts'
import { secretRandom } from './secret-random.ts'
import {
  earlierCells,
  numberPatients,
  type RememberedTable,
  rememberTable,
  type TableHistory,
} from './table-history.ts'

export const TABLE_TYP = 'prime-rose-table+jws'

export interface MakeTableDeps {
  readonly catalogue: CatalogueCells
  readonly tissues: TumourTissues
  readonly geneTables: GeneTables
  readonly key: PrivateJwk
  /** The cut's snapshot, its hash and tag checked. */
  readonly readSnapshot: (cut: CutDescription) => Snapshot
  readonly history: OpenedHistory
  /** Durable when it returns; gives the hash of the file. */
  readonly writeHistory: (history: TableHistory) => string
  readonly writeBuild: (build: TableBuild) => void
  readonly solver: IntegerSolver
  /** Known to the engine alone. */
  readonly secret: Uint8Array
  /** Seconds of a clock that only goes forward. */
  readonly seconds: () => number
}

export interface MadeTable {
  /** The signed table. */
  readonly jws: string
  /** SHA-256 of the history that holds it, hex. */
  readonly history: string
}

/**
 * The same cut gives the same bytes: what was made once is remembered before it is let out. Throws `table/too-early`
 * where the policy does not allow another table yet.
 */
export async function makeTable({ job }: ApprovedJob, deps: MakeTableDeps): Promise<MadeTable> {
  const { history, sha256 } = deps.history
  const rules = canonicalHash({ policy: job.policy, catalogueSha256: job.catalogueSha256 })
  const made = history.tables.find(({ cut }) => cut === job.cut.id)
  if (made !== undefined && sha256 !== null) return { jws: checkSameRules(made, rules).jws, history: sha256 }
  checkDue(job.cut.cutoff, history.tables.at(-1)?.cutoff, job.policy.nationalTable)
  const snapshot = checkDescribed(deps.readSnapshot(job.cut), job.cut)
  const started = deps.seconds()
  const { patients, numbers } = numberPatients(
    history,
    Array.from({ length: snapshot.index.patients }, (_, patient) => personOf(snapshot, patient)),
  )
  const table = protectTable({
    table: countNationalTable(snapshot, { ...deps, numbers }),
    earlier: earlierCells(history),
    policy: job.policy,
    solver: deps.solver,
    random: secretRandom(deps.secret, job.cut.id),
    secondsLeft: () => job.policy.nationalTable.maxAuditSeconds - (deps.seconds() - started),
  })
  const jws = await signTable(table, job, deps)
  deps.writeBuild(buildOf(table, job, { jws, earlierTables: history.tables.length, seconds: deps.seconds() - started }))
  const { id: cut, cutoff } = job.cut
  const remembered = rememberTable(history, patients, { cut, cutoff, rules, jws, cells: table.fresh })
  return { jws, history: deps.writeHistory(remembered) }
}

function checkSameRules(made: RememberedTable, rules: string): RememberedTable {
  if (made.rules === rules) return made
  throw new NodeError('approval/replayed', 'the approvals of this data cut were used for another table', {
    hint: 'A cut has one table. Build and open a new cut.',
  })
}

/** The members signed the description: the snapshot must be the one it tells of. */
export function checkDescribed(snapshot: Snapshot, { trialId, cutoff, contentHash, counts }: CutDescription): Snapshot {
  const { source, patients } = snapshot.index
  const same =
    source.trialId === trialId &&
    source.cutoff === cutoff &&
    source.contentHash === contentHash &&
    patients === counts.screened &&
    enrolmentsOf(snapshot) === counts.enrolments
  if (same) return snapshot
  throw new NodeError('cut/snapshot-damaged', 'the snapshot is not the one that the description tells of')
}

async function signTable(
  { cells }: ProtectedTable,
  { cut, policy }: ApprovedJob['job'],
  { catalogue, key }: Pick<MakeTableDeps, 'catalogue' | 'key'>,
): Promise<string> {
  const table: NationalTable = {
    schema: 'national-table/2',
    member: cut.member,
    trialId: cut.trialId,
    country: cut.country,
    cut: { id: cut.id, cutoff: cut.cutoff },
    catalogue: { version: catalogue.version, sha256: catalogue.sha256 },
    policy: { version: policy.version, k: policy.k },
    versions: cut.versions,
    cells,
  }
  checkSchema<NationalTable>('urn:prime-rose:national-table/2', table, {
    code: 'engine/failed',
    what: 'national table',
  })
  return signDocument(table, { key, typ: TABLE_TYP })
}

function buildOf(
  table: ProtectedTable,
  { cut, policy }: ApprovedJob['job'],
  made: { readonly jws: string; readonly earlierTables: number; readonly seconds: number },
): TableBuild {
  return {
    schema: 'table-build/2',
    cut: { id: cut.id, cutoff: cut.cutoff },
    tableSha256: createHash('sha256').update(made.jws).digest('hex'),
    policy: { version: policy.version, k: policy.k },
    earlierTables: made.earlierTables,
    ...explainTable(table, { k: policy.k, seconds: made.seconds }),
  }
}
