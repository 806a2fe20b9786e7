/** A small synthetic trial behind the ports of a data cut, all in memory; no patient is real. */
import type { CutStore, EpisodeRow, IngestState, StoredApproval, SubjectRow } from '../../src/cut/ports.ts'
import type { SnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import type { SnapshotKeys } from '../../src/cut/snapshot-keys.ts'
import { NodeError } from '../../src/model/errors.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'

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
}

export const pseudonymOf = (position: number) => `p1-${position.toString(16).padStart(32, '0')}`

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
    tumour: position < 12 ? 'COADREAD' : 'CHOL',
  }))
  const episodes = subjects.flatMap(({ pseudonym }, position) => {
    if (position < 9) return [anEpisode({ pseudonym })]
    return position >= 12 && position < 15 ? [anEpisode({ pseudonym, cohortKey: DABRAFENIB })] : []
  })
  return { subjects, episodes }
}

export interface CutNode {
  store: CutStore
  snapshots: SnapshotFolder
  snapshotKeys: SnapshotKeys
  files: Map<string, Uint8Array>
  keys: Map<string, Uint8Array>
  /** What the store was asked to write, in order. */
  written: string[]
  rows: { subjects: SubjectRow[]; episodes: EpisodeRow[] }
  state: IngestState | null
  /** Replaces what SQL counts. */
  countedBySql: Map<string, number> | null
  closed: Set<string>
}

export function aCutNode(): CutNode {
  const cuts: CutDescription[] = []
  const approvals: StoredApproval[] = []
  const opened = new Set<string>()
  const files = new Map<string, Uint8Array>()
  const keys = new Map<string, Uint8Array>()
  const approvalsOf = (cutId: string) => approvals.filter(approval => approval.cutId === cutId)
  const node: CutNode = {
    files,
    keys,
    written: [],
    rows: aTrial(),
    state: ingestState,
    countedBySql: null,
    closed: new Set(),
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
      readRows: async () => node.rows,
      countTreatedByCohort: async () => node.countedBySql ?? countByHand(node.rows.episodes),
      saveCut: async cut => {
        node.written.push(`cut ${cut.id}`)
        cuts.push(cut)
      },
      listCuts: async () =>
        cuts.map(cut => ({
          cut,
          state: node.closed.has(cut.id) ? 'closed' : opened.has(cut.id) ? 'opened' : 'built',
          openedBy: approvalsOf(cut.id).map(({ member }) => member),
        })),
      findCut: async cutId => cuts.find(({ id }) => id === cutId) ?? null,
      saveApproval: async approval => {
        if (approvalsOf(approval.cutId).some(({ member }) => member === approval.member)) {
          throw new NodeError('approval/same-person', 'approved already')
        }
        node.written.push(`approval ${approval.member}`)
        approvals.push(approval)
        return approvalsOf(approval.cutId)
      },
      listApprovals: async cutId => approvalsOf(cutId),
      markOpened: async cutId => {
        node.written.push(`opened ${cutId}`)
        opened.add(cutId)
      },
    },
  }
  return node
}

function countByHand(episodes: readonly EpisodeRow[]): Map<string, number> {
  const keys = [...new Set(episodes.map(({ cohortKey }) => cohortKey))].filter(key => key !== null)
  const treated = (key: string) => episodes.filter(episode => episode.treated && episode.cohortKey === key)
  return new Map(keys.map(key => [key, new Set(treated(key).map(({ pseudonym }) => pseudonym)).size]))
}
