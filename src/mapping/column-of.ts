import type { SheetHead } from '../model/local-export.ts'
import { asList, type Columns, columnsOfSheet } from './columns.ts'
import type { FieldRule, Mapping } from './mapping.ts'

/**
 * Names the source column of a field of the common record (`doses.oralStop`, `birth`, `adverseEvents.drugs`), as the
 * file spells it. Of several columns it is the first that the file has: the code before its text, the first slot, the
 * first item of a list. Null where the sheet does not make this field, or has none of its columns.
 */
export function columnOf(
  mapping: Mapping,
  heads: ReadonlyMap<string, SheetHead>,
  sheet: string,
  field: string,
): string | null {
  const rules = mapping.sheets.get(sheet)
  const head = heads.get(sheet)
  if (rules === undefined || head === undefined) return null
  const [entity, ...path] = rules.entity === 'subject' ? ['subject', ...field.split('.')] : field.split('.')
  const [name, ...inner] = path
  const rule = name === undefined || entity !== rules.entity ? undefined : rules.fields.get(name)
  return rule === undefined ? null : firstPresent(columnsOfSheet(head), columnsOf(rule, inner))
}

function firstPresent(known: Columns, columns: readonly string[]): string | null {
  for (const column of columns) {
    const spelling = known.spelling(column)
    if (spelling !== null) return spelling
  }
  return null
}

/** Columns that a rule reads, the deciding one first; `path` goes on inside a list or a questionnaire. */
export function columnsOf(rule: FieldRule, path: readonly string[] = []): readonly string[] {
  switch (rule.read) {
    case 'text':
    case 'number-text':
    case 'number':
    case 'date':
    case 'leading-digit':
      return asList(rule.column)
    case 'code':
      return [...asList(rule.code), ...asList(rule.text)]
    case 'slot':
      return rule.slots.flatMap(slot => [slot.text, slot.code])
    case 'slots':
      return rule.roles.flat().flatMap(slot => [slot.text, slot.code])
    case 'filled':
      return rule.columns
    case 'constant':
      return []
    case 'list':
      return rule.items.flatMap(item => columnsOfItem(item, path))
    case 'answers':
      return rule.items
        .filter(item => path[0] === undefined || item.id === path[0])
        .flatMap(item => columnsOf(item.rule))
  }
}

function columnsOfItem(item: ReadonlyMap<string, FieldRule>, [name, ...rest]: readonly string[]): readonly string[] {
  const rules = name === undefined ? [...item.values()] : [item.get(name)].filter(rule => rule !== undefined)
  return rules.flatMap(rule => columnsOf(rule, rest))
}
