/**
 * From the rule of a field to a function of a row's cells, once for each sheet: names of columns become positions, and
 * answers on repeated texts are remembered. None of the functions reports anything (see `sheet-checks.ts`).
 */
import type { DateReading, FilledReading, LeadingDigitReading, TextReading } from '../model/generated/mapping.ts'
import {
  type Cells,
  compileFirstFilled,
  compileMemo,
  type FieldValue,
  orNull,
  type Place,
  type ReadField,
} from './compile-cell.ts'
import { compileCode, compileConcept } from './compile-code.ts'
import { compileNumber } from './compile-number.ts'
import { compileSlot, compileSlots } from './compile-slots.ts'
import { compileCondition } from './conditions.ts'
import { dateReader } from './date-forms.ts'
import type { AnswersRule, CoalesceRule, FieldRule, JoinRule, ListRule, ObjectRule, WhenRule } from './mapping.ts'
import { normaliseNumberText } from './read-number.ts'
import { compilePart, compileSplit } from './split-cell.ts'

export function compileField(place: Place, rule: FieldRule): ReadField {
  switch (rule.read) {
    case 'text':
      return compileText(place, rule)
    case 'number-text':
      return compileMemo(place, rule.column, text => orNull(normaliseNumberText(text)))
    case 'number':
      return compileNumber(place, rule)
    case 'date':
      return compileDate(place, rule)
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
    case 'concept':
      return compileConcept(place, rule)
    case 'split':
      return compileSplit(place, rule)
    case 'part':
      return compilePart(place, rule)
    case 'join':
      return compileJoin(place, rule)
    case 'coalesce':
      return compileCoalesce(place, rule)
    case 'when':
      return compileWhen(place, rule)
    case 'object':
      return compileObject(place, rule)
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

function compileDate(place: Place, { column, form, partial }: DateReading): ReadField {
  const read = compileFirstFilled(place, column)
  const dateOf = dateReader({ form: form ?? null, partial: partial ?? 'keep' })
  return cells => {
    const text = read(cells)
    return text === '' ? null : dateOf(text)
  }
}

function compileText(place: Place, { column, upperCase }: TextReading): ReadField {
  const read = compileFirstFilled(place, column)
  return upperCase === true ? cells => orNull(read(cells).toUpperCase()) : cells => orNull(read(cells))
}

function leadingDigit({ from, to }: LeadingDigitReading, text: string): number | null {
  // `10 mg` does not begin with the grade 1.
  const digit = /^([0-9])(?![0-9])/.exec(text)?.[1]
  if (digit === undefined) return null
  return Number(digit) >= from && Number(digit) <= to ? Number(digit) : null
}

function compileFilled(place: Place, { columns, then, otherwise }: FilledReading): ReadField {
  const read = compileFirstFilled(place, columns)
  return cells => (read(cells) === '' ? otherwise : then)
}

function compileList(place: Place, { items, needs }: ListRule): ReadField {
  const reads = items.map(item => compileFields(place, item))
  if (needs.length === 0) return cells => reads.map(read => read(cells))
  return cells => reads.map(read => read(cells)).filter(item => needs.every(field => item[field] !== null))
}

function compileJoin(place: Place, rule: JoinRule): ReadField {
  const reads = rule.of.map(one => compileField(place, one))
  return cells => {
    const texts = reads.map(read => read(cells)).filter(value => value !== null)
    if (texts.length === 0 || (texts.length < reads.length && !rule.skipsMissing)) return null
    return texts.map(value => (typeof value === 'object' ? '' : String(value))).join(rule.with)
  }
}

function compileCoalesce(place: Place, rule: CoalesceRule): ReadField {
  const reads = rule.of.map(one => compileField(place, one))
  return cells => {
    for (const read of reads) {
      const value = read(cells)
      if (value !== null) return value
    }
    return null
  }
}

function compileWhen(place: Place, rule: WhenRule): ReadField {
  const holds = compileCondition(place, rule.if)
  const read = compileField(place, rule.gives)
  const otherwise = rule.else === null ? () => null : compileField(place, rule.else)
  return cells => (holds(cells) ? read(cells) : otherwise(cells))
}

function compileObject(place: Place, { fields, needs }: ObjectRule): ReadField {
  const read = compileFields(place, fields)
  return cells => {
    const object = read(cells)
    return needs.every(field => object[field] !== null) ? object : null
  }
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
