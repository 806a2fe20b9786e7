/** From the readings of a mapping file to rules that can be applied: templates written out, and what a sheet checks. */
import type { AnswerItems, CodeReading, FieldReadings, NumberReading, Reading } from '../model/generated/mapping.ts'
import { asList } from './columns.ts'
import { conditionColumns } from './condition-columns.ts'
import type { AnswersRule, FieldRule, Slot } from './mapping.ts'

export function fieldRules(readings: FieldReadings): ReadonlyMap<string, FieldRule> {
  return new Map(Object.entries(readings).map(([field, reading]) => [field, fieldRule(reading)]))
}

function fieldRule(reading: Reading): FieldRule {
  switch (reading.read) {
    case 'list':
      return { read: 'list', items: reading.items.map(fieldRules), needs: reading.needs ?? [] }
    case 'answers':
      return { read: 'answers', items: reading.items.flatMap(answerRules) }
    case 'join':
      return {
        read: 'join',
        of: reading.of.map(fieldRule),
        with: reading.with,
        skipsMissing: reading.missing === 'skip',
      }
    case 'coalesce':
      return { read: 'coalesce', of: reading.of.map(fieldRule) }
    case 'when':
      return {
        read: 'when',
        if: reading.if,
        gives: fieldRule(reading.gives),
        else: reading.else === undefined ? null : fieldRule(reading.else),
      }
    case 'object':
      return { read: 'object', fields: fieldRules(reading.fields), needs: reading.needs ?? [] }
    default:
      return reading
  }
}

/** `#` in a template stands for the item's number. */
function answerRules(items: AnswerItems): AnswersRule['items'] {
  const numbers = Array.from({ length: items.to - items.from + 1 }, (_, index) => items.from + index)
  return numbers.map(number => ({
    id: items.id.replace('#', String(number)),
    rule: items.number === undefined ? answerCode(items, number) : answerNumber(items, items.number, number),
  }))
}

function answerCode({ code, text, list }: AnswerItems, number: number): CodeReading {
  return {
    read: 'code',
    list: list ?? '',
    ...(code === undefined ? {} : { code: code.replace('#', String(number)) }),
    ...(text === undefined ? {} : { text: text.replace('#', String(number)) }),
  }
}

function answerNumber({ least, most }: AnswerItems, column: string, number: number): NumberReading {
  return {
    read: 'number',
    column: column.replace('#', String(number)),
    from: least ?? Number.NEGATIVE_INFINITY,
    to: most ?? Number.POSITIVE_INFINITY,
    whole: false,
  }
}

/** Rules directly inside a rule. */
export function innerRules(rule: FieldRule): readonly FieldRule[] {
  switch (rule.read) {
    case 'list':
      return rule.items.flatMap(item => [...item.values()])
    case 'answers':
      return rule.items.map(item => item.rule)
    case 'object':
      return [...rule.fields.values()]
    case 'join':
    case 'coalesce':
      return rule.of
    case 'when':
      return rule.else === null ? [rule.gives] : [rule.gives, rule.else]
    default:
      return []
  }
}

/** Every rule of the fields, those inside others included. */
export function allRules(fields: ReadonlyMap<string, FieldRule>): readonly FieldRule[] {
  const all: FieldRule[] = []
  const waiting = [...fields.values()].reverse()
  for (let rule = waiting.pop(); rule !== undefined; rule = waiting.pop()) {
    all.push(rule)
    waiting.push(...innerRules(rule).toReversed())
  }
  return all
}

/** Columns that a rule itself reads, not those of rules inside it; the deciding one first. */
export function ownColumns(rule: FieldRule): readonly string[] {
  switch (rule.read) {
    case 'number':
      return [...asList(rule.column), ...(rule.unit === undefined ? [] : [rule.unit.column])]
    case 'text':
    case 'number-text':
    case 'date':
    case 'leading-digit':
    case 'concept':
    case 'split':
    case 'part':
      return asList(rule.column)
    case 'code':
      return [...asList(rule.code), ...asList(rule.text)]
    case 'slot':
      return rule.slots.flatMap(slot => [slot.text, slot.code])
    case 'slots':
      return rule.roles.flat().flatMap(slot => [slot.text, slot.code])
    case 'filled':
      return rule.columns
    case 'when':
      return conditionColumns(rule.if)
    case 'constant':
    case 'list':
    case 'answers':
    case 'object':
    case 'join':
    case 'coalesce':
      return []
  }
}

/** Groups of slots of which only one may be filled. */
export function exclusiveSlots(rules: readonly FieldRule[]): readonly (readonly Slot[])[] {
  return rules.flatMap(rule => {
    if (rule.read === 'slot') return rule.twoFilled === 'conflict' ? [rule.slots] : []
    return rule.read === 'slots' ? rule.roles : []
  })
}
