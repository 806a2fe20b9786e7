/** Samples of a subject, by kind, assay and day; the name of the laboratory's tube stays behind. */
import { canonicalJson } from '../model/canonical-json.ts'
import type { CommonRecord, Specimen } from '../model/generated/common-record.ts'
import type { RecordSpecimen } from '../model/generated/record.ts'
import type { Timeline } from './subject-timeline.ts'

export interface Specimens {
  readonly specimens: RecordSpecimen[]
  /** By the key that the source's rows use for a sample. */
  readonly idOf: ReadonlyMap<string, string>
}

const ASSAY = /^[a-z][a-z-]{0,30}(?:[0-9]{1,3}[a-z-]{0,10})?$/

/** In the order of their days, then of what they are: re-sorting a source changes nothing. */
export function specimensOf(record: CommonRecord, timeline: Timeline): Specimens {
  const described = record.specimens.map(row => ({ row, text: canonicalJson(describe(row, timeline)) }))
  const specimens: RecordSpecimen[] = []
  const idOf = new Map<string, string>()
  for (const { row } of described.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))) {
    const id = `s${specimens.length + 1}`
    specimens.push({ id, ...describe(row, timeline) })
    if (row.key !== null) idOf.set(row.key, id)
  }
  return { specimens, idOf }
}

function describe(row: Specimen, timeline: Timeline): Omit<RecordSpecimen, 'id'> {
  const assay = (row.assay ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  const collected = timeline.offset(row.collected ?? null).day
  return {
    ...(row.collected ? { collectedDay: collected } : {}),
    kind: row.kind ?? 'other',
    ...(row.assayKind ? { assayKind: row.assayKind } : {}),
    ...(ASSAY.test(assay) ? { assay } : {}),
  }
}
