/** Pooled rounds of a node: what it knows of them, what it does next in each role, and what it tells the others. */
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { launchEngine } from '../engine/launch.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError as Fault, isNodeError, type NodeError } from '../model/errors.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import { parseMemberId } from '../model/ids.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Federation } from '../pooling/open-manifest.ts'
import { checkCovered } from '../pooling/pre-approval.ts'
import { type CombineDeps, combine, type OpenedShares, openedShares } from '../pooling/round/combine.ts'
import { type CoordinateDeps, coordinate } from '../pooling/round/coordinate.ts'
import type { KeptDocument, RoundEntry, RoundStore } from '../pooling/round/ports.ts'
import { type BroughtDocument, type ReceiveDeps, receiveRoundDocument } from '../pooling/round/receive.ts'
import { type MadeContribution, type TakePartDeps, takePart } from '../pooling/round/take-part.ts'
import { type RoundView, viewRound } from '../pooling/round/view.ts'
import type { Database } from '../store/connection.ts'
import { createRoundStore } from '../store/round-store.ts'
import { peersOf } from '../trust/directory-members.ts'
import { headIn } from './audit.ts'
import { appendAudit } from './database.ts'
import { auditThrough } from './directory.ts'
import { notingRefusals } from './engine-notes.ts'
import { documentFile, readKeptDocument } from './kept-documents.ts'
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
  const federation = () => federationOf(partners)
  const policy = async () => (await policyInForce(config)).policy
  const { now } = systemClock
  const self = config.member
  const signingKey = () => partners.signingKey()
  const keys = openRoundKeys(config.paths)
  const receiving: ReceiveDeps = { self, store, federation, policy, roundKey: keys.find, now }
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
    open: async () => (await viewAll(store)).filter(({ entry }) => entry?.state === 'open'),
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
  const entries = await store.listRounds()
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
    throw new Fault('directory/missing', 'this node has no federation directory', {
      hint: 'rose join DIR --directory FILE makes it a member of a federation.',
    })
  }
  if (state === 'expired') {
    throw new Fault('directory/expired', 'the federation directory has expired', {
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
    throw new Fault('pooling/no-pre-approval', 'the committee has approved no rounds beforehand', {
      hint: 'Two committee members sign one: rose pre-approval new, then rose pre-approval sign.',
    })
  }
  checkCovered(kept.document, config.member, { manifest, combiners, now: systemClock.now() })
}

/** One job of the engine; where it refuses, the audit has its event first. */
function contributeWith(config: Config, database: Database): TakePartDeps['contribute'] {
  return async (manifest, tables): Promise<MadeContribution> => {
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
  for (const posting of postings) {
    const { document, recipient } = posting
    if (document.text !== null) {
      await outbox.put({
        name: letterName(document, recipient),
        to: parseMemberId(recipient),
        type: 'round-document/1',
        content: { round: document.round, kind: document.kind, text: document.text },
      })
    }
    await store.markPosted(posting)
  }
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

export interface RoundWorker {
  wake(): void
  stop(): Promise<void>
}

export interface RoundWorkerDeps {
  readonly config: Config
  readonly rounds: Rounds
  /** Null where combining is done elsewhere. */
  readonly combiner: () => Promise<CombineDeps | null>
  readonly outbox: Outbox
  readonly onError: (error: unknown) => void
  readonly everyMs?: number
}

const LOOK_EVERY_MS = 1000

/** Looks at all open rounds, again and again, and at once when something came. */
export function workOnRounds({
  config,
  rounds,
  combiner,
  outbox,
  onError,
  everyMs = LOOK_EVERY_MS,
}: RoundWorkerDeps): RoundWorker {
  const contributing = new Set<Promise<unknown>>()
  const busy = new Set<string>()
  const tried = new Map<string, { readonly stamp: string; readonly error: NodeError }>()
  let stopped = false
  let wake = () => {}
  let lastFault = ''
  const told = (error: unknown) => {
    const fault = isNodeError(error) ? error.code : error instanceof Error ? error.message : 'unknown'
    if (fault !== lastFault) onError(error)
    lastFault = fault
  }
  /** The engine takes its time, and refuses the same thing the same way until something is changed. */
  const contribute = (view: RoundView) => {
    if (config.rounds.contribute !== 'automatic' || busy.has(view.round)) return
    busy.add(view.round)
    const stamp = stampOf(config)
    const deps: TakePartDeps = {
      ...rounds.takingPart,
      contribute: async (manifest, tables) => {
        const before = tried.get(view.round)
        if (before?.stamp === stamp) throw before.error
        try {
          return await rounds.takingPart.contribute(manifest, tables)
        } catch (error) {
          if (isNodeError(error) && error.code !== 'engine/busy') tried.set(view.round, { stamp, error })
          throw error
        }
      },
    }
    const work = takePart(view, deps)
      .then(done => {
        if (done) wake()
      })
      .catch(told)
      .finally(() => {
        busy.delete(view.round)
        contributing.delete(work)
      })
    contributing.add(work)
  }
  const turn = async (): Promise<boolean> => {
    let moved = false
    for (const view of await rounds.open()) {
      try {
        moved = (await coordinate(view, rounds.coordinating)) || moved
        const combining = view.combiners.includes(config.member) ? await combiner() : null
        if (combining !== null) moved = (await combine(view, combining)) || moved
        contribute(view)
      } catch (error) {
        told(error)
      }
    }
    return (await postRoundDocuments(rounds.store, outbox)) || moved
  }
  const run = async () => {
    while (!stopped) {
      let timer: NodeJS.Timeout | undefined
      const woken = new Promise<void>(done => {
        wake = done
        timer = setTimeout(done, everyMs)
      })
      const moved = await turn().catch(error => {
        told(error)
        return false
      })
      if (!stopped && !moved) await woken
      clearTimeout(timer)
    }
    await Promise.all(contributing)
  }
  const running = run()
  return {
    wake: () => wake(),
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}

const ASK_AGAIN_MS = 300_000

/** What people change when they put right why the engine refused. */
function stampOf({ paths, engineJobs }: Config): string {
  const engine = enginePaths(paths.folder)
  const files = [
    ...(['pre-approval', 'directory', 'catalogue', 'policy'] as const).map(name => documentFile(paths, name)),
    engine.pins,
    dirname(engine.history),
    join(paths.folder, 'cuts'),
  ]
  // In a folder of its own the gateway does not see data cuts: it asks again after a while.
  const turn = engineJobs === null ? [] : [Math.floor(systemClock.now() / ASK_AGAIN_MS)]
  return files
    .map<number | string>(file => {
      try {
        return statSync(file).mtimeMs
      } catch {
        return 'none'
      }
    })
    .concat(turn)
    .join()
}

export type { RoundEntry }
