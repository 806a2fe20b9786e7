/** One small function for each way of reading a field; none of them reports anything (see `row-checks.ts`). */
import type {
  FilledReading,
  LeadingDigitReading,
  NumberReading,
  SlotReading,
  SlotsReading,
  TextReading,
} from '../model/generated/mapping.ts'
import type { LocalRow } from '../model/local-export.ts'
import type { BoundSheet } from './bound-sheet.ts'
import type { AnswersRule, FieldRule, Mapping, Slot } from './mapping.ts'
import { readPartialDate } from './partial-date.ts'
import { byText, codeTable, readCode } from './read-code.ts'
import { normaliseNumberText, readNumber } from './read-number.ts'

/** Where a field is read. */
export interface Place {
  readonly mapping: Mapping
  readonly bound: BoundSheet
  readonly row: LocalRow
}

type FieldValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>

/** Value of one field; null where the source holds none that can be read. */
export function readField(place: Place, rule: FieldRule): FieldValue {
  const { mapping, bound, row } = place
  switch (rule.read) {
    case 'text':
      return readText(place, rule)
    case 'number-text':
      return orNull(normaliseNumberText(bound.firstFilled(row, rule.column).text))
    case 'number':
      return readRangedNumber(place, rule)
    case 'date':
      return readPartialDate(bound.cell(row, rule.column))
    case 'code':
      return readCode(mapping, bound, row, rule).value
    case 'leading-digit':
      return readLeadingDigit(place, rule)
    case 'slot':
      return readSlot(place, rule)
    case 'slots':
      return readSlots(place, rule)
    case 'filled':
      return readFilled(place, rule)
    case 'constant':
      return rule.value
    case 'list':
      return rule.items.map(item => readFields(place, item))
    case 'answers':
      return readAnswers(place, rule)
  }
}

export function readFields(place: Place, rules: ReadonlyMap<string, FieldRule>): Record<string, FieldValue> {
  return Object.fromEntries([...rules].map(([field, rule]) => [field, readField(place, rule)]))
}

/** Slots of which the text or the code is filled. */
export function filledSlots({ bound, row }: Place, slots: readonly Slot[]): readonly Slot[] {
  return slots.filter(slot => bound.cell(row, slot.text) !== '' || bound.cell(row, slot.code) !== '')
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

function readText({ bound, row }: Place, rule: TextReading): string | null {
  const { text } = bound.firstFilled(row, rule.column)
  return orNull(rule.upperCase === true ? text.toUpperCase() : text)
}

function readRangedNumber({ bound, row }: Place, rule: NumberReading): number | null {
  const number = readNumber(bound.firstFilled(row, rule.column).text)
  if (number === null || number < rule.from || number > rule.to) return null
  return rule.whole && !Number.isInteger(number) ? null : number
}

function readLeadingDigit({ bound, row }: Place, rule: LeadingDigitReading): number | null {
  // `10 mg` does not begin with the grade 1.
  const digit = /^([0-9])(?![0-9])/.exec(bound.firstFilled(row, rule.column).text)?.[1]
  if (digit === undefined) return null
  return Number(digit) >= rule.from && Number(digit) <= rule.to ? Number(digit) : null
}

function readSlot(place: Place, rule: SlotReading): FieldValue {
  const values = filledSlots(place, rule.slots).map(slot => slotValue(place, slot, rule.list))
  const [first] = values
  if (first === undefined) return null
  if (values.length > 1 && rule.twoFilled === 'conflict') return null
  return values.every(value => value === first) ? first : null
}

function slotValue({ mapping, bound, row }: Place, slot: Slot, list: string | undefined): FieldValue {
  const text = orNull(bound.cell(row, slot.text))
  if (text === null || list === undefined) return text
  return byText(codeTable(mapping, list), text) ?? null
}

function readSlots(place: Place, rule: SlotsReading): readonly string[] {
  return rule.roles.flatMap(role => {
    const [first, ...others] = filledSlots(place, role)
    if (first === undefined || others.length > 0) return []
    const text = place.bound.cell(place.row, first.text)
    return text === '' ? [] : [text]
  })
}

function readFilled({ bound, row }: Place, rule: FilledReading): FieldValue {
  return rule.columns.some(column => bound.cell(row, column) !== '') ? rule.then : rule.otherwise
}

function readAnswers(place: Place, rule: AnswersRule): Record<string, FieldValue> {
  const answers = rule.items.map(item => [item.id, readField(place, item.rule)] as const)
  return Object.fromEntries(answers.filter(([, answer]) => answer !== null))
}
