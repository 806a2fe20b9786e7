import { isNodeError } from '../model/errors.ts'
import type { CodeList, TrialMapping, WithdrawalRules } from '../model/generated/mapping.ts'
import type { MappingVariant } from '../model/generated/mapping-variant.ts'
import { checkSchema } from '../model/validation.ts'
import { badMap, type ConceptMap, checkConceptMaps } from '../terminology/concept-map.ts'
import { readConceptMap } from '../terminology/read-concept-map.ts'
import { checkEntityFields } from './check-entity-fields.ts'
import { checkReadings } from './check-readings.ts'
import { allRules } from './field-rules.ts'
import { foldText } from './fold-text.ts'
import { type LinearPattern, parseLinearPattern } from './linear-pattern.ts'
import type { CodeTable, FieldRule, Mapping, SheetMapping, WithdrawalMapping } from './mapping.ts'
import { bad, parseSheets } from './parse-sheets.ts'
import { parsePhrase } from './withdrawal-phrases.ts'

/** Nested deeper, a file is no mapping that a person wrote. */
const DEEPEST = 40

/** Code maps of a trial by the name of their file, as JSON. */
export type MapFiles = ReadonlyMap<string, unknown>

/** Id of the mapping that this one is based on; null where it stands by itself. */
export function basedOn(json: unknown): string | null {
  return isObject(json) && typeof json['basedOn'] === 'string' ? json['basedOn'] : null
}

/**
 * Checks a mapping file against `schemas/mapping.schema.json` and against itself: its code lists and code maps exist, its
 * fields are those of the common record. `base` is the file that it names in `basedOn`, which must stand by itself.
 * Throws `mapping/bad-mapping`, and `terminology/bad-map` for a code map.
 */
export function parseMapping(json: unknown, base?: unknown, mapFiles: MapFiles = new Map()): Mapping {
  checkDepth(json)
  checkReadings(json)
  const file = basedOn(json) === null ? checkWhole(json, 'mapping') : mergeVariant(json, base)
  const codeLists = new Map(Object.entries(file.codeLists).map(([name, list]) => [name, codeTable(name, list)]))
  const maps = new Map([...mapFiles].map(([name, map]) => [name, readMap(name, map)]))
  const sheets = parseSheets(file)
  for (const sheet of sheets.values()) checkSheet(sheet, sheets, { codeLists, maps })
  return {
    id: file.id,
    version: file.version,
    title: file.title,
    sharingBasis: file.sharingBasis,
    entryLagDays: file.entryLagDays,
    siteVocabulary: file.siteVocabulary,
    sources: file.sources,
    subjectColumn: file.subjectId.column,
    subjectIdShape: wholeShape(file.subjectId.shape),
    naTokens: new Set(file.naTokens.map(token => token.toLowerCase())),
    withdrawal: withdrawalMapping(file.withdrawal),
    codeLists,
    conceptMaps: conceptMaps(maps),
    mapUrls: new Map([...maps].map(([name, { url }]) => [name, url])),
    sheets,
  }
}

/** The fault is told with the file that has it. */
function readMap(name: string, json: unknown): ConceptMap {
  try {
    return readConceptMap(json)
  } catch (error) {
    if (!isNodeError(error, 'terminology/bad-map')) throw error
    throw badMap(`maps/${name}.json: ${error.message}`)
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
  checkDepth(base)
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

/** Before anything walks it by calling itself. */
function checkDepth(json: unknown): void {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw bad('it is nested too deeply')
    level = level.flatMap(value => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
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

function conceptMaps(files: ReadonlyMap<string, ConceptMap>): Mapping['conceptMaps'] {
  const maps = new Map([...files.values()].map(map => [map.url, map]))
  if (maps.size < files.size) throw bad('two of its code maps have one URL')
  checkConceptMaps(maps)
  return maps
}

interface Named {
  readonly codeLists: ReadonlyMap<string, CodeTable>
  readonly maps: ReadonlyMap<string, ConceptMap>
}

function checkSheet(sheet: SheetMapping, sheets: ReadonlyMap<string, SheetMapping>, { codeLists, maps }: Named): void {
  const rules = sheet.entities.flatMap(({ fields }) => allRules(fields))
  for (const list of [...rules.flatMap(listsOf), ...sheet.codeRules.map(rule => rule.list)]) {
    if (!codeLists.has(list)) throw bad(`sheet ${sheet.key} names a code list that the mapping does not have`)
  }
  if (sheet.conceptRules.some(rule => !maps.has(rule.map))) {
    throw bad(`sheet ${sheet.key} names a code map that is not in maps/`)
  }
  const through = sheet.subject.through?.sheet
  if (through !== undefined && (sheets.get(through) === undefined || sheets.get(through)?.subject.through !== null)) {
    throw bad(`sheet ${sheet.key} is joined through a sheet that does not hold subjects by itself`)
  }
  for (const entity of sheet.entities) checkEntityFields(sheet.key, entity)
}

function listsOf(rule: FieldRule): readonly string[] {
  return rule.read === 'slot' && rule.list !== undefined ? [rule.list] : []
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

function wholeShape(shape: string): LinearPattern {
  const pattern = parseLinearPattern(shape)
  if (pattern === null) throw bad('the shape of subject ids is not a pattern that it may use')
  return pattern
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
