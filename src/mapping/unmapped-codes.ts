/** Codes of the source that a person has to look at: what the review queue counts, without any patient. */
import type { CodeReading, ConceptReading } from '../model/generated/mapping.ts'
import type { ProblemCode } from '../model/problems.ts'
import { remember } from '../model/remember.ts'
import { asList, type ColumnNames } from './columns.ts'
import { type Cells, compileCell, compileFirstFilled, type Place } from './compile-cell.ts'
import { codeTable, conceptJudge } from './compile-code.ts'
import type { SheetMapping } from './mapping.ts'
import { byCode, byText } from './read-code.ts'

export interface UnmappedCode {
  /** Whose code it is: `map:NAME` of a code map, `list:NAME` of a code list, or a kind of text of the normaliser. */
  readonly vocabulary: string
  readonly system: string | null
  readonly code: string
  /** `ReviewReason` of a code map, or a review code of the normaliser. */
  readonly reason: string
  readonly sheet: string
  /** As the file spells it. */
  readonly column: string | null
}

/** With the line of the source. */
export interface PlacedCode extends UnmappedCode {
  readonly line: number
}

export type FindUnmapped = (cells: Cells) => readonly UnmappedCode[]

const NONE: readonly UnmappedCode[] = []

/** Codes of a row that neither a code map nor a code list takes by itself. */
export function compileUnmapped(place: Place, { key, conceptRules, codeRules }: SheetMapping): FindUnmapped {
  const finds = [
    ...codeRules.flatMap(rule => compileUnknownCode(place, key, rule) ?? []),
    ...conceptRules.map(rule => compileUnmappedConcept(place, key, rule)),
  ]
  return cells => {
    let found = NONE
    for (const find of finds) {
      const code = find(cells)
      if (code !== null) found = found === NONE ? [code] : [...found, code]
    }
    return found
  }
}

/** What a row with such a code is told of. */
export function problemOfUnmapped({ vocabulary }: UnmappedCode): ProblemCode {
  return vocabulary.startsWith('list:') ? 'unknown-code' : 'unmapped-code'
}

type FindOne = (cells: Cells) => UnmappedCode | null

function compileUnmappedConcept(place: Place, sheet: string, rule: ConceptReading): FindOne {
  const read = compileFirstFilled(place, rule.column)
  const verdictOf = conceptJudge(place.mapping, rule)
  return cells => {
    const code = read(cells)
    const verdict = code === '' ? null : verdictOf(code)
    if (verdict?.status !== 'review') return null
    const column = filledColumn(place, rule.column, cells)
    return { vocabulary: `map:${rule.map}`, system: rule.system ?? null, code, reason: verdict.reason, sheet, column }
  }
}

/** Only lists that say so report what they do not know. */
export function compileUnknownCode(place: Place, sheet: string, rule: CodeReading): FindOne | null {
  const table = codeTable(place.mapping, rule.list)
  if (!table.reportsUnknown) return null
  const code = compileFirstFilled(place, rule.code)
  const text = compileFirstFilled(place, rule.text)
  const isUnknownCode = remember(found => byCode(table, found) === undefined)
  // A list without texts says nothing about what a text may be.
  const isUnknownText = remember(found => byText(table, found) === undefined && table.texts.size > 0)
  const unknown = (names: ColumnNames, found: string, cells: Cells): UnmappedCode => ({
    vocabulary: `list:${rule.list}`,
    system: null,
    code: found,
    reason: 'unmapped',
    sheet,
    column: filledColumn(place, names, cells),
  })
  return cells => {
    const stated = code(cells)
    if (stated !== '') return isUnknownCode(stated) ? unknown(rule.code, stated, cells) : null
    const words = text(cells)
    return words !== '' && isUnknownText(words) ? unknown(rule.text, words, cells) : null
  }
}

function filledColumn(place: Place, names: ColumnNames, cells: Cells): string | null {
  const filled = asList(names).find(name => compileCell(place, name)(cells) !== '')
  return filled === undefined ? null : place.columns.spelling(filled)
}
