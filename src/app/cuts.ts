/** Data cuts and what becomes of them: role `rose_snapshot` for the cut, the engine's own process, `rose_gateway` to publish. */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import { buildCut } from '../cut/build-cut.ts'
import { closeCut } from '../cut/close-cut.ts'
import { measureCohort } from '../cut/measure-cohort.ts'
import { type OpenedCut, openCut } from '../cut/open-cut.ts'
import type { CutStore } from '../cut/ports.ts'
import { showCut } from '../cut/show-cut.ts'
import { openSnapshotFolder } from '../cut/snapshot-folder.ts'
import { openSnapshotKeys } from '../cut/snapshot-keys.ts'
import { CLOSE_REASONS } from '../cut/states.ts'
import type { PublishedTable } from '../discovery/ports.ts'
import { readEnginePublicKey } from '../engine/engine-folder.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { launchEngine } from '../engine/launch.ts'
import { TABLE_TYP } from '../engine/make-table.ts'
import { readPins } from '../engine/pins-file.ts'
import { type Clock, systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { CutReport } from '../model/generated/cut-report.ts'
import type { LocalMeasures } from '../model/generated/local-measures.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import { parseCutId } from '../model/ids.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { createCutStore } from '../store/cut-store.ts'
import { createPublishedTables } from '../store/published-tables.ts'
import { verifyDocument } from '../trust/documents.ts'
import { keyIdOf } from '../trust/keys.ts'
import { headOf } from './audit.ts'
import { catalogueInForce } from './catalogue.ts'
import { readWithdrawalKey, tellClosed } from './closings.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { appendAs, notingRefusals } from './engine-notes.ts'
import { checkCommittee, committeeKey } from './members.ts'
import { policyInForce } from './policies.ts'
import { expireBeforeUse } from './retention.ts'
import { basisForCut } from './sharing-basis.ts'
import { localTerminologyOf } from './terminology.ts'

export { CLOSE_REASONS }

export interface OpenRequest {
  readonly cutId: string
  /** Name of the committee member who signs. */
  readonly as: string
  readonly clock: Clock
  readonly onProgress: (text: string) => void
}

export interface OpenResult {
  readonly cut: string
  readonly state: OpenedCut['state']
  readonly openedBy: readonly string[]
  /** Whoever opens the cut signs it with the description. */
  readonly sharingBasis: CutDescription['sharingBasis']
  /** SHA-256 of the published table; null while a member is missing, or the policy allows no table of this cut. */
  readonly table: string | null
  /** Where the policy allows no table yet: the first cut-off that would do. */
  readonly tableFrom: string | null
}

export interface Cuts {
  build(): Promise<CutDescription>
  /** With the second member's signature the engine makes the national table, and it is published. */
  open(request: OpenRequest): Promise<OpenResult>
  close(request: CloseRequest): ReturnType<typeof closeCut>
  /** What a member looks at before signing. */
  show(cutId: string): Promise<CutReport>
  list(): ReturnType<CutStore['listCuts']>
  /** Every measure of one cohort, exact; an audit event. */
  measure(request: MeasureRequest): Promise<LocalMeasures>
}

export interface MeasureRequest {
  /** The opened one where none is named. */
  readonly cutId: string | undefined
  readonly definition: CohortDefinition
  /** Name of the committee member who reads. */
  readonly as: string
}

export interface CloseRequest {
  readonly cutId: string
  /** Name of the committee member who closes it. */
  readonly as: string
  readonly reason: string
}

export function withCut<T>(config: Config, stopped: AbortSignal, use: (cuts: Cuts) => Promise<T>): Promise<T> {
  const snapshots = openSnapshotFolder(config.paths.cuts)
  return withDatabaseAs(config, 'snapshot', database => {
    const store = createCutStore({ database, append: appendAudit, clock: systemClock })
    return use({
      build: async () =>
        buildCut({
          store,
          snapshots,
          snapshotKeys: openSnapshotKeys(config.paths.snapshotKeys),
          randomBytes,
          member: config.member,
          country: config.country,
          withdrawalKey: readWithdrawalKey(config),
          sharingBasis: await basisForCut(config),
          terminology: localTerminologyOf(config.paths),
        }),
      async open({ cutId, as, clock, onProgress }) {
        await expireBeforeUse(config, store, clock)
        const opened = await openCut(
          {
            store,
            snapshots,
            committee: readPins(enginePaths(config.paths.folder)).members,
            clock,
            newId: () => randomBytes(16).toString('hex'),
            tellClosed: tellClosed(config, 'superseded'),
          },
          { cutId: parseCutId(cutId), member: as, key: committeeKey(config, as) },
        )
        if (opened.state === 'built') return resultOf(opened, {})
        onProgress('the engine makes the national table')
        return resultOf(opened, await makeIfDue(config, opened, stopped))
      },
      close: ({ cutId, as, reason }) => {
        committeeKey(config, as)
        return closeCut(
          {
            store,
            committee: readPins(enginePaths(config.paths.folder)).members,
            tellClosed: tellClosed(config, 'committee'),
          },
          { cutId: parseCutId(cutId), member: as, reason },
        )
      },
      show: async cutId =>
        showCut(
          {
            store,
            snapshots,
            snapshotKeys: openSnapshotKeys(config.paths.snapshotKeys),
            k: (await policyInForce(config)).policy.k,
          },
          parseCutId(cutId),
        ),
      list: () => store.listCuts(),
      measure({ cutId, definition, as }) {
        checkCommittee(config, as)
        return measureCohort(
          {
            store,
            snapshots,
            snapshotKeys: openSnapshotKeys(config.paths.snapshotKeys),
            terminology: localTerminologyOf(config.paths),
            noteRead: facts =>
              appendAuditEvent(database, appendAudit, {
                kind: 'local.measures-read',
                at: new Date(systemClock.now()).toISOString(),
                actor: `committee:${as}`,
                facts,
              }),
          },
          { cutId: cutId === undefined ? undefined : parseCutId(cutId), definition },
        )
      },
    })
  })
}

function resultOf(
  { cut, state, openedBy }: OpenedCut,
  { table = null, tableFrom = null }: Partial<Pick<OpenResult, 'table' | 'tableFrom'>>,
): OpenResult {
  return { cut: cut.id, state, openedBy, sharingBasis: cut.sharingBasis, table, tableFrom }
}

/** Cuts are opened more often than tables are made: rounds need them too. */
async function makeIfDue(
  config: Config,
  opened: OpenedCut,
  stopped: AbortSignal,
): Promise<Partial<Pick<OpenResult, 'table' | 'tableFrom'>>> {
  try {
    return { table: (await makeAndPublish(config, opened, stopped)).sha256 }
  } catch (error) {
    if (isNodeError(error, 'table/too-early')) return { tableFrom: String(error.detail?.['from']) }
    throw error
  }
}

/** The engine gives the same bytes for the same cut, so a publication that broke off is finished by opening again. */
async function makeAndPublish(
  config: Config,
  { cut, approvals }: OpenedCut,
  stopped: AbortSignal,
): Promise<PublishedTable> {
  const { policy } = await policyInForce(config)
  const auditHead = await headOf(config)
  const catalogueSha256 = (await catalogueInForce(config, systemClock)).sha256
  const { outFile, note } = await notingRefusals(
    appendAs(config, 'snapshot'),
    { act: 'national-table', cutId: cut.id },
    async notes => {
      const launched = await launchEngine(
        {
          nodeFolder: config.paths.folder,
          engine: config.engine,
          job: {
            schema: 'engine-job/1',
            act: 'national-table',
            cut,
            approvals: [...approvals],
            policy,
            catalogueSha256,
            auditHead,
          },
          signal: stopped,
        },
        notes.take,
      )
      return { ...launched, note: notes.note() }
    },
  )
  const jws = readFileSync(outFile, 'utf8').trim()
  const table = await verifyTable(config, jws)
  return withDatabaseAs(config, 'gateway', database =>
    createPublishedTables({ database, append: appendAudit, clock: systemClock }).publish(
      { table, jws, sha256: sha256Of(jws) },
      note,
    ),
  )
}

/** Only what this node's engine signed is published. */
async function verifyTable(config: Config, jws: string): Promise<NationalTable> {
  const key = readEnginePublicKey(config.paths.folder)
  const { document } = await verifyDocument<NationalTable>(jws, {
    typ: TABLE_TYP,
    schemaId: 'urn:prime-rose:national-table/2',
    keyOf: kid => (kid === keyIdOf(key) ? key : null),
  }).catch((cause: unknown) => {
    throw new NodeError('table/bad-signature', "the table does not hold under the engine's key", {
      hint: 'It is not published. Look at the record of the engine.',
      cause,
    })
  })
  return document
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface FoundTable extends PublishedTable {
  /** From a node's second table on, cells may be of different data cuts: they do not add up. */
  readonly cellsOf: 'one-cut' | 'mixed-cuts'
}

export interface Published {
  /** Table of a cut, or the last published one; throws `table/not-published`. */
  find(cutId: string | undefined): Promise<FoundTable>
}

export function withPublished<T>(config: Config, use: (published: Published) => Promise<T>): Promise<T> {
  return withDatabaseAs(config, 'gateway', database => {
    const tables = createPublishedTables({ database, append: appendAudit, clock: systemClock })
    return use({
      async find(cutId) {
        const id = cutId === undefined ? undefined : parseCutId(cutId)
        const all = await tables.list()
        const found = id === undefined ? all.at(-1) : all.findLast(({ table }) => table.cut.id === id)
        if (found !== undefined) return { ...found, cellsOf: found === all[0] ? 'one-cut' : 'mixed-cuts' }
        const what = id === undefined ? 'no national table' : 'no national table of this data cut'
        throw new NodeError('table/not-published', `${what} is published`, {
          hint: 'Two committee members open a data cut: rose cut open ID --node DIR --as NAME',
        })
      },
    })
  })
}
