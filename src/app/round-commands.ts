/** Pooled rounds for people: asked for, looked at, contributed to, objected to. One connection as the gateway's role. */
import type { Config } from '../config.ts'
import { vetoInEngine } from '../engine/launch.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import type { KeptLetter } from '../outbox/ports.ts'
import { type ListedCohort, listCohorts } from '../pooling/list-cohorts.ts'
import { cancelRound } from '../pooling/round/coordinate.ts'
import type { KeptTable, RoundEntry } from '../pooling/round/ports.ts'
import { type RoundStatus, statusOf } from '../pooling/round/status.ts'
import { takePart, tellVetoed } from '../pooling/round/take-part.ts'
import { verifyTableUnder } from '../pooling/verify-table.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import type { Database } from '../store/connection.ts'
import { createRoundStore } from '../store/round-store.ts'
import { createHttpClient } from '../transport/http-client.ts'
import { askForRound } from './ask-round.ts'
import { headOf } from './audit.ts'
import { catalogueInForce } from './catalogue.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { noteTaker } from './engine-notes.ts'
import { openExchange } from './exchange.ts'
import { heldDirectories } from './held-directories.ts'
import { committeeKey } from './members.ts'
import { openPartners } from './partners.ts'
import { policyInForce } from './policies.ts'
import type { RoundWishes } from './round-plans.ts'
import { type ScheduleStanding, scheduleStanding } from './round-schedule.ts'
import { openRounds, postRoundDocuments, type Rounds, viewAll } from './rounds.ts'
import { clientSettings } from './tls-files.ts'

export type { ListedCohort }

/** A letter of a round that has not come, for whoever looks why it stands still. */
export type LetterStanding = Pick<KeptLetter, 'to' | 'carrier' | 'state' | 'code' | 'tries'> & { readonly what: string }

export interface ShownRound extends RoundStatus {
  readonly letters: readonly LetterStanding[]
}

export function newRound(config: Config, wishes: RoundWishes): Promise<ShownRound> {
  return withRounds(config, async opened => {
    const round = await askForRound(config, wishes, opened.rounds)
    await sendNow(opened)
    return show(round, opened)
  })
}

export interface ListedRounds {
  /** Newest last. */
  readonly rounds: readonly ShownRound[]
  /** Null where this node schedules none. */
  readonly schedule: ScheduleStanding | null
}

export function listRounds(config: Config): Promise<ListedRounds> {
  return withRounds(config, async opened => {
    const views = await viewAll(opened.rounds.store)
    return {
      rounds: await Promise.all(views.map(view => show(view.round, opened))),
      schedule: scheduleStanding(
        config,
        views.flatMap(({ entry }) => entry ?? []),
        systemClock,
      ),
    }
  })
}

/** Only whether each is open, done or ended, newest last: cheap enough to be asked again and again. */
export function roundEntries(config: Config): Promise<readonly RoundEntry[]> {
  return withDatabaseAs(config, 'gateway', database =>
    createRoundStore({ database, append: appendAudit, clock: systemClock }).listRounds(),
  )
}

export function showRound(config: Config, round: string): Promise<ShownRound> {
  return withRounds(config, opened => show(round, opened))
}

/** Makes the contribution now, whatever `rose.json` says of when; sends it where a transport is there. */
export function contributeNow(config: Config, round: string): Promise<ShownRound> {
  return withRounds(config, async opened => {
    const view = await opened.rounds.view(round)
    if (view.manifest === null) throw unknownRound()
    await takePart(view, opened.rounds.takingPart)
    await sendNow(opened)
    return show(round, opened)
  })
}

/** One committee member is enough: the engine keeps it, and makes no contribution any more. */
export async function vetoRound(config: Config, round: string, as: string): Promise<ShownRound> {
  committeeKey(config, as)
  const notes = noteTaker()
  const auditHead = await headOf(config)
  return withRounds(config, async opened => {
    const view = await opened.rounds.view(round)
    if (view.manifest === null) throw unknownRound()
    if (view.documents.some(({ kind, author }) => kind === 'contribution' && author === config.member)) {
      throw new NodeError('pooling/too-late', 'this node has contributed to the round already', {
        hint: 'What has left cannot be called back.',
      })
    }
    const job = { schema: 'engine-job/1', act: 'round.veto', round, auditHead } as const
    await vetoInEngine({ nodeFolder: config.paths.folder, engine: config.engine, job }, notes.take)
    await appendAuditEvent(opened.database, appendAudit, {
      kind: 'round.vetoed',
      at: new Date(systemClock.now()).toISOString(),
      actor: `committee:${as}`,
      facts: { round, ...notes.note() },
    })
    await tellVetoed(view, opened.rounds.takingPart)
    await sendNow(opened)
    return show(round, opened)
  })
}

