/** Pooled rounds of a node: what it knows of them, what it does next in each role, and what it tells the others. */
import { readFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import { launchEngine } from '../engine/launch.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import { parseMemberId } from '../model/ids.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Federation } from '../pooling/open-manifest.ts'
import { checkCovered } from '../pooling/pre-approval.ts'
import { type CombineDeps, type OpenedShares, openedShares } from '../pooling/round/combine.ts'
import type { CoordinateDeps } from '../pooling/round/coordinate.ts'
import type { KeptDocument, RoundEntry, RoundStore } from '../pooling/round/ports.ts'
import { type BroughtDocument, type ReceiveDeps, receiveRoundDocument } from '../pooling/round/receive.ts'
import type { MadeContribution, TakePartDeps } from '../pooling/round/take-part.ts'
import { type RoundView, viewRound } from '../pooling/round/view.ts'
import type { Database } from '../store/connection.ts'
import { createOutboxStore } from '../store/outbox.ts'
import { createRoundStore } from '../store/round-store.ts'
import { peersOf } from '../trust/directory-members.ts'
import { headIn } from './audit.ts'
import { appendAudit } from './database.ts'
import { auditThrough } from './directory.ts'
import { notingRefusals } from './engine-notes.ts'
import { heldDirectories } from './held-directories.ts'
import { readKeptDocument } from './kept-documents.ts'
import type { Partners } from './partners.ts'
import { policyInForce } from './policies.ts'
import { keptPreApproval } from './pre-approvals.ts'
import { openRoundKeys } from './round-keys.ts'
import { readRoundPlan } from './round-plans.ts'

export interface RoundsDeps {
  readonly config: Config
  /** Role `rose_gateway`, or `rose_combiner` for a combiner apart. */
  readonly database: Database
  readonly partners: Pick<Partners, 'directory' | 'signingKey'>
}

export interface Rounds {
  readonly store: RoundStore
  receive(brought: BroughtDocument): ReturnType<RoundStore['keep']>
  readonly coordinating: CoordinateDeps
  readonly takingPart: TakePartDeps
  /** Open rounds with their documents. */
  open(): Promise<readonly RoundView[]>
  view(round: string): Promise<RoundView>
  readonly federation: () => Federation
}

export function openRounds({ config, database, partners }: RoundsDeps): Rounds {
  const store = createRoundStore({ database, append: appendAudit, clock: systemClock })
  const letters = createOutboxStore({ database, append: appendAudit, clock: systemClock })
  const federation = () => federationOf(partners)
  const policy = async () => (await policyInForce(config)).policy
  const { now } = systemClock
  const self = config.member
  const signingKey = () => partners.signingKey()
  const keys = openRoundKeys(config.paths)
  const directories = async () => (await heldDirectories(config)).map(({ document }) => document)
  const receiving: ReceiveDeps = { self, store, federation, directories, policy, roundKey: keys.find, now }
  return {
    store,
    federation,
    receive: brought => receiveRoundDocument(brought, receiving),
    coordinating: {
      self,
      store,
      federation,
      policy,
      signingKey,
      now,
      planOf: round => readRoundPlan(config.paths, round),
      refusalOf: async (document, recipient) => {
        const letter = await letters.get(letterName(document, recipient))
        return letter?.state === 'failed' ? (letter.code ?? 'unknown') : null
      },
    },
    takingPart: {
      self,
      store,
      signingKey,
      now,
      checkApproved: (manifest, combiners) => checkApproved(config, manifest, combiners),
      contribute: contributeWith(config, database),
      sendsFiles: isFilesOnly(config),
    },
    open: () => viewOpen(store),
    view: round => viewOf(store, round),
  }
}

/** What a combiner needs beside: its own role in the database. */
export function combinerDeps(
  { config, database, partners }: RoundsDeps,
  shares: OpenedShares = openedShares(),
): CombineDeps {
  return {
    self: config.member,
    country: config.country,
    store: createRoundStore({ database, append: appendAudit, clock: systemClock }),
    federation: () => federationOf(partners),
    policy: async () => (await policyInForce(config)).policy,
    signingKey: () => partners.signingKey(),
    keys: openRoundKeys(config.paths),
    shares,
    now: systemClock.now,
  }
}

export async function viewAll(store: RoundStore): Promise<readonly RoundView[]> {
  return viewEach(await store.listRounds(), store)
}

/** What is over is not read: the gateway looks each second, for years. */
export async function viewOpen(store: RoundStore): Promise<readonly RoundView[]> {
  return viewEach(
    (await store.listRounds()).filter(({ state }) => state === 'open'),
    store,
  )
}

