/** Posting lists: for each cohort and each finding the rows of it, ascending. */
import type { Postings } from './cohort-index.ts'
import type { IndexDraft } from './index-draft.ts'
import type { PartNumbers } from './place-rows.ts'

/** Rows by their number, which is a position plus one; 0 is in no list. */
export function postRows(numbers: Uint16Array | Uint32Array, lists: number): Postings {
  const starts = new Uint32Array(lists + 1)
  for (const number of numbers) if (number !== 0) starts[number] = (starts[number] ?? 0) + 1
  for (let list = 1; list <= lists; list++) starts[list] = (starts[list] ?? 0) + (starts[list - 1] ?? 0)
  const next = starts.slice()
  const rows = new Uint32Array(starts[lists] ?? 0)
  numbers.forEach((number, row) => {
    if (number === 0) return
    const at = next[number - 1] ?? 0
    rows[at] = row
    next[number - 1] = at + 1
  })
  return { starts, rows }
}

/** What a patient was found to have stands at each of its rows: what the record says, and what its cohorts say. */
export function postFindings(draft: IndexDraft, names: PartNumbers, patientOfRow: Uint32Array): Postings {
  const found = joinFindings(draft, names)
  const lists = draft.findings.texts.length
  const starts = new Uint32Array(lists + 1)
  const each = (use: (finding: number, row: number) => void) => {
    for (let row = 0; row < patientOfRow.length; row++) {
      const patient = patientOfRow[row] ?? 0
      const to = found.starts[patient + 1] ?? 0
      for (let at = found.starts[patient] ?? 0; at < to; at++) use(found.findings[at] ?? 0, row)
    }
  }
  each(finding => {
    starts[finding + 1] = (starts[finding + 1] ?? 0) + 1
  })
  for (let list = 1; list <= lists; list++) starts[list] = (starts[list] ?? 0) + (starts[list - 1] ?? 0)
  const next = starts.slice()
  const rows = new Uint32Array(starts[lists] ?? 0)
  each((finding, row) => {
    const at = next[finding] ?? 0
    rows[at] = row
    next[finding] = at + 1
  })
  return { starts, rows }
}

/** By patient, each finding once. */
function joinFindings(draft: IndexDraft, names: PartNumbers) {
  const starts = new Uint32Array(draft.patients + 1)
  const findings = new Uint32Array(draft.findingOf.length + draft.enrolments)
  let length = 0
  let row = 0
  for (let patient = 0; patient < draft.patients; patient++) {
    const from = length
    const add = (finding: number) => {
      for (let at = from; at < length; at++) if (findings[at] === finding) return
      findings[length++] = finding
    }
    const to = patient + 1 < draft.patients ? draft.findingStarts.at(patient + 1) : draft.findingOf.length
    for (let at = draft.findingStarts.at(patient); at < to; at++) add(draft.findingOf.at(at))
    for (; row < draft.enrolments && draft.patient.at(row) === patient; row++) {
      const finding = names.finding[draft.partsOf.at(row)] ?? 0
      if (finding !== 0) add(finding - 1)
    }
    starts[patient + 1] = length
  }
  return { starts, findings }
}
