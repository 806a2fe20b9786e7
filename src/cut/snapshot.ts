/**
 * What a data cut holds: the subjects and their enrolments, for counting. Less than the store: no pseudonym, no local
 * spelling of a cohort, no label, no record document. Rows are in the store's order, so the same rows give the same text.
 */
import { NodeError } from '../model/errors.ts'
import type { EpisodeRow, SubjectRow } from './ports.ts'

export type SnapshotEpisode = Omit<EpisodeRow, 'pseudonym' | 'localName' | 'cohortGroup' | 'cohortLabel'> & {
  /** Position of its subject in `subjects`. */
  readonly subject: number
}

export interface SnapshotSubject {
  /** Random; the same for one person in all data cuts. */
  readonly person: string
  /** OncoTree code of the primary tumour, null where under review or unknown. */
  readonly tumour: string | null
}

export interface Snapshot {
  readonly trialId: string
  readonly cutoff: string
  /** SHA-256 of the ingested content, hex. */
  readonly contentHash: string
  readonly subjects: readonly SnapshotSubject[]
  readonly episodes: readonly SnapshotEpisode[]
}

const FORMAT = 'snapshot/1'

/** The order of the columns is part of the format. */
const EPISODE_COLUMNS = [
  'subject',
  'number',
  'cohortKey',
  'tumour',
  'alteration',
  'drugs',
  'treated',
  'startQuarter',
  'startDay',
  'mature',
  'awaiting',
  'evaluable',
  'diseaseControl',
  'noControlReason',
  'bestResponse',
  'confirmedResponse',
  'pfsDays',
  'pfsEvent',
  'osDays',
  'osEvent',
  'grade3Related',
  'grade3RelatedOrUnknown',
  'serious',
  'grade3RelatedEvents',
  'seriousEvents',
  'respondedDays',
  'responseDays',
  'responseEvent',
  'onTreatmentDays',
  'onTreatmentEvent',
  'qualityOfLifeChange',
] as const satisfies readonly (keyof SnapshotEpisode)[]

interface SnapshotText extends Pick<Snapshot, 'trialId' | 'cutoff' | 'contentHash'> {
  readonly format: typeof FORMAT
  readonly columns: readonly string[]
  readonly subjects: readonly (readonly [person: string, tumour: string | null])[]
  readonly episodes: readonly (readonly unknown[])[]
}

/** Throws `cut/differs-from-sql` where an enrolment has no subject: the rows are not of one moment. */
export function makeSnapshot(
  content: Pick<Snapshot, 'trialId' | 'cutoff' | 'contentHash'>,
  rows: { readonly subjects: readonly SubjectRow[]; readonly episodes: readonly EpisodeRow[] },
): Snapshot {
  const positions = new Map(rows.subjects.map(({ pseudonym }, position) => [pseudonym, position]))
  const episodes = rows.episodes.map(({ pseudonym, localName: _, cohortGroup: __, cohortLabel: ___, ...facts }) => {
    const subject = positions.get(pseudonym)
    if (subject === undefined) throw new NodeError('cut/differs-from-sql', 'an enrolment belongs to no subject')
    return { ...facts, subject }
  })
  const { trialId, cutoff, contentHash } = content
  const subjects = rows.subjects.map(({ person, tumour }) => ({ person, tumour }))
  return { trialId, cutoff, contentHash, subjects, episodes }
}

export function encodeSnapshot(snapshot: Snapshot): Buffer {
  const { trialId, cutoff, contentHash } = snapshot
  const text: SnapshotText = {
    format: FORMAT,
    trialId,
    cutoff,
    contentHash,
    columns: EPISODE_COLUMNS,
    subjects: snapshot.subjects.map(({ person, tumour }) => [person, tumour] as const),
    episodes: snapshot.episodes.map(episode => EPISODE_COLUMNS.map(column => episode[column])),
  }
  return Buffer.from(JSON.stringify(text))
}

/** Takes text that was authenticated; a format or columns of another version are refused as `cut/snapshot-damaged`. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot {
  const text = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as SnapshotText
  if (text.format !== FORMAT || text.columns.join() !== EPISODE_COLUMNS.join()) {
    throw new NodeError('cut/snapshot-damaged', 'the snapshot has a format that this version does not read')
  }
  return {
    trialId: text.trialId,
    cutoff: text.cutoff,
    contentHash: text.contentHash,
    subjects: text.subjects.map(([person, tumour]) => ({ person, tumour })),
    episodes: text.episodes.map(row => episodeOf(row, text.subjects.length)),
  }
}

function episodeOf(row: readonly unknown[], subjects: number): SnapshotEpisode {
  const episode = Object.fromEntries(
    EPISODE_COLUMNS.map((column, position) => [column, row[position]]),
  ) as unknown as SnapshotEpisode
  if (row.length !== EPISODE_COLUMNS.length || !(episode.subject >= 0 && episode.subject < subjects)) {
    throw new NodeError('cut/snapshot-damaged', 'a row of the snapshot does not fit its columns')
  }
  return episode
}
