/**
 * From the rule of a field to a function of a row's cells, once for each sheet: names of columns become positions, and
 * answers on repeated texts are remembered. None of the functions reports anything (see `sheet-checks.ts`).
 */
import type {
  CodeReading,
  FilledReading,
  LeadingDigitReading,
  NumberReading,
  SlotReading,
  SlotsReading,
  TextReading,
} from '../model/generated/mapping.ts'
import { asList, type ColumnNames, type Columns } from './columns.ts'
import type { AnswersRule, CodeTable, FieldRule, ListRule, Mapping, Slot } from './mapping.ts'
import { readPartialDate } from './partial-date.ts'
import { byCode, byText } from './read-code.ts'
import { normaliseNumberText, readNumber } from './read-number.ts'
import { remember } from './remember.ts'

export type Cells = readonly string[]

export type FieldValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>

/** Value of a field; null where the row holds none that can be read. */
export type ReadField = (cells: Cells) => FieldValue

/** What the fields of one sheet share while they are compiled. */
export interface Place {
  readonly mapping: Mapping
  readonly columns: Columns
  /** Trimmed cell; empty where it is empty or holds an NA token. */
  readonly clean: (cell: string | undefined) => string
}

/** The cell under a column; empty where the sheet has no such column. */
export function compileCell({ columns, clean }: Place, column: string): (cells: Cells) => string {
  const position = columns.positionOf(column)
  return position < 0 ? () => '' : cells => clean(cells[position])
}

/** The first filled cell of several columns. */
export function compileFirstFilled(place: Place, names: ColumnNames): (cells: Cells) => string {
  const reads = asList(names)
    .filter(name => place.columns.positionOf(name) >= 0)
    .map(name => compileCell(place, name))
  const [only, ...others] = reads
  if (only === undefined) return () => ''
  if (others.length === 0) return only
  return cells => {
    for (const read of reads) {
      const text = read(cells)
      if (text !== '') return text
    }
    return ''
  }
}

export function compileField(place: Place, rule: FieldRule): ReadField {
  switch (rule.read) {
    case 'text':
      return compileText(place, rule)
    case 'number-text':
      return compileMemo(place, rule.column, text => orNull(normaliseNumberText(text)))
    case 'number':
      return compileMemo(place, rule.column, text => rangedNumber(rule, text))
    case 'date':
      return compileMemo(place, rule.column, readPartialDate)
    case 'code':
      return compileCode(place, rule)
    case 'leading-digit':
      return compileMemo(place, rule.column, text => leadingDigit(rule, text))
    case 'slot':
      return compileSlot(place, rule)
    case 'slots':
      return compileSlots(place, rule)
    case 'filled':
      return compileFilled(place, rule)
    case 'constant':
      return () => rule.value
    case 'list':
      return compileList(place, rule)
    case 'answers':
      return compileAnswers(place, rule)
  }
}

/** An object with the value of each field, in the order of the rules. */
export function compileFields(
  place: Place,
  rules: ReadonlyMap<string, FieldRule>,
): (cells: Cells) => Record<string, FieldValue> {
  const reads = [...rules].map(([name, rule]) => ({ name, read: compileField(place, rule) }))
  return cells => {
    const values: Record<string, FieldValue> = {}
    for (const { name, read } of reads) values[name] = read(cells)
    return values
  }
}

/** Which of the slots have a text or a code. */
export function compileFilledSlots(place: Place, slots: readonly Slot[]): (cells: Cells) => readonly Slot[] {
  const tests = slots.map(slot => ({ slot, read: compileFirstFilled(place, [slot.text, slot.code]) }))
  return cells => tests.filter(({ read }) => read(cells) !== '').map(({ slot }) => slot)
}

