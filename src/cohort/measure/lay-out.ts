/** Lays the collected rows out for counting: a place in the tumour tree for each, sorted, with posting lists. */
import type { Terminology } from '../../terminology/terminology.ts'
import type { CohortIndex, IndexRows, IndexSource } from './cohort-index.ts'
import { markGenes } from './gene-rows.ts'
import type { IndexDraft } from './index-draft.ts'
import { nameParts, type PlacedRows, placeRows } from './place-rows.ts'
import { postFindings, postRows } from './postings.ts'

export interface LaidOut {
  readonly index: CohortIndex
  /** By patient of the index: the patient of the draft. */
  readonly draftPatients: Uint32Array
}

/** The same draft gives the same index. */
export function layOut(
  draft: IndexDraft,
  terminology: Pick<Terminology, 'tumours' | 'exons' | 'genes'>,
  source: IndexSource,
): LaidOut {
  const tree = terminology.tumours
  const names = nameParts(draft, tree)
  const rows = placeRows(draft, names, tree)
  const sorted = sortRows(rows, {
    places: tree.inOrder.length + 1,
    drugs: names.drugs.texts.length + 1,
    cohorts: names.keys.texts.length + 1,
  })
  const { quarters, numberOf } = sortQuarters(draft)
  const ordered = orderRows(draft, sorted.order, rows, numberOf)
  const findingPostings = postFindings(draft, names, ordered.patient)
  const draftPatients = numberPatients(ordered.patient, draft.patients)
  const index = {
    source,
    tumourCodes: tree.inOrder,
    tumourEnds: Uint16Array.from(tree.inOrder, code => tree.places.get(code)?.last ?? 0),
    cohortKeys: names.keys.texts,
    drugSets: names.drugs.texts,
    findings: draft.findings.texts,
    quarters,
    patients: draft.patients,
    rows: ordered,
    placeStarts: sorted.placeStarts,
    findingPostings,
    cohortPostings: postRows(ordered.cohort, names.keys.texts.length),
    ...markGenes(terminology, draft.findings.texts, findingPostings, rows.length),
  }
  return { index, draftPatients }
}

/**
 * Numbers patients anew, in the order of their first rows, so that what is kept by patient lies together for rows that do.
 * Gives the former number of each.
 */
function numberPatients(patientOfRow: Uint32Array, patients: number): Uint32Array {
  const former = new Uint32Array(patients)
  /** Number plus one, 0 where none is given yet. */
  const numbers = new Uint32Array(patients)
  let next = 0
  for (let row = 0; row < patientOfRow.length; row++) {
    const patient = patientOfRow[row] ?? 0
    if (numbers[patient] === 0) {
      former[next++] = patient
      numbers[patient] = next
    }
    patientOfRow[row] = (numbers[patient] ?? 0) - 1
  }
  return former
}

/** By place, then drugs, then cohort; rows that are equal in all three keep their order. */
function sortRows(
  { length, tumour, drugs, cohort }: PlacedRows,
  sizes: { readonly places: number; readonly drugs: number; readonly cohorts: number },
): { readonly order: Uint32Array; readonly placeStarts: Uint32Array } {
  const byCohort = sortStably({ length, buckets: sizes.cohorts }, row => cohort[row] ?? 0).order
  const { order, starts } = sortStably(
    { length, buckets: sizes.places * sizes.drugs, given: byCohort },
    row => (tumour[row] ?? 0) * sizes.drugs + (drugs[row] ?? 0),
  )
  const placeStarts = Uint32Array.from({ length: sizes.places + 1 }, (_, place) => starts[place * sizes.drugs] ?? 0)
  return { order, placeStarts }
}

/** Counting sort of rows, as they come or in the order given. */
function sortStably(
  { length, buckets, given }: { readonly length: number; readonly buckets: number; readonly given?: Uint32Array },
  bucket: (row: number) => number,
): { readonly order: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(buckets + 1)
  for (let row = 0; row < length; row++) starts[bucket(row) + 1] = (starts[bucket(row) + 1] ?? 0) + 1
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const next = starts.slice()
  const order = new Uint32Array(length)
  for (let nth = 0; nth < length; nth++) {
    const row = given === undefined ? nth : (given[nth] ?? 0)
    const at = next[bucket(row)] ?? 0
    order[at] = row
    next[bucket(row)] = at + 1
  }
  return { order, starts }
}

function sortQuarters({ quarters }: IndexDraft) {
  const sorted = quarters.texts.toSorted()
  const numberOf = Uint8Array.from([0, ...quarters.texts.map(quarter => sorted.indexOf(quarter) + 1)])
  return { quarters: sorted, numberOf }
}

function orderRows(draft: IndexDraft, order: Uint32Array, rows: PlacedRows, quarterNumber: Uint8Array): IndexRows {
  const { enrolments } = draft
  const taken = <T extends Uint8Array | Uint16Array | Uint32Array>(from: ArrayLike<number>, into: T): T => {
    for (let at = 0; at < order.length; at++) into[at] = from[order[at] ?? 0] ?? 0
    return into
  }
  /** Of enrolments only: the rows behind them are of subjects without one. */
  const takenOfEnrolments = <T extends Uint8Array | Uint16Array>(from: ArrayLike<number>, into: T): T => {
    for (let at = 0; at < order.length; at++) {
      const row = order[at] ?? 0
      into[at] = row < enrolments ? (from[row] ?? 0) : 0
    }
    return into
  }
  const bytes = () => new Uint8Array(order.length)
  const words = () => new Uint16Array(order.length)
  const quarter = takenOfEnrolments(draft.quarter.values, bytes())
  for (let at = 0; at < quarter.length; at++) quarter[at] = quarterNumber[quarter[at] ?? 0] ?? 0
  return {
    patient: taken(rows.patient, new Uint32Array(order.length)),
    tumour: taken(rows.tumour, words()),
    drugs: taken(rows.drugs, words()),
    cohort: taken(rows.cohort, new Uint32Array(order.length)),
    quarter,
    state: takenOfEnrolments(draft.state.values, bytes()),
    response: takenOfEnrolments(draft.response.values, bytes()),
    rank: taken(rows.rank, bytes()),
    flags: taken(rows.flags, bytes()),
    progressionFree: takenOfEnrolments(draft.progressionFree.values, words()),
    overall: takenOfEnrolments(draft.overall.values, words()),
    response28: takenOfEnrolments(draft.response28.values, words()),
    onTreatment: takenOfEnrolments(draft.onTreatment.values, words()),
    exposureDays: takenOfEnrolments(draft.exposureDays.values, words()),
    grade3RelatedEvents: takenOfEnrolments(draft.grade3RelatedEvents.values, bytes()),
    seriousEvents: takenOfEnrolments(draft.seriousEvents.values, bytes()),
    quality: takenOfEnrolments(draft.quality.values, bytes()),
  }
}
