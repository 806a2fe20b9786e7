/** Whether a contribution may be made: everything that a round rests on, verified here again. Whoever writes jobs is not trusted. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import type { Directory } from '../model/generated/directory.ts'
import type { ContributionJob } from '../model/generated/engine-job.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import type { PreApproval } from '../model/generated/pre-approval.ts'
import { type Federation, type OpenedManifest, openManifest } from '../pooling/open-manifest.ts'
import { checkCovered, PRE_APPROVAL_FILE, verifyPreApproval } from '../pooling/pre-approval.ts'
import { roundCohortsOf } from '../pooling/round-cohorts.ts'
import { ROUND_DOCUMENTS } from '../pooling/round-documents.ts'
import { verifyTableUnder } from '../pooling/verify-table.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { validityOf, verifyKeptDirectory } from '../trust/directory.ts'
import { peersOf } from '../trust/directory-members.ts'
import { asPublicJwk } from '../trust/keys.ts'
import { readUnverified, type SignedTogether } from '../trust/signed-together.ts'
import type { CountingCatalogue } from './catalogue.ts'
import type { EnginePaths } from './engine-paths.ts'
import { readPlainFile } from './plain-file.ts'
import type { RecordEntry } from './record.ts'
import { lastTable } from './round-ledger.ts'

const MAX_DOCUMENT_BYTES = 1_048_576

export interface CheckRound {
  readonly paths: Pick<EnginePaths, 'documents'>
  readonly pins: EnginePins
  readonly catalogue: CountingCatalogue
  readonly entries: readonly RecordEntry[]
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface CheckedRound extends OpenedManifest {
  readonly job: ContributionJob
  readonly preApproval: SignedTogether<PreApproval>
  /** The table whose results stand; null in the first round. */
  readonly previous: NetworkTable | null
}

/** Throws `pooling/…`, `trust/…`, `directory/…` and `engine/job-refused`. */
export async function checkRound(job: ContributionJob, deps: CheckRound): Promise<CheckedRound> {
  const { pins, entries, now } = deps
  if (canonicalHash(job.policy) !== pins.policy.sha256) throw refused('asks for a disclosure policy that is not pinned')
  const federation = await readFederation(job, deps)
  const opened = await openManifest(job.manifest, { federation, policy: job.policy })
  const { manifest } = opened
  checkAsked(opened, deps)
  if (isVetoed(entries, manifest.round)) {
    throw new NodeError('pooling/vetoed', 'a member of the committee objected to the round', {
      hint: 'It stays so: the next round is another one.',
    })
  }
  const preApproval = await readPreApproval(deps)
  const combiners = opened.offers.map(({ combiner }) => combiner)
  checkCovered(preApproval.document, pins.node.member, { manifest, combiners, now })
  if (now >= manifest.deadlines.contributions * 1000) {
    throw new NodeError('pooling/too-late', 'the time for contributions to the round is over', {
      hint: 'The earlier result stands until the next round.',
    })
  }
  return { ...opened, job, preApproval, previous: await openTables(job.tables, opened, deps) }
}

function checkAsked({ manifest }: OpenedManifest, { pins, catalogue }: CheckRound): void {
  const { member, country } = pins.node
  if (!manifest.members.some(asked => asked.member === member && asked.country === country)) {
    throw refused('is for a round that does not ask this node')
  }
  if (manifest.catalogue.sha256 !== catalogue.sha256) {
    throw new NodeError(
      'pooling/other-catalogue',
      'the round is made of another catalogue than the one in force here',
      {
        hint: 'rose catalogue show at both nodes; whoever has the older one: rose catalogue install FILE.',
      },
    )
  }
  const known = new Map(roundCohortsOf(catalogue.document).map(cohort => [cohort.key, cohort]))
  const isAsInCatalogue = manifest.cohorts.every(cohort => {
    const own = known.get(cohort.key)
    return own?.stopsAt === cohort.stopsAt && own.closed === cohort.closed
  })
  if (!isAsInCatalogue) throw badManifest('it says of a cohort what the catalogue does not')
  if (manifest.kind === 'scheduled' && manifest.cohorts.length !== known.size) {
    throw badManifest('a scheduled round is made of all cohorts of the catalogue')
  }
}

