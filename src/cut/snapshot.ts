/**
 * What a data cut holds: the rows laid out for counting (`cohort/measure`), and of each patient a random name and the own
 * tumour. Less than the store: no pseudonym, no local spelling of a cohort, no label, no record document. The same rows
 * in the same order give the same bytes.
 */
import type { CohortIndex, IndexRows, IndexSource } from '../cohort/measure/cohort-index.ts'
import { layOut } from '../cohort/measure/lay-out.ts'
import { SCREENED } from '../cohort/measure/state-code.ts'
import { NodeError } from '../model/errors.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { type Bundle, type BundledArray, packBundle, unpackBundle } from './array-bundle.ts'
import type { IngestState } from './ports.ts'
import type { ReadRows } from './read-flat-rows.ts'

export interface Snapshot {
  readonly index: CohortIndex
  /** By patient, 16 bytes each: random, the same for one person in all data cuts. */
  readonly persons: Uint8Array
  /** By patient: place of the own primary tumour in `index.tumourCodes` plus one, 0 where under review or unknown. */
  readonly ownTumours: Uint16Array
}

const FORMAT = 'snapshot/2'
const PERSON_BYTES = 16

type Facts = Omit<
  CohortIndex,
  'rows' | 'tumourEnds' | 'placeStarts' | 'findingPostings' | 'cohortPostings' | 'geneBits'
>
type FactsOnFile = Facts & { readonly format: string }

/** Throws `cohort/other-codes` where the store was filled with other codes than the program has now. */
export function makeSnapshot(
  { trialId, cutoff, contentHash, versions }: Pick<IngestState, 'trialId' | 'cutoff' | 'contentHash' | 'versions'>,
  { draft, persons }: Pick<ReadRows, 'draft' | 'persons'>,
  terminology: Pick<Terminology, 'tumours' | 'exons' | 'genes'>,
): Snapshot {
  const { derivation, normaliser, oncotree } = versions
  const source: IndexSource = { trialId, cutoff, contentHash, versions: { derivation, normaliser, oncotree } }
  const { places } = terminology.tumours
  const placeOf = draft.tumours.texts.map(code => (places.get(code)?.first ?? -1) + 1)
  const { index, draftPatients } = layOut(draft, terminology, source)
  const ownTumours = new Uint16Array(draft.patients)
  const named = new Uint8Array(persons.length)
  for (const [patient, collected] of draftPatients.entries()) {
    ownTumours[patient] = placeOf[draft.tumourOf.at(collected) - 1] ?? 0
    named.set(persons.subarray(collected * PERSON_BYTES, (collected + 1) * PERSON_BYTES), patient * PERSON_BYTES)
  }
  return { index, persons: named, ownTumours }
}

export function enrolmentsOf({ index: { rows } }: Snapshot): number {
  return rows.state.reduce((count, state) => count + (state === SCREENED ? 0 : 1), 0)
}

/** 32 hex digits. */
export function personOf({ persons }: Snapshot, patient: number): string {
  return Buffer.from(persons.buffer, persons.byteOffset + patient * PERSON_BYTES, PERSON_BYTES).toString('hex')
}

/** Null where under review or unknown. */
export function ownTumourOf({ index, ownTumours }: Snapshot, patient: number): string | null {
  return index.tumourCodes[(ownTumours[patient] ?? 0) - 1] ?? null
}

const ROW_ARRAYS = [
  'patient',
  'tumour',
  'drugs',
  'cohort',
  'quarter',
  'state',
  'response',
  'rank',
  'flags',
  'progressionFree',
  'overall',
  'response28',
  'onTreatment',
  'exposureDays',
  'grade3RelatedEvents',
  'seriousEvents',
  'quality',
] as const satisfies readonly (keyof IndexRows)[]

/** Everything in it that is text: versions, codes, keys of cohorts. */
export function textsOf({ index }: Snapshot): Facts {
  const {
    rows: _r,
    tumourEnds: _t,
    placeStarts: _s,
    findingPostings: _f,
    cohortPostings: _c,
    geneBits: _g,
    ...facts
  } = index
  return facts
}

