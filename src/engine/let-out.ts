/** The one door: the record's entry is durable before the file appears, and a cut has one table for ever. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import { checkMayLeave, documentScanner } from '../pseudonymisation/scanner/scan-document.ts'
import type { ApprovedJob } from './check-job.ts'
import { type EnginePaths, tableFileName } from './engine-paths.ts'
import type { MadeTable } from './make-table.ts'
import type { UsedCatalogue } from './record.ts'
import type { EngineRecord } from './record-file.ts'

export interface LetOut {
  /** Name in the out folder. */
  readonly file: string
  readonly sha256: string
}

export interface LetOutDeps {
  readonly paths: Pick<EnginePaths, 'out'>
  readonly record: EngineRecord
  readonly catalogue: UsedCatalogue
  readonly at: string
}

/** Everything that comes into the out folder goes through here; `leak/identifier-found` is refused as any other job. */
export function checkOut(jws: string): void {
  checkMayLeave(jws, documentScanner(), 'what the engine would let out')
}

/** The same bytes again are no second disclosure; other bytes on the same approvals are `approval/replayed`. */
export function letOut(
  { jws, history }: MadeTable,
  { job, approvedBy, sha256: jobSha256 }: ApprovedJob,
  { paths, record, catalogue, at }: LetOutDeps,
): LetOut {
  checkOut(jws)
  const file = tableFileName(job.cut.id)
  const sha256 = createHash('sha256').update(jws).digest('hex')
  const earlier = record.entries.find(
    ({ facts }) => facts.kind === 'let-out' && facts.act === 'national-table' && facts.cut === job.cut.id,
  )
  if (earlier === undefined) {
    const { origin, serial } = catalogue
    const used = { origin, serial, sha256: catalogue.sha256 }
    const facts = { act: job.act, cut: job.cut.id, sha256, job: jobSha256, approvedBy, history, catalogue: used }
    const shown = job.auditHead === undefined ? {} : { auditHead: job.auditHead }
    record.append({ kind: 'let-out', ...facts, ...shown }, at)
  } else if (earlier.facts.kind === 'let-out' && earlier.facts.sha256 !== sha256) {
    throw new NodeError('approval/replayed', 'the approvals of this data cut were used for another table', {
      hint: 'A cut has one table. Build and open a new cut.',
    })
  }
  // Written again over whatever lies there: somebody else may have put it there.
  writeWhole(join(paths.out, file), jws, 0o440)
  return { file, sha256 }
}
