import { NodeError } from '../model/errors.ts'
import type { CodeList, SheetRules, TrialMapping, WithdrawalRules } from '../model/generated/mapping.ts'
import type { MappingVariant } from '../model/generated/mapping-variant.ts'
import { checkSchema } from '../model/validation.ts'
import { checkEntityFields } from './check-entity-fields.ts'
import { columnsOf } from './column-of.ts'
import { allRules, exclusiveSlots, fieldRules } from './field-rules.ts'
import { foldText } from './fold-text.ts'
import type { CodeTable, Mapping, SheetMapping, WithdrawalMapping } from './mapping.ts'
import { parsePhrase } from './withdrawal-phrases.ts'

/** Id of the mapping that this one is based on; null where it stands by itself. */
export function basedOn(json: unknown): string | null {
  return isObject(json) && typeof json['basedOn'] === 'string' ? json['basedOn'] : null
}

/**
 * Checks a mapping file against `schemas/mapping.schema.json` and against itself: its code lists exist, its fields are
 * those of the common record. `base` is the file that it names in `basedOn`, which must stand by itself.
 * Throws `mapping/bad-mapping`.
 */
export function parseMapping(json: unknown, base?: unknown): Mapping {
  const file = basedOn(json) === null ? checkWhole(json, 'mapping') : mergeVariant(json, base)
  const codeLists = new Map(Object.entries(file.codeLists).map(([name, list]) => [name, codeTable(name, list)]))
  const sheets = Object.entries(file.sheets).map(([key, rules]) => sheetMapping(file, key, rules))
  for (const sheet of sheets) checkSheet(sheet, codeLists)
  return {
    id: file.id,
    version: file.version,
    title: file.title,
    sharingBasis: file.sharingBasis,
    entryLagDays: file.entryLagDays,
    siteVocabulary: file.siteVocabulary,
    subjectColumn: file.subjectId.column,
    subjectIdShape: wholeShape(file.subjectId.shape),
    naTokens: new Set(file.naTokens.map(token => token.toLowerCase())),
    withdrawal: withdrawalMapping(file.withdrawal),
    codeLists,
    sheets: new Map(sheets.map(sheet => [sheet.key, sheet])),
  }
}

function checkWhole(json: unknown, what: string): TrialMapping {
  return checkSchema<TrialMapping>('urn:prime-rose:mapping/1', json, { code: 'mapping/bad-mapping', what })
}

function mergeVariant(json: unknown, base: unknown): TrialMapping {
  const what = 'mapping'
  const { basedOn: baseId, ...own } = checkSchema<MappingVariant>('urn:prime-rose:mapping-variant/1', json, {
    code: 'mapping/bad-mapping',
    what,
  })
  if (basedOn(base) !== null) throw bad('the mapping it is based on is itself based on another')
  const whole = checkWhole(base, 'the mapping it is based on')
  if (whole.id !== baseId) throw bad('the mapping it is based on has another id')
  const merged = {
    ...whole,
    ...own,
    codeLists: { ...whole.codeLists, ...own.codeLists },
    sheets: { ...whole.sheets, ...own.sheets },
  }
  return checkWhole(merged, what)
}

function codeTable(name: string, list: CodeList): CodeTable {
  const texts = new Map(Object.entries(list.texts).map(([text, value]) => [foldText(text), value]))
  if (texts.size < Object.keys(list.texts).length) throw bad(`code list ${name} holds a text twice`)
  return {
    reportsUnknown: list.unknown === 'report',
    codes: new Map(Object.entries(list.codes).map(([code, value]) => [Number(code), value])),
    texts,
  }
}

function sheetMapping(file: TrialMapping, key: string, rules: SheetRules): SheetMapping {
  const fields = fieldRules(rules.fields)
  const all = allRules(fields)
  const dates = all.flatMap(rule => (rule.read === 'date' ? rule.column : []))
  const checked = rules.codes.map(({ column, list }) => ({ read: 'code', code: column, list }) as const)
  const columns = [
    file.subjectId.column,
    ...all.flatMap(rule => columnsOf(rule)),
    ...rules.dates,
    ...rules.codes.map(({ column }) => column),
    ...rules.ignored,
  ]
  return {
    key,
    required: rules.required,
    requiredColumns: rules.requiredColumns ?? [],
    screens: rules.screens,
    entity: rules.entity,
    needs: rules.needs ?? [],
    prefer: new Map(Object.entries(rules.prefer ?? {})),
    fields,
    dateColumns: [...new Set([...dates, ...rules.dates])],
    codeRules: [...all.filter(rule => rule.read === 'code'), ...checked],
    exclusiveSlots: exclusiveSlots(all),
    knownColumns: new Set(columns.map(column => column.toLowerCase())),
  }
}

function checkSheet(sheet: SheetMapping, codeLists: ReadonlyMap<string, CodeTable>): void {
  const lists = allRules(sheet.fields).flatMap(rule => (rule.read === 'slot' ? (rule.list ?? []) : []))
  for (const list of [...lists, ...sheet.codeRules.map(rule => rule.list)]) {
    if (!codeLists.has(list)) throw bad(`sheet ${sheet.key} names a code list that the mapping does not have`)
  }
  checkEntityFields(sheet)
}

function withdrawalMapping(rules: WithdrawalRules): WithdrawalMapping {
  return {
    sheet: rules.sheet,
    dateColumn: rules.date,
    scopeColumn: rules.scope,
    dataWords: new Set(rules.dataWords.map(word => word.toLowerCase())),
    treatmentWords: new Set(rules.treatmentWords.map(word => word.toLowerCase())),
    phrases: rules.phrases.map((text, index) => {
      const phrase = parsePhrase(text)
      if (phrase === null) throw bad(`withdrawal phrase ${index + 1} does not begin and end with a word`)
      return phrase
    }),
  }
}

function wholeShape(shape: string): RegExp {
  try {
    return new RegExp(`^(?:${shape})$`, 'u')
  } catch {
    throw bad('the shape of subject ids is not a regular expression')
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(message: string): NodeError {
  return new NodeError('mapping/bad-mapping', `mapping: ${message}`, { hint: 'See mappings/README.md.' })
}