/** In pieces, to be sealed one after the other. */
export function encodeSnapshot({ index, persons, ownTumours }: Snapshot): readonly Uint8Array[] {
  const { rows, tumourEnds, placeStarts, findingPostings, cohortPostings, geneBits, ...facts } = index
  const arrays: readonly (readonly [string, BundledArray])[] = [
    ...ROW_ARRAYS.map(name => [`rows.${name}`, rows[name]] as const),
    ['tumourEnds', tumourEnds],
    ['placeStarts', placeStarts],
    ['findings.starts', findingPostings.starts],
    ['findings.rows', findingPostings.rows],
    ['cohorts.starts', cohortPostings.starts],
    ['cohorts.rows', cohortPostings.rows],
    ['geneBits', geneBits],
    ['persons', persons],
    ['ownTumours', ownTumours],
  ]
  return packBundle({ facts: { ...facts, format: FORMAT } satisfies FactsOnFile, arrays: new Map(arrays) })
}

/** Takes bytes that were authenticated; what does not fit this version's layout is refused as `cut/snapshot-damaged`. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot {
  const bundle = unpack(bytes)
  const { format, ...facts } = bundle.facts
  if (format !== FORMAT) throw misfit()
  const take = <T extends BundledArray>(name: string, kind: new (length: number) => T): T => {
    const array = bundle.arrays.get(name)
    if (array instanceof kind) return array
    throw misfit()
  }
  const [u8, u16, u32] = [Uint8Array, Uint16Array, Uint32Array]
  const postings = (name: string) => ({ starts: take(`${name}.starts`, u32), rows: take(`${name}.rows`, u32) })
  const index: CohortIndex = {
    ...facts,
    tumourEnds: take('tumourEnds', u16),
    rows: {
      patient: take('rows.patient', u32),
      tumour: take('rows.tumour', u16),
      drugs: take('rows.drugs', u16),
      cohort: take('rows.cohort', u32),
      quarter: take('rows.quarter', u8),
      state: take('rows.state', u8),
      response: take('rows.response', u8),
      rank: take('rows.rank', u8),
      flags: take('rows.flags', u8),
      progressionFree: take('rows.progressionFree', u16),
      overall: take('rows.overall', u16),
      response28: take('rows.response28', u16),
      onTreatment: take('rows.onTreatment', u16),
      exposureDays: take('rows.exposureDays', u16),
      grade3RelatedEvents: take('rows.grade3RelatedEvents', u8),
      seriousEvents: take('rows.seriousEvents', u8),
      quality: take('rows.quality', u8),
    },
    placeStarts: take('placeStarts', u32),
    findingPostings: postings('findings'),
    cohortPostings: postings('cohorts'),
    geneBits: take('geneBits', u32),
  }
  const snapshot = { index, persons: take('persons', u8), ownTumours: take('ownTumours', u16) }
  checkLengths(snapshot)
  return snapshot
}

function unpack(bytes: Uint8Array): Bundle<FactsOnFile> {
  try {
    return unpackBundle<FactsOnFile>(bytes)
  } catch (cause) {
    throw misfit(cause)
  }
}

function checkLengths({ index, persons, ownTumours }: Snapshot): void {
  const { rows, patients, placeStarts, tumourCodes, tumourEnds } = index
  const fits =
    ROW_ARRAYS.every(name => rows[name].length === rows.patient.length) &&
    placeStarts.length === tumourCodes.length + 2 &&
    placeStarts.at(-1) === rows.patient.length &&
    tumourEnds.length === tumourCodes.length &&
    index.findingPostings.starts.length === index.findings.length + 1 &&
    index.cohortPostings.starts.length === index.cohortKeys.length + 1 &&
    index.geneBits.length === index.denseGenes.length * Math.ceil(rows.patient.length / 32) &&
    persons.length === patients * PERSON_BYTES &&
    ownTumours.length === patients
  if (!fits) throw misfit()
}

function misfit(cause?: unknown): NodeError {
  return new NodeError('cut/snapshot-damaged', 'the snapshot has a layout that this version does not read', { cause })
}
