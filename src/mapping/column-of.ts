import type { SheetHead } from '../model/local-export.ts'
import { type Columns, columnsOfSheet } from './columns.ts'
import { innerRules, ownColumns } from './field-rules.ts'
import type { FieldRule, Mapping, SheetMapping } from './mapping.ts'
import { ruleNumberOf } from './parts.ts'

/**
 * Names the source column of a field of the common record (`doses.oralStop`, `birth`, `adverseEvents.drugs`), as the
 * file spells it. `part` is that of the entity's origin, where its row gave several. Of several columns it is the first
 * that the file has: the code before its text, the first slot, the first item of a list. Null where the sheet does not
 * make this field, or has none of its columns.
 */
export function columnOf(
  mapping: Mapping,
  heads: ReadonlyMap<string, SheetHead>,
  sheet: string,
  field: string,
  part?: number,
): string | null {
  const rules = mapping.sheets.get(sheet)
  const head = heads.get(sheet)
  if (rules === undefined || head === undefined) return null
  const [first = '', ...path] = field.split('.')
  const known = columnsOfSheet(head)
  for (const { entity, fields } of entitiesOf(rules, part)) {
    const [name, ...inner] = entity === 'subject' ? [first, ...path] : entity === first ? path : []
    const rule = name === undefined ? undefined : fields.get(name)
    const column = rule === undefined ? null : firstPresent(known, columnsOf(rule, inner))
    if (column !== null) return column
  }
  return null
}

/** The rules of the entity that the part names; without one, all of the sheet. */
function entitiesOf({ entities }: SheetMapping, part: number | undefined): SheetMapping['entities'] {
  const rule = part === undefined ? undefined : entities[ruleNumberOf(part)]
  return rule === undefined ? entities : [rule]
}

function firstPresent(known: Columns, columns: readonly string[]): string | null {
  for (const column of columns) {
    const spelling = known.spelling(column)
    if (spelling !== null) return spelling
  }
  return null
}

/** Columns that a rule reads, the deciding one first; `path` goes on inside an object, a list or a questionnaire. */
function columnsOf(rule: FieldRule, [name, ...rest]: readonly string[] = []): readonly string[] {
  if (name !== undefined) {
    const named = namedInside(rule, name)
    if (named !== null) return named.flatMap(inner => columnsOf(inner, rest))
  }
  return [...ownColumns(rule), ...innerRules(rule).flatMap(inner => columnsOf(inner))]
}

/** Rules inside this one that have the name; null where it holds nothing by name. */
function namedInside(rule: FieldRule, name: string): readonly FieldRule[] | null {
  switch (rule.read) {
    case 'list':
      return rule.items.flatMap(item => item.get(name) ?? [])
    case 'object':
      return [rule.fields.get(name)].filter(inner => inner !== undefined)
    case 'answers':
      return rule.items.filter(item => item.id === name).map(item => item.rule)
    default:
      return null
  }
}
