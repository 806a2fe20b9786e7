/** How a national table came about, for a member of the committee; read inside the platform, and that it was is audited. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { enginePaths, tableBuildFileName } from '../engine/engine-paths.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { TableBuild } from '../model/generated/table-build.ts'
import { parseCutId } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { withPublished } from './cuts.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { checkCommittee } from './members.ts'

export interface ExplainTable {
  /** The last published table where none is named. */
  readonly cutId: string | undefined
  /** Committee member who looks. */
  readonly as: string
  readonly clock: Clock
}

export async function explainTable(config: Config, { cutId, as, clock }: ExplainTable): Promise<TableBuild> {
  checkCommittee(config, as)
  const { table } = await withPublished(config, use => use.find(cutId))
  const build = readBuild(config, parseCutId(table.cut.id))
  await withDatabaseAs(config, 'ingest', database =>
    appendAuditEvent(database, appendAudit, {
      kind: 'table.explained',
      at: new Date(clock.now()).toISOString(),
      actor: `committee:${as}`,
      facts: { cutId: table.cut.id, tableSha256: build.tableSha256 },
    }),
  )
  return build
}

function readBuild(config: Config, cutId: string): TableBuild {
  const path = join(enginePaths(config.paths.folder).builds, tableBuildFileName(cutId))
  if (!existsSync(path)) {
    throw new NodeError('table/not-explained', 'the engine left no account of how this table came about', {
      hint: 'Restore engine/builds from the backup. The table itself is not affected.',
    })
  }
  return checkSchema<TableBuild>('urn:prime-rose:table-build/2', JSON.parse(readFileSync(path, 'utf8')), {
    what: "the engine's account of a table",
  })
}