export function codeTable(mapping: Mapping, list: string): CodeTable {
  const table = mapping.codeLists.get(list)
  // parseMapping refuses a mapping that names a list it does not have.
  if (table === undefined) throw new RangeError(`no code list ${list}`)
  return table
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

function compileMemo(place: Place, column: ColumnNames, answer: (text: string) => FieldValue): ReadField {
  const read = compileFirstFilled(place, column)
  const known = remember(answer)
  return cells => {
    const text = read(cells)
    return text === '' ? null : known(text)
  }
}

function compileText(place: Place, { column, upperCase }: TextReading): ReadField {
  const read = compileFirstFilled(place, column)
  return upperCase === true ? cells => orNull(read(cells).toUpperCase()) : cells => orNull(read(cells))
}

function rangedNumber({ from, to, whole }: NumberReading, text: string): number | null {
  const number = readNumber(text)
  if (number === null || number < from || number > to) return null
  return whole && !Number.isInteger(number) ? null : number
}

function leadingDigit({ from, to }: LeadingDigitReading, text: string): number | null {
  // `10 mg` does not begin with the grade 1.
  const digit = /^([0-9])(?![0-9])/.exec(text)?.[1]
  if (digit === undefined) return null
  return Number(digit) >= from && Number(digit) <= to ? Number(digit) : null
}

/** The code decides where it is filled, also where the list does not know it; else the text (trial-data 2, CD twins). */
function compileCode(place: Place, rule: CodeReading): ReadField {
  const table = codeTable(place.mapping, rule.list)
  const code = compileFirstFilled(place, rule.code)
  const text = compileFirstFilled(place, rule.text)
  const ofCode = remember(found => byCode(table, found) ?? null)
  const ofText = remember(found => byText(table, found) ?? null)
  return cells => {
    const stated = code(cells)
    if (stated !== '') return ofCode(stated)
    const words = text(cells)
    return words === '' ? null : ofText(words)
  }
}

function compileSlot(place: Place, { slots, list, twoFilled }: SlotReading): ReadField {
  const filled = compileFilledSlots(place, slots)
  const values = new Map(slots.map(slot => [slot, compileSlotValue(place, slot, list)]))
  return cells => {
    const [first, ...others] = filled(cells)
    if (first === undefined) return null
    const value = values.get(first)?.(cells) ?? null
    if (others.length === 0) return value
    return twoFilled !== 'conflict' && others.every(slot => values.get(slot)?.(cells) === value) ? value : null
  }
}

function compileSlotValue(place: Place, slot: Slot, list: string | undefined): ReadField {
  const read = compileCell(place, slot.text)
  if (list === undefined) return cells => orNull(read(cells))
  const table = codeTable(place.mapping, list)
  return cells => {
    const text = read(cells)
    return text === '' ? null : (byText(table, text) ?? null)
  }
}

function compileSlots(place: Place, { roles }: SlotsReading): ReadField {
  const reads = roles.map(role => ({
    filled: compileFilledSlots(place, role),
    texts: new Map(role.map(slot => [slot, compileCell(place, slot.text)])),
  }))
  return cells =>
    reads.flatMap(({ filled, texts }) => {
      const [first, ...others] = filled(cells)
      if (first === undefined || others.length > 0) return []
      const text = texts.get(first)?.(cells) ?? ''
      return text === '' ? [] : [text]
    })
}

function compileFilled(place: Place, { columns, then, otherwise }: FilledReading): ReadField {
  const read = compileFirstFilled(place, columns)
  return cells => (read(cells) === '' ? otherwise : then)
}

function compileList(place: Place, { items }: ListRule): ReadField {
  const reads = items.map(item => compileFields(place, item))
  return cells => reads.map(read => read(cells))
}

function compileAnswers(place: Place, { items }: AnswersRule): ReadField {
  const reads = items.map(item => ({ id: item.id, read: compileField(place, item.rule) }))
  return cells => {
    const answers: Record<string, FieldValue> = {}
    for (const { id, read } of reads) {
      const answer = read(cells)
      if (answer !== null) answers[id] = answer
    }
    return answers
  }
}
