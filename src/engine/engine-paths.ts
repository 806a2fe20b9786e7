/** Where the engine's files are in a node's folder. Pure, so that every process may know it. */
import { join, resolve } from 'node:path'

export interface EnginePaths {
  readonly folder: string
  /** Job files, written by the root. */
  readonly in: string
  /** What the engine lets out. */
  readonly out: string
  /** Keys that the engine alone reads. */
  readonly keys: string
  readonly signingKey: string
  readonly recordKey: string
  /** Its own append-only record of what it let out and refused. */
  readonly record: string
  readonly recordLock: string
  /** Sealed: which patients each published cell held. */
  readonly history: string
  readonly historyKey: string
  /** How each table came about, for the committee. */
  readonly builds: string
  /** Whose approvals it believes, and under which policy. */
  readonly pins: string
  /** Public half of the signing key, for whoever checks a table. */
  readonly publicKey: string
  /** Snapshots of data cuts, and the keys they are sealed with, one a cut. */
  readonly cuts: string
  readonly snapshotKeys: string
  /** Documents of the node that several people have signed; verified again here. */
  readonly documents: string
}

/** `jobs`: a folder outside the node, by which the gateway's account hands over its jobs and gets what they let out. */
export function enginePaths(nodeFolder: string, jobs: string | null = null): EnginePaths {
  const node = resolve(nodeFolder)
  const folder = join(node, 'engine')
  const handedOver = jobs === null ? folder : resolve(jobs)
  const keys = join(folder, 'keys')
  return {
    folder,
    in: join(handedOver, 'in'),
    out: join(handedOver, 'out'),
    keys,
    signingKey: join(keys, 'signing.jwk'),
    recordKey: join(keys, 'record.key'),
    record: join(folder, 'record.ndjson'),
    recordLock: join(folder, 'record.lock'),
    history: join(folder, 'history', 'tables.sealed'),
    historyKey: join(keys, 'history.key'),
    builds: join(folder, 'builds'),
    pins: join(folder, 'pinned.json'),
    publicKey: join(folder, 'public.jwk'),
    cuts: join(node, 'cuts'),
    snapshotKeys: join(node, 'snapshot-keys'),
    documents: join(node, 'documents'),
  }
}

/** The tables that come with the program: `terminology/tumours.csv` and `catalogue/starter.json` in it. */
export const packagedTables = join(import.meta.dirname, '..', '..', 'mappings')

/** How the table of a cut came about. */
export function tableBuildFileName(cutId: string): string {
  return `${cutId}.table-build.json`
}

/** One table a cut, whoever asks and however often. */
export function tableFileName(cutId: string): string {
  return `${cutId}.national-table.jws`
}

/** One contribution a round, whoever asks and however often. */
export function contributionFileName(round: string): string {
  return `${round}.contribution.json`
}