function viewEach(entries: readonly RoundEntry[], store: RoundStore): Promise<readonly RoundView[]> {
  return Promise.all(entries.map(async entry => viewRound(entry.round, entry, await store.documentsOf(entry.round))))
}

async function viewOf(store: RoundStore, round: string): Promise<RoundView> {
  const entry = (await store.listRounds()).find(known => known.round === round) ?? null
  return viewRound(round, entry, await store.documentsOf(round))
}

/** Throws `directory/missing` or `directory/expired`. */
export function federationOf(partners: Pick<Partners, 'directory'>): Federation {
  const { state, held } = partners.directory()
  if (held === null || state === 'none' || state === 'missing') {
    throw new NodeError('directory/missing', 'this node has no federation directory', {
      hint: 'rose join DIR --directory FILE makes it a member of a federation.',
    })
  }
  if (state === 'expired') {
    throw new NodeError('directory/expired', 'the federation directory has expired', {
      hint: 'rose federation fetch --node DIR gets a newer one.',
    })
  }
  const { document, sha256 } = held
  return {
    serial: document.serial,
    sha256,
    policies: document.policies,
    peers: peersOf(document, systemClock.now()),
  }
}

/** What the engine would find too; asked here first, so that it is not started in vain. */
async function checkApproved(config: Config, manifest: RoundManifest, combiners: readonly string[]): Promise<void> {
  const kept = await keptPreApproval(config)
  if (kept === null) {
    throw new NodeError('pooling/no-pre-approval', 'the committee has approved no rounds beforehand', {
      hint: 'Two committee members sign one: rose pre-approval new, then rose pre-approval sign.',
    })
  }
  checkCovered(kept.document, config.member, { manifest, combiners, now: systemClock.now() })
}

/** One job of the engine; where it refuses, the audit has its event first. */
function contributeWith(config: Config, database: Database): TakePartDeps['contribute'] {
  return async (manifest, tables, { onWaiting, signal }): Promise<MadeContribution> => {
    const { policy } = await policyInForce(config)
    const auditHead = await headIn(database)
    const { round } = contentOfManifest(manifest)
    return notingRefusals(auditThrough(database), { act: 'contribution', round }, async notes => {
      const { outFile } = await launchEngine(
        {
          nodeFolder: config.paths.folder,
          engine: config.engine,
          jobs: config.engineJobs,
          job: {
            schema: 'engine-job/1',
            act: 'contribution',
            manifest,
            tables: [...tables],
            policy,
            auditHead,
            ...ownDirectory(config),
          },
          onWaiting,
          // One that was started here is soon done; one that is away is not waited for when this process ends.
          ...(signal === undefined || config.engine !== 'service' ? {} : { signal }),
        },
        notes.take,
      )
      return { text: readFileSync(outFile, 'utf8'), note: notes.note() }
    })
  }
}

/** A gateway in a folder of its own follows the directory there: the engine, which follows none, is shown it. */
function ownDirectory({ engineJobs, paths }: Config): { readonly directory?: string } {
  const directory = engineJobs === null ? null : readKeptDocument(paths, 'directory')
  return directory === null ? {} : { directory }
}

function contentOfManifest(text: string): RoundManifest {
  return JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as RoundManifest
}

function isFilesOnly({ federation: { endpoints } }: Config): boolean {
  return endpoints.file !== undefined && endpoints.direct === undefined && endpoints.relay === undefined
}

/** Hands what is to be sent to the outbox, which sees to it from there on. True where there was something. */
export async function postRoundDocuments(store: RoundStore, outbox: Outbox): Promise<boolean> {
  const postings = await store.toPost(MOST_POSTINGS)
  const faults: unknown[] = []
  for (const posting of postings) {
    const { document, recipient } = posting
    try {
      if (document.text !== null) {
        await outbox.put({
          name: letterName(document, recipient),
          to: parseMemberId(recipient),
          type: 'round-document/1',
          content: { round: document.round, kind: document.kind, text: document.text },
        })
      }
      await store.markPosted(posting)
    } catch (error) {
      // One that is kept back holds up no other.
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
  return postings.length > 0
}

const MOST_POSTINGS = 50

/** `round/kind/author/part/recipient`: what `rose round status` finds letters by. */
export function letterName(
  { round, kind, author, part }: Pick<KeptDocument, 'round' | 'kind' | 'author' | 'part'>,
  recipient: string,
) {
  return [round, kind, author, ...(part === '' ? [] : [part]), recipient].join('/')
}
