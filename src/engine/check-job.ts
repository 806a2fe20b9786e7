/** Whether a job may be done. The writer of jobs is not trusted: a job is worth what two pinned members signed. */
import { checkCutApprovals } from '../cut/approvals.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { EngineJob, NationalTableJob } from '../model/generated/engine-job.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import type { Branded } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import type { CatalogueCells } from './reference-tables.ts'

interface CheckedJob {
  readonly job: NationalTableJob
  readonly approvedBy: readonly string[]
  /** Of the file's bytes, hex. */
  readonly sha256: string
}

/** Minted here alone. */
export type ApprovedJob = Branded<CheckedJob, 'ApprovedJob'>

const MAX_APPROVALS = 16

export interface CheckJobDeps {
  readonly pins: EnginePins
  readonly catalogue: Pick<CatalogueCells, 'sha256'>
  /** Of the file's bytes, hex. */
  readonly sha256: string
  /** Throws where no new computation may be made of the cut. */
  readonly checkNotClosed: (cut: CutDescription) => void
}

/** Throws `engine/job-refused`, `approval/...` or what `checkNotClosed` throws. */
export async function checkTableJob(job: NationalTableJob, deps: CheckJobDeps): Promise<ApprovedJob> {
  const { pins, catalogue, sha256 } = deps
  checkNode(job, pins)
  checkNames(job)
  checkPolicy(job, pins)
  if (job.catalogueSha256 !== catalogue.sha256) throw refused('names another catalogue than the one installed')
  if (job.approvals.length > MAX_APPROVALS) throw refused('holds too many approvals')
  const approvedBy = await checkCutApprovals(job.approvals, { cut: job.cut, committee: pins.members })
  deps.checkNotClosed(job.cut)
  return { job, approvedBy, sha256 } as unknown as ApprovedJob
}

export function parseJob(bytes: Uint8Array): EngineJob {
  return checkSchema<EngineJob>('urn:prime-rose:engine-job/1', parse(bytes), {
    code: 'engine/job-refused',
    what: 'job',
  })
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refused('is not JSON')
  }
}

function checkNode({ cut }: NationalTableJob, { node }: EnginePins): void {
  const own = cut.member === node.member && cut.trialId === node.trialId && cut.country === node.country
  if (!own) throw refused('is for the data cut of another node')
}

/** The description's three names of the snapshot must be one. */
function checkNames({ cut }: NationalTableJob): void {
  const id = `cut-${cut.snapshot.sha256.slice(0, 16)}`
  if (cut.id !== id || cut.snapshot.file !== `${id}.snapshot`) throw refused('names a data cut by the wrong hash')
}

function checkPolicy({ policy }: NationalTableJob, { policy: pinned }: EnginePins): void {
  if (policy.k < pinned.k || policy.serial < pinned.serial)
    throw refused('asks for a weaker or older disclosure policy')
  if (canonicalHash(policy) !== pinned.sha256) throw refused('asks for a disclosure policy that is not pinned')
}

function refused(what: string): NodeError {
  return new NodeError('engine/job-refused', `the job ${what}`, {
    hint: 'Nothing was let out. Make the job from the open data cut again.',
  })
}
