/** Codes of the source that a person has to look at: what the review queue counts, without any patient. */
import type { ConceptReading } from '../model/generated/mapping.ts'
import type { ReviewReason } from '../terminology/concept-map.ts'
import { asList } from './columns.ts'
import { type Cells, compileCell, compileFirstFilled, type Place } from './compile-cell.ts'
import { conceptJudge } from './compile-code.ts'
import type { SheetMapping } from './mapping.ts'

export interface UnmappedCode {
  /** Name of the code map. */
  readonly map: string
  readonly system: string | null
  readonly code: string
  readonly reason: ReviewReason
  readonly sheet: string
  /** As the file spells it. */
  readonly column: string | null
}

export type FindUnmapped = (cells: Cells) => readonly UnmappedCode[]

const NONE: readonly UnmappedCode[] = []

/** Codes of a row that their code map does not take by itself. */
export function compileUnmapped(place: Place, { key, conceptRules }: SheetMapping): FindUnmapped {
  if (conceptRules.length === 0) return () => NONE
  const finds = conceptRules.map(rule => compileOne(place, key, rule))
  return cells => finds.flatMap(find => find(cells) ?? [])
}

function compileOne(place: Place, sheet: string, rule: ConceptReading): (cells: Cells) => UnmappedCode | null {
  const read = compileFirstFilled(place, rule.column)
  const verdictOf = conceptJudge(place.mapping, rule)
  const columns = asList(rule.column).map(name => ({ name, read: compileCell(place, name) }))
  return cells => {
    const code = read(cells)
    const verdict = code === '' ? null : verdictOf(code)
    if (verdict?.status !== 'review') return null
    const filled = columns.find(column => column.read(cells) !== '')?.name ?? ''
    const column = place.columns.spelling(filled)
    return { map: rule.map, system: rule.system ?? null, code, reason: verdict.reason, sheet, column }
  }
}