export function cancelOwnRound(config: Config, round: string): Promise<ShownRound> {
  return withRounds(config, async opened => {
    await cancelRound(await opened.rounds.view(round), opened.rounds.coordinating)
    await sendNow(opened)
    return show(round, opened)
  })
}

/** The network table of a round, or the last one; throws `table/not-published`. */
export function findNetworkTable(config: Config, round: string | undefined): Promise<KeptTable> {
  return withRounds(config, async ({ rounds }) => {
    const tables = await rounds.store.tables()
    const found = round === undefined ? tables.at(-1) : tables.find(({ table }) => table.round === round)
    if (found !== undefined) return found
    throw new NodeError('table/not-published', 'there is no network table of this round here', {
      hint: 'rose round status --node DIR shows where it stands.',
    })
  })
}

export interface NetworkCohorts {
  /** Null before the first round. */
  readonly round: string | null
  readonly tableSha256: string | null
  readonly table: NetworkTable | null
  readonly cohorts: readonly ListedCohort[]
}

export async function listNetworkCohorts(config: Config): Promise<NetworkCohorts> {
  const { catalogue } = await catalogueInForce(config, systemClock)
  const { policy } = await policyInForce(config)
  const tables = await withDatabaseAs(config, 'gateway', database =>
    createRoundStore({ database, append: appendAudit, clock: systemClock }).tables(),
  )
  const last = tables.at(-1) ?? null
  return {
    round: last?.table.round ?? null,
    tableSha256: last?.sha256 ?? null,
    table: last?.table ?? null,
    cohorts: listCohorts({ catalogue, policy, table: last?.table ?? null }),
  }
}

export interface VerifiedTable {
  readonly table: NetworkTable
  readonly sha256: string
  readonly signers: readonly string[]
  /** Of the directory under which it holds. */
  readonly serial: number
}

/** Offline: with the directories that the node holds, also earlier ones. Throws `trust/…` and `pooling/bad-table`. */
export async function verifyTableText(config: Config, text: string): Promise<VerifiedTable> {
  const directories = (await heldDirectories(config)).map(({ document }) => document)
  const { document, sha256, signers, serial } = await verifyTableUnder(text, directories, systemClock.now())
  return { table: document, sha256, signers, serial }
}

interface Opened {
  readonly config: Config
  readonly database: Database
  readonly rounds: Rounds
  readonly exchange: ReturnType<typeof openExchange>
}

async function withRounds<T>(config: Config, use: (opened: Opened) => Promise<T>): Promise<T> {
  const partners = await openPartners(config, systemClock.now)
  const client = createHttpClient(clientSettings(config))
  try {
    return await withDatabaseAs(config, 'gateway', database => {
      const rounds = openRounds({ config, database, partners })
      const exchange = openExchange({ config, database, partners, client, onError: () => {} })
      return use({ config, database, rounds, exchange })
    })
  } finally {
    client.close()
  }
}

/** Stored before it is sent: what does not come through now is sent by the gateway later. */
async function sendNow({ rounds, exchange }: Opened): Promise<void> {
  await postRoundDocuments(rounds.store, exchange.outbox)
}

async function show(round: string, { config, rounds, exchange }: Opened): Promise<ShownRound> {
  const view = await rounds.view(round)
  if (view.entry === null) throw unknownRound()
  const table = (await rounds.store.tables()).find(kept => kept.table.round === round)
  const letters = (await exchange.store.list({ prefix: `${round}/` })).filter(({ state }) => state !== 'delivered')
  const status = statusOf(view, {
    self: config.member,
    now: systemClock.now(),
    tableSha256: table?.sha256 ?? null,
  })
  return {
    ...status,
    letters: letters.map(({ name, to, carrier, state, code, tries }) => ({
      what: name.split('/').slice(1, -1).join(' '),
      to,
      carrier,
      state,
      code,
      tries,
    })),
  }
}

function unknownRound(): NodeError {
  return new NodeError('pooling/unknown-round', 'this node knows of no such round', {
    hint: 'rose round status --node DIR lists those that it knows.',
  })
}
