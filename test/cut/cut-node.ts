/** A small synthetic trial behind the ports of a data cut, all in memory; no patient is real. */
import type {
  CohortInCodes,
  CutStore,
  EpisodeRow,
  IngestState,
  StoredApproval,
  StoredCut,
  TellClosed,
} from '../../src/cut/ports.ts'
import type { CutBasis } from '../../src/cut/sharing-basis.ts'
import { makeSnapshot, type Snapshot } from '../../src/cut/snapshot.ts'
import type { SnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import type { SnapshotKeys } from '../../src/cut/snapshot-keys.ts'
import { CUT_TRANSITIONS, type CutAct, type CutState } from '../../src/cut/states.ts'
import { NodeError } from '../../src/model/errors.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import type { Terminology } from '../../src/terminology/terminology.ts'
import { countByCodes } from '../support/count-by-hand.ts'
import { flatText, readFlatRows } from '../support/flat-rows.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

export const SOTORASIB = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
export const DABRAFENIB = 'v1|CHOL|V:HGNC:1097:p.Val600Glu|dabrafenib+trametinib'

export const ingestState: IngestState = {
  trialId: 'impress-norway',
  cutoff: '2023-10-01',
  mappingId: 'impress-norway',
  mappingVersion: '1',
  versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
  counts: { screened: 20, withdrawn: 0, heldBack: 0, rejected: 0 },
  contentHash: 'ab'.repeat(32),
  problems: [{ code: 'unknown-code', rows: 2 }],
  pseudonymKeyVersion: 1,
  withdrawals: 0,
}

export interface SubjectRow {
  readonly pseudonym: string
  readonly person: string
  readonly tumour: string | null
}

export const pseudonymOf = (position: number) => `p1-${position.toString(16).padStart(32, '0')}`

export const personOf = (position: number) => `aa${position.toString(16).padStart(30, '0')}`

/** What an enrolment without a treatment has, and lacks. */
export const untreated = {
  treated: false,
  startQuarter: null,
  startDay: null,
  mature: false,
  evaluable: false,
  diseaseControl: null,
  bestResponse: null,
  pfsDays: null,
  pfsEvent: null,
  osDays: null,
  osEvent: null,
  onTreatmentDays: null,
  onTreatmentEvent: null,
} as const satisfies Partial<EpisodeRow>

export function anEpisode(change: Partial<EpisodeRow> & Pick<EpisodeRow, 'pseudonym'>): EpisodeRow {
  const cohortKey = change.cohortKey === undefined ? SOTORASIB : change.cohortKey
  const [, tumour = null, alteration = null, drugs = null] = cohortKey?.split('|') ?? []
  return {
    number: 1,
    localName: 'canary local name',
    cohortGroup: 'canary group',
    cohortLabel: 'canary label',
    tumour,
    alteration,
    drugs,
    treated: true,
    startQuarter: '2022-Q1',
    startDay: 0,
    mature: true,
    awaiting: false,
    evaluable: true,
    diseaseControl: true,
    noControlReason: null,
    bestResponse: 'SD',
    confirmedResponse: null,
    pfsDays: 112,
    pfsEvent: 0,
    osDays: 112,
    osEvent: 0,
    grade3Related: false,
    grade3RelatedOrUnknown: false,
    serious: false,
    grade3RelatedEvents: 0,
    seriousEvents: 0,
    respondedDays: null,
    responseDays: null,
    responseEvent: null,
    onTreatmentDays: 84,
    onTreatmentEvent: 0,
    qualityOfLifeChange: null,
    ...change,
    cohortKey,
  }
}

/** 20 screened: 12 bowel, 8 biliary; 9 treated with sotorasib, 3 with dabrafenib + trametinib. */
export function aTrial(): { subjects: SubjectRow[]; episodes: EpisodeRow[] } {
  const subjects = Array.from({ length: 20 }, (_, position) => ({
    pseudonym: pseudonymOf(position),
    person: personOf(position),
    tumour: position < 12 ? 'COADREAD' : 'CHOL',
  }))
  const episodes = subjects.flatMap(({ pseudonym }, position) => {
    if (position < 9) return [anEpisode({ pseudonym })]
    return position >= 12 && position < 15 ? [anEpisode({ pseudonym, cohortKey: DABRAFENIB })] : []
  })
  return { subjects, episodes }
}

/** Shared by the builder of cuts and the engine. */
export const withdrawalKey = Buffer.alloc(32, 7)

export const exampleBasis: CutBasis = { kind: 'example', consentForm: '5.0', approval: 'example-1' }

export interface CutNode {
  terminology: Terminology
  store: CutStore
  snapshots: SnapshotFolder
  snapshotKeys: SnapshotKeys
  files: Map<string, Uint8Array>
  keys: Map<string, Uint8Array>
  /** What the store was asked to write, in order. */
  written: string[]
  /** What the engine was told is closed. */
  told: string[]
  rows: { subjects: SubjectRow[]; episodes: EpisodeRow[] }
  state: IngestState | null
  /** Replaces what SQL counts. */
  countedBySql: Map<string, number> | null
  /** Changes what SQL is asked to count of a cohort. */
  miscounted: (asked: CohortInCodes) => CohortInCodes
  /** State of each registered cut; a test may set one. */
  states: Map<string, CutState>
}

/** An engine that is told. */
export function telling(node: Pick<CutNode, 'told'>): TellClosed {
  return async cuts => {
    node.told.push(...cuts)
    return { engineSequence: 1, engineMac: 'ab'.repeat(32) }
  }
}

export function aCutNode(): CutNode {
  const cuts: CutDescription[] = []
  const approvals: StoredApproval[] = []
  const states = new Map<string, CutState>()
  const files = new Map<string, Uint8Array>()
  const keys = new Map<string, Uint8Array>()
  const approvalsOf = (cutId: string) => approvals.filter(approval => approval.cutId === cutId)
  const stored = (cut: CutDescription): StoredCut => ({
    cut,
    state: states.get(cut.id) ?? 'built',
    builtAt: '2026-01-01T00:00:00.000Z',
    since: '2026-01-01T00:00:00.000Z',
    openedAt: ['built', 'closed'].includes(states.get(cut.id) ?? 'built') ? null : '2026-01-02T00:00:00.000Z',
    closeReason: null,
    openedBy: approvalsOf(cut.id).map(({ member }) => member),
  })
  const move = async (cutId: string, act: CutAct, tell: TellClosed) => {
    const { from, to } = CUT_TRANSITIONS[act]
    if (!(from as readonly CutState[]).includes(states.get(cutId) ?? 'built')) return false
    const older = cuts
      .slice(
        0,
        cuts.findIndex(({ id }) => id === cutId),
      )
      .map(({ id }) => id)
    const closed =
      act === 'open' ? older.filter(id => ['built', 'opened'].includes(states.get(id) ?? 'built')) : [cutId]
    if (closed.length > 0) await tell(closed)
    if (act === 'open') for (const id of closed) states.set(id, 'superseded')
    states.set(cutId, to)
    node.written.push(`${to} ${cutId}`)
    return true
  }
  const node: CutNode = {
    terminology: shipped,
    files,
    keys,
    states,
    written: [],
    told: [],
    rows: aTrial(),
    state: ingestState,
    countedBySql: null,
    miscounted: asked => asked,
    snapshots: {
      write: async (name, bytes) => void files.set(name, bytes),
      read: async name => files.get(name) ?? null,
      remove: async name => void files.delete(name),
    },
    snapshotKeys: {
      write: async (cutId, key) => void keys.set(cutId, key),
      read: async cutId => keys.get(cutId) ?? null,
      destroy: async cutId => void keys.delete(cutId),
    },
    store: {
      readIngestState: async () => node.state,
      copyRows: async (_, take) => take(flatText(subjectsOf(node.rows))),
      countCohorts: async (_, asked) => asked.map(one => countByCodes(subjectsOf(node.rows), node.miscounted(one))),
      countTreatedByCohort: async () => node.countedBySql ?? countByHand(node.rows.episodes),
      saveCut: async (cut, state) => {
        if (node.state?.contentHash !== state.contentHash || node.state.withdrawals !== state.withdrawals)
          return 'overtaken'
        node.written.push(`cut ${cut.id}`)
        cuts.push(cut)
        states.set(cut.id, 'built')
        return 'saved'
      },
      listCuts: async () => cuts.map(stored),
      findCut: async cutId => cuts.filter(({ id }) => id === cutId).map(stored)[0] ?? null,
      saveApproval: async approval => {
        if (approvalsOf(approval.cutId).some(({ member }) => member === approval.member)) {
          throw new NodeError('approval/same-person', 'approved already')
        }
        node.written.push(`approval ${approval.member}`)
        approvals.push(approval)
        return approvalsOf(approval.cutId)
      },
      listApprovals: async cutId => approvalsOf(cutId),
      markOpened: (cutId, tell) => move(cutId, 'open', tell),
      close: ({ cutId }, tell) => move(cutId, 'close', tell),
      markEnded: async (cutId, destroy) => {
        const moved = await move(cutId, 'end', telling({ told: [] }))
        if (moved) await destroy()
        return moved
      },
    },
  }
  return node
}

/** As the store gives them: with their enrolments in the order of allocation. */
export function subjectsOf({ subjects, episodes }: ReturnType<typeof aTrial>) {
  const ofSubject = Map.groupBy(episodes, ({ pseudonym }) => pseudonym)
  return subjects.map(subject => ({
    recommended: null,
    findings: [],
    ...subject,
    enrolments: (ofSubject.get(subject.pseudonym) ?? []).toSorted((a, b) => a.number - b.number),
  }))
}

/** Built from these rows, through bytes as in production. */
export function snapshotOf(rows: ReturnType<typeof aTrial>, state: IngestState = ingestState): Snapshot {
  return makeSnapshot(state, readFlatRows(subjectsOf(rows)), shipped)
}

function countByHand(episodes: readonly EpisodeRow[]): Map<string, number> {
  const keys = [...new Set(episodes.map(({ cohortKey }) => cohortKey))].filter(key => key !== null)
  const treated = (key: string) => episodes.filter(episode => episode.treated && episode.cohortKey === key)
  return new Map(keys.map(key => [key, new Set(treated(key).map(({ pseudonym }) => pseudonym)).size]))
}