/** From the last table that this engine knows to the one whose results stand, each naming the one before. */
async function openTables(
  texts: readonly string[],
  { manifest }: OpenedManifest,
  deps: CheckRound,
): Promise<NetworkTable | null> {
  const head = lastTable(deps.entries) ?? null
  const tables = sinceHead(texts, head)
  const last = tables.at(-1)
  if ((last?.sha256 ?? null) !== manifest.previousSha256) {
    throw badManifest('the network table whose results stand is not the one that came with it')
  }
  const isLinked = tables.every(({ table }, index) => index === 0 || table.previousSha256 === tables[index - 1]?.sha256)
  const first = tables[0]
  // Forgetting a table would let a round start afresh, and show what changed since.
  const followsHead = head === null || first?.sha256 === head || first?.table.previousSha256 === head
  if (!isLinked || !followsHead) {
    throw badManifest('it passes over network tables that this node has contributed under')
  }
  // The last names by its hash all that went before, and the head is known by its own.
  if (last !== undefined && last.sha256 !== head)
    await verifyTableUnder(last.text, await readDirectories(deps), deps.now)
  return last?.table ?? null
}

interface GivenTable {
  readonly text: string
  readonly table: NetworkTable
  readonly sha256: string
}

function sinceHead(texts: readonly string[], head: string | null): readonly GivenTable[] {
  const tables = texts.map(text => {
    const table = readUnverified<NetworkTable>(text, ROUND_DOCUMENTS.table)
    return { text, table, sha256: canonicalHash(table) }
  })
  const at = tables.findIndex(({ sha256 }) => sha256 === head)
  return at < 0 ? tables : tables.slice(at)
}

/** The present one and those before it: combiners may have been replaced since they signed. */
async function readDirectories({ paths, pins }: CheckRound): Promise<readonly Directory[]> {
  const officers = pinnedOfficers(pins)
  const names = readdirSync(paths.documents).filter(name => /^directory(\.[0-9]+)?\.json$/.test(name))
  const verified = await Promise.allSettled(
    names.map(async name => {
      const text = readPlainFile(paths.documents, name, MAX_DOCUMENT_BYTES).toString('utf8')
      return (await verifyKeptDirectory(text, officers)).document
    }),
  )
  return verified.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
}

function pinnedOfficers({ officers = [] }: EnginePins) {
  return officers.map(({ name, publicJwk }) => ({ name, publicJwk: asPublicJwk(publicJwk) }))
}

/** A directory that came with the job counts where it is newer: whoever gives it cannot go back, nor sign one. */
async function readFederation({ directory }: ContributionJob, { paths, pins, now }: CheckRound): Promise<Federation> {
  const officers = pinnedOfficers(pins)
  if (officers.length === 0 || !existsSync(join(paths.documents, 'directory.json'))) {
    throw new NodeError('directory/missing', 'the engine has no federation directory', {
      hint: 'rose join DIR --directory FILE makes the node a member of a federation.',
    })
  }
  const text = readPlainFile(paths.documents, 'directory.json', MAX_DOCUMENT_BYTES).toString('utf8')
  const kept = await verifyKeptDirectory(text, officers)
  const given = directory === undefined ? kept : await verifyKeptDirectory(directory, officers)
  const { document, sha256 } = given.document.serial > kept.document.serial ? given : kept
  if (validityOf(document, now).state === 'expired') {
    throw new NodeError('directory/expired', 'the federation directory has expired', {
      hint: 'rose federation fetch --node DIR',
    })
  }
  return { serial: document.serial, sha256, policies: document.policies, peers: peersOf(document, now) }
}

async function readPreApproval({ paths, pins }: CheckRound): Promise<SignedTogether<PreApproval>> {
  if (!existsSync(join(paths.documents, PRE_APPROVAL_FILE))) {
    throw new NodeError('pooling/no-pre-approval', 'the committee has approved no rounds beforehand', {
      hint: 'Two committee members sign one: rose pre-approval new, then rose pre-approval sign.',
    })
  }
  const text = readPlainFile(paths.documents, PRE_APPROVAL_FILE, MAX_DOCUMENT_BYTES).toString('utf8')
  return verifyPreApproval(text, pins.members)
}

function isVetoed(entries: readonly RecordEntry[], round: string): boolean {
  return entries.some(({ facts }) => facts.kind === 'vetoed' && facts.round === round)
}

function badManifest(because: string): NodeError {
  return new NodeError('pooling/bad-manifest', `the manifest is refused: ${because}`, {
    hint: 'The coordinator makes another.',
  })
}

function refused(what: string): NodeError {
  return new NodeError('engine/job-refused', `the job ${what}`, { hint: 'Nothing was let out.' })
}
