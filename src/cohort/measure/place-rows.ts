/** Gives each enrolment and each subject without one its place in the tumour tree, its cohort and drugs, and its rank. */
import { panTumour, type TumourTree } from '../../terminology/tumour-tree.ts'
import { FLAGS } from './cohort-index.ts'
import { type EnrolmentParts, type IndexDraft, TextNumbers } from './index-draft.ts'
import { IMMATURE } from './state-code.ts'

export type TreePlaces = Pick<TumourTree, 'inOrder' | 'places'>

export interface PartNumbers {
  readonly keys: TextNumbers
  readonly drugs: TextNumbers
  /** By number of the parts: key and drugs plus one, finding plus one, 0 where there is none; the cohort's own nodes. */
  readonly key: Uint32Array
  readonly drug: Uint32Array
  readonly finding: Uint32Array
  readonly nodes: readonly CohortNodes[]
}

/** Nodes that a cohort is declared at; `any` for a pan-tumour cohort and for one whose tumour is under review. */
type CohortNodes = 'any' | readonly { readonly first: number; readonly last: number }[]

export function nameParts(draft: IndexDraft, tree: TreePlaces): PartNumbers {
  const keys = new TextNumbers()
  const drugs = new TextNumbers()
  const numberIn = (numbers: TextNumbers, text: string | null) => (text === null ? 0 : numbers.numberOf(text) + 1)
  const { parts } = draft
  return {
    keys,
    drugs,
    key: Uint32Array.from(parts, part => numberIn(keys, part.key)),
    drug: Uint32Array.from(parts, part => numberIn(drugs, part.drugs)),
    finding: Uint32Array.from(parts, part => numberIn(draft.findings, part.alteration)),
    nodes: parts.map(part => nodesOf(part, tree)),
  }
}

function nodesOf({ tumour }: EnrolmentParts, tree: TreePlaces): CohortNodes {
  if (tumour === null) return 'any'
  const codes = tumour.split(',')
  if (codes.includes(panTumour)) return 'any'
  return codes.map(code => tree.places.get(code)).filter(place => place !== undefined)
}

/** Unsorted: the enrolments as they came, then one row for each subject without any. */
export interface PlacedRows {
  readonly length: number
  readonly patient: Uint32Array
  readonly tumour: Uint16Array
  readonly drugs: Uint16Array
  readonly cohort: Uint32Array
  readonly rank: Uint8Array
  readonly flags: Uint8Array
}

export function placeRows(draft: IndexDraft, names: PartNumbers, tree: TreePlaces): PlacedRows {
  const own = Uint16Array.from(draft.tumours.texts, code => (tree.places.get(code)?.first ?? -1) + 1)
  const { patients, enrolments } = draft
  const perPatient = new Uint8Array(patients)
  for (let row = 0; row < enrolments; row++) {
    const patient = draft.patient.at(row)
    perPatient[patient] = Math.min(255, (perPatient[patient] ?? 0) + 1)
  }
  const without = perPatient.reduce((count, rows) => count + (rows === 0 ? 1 : 0), 0)
  const length = enrolments + without
  const rows: PlacedRows = {
    length,
    patient: new Uint32Array(length),
    tumour: new Uint16Array(length),
    drugs: new Uint16Array(length),
    cohort: new Uint32Array(length),
    rank: rankRows(draft, length),
    flags: new Uint8Array(length),
  }
  const isActionable = actionableRule(draft)
  const ownPlace = (patient: number) => own[draft.tumourOf.at(patient) - 1] ?? 0
  for (let row = 0; row < enrolments; row++) {
    const patient = draft.patient.at(row)
    const parts = draft.partsOf.at(row)
    rows.patient[row] = patient
    rows.tumour[row] = treatmentPlace(ownPlace(patient), names.nodes[parts] ?? 'any')
    rows.drugs[row] = names.drug[parts] ?? 0
    rows.cohort[row] = names.key[parts] ?? 0
    rows.flags[row] =
      (isActionable(patient, true) ? FLAGS.actionable : 0) + ((perPatient[patient] ?? 0) > 1 ? FLAGS.several : 0)
  }
  let row = enrolments
  for (let patient = 0; patient < patients; patient++) {
    if (perPatient[patient] !== 0) continue
    rows.patient[row] = patient
    rows.tumour[row] = ownPlace(patient)
    rows.flags[row] = isActionable(patient, false) ? FLAGS.actionable : 0
    row += 1
  }
  return rows
}

/**
 * The tumour of a treatment: the patient's own where it lies at or below a node of the cohort, or where the cohort has
 * none; else the cohort's name decides, and of several nodes nobody knows which.
 */
function treatmentPlace(own: number, nodes: CohortNodes): number {
  if (nodes === 'any' || nodes.some(({ first, last }) => own - 1 >= first && own - 1 <= last)) return own
  const [only] = nodes
  return nodes.length === 1 && only !== undefined ? only.first + 1 : 0
}

/** Where any subject has the tumour board's word, the ones with a yes; else those in a cohort. */
function actionableRule(draft: IndexDraft): (patient: number, isEnrolled: boolean) => boolean {
  for (let patient = 0; patient < draft.patients; patient++) {
    if (draft.recommended.at(patient) !== 0) return one => draft.recommended.at(one) === 2
  }
  return (_, isEnrolled) => isEnrolled
}

/** Treated ones first, by start, then by allocation: the order in which they came. */
function rankRows(draft: IndexDraft, length: number): Uint8Array {
  const rank = new Uint8Array(length)
  const { enrolments } = draft
  for (let from = 0; from < enrolments; ) {
    let to = from + 1
    while (to < enrolments && draft.patient.at(to) === draft.patient.at(from)) to += 1
    if (to === from + 1) rank[from] = 1
    else {
      for (const [at, row] of rankOfOne(draft, from, to).entries()) rank[row] = Math.min(255, at + 1)
    }
    from = to
  }
  return rank
}

function rankOfOne(draft: IndexDraft, from: number, to: number): number[] {
  const isTreated = (row: number) => draft.state.at(row) >= IMMATURE
  return Array.from({ length: to - from }, (_, at) => from + at).sort(
    (a, b) =>
      Number(isTreated(b)) - Number(isTreated(a)) ||
      (isTreated(a) ? draft.startDay.at(a) - draft.startDay.at(b) : 0) ||
      a - b,
  )
}
