/** Sheets of a mapping file to rules: repetitions written out, and everything that a sheet is checked for gathered once. */
import { NodeError } from '../model/errors.ts'
import type { EntityRules, SheetRules, TrialMapping } from '../model/generated/mapping.ts'
import { asList } from './columns.ts'
import { conditionColumns } from './condition-columns.ts'
import { allRules, exclusiveSlots, fieldRules, ownColumns } from './field-rules.ts'
import { foldText } from './fold-text.ts'
import type { DateColumnRule, EntityMapping, FieldRule, SheetMapping, SubjectPlace } from './mapping.ts'

/** The part of a cell that is split, as a column. */
export const PART_COLUMN = '@part'
/** Entities that one row of a sheet can become, parts of a cell aside. */
export const MOST_ENTITIES = 1_000
const MOST_RULES = 20_000

export function parseSheets(file: TrialMapping): ReadonlyMap<string, SheetMapping> {
  const sheets = Object.entries(file.sheets).map(([key, rules]) => parseSheet(file, key, rules))
  const rules = sheets.reduce((sum, sheet) => sum + rulesOf(sheet.entities).length, 0)
  if (rules > MOST_RULES) throw bad('it has too many rules')
  return new Map(sheets.map(sheet => [sheet.key, sheet]))
}

function parseSheet(file: TrialMapping, key: string, rules: SheetRules): SheetMapping {
  const entities = entityRules(key, rules).flatMap(repeated)
  if (entities.length > MOST_ENTITIES) throw bad(`sheet ${key} makes too many entities of one row`)
  const all = rulesOf(entities)
  const subject = subjectPlace(file, rules)
  const dateColumns = dateColumnsOf(key, all, rules)
  const codes = rules.codes.map(({ column, list }) => ({ read: 'code', code: column, list }) as const)
  const coded = all.filter(isCoded).flatMap(ownColumns)
  const columns = [
    file.subjectId.column,
    subject.column,
    ...(rules.trial === undefined ? [] : [rules.trial.column]),
    ...(rules.only === undefined ? [] : conditionColumns(rules.only)),
    ...entities.flatMap(({ only, each }) => [
      ...(only === null ? [] : conditionColumns(only)),
      ...asList(each?.column),
    ]),
    ...all.flatMap(ownColumns),
    ...dateColumns.map(({ column }) => column),
    ...rules.codes.map(({ column }) => column),
    ...rules.ignored,
  ]
  return {
    key,
    required: rules.required,
    requiredColumns: rules.requiredColumns ?? [],
    screens: rules.screens,
    subject,
    oneRow: rules.oneRow ?? false,
    trial:
      rules.trial === undefined ? null : { column: rules.trial.column, names: new Set(rules.trial.is.map(foldText)) },
    only: rules.only ?? null,
    entities,
    dateColumns,
    codeRules: [...all.filter(rule => rule.read === 'code'), ...codes],
    conceptRules: all.filter(rule => rule.read === 'concept'),
    unitRules: all.filter(rule => rule.read === 'number').filter(rule => rule.unit !== undefined),
    exclusiveSlots: exclusiveSlots(all),
    knownColumns: lowerCase(columns),
    codedColumns: lowerCase([
      ...coded,
      ...dateColumns.map(({ column }) => column),
      ...rules.codes.map(({ column }) => column),
    ]),
  }
}

function entityRules(key: string, rules: SheetRules): readonly EntityRules[] {
  const { entity, fields, needs, prefer } = rules
  if (rules.entities !== undefined) {
    if (entity !== undefined || fields !== undefined || needs !== undefined || prefer !== undefined) {
      throw bad(`sheet ${key} states entities and, beside them, an entity of its own`)
    }
    return rules.entities
  }
  if (entity === undefined || fields === undefined) throw bad(`sheet ${key} does not say what its rows become`)
  return [{ entity, fields, ...(needs === undefined ? {} : { needs }), ...(prefer === undefined ? {} : { prefer }) }]
}

/** `{name}` stands for what an item of the repetition says. */
function repeated(rules: EntityRules): EntityMapping[] {
  const { repeat, ...template } = rules
  if (repeat === undefined) return entityMapping(template)
  const items = Array.isArray(repeat) ? repeat : numbered(repeat)
  return items.flatMap(item => entityMapping(filledIn(template, item)))
}

function numbered({ from, to, digits }: { readonly from: number; readonly to: number; readonly digits: number }) {
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  return numbers.map(number => ({ number: String(number).padStart(digits, '0') }))
}

function entityMapping({ entity, only, each, needs, prefer, fields }: Omit<EntityRules, 'repeat'>): EntityMapping[] {
  const rules = fieldRules(fields)
  if (entity === null) {
    if (rules.size > 0) throw bad('it reads fields of rows that become nothing')
    return []
  }
  return [
    {
      entity,
      only: only ?? null,
      each: each ?? null,
      needs: needs ?? [],
      prefer: new Map(Object.entries(prefer ?? {})),
      fields: rules,
    },
  ]
}

/** The same value with every text in it filled in; names of members stay as they are. */
function filledIn<T>(value: T, item: Readonly<Record<string, string>>): T {
  const named = new Map(Object.entries(item))
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replace(/\{([a-z][a-zA-Z0-9]*)\}/g, (all, name) => named.get(name) ?? all)
    if (Array.isArray(part)) return part.map(fill)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, fill(member)]))
  }
  return fill(value) as T
}

function rulesOf(entities: readonly EntityMapping[]): readonly FieldRule[] {
  return entities.flatMap(({ fields }) => allRules(fields))
}

function subjectPlace(file: TrialMapping, { subject }: SheetRules): SubjectPlace {
  if (subject === undefined) return { column: file.subjectId.column, through: null }
  return { column: subject.column, through: subject.through ?? null }
}

function dateColumnsOf(key: string, rules: readonly FieldRule[], sheet: SheetRules): readonly DateColumnRule[] {
  const found = new Map<string, DateColumnRule>()
  const note = (rule: DateColumnRule): void => {
    const known = found.get(rule.column)
    if (known !== undefined && (known.form !== rule.form || known.partial !== rule.partial)) {
      throw bad(`sheet ${key} reads a date column in two forms`)
    }
    found.set(rule.column, rule)
  }
  for (const rule of rules) {
    if (rule.read !== 'date' || rule.column === PART_COLUMN) continue
    note({ column: rule.column, form: rule.form ?? null, partial: rule.partial ?? 'keep' })
  }
  for (const date of sheet.dates) {
    const rule = typeof date === 'string' ? { column: date, form: null } : date
    if (!found.has(rule.column)) note({ ...rule, partial: 'keep' })
  }
  return [...found.values()]
}

const CODED: ReadonlySet<FieldRule['read']> = new Set([
  'number',
  'number-text',
  'date',
  'code',
  'concept',
  'leading-digit',
])

function isCoded(rule: FieldRule): boolean {
  return CODED.has(rule.read)
}

function lowerCase(columns: readonly string[]): ReadonlySet<string> {
  return new Set(columns.filter(column => column !== PART_COLUMN).map(column => column.toLowerCase()))
}

export function bad(message: string): NodeError {
  return new NodeError('mapping/bad-mapping', `mapping: ${message}`, { hint: 'See mappings/README.md.' })
}
