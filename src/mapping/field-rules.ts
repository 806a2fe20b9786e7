/** From the readings of a mapping file to rules that can be applied: templates written out, and what a sheet checks. */
import type { AnswerItems, CodeReading, FieldReadings, NumberReading, Reading } from '../model/generated/mapping.ts'
import type { AnswersRule, FieldRule, Slot } from './mapping.ts'

export function fieldRules(readings: FieldReadings): ReadonlyMap<string, FieldRule> {
  return new Map(Object.entries(readings).map(([field, reading]) => [field, fieldRule(reading)]))
}

function fieldRule(reading: Reading): FieldRule {
  switch (reading.read) {
    case 'list':
      return { read: 'list', items: reading.items.map(fieldRules) }
    case 'answers':
      return { read: 'answers', items: reading.items.flatMap(answerRules) }
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

/** Every rule of the fields, those inside lists and questionnaires included. */
export function allRules(fields: ReadonlyMap<string, FieldRule>): readonly FieldRule[] {
  return [...fields.values()].flatMap(rule => {
    switch (rule.read) {
      case 'list':
        return [rule, ...rule.items.flatMap(allRules)]
      case 'answers':
        return [rule, ...rule.items.map(item => item.rule)]
      default:
        return [rule]
    }
  })
}

/** Groups of slots of which only one may be filled. */
export function exclusiveSlots(rules: readonly FieldRule[]): readonly (readonly Slot[])[] {
  return rules.flatMap(rule => {
    if (rule.read === 'slot') return rule.twoFilled === 'conflict' ? [rule.slots] : []
    return rule.read === 'slots' ? rule.roles : []
  })
}
