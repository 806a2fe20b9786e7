/**
 * This node's contribution to one round: check everything it rests on, count, split, seal, and let the bytes out once. A
 * run that was stopped anywhere ends with the same bytes; another manifest under the same round's name gets none.
 */
import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import type { Snapshot } from '../cut/snapshot.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { ContributionJob, VetoRoundJob } from '../model/generated/engine-job.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { RoundContributionFile } from '../model/generated/round-contribution-file.ts'
import { writeWhole } from '../model/whole-file.ts'
import { makeContribution } from '../pooling/contribution.ts'
import { fillVector } from '../pooling/fill-vector.ts'
import { coversCohort } from '../pooling/pre-approval.ts'
import { readJws } from '../trust/jws.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { type CheckedRound, type CheckRound, checkRound } from './check-round.ts'
import { countContribution } from './count-contribution.ts'
import { contributionFileName, type EnginePaths } from './engine-paths.ts'
import { checkOut, type LetOut } from './let-out.ts'
import { TABLE_TYP } from './make-table.ts'
import type { EngineRecord } from './record-file.ts'
import { hashOfLedger, type RoundLedger, readLedger, writeLedger } from './round-ledger.ts'
import { countedOf, patientsByCohort } from './round-patients.ts'
import { sha256Of } from './sealed-text.ts'
import type { TableHistory } from './table-history.ts'

export interface ContributeDeps extends Omit<CheckRound, 'paths' | 'entries'> {
  readonly paths: Pick<EnginePaths, 'documents' | 'history' | 'historyKey' | 'out'>
  readonly record: EngineRecord
  /** SHA-256 of the job file, hex. */
  readonly job: string
  readonly at: string
  readonly key: PrivateJwk
  readonly chooseCut: (window: { readonly from: string; readonly to: string }) => Promise<CutDescription>
  readonly readSnapshot: (cut: CutDescription) => Snapshot
  readonly tables: TableHistory
}

export async function contribute(job: ContributionJob, deps: ContributeDeps): Promise<LetOut> {
  const { record, paths } = deps
  const checked = await checkRound(job, { ...deps, entries: record.entries })
  const { round } = checked.manifest
  const ledger = readLedger(paths, record.entries, round)
  if (ledger !== null && ledger.manifestSha256 !== checked.sha256) {
    throw new NodeError('pooling/other-manifest', 'this node has contributed to a round of this name already', {
      hint: 'One round, one manifest: the coordinator gives the next one another name.',
    })
  }
  const made = ledger ?? (await make(checked, deps))
  const history = ledger === null ? writeLedger(paths, made) : hashOfLedger(paths, round)
  return letOutContribution(made, { ...deps, history, checked })
}

/** A veto takes away only, so it needs no second signature. */
export function vetoRound(
  { round, auditHead }: VetoRoundJob,
  { record, at, job }: Pick<ContributeDeps, 'record' | 'at' | 'job'>,
): { readonly vetoed: string } {
  const isKnown = record.entries.some(({ facts }) => facts.kind === 'vetoed' && facts.round === round)
  if (!isKnown) record.append({ kind: 'vetoed', round, job, ...(auditHead === undefined ? {} : { auditHead }) }, at)
  return { vetoed: round }
}

async function make(checked: CheckedRound, deps: ContributeDeps): Promise<RoundLedger> {
  const { manifest, layout, offers, previous, preApproval } = checked
  const { member, country } = deps.pins.node
  const cut = await deps.chooseCut(manifest.cutWindow)
  checkVersions(cut, checked)
  const patients = patientsByCohort(deps.readSnapshot(cut))
  const covers = (key: string) => coversCohort(preApproval.document, key)
  const approved = preApproval.document.looks
  const counts = countContribution({
    layout,
    patients,
    covers,
    approved,
    published: publishedCounts(deps.tables),
    member,
    previous,
    earlier: round => earlierLedger(round, deps),
  })
  const contribution = await makeContribution({
    manifest,
    manifestSha256: checked.sha256,
    offers,
    member,
    country,
    cutoff: cut.cutoff,
    preApprovalSha256: preApproval.sha256,
    vector: fillVector(layout, counts, { participating: false, approved }),
    fillRandom: bytes => randomFillSync(bytes),
    engineKey: deps.key,
  })
  const remembered = layout.cohorts
    .filter(covers)
    .map(key => [key, (patients.get(key) ?? []).map(patient => [patient.person, countedOf(patient)] as const)] as const)
  return {
    round: manifest.round,
    manifestSha256: checked.sha256,
    cut: cut.id,
    previousSha256: manifest.previousSha256,
    contribution,
    cohorts: Object.fromEntries(remembered.filter(([, persons]) => persons.length > 0)),
  }
}

function letOutContribution(
  made: RoundLedger,
  deps: ContributeDeps & { readonly history: string; readonly checked: CheckedRound },
): LetOut {
  const { record, catalogue, checked } = deps
  const file = contributionFileName(made.round)
  const sha256 = sha256Of(made.contribution)
  // The header is what can be read; the shares are sealed noise.
  checkOut((JSON.parse(made.contribution) as RoundContributionFile).header)
  const isRecorded = record.entries.some(
    ({ facts }) => facts.kind === 'let-out' && facts.act === 'contribution' && facts.round === made.round,
  )
  if (!isRecorded) {
    const { auditHead } = checked.job
    record.append(
      {
        kind: 'let-out',
        act: 'contribution',
        round: made.round,
        manifestSha256: made.manifestSha256,
        cut: made.cut,
        sha256,
        job: deps.job,
        catalogue: { origin: catalogue.origin, serial: catalogue.serial, sha256: catalogue.sha256 },
        preApprovalSha256: checked.preApproval.sha256,
        previousSha256: made.previousSha256,
        history: deps.history,
        ...(auditHead === undefined ? {} : { auditHead }),
      },
      deps.at,
    )
  }
  // Written again over whatever lies there: somebody else may have put it there.
  writeWhole(join(deps.paths.out, file), made.contribution, 0o440)
  return { file, sha256 }
}

/** Counts under other versions mean something else. */
function checkVersions(cut: CutDescription, { manifest }: CheckedRound): void {
  if (canonicalJson(cut.versions) === canonicalJson(manifest.versions)) return
  throw new NodeError('pooling/no-cut', 'the data cut was made under other versions than the round asks for', {
    hint: 'Ingest again with this version of the program and open a new data cut, or ask the coordinator.',
  })
}

function earlierLedger(round: string, { paths, record }: ContributeDeps): RoundLedger {
  const ledger = readLedger(paths, record.entries, round)
  if (ledger !== null) return ledger
  throw new NodeError('engine/failed', 'the engine does not know its part in a round whose result stands', {
    hint: 'Restore engine/history from the backup; without it no change between rounds can be counted.',
  })
}

/** What is public of a cohort stays so: the last number that any national table of this node showed. */
function publishedCounts({ tables }: TableHistory): (key: string) => number | 'masked' {
  const shown = new Map<string, number>()
  for (const { jws } of tables) {
    const { cells } = readJws(jws, { typ: TABLE_TYP, maxCharacters: jws.length }).payload as NationalTable
    for (const cell of cells) {
      if (cell.kind === 'cohort' && cell.denominator === 'treated' && cell.count !== 'masked') {
        shown.set(cell.code, cell.count)
      }
    }
  }
  return key => shown.get(key) ?? 'masked'
}
