import { mapExport } from '../../src/mapping/map-export.ts'
import type { Mapping } from '../../src/mapping/mapping.ts'
import { type MapFiles, parseMapping } from '../../src/mapping/parse-mapping.ts'
import { mappingSchema } from '../../src/model/generated/mapping.ts'
import type { LocalExport } from '../../src/model/local-export.ts'
import { aLocalSheet, type RowCells } from '../support/local-export.ts'

const [example] = mappingSchema.examples

/** Rules of a sheet with nothing in them but what is given. */
export const aSheet = (rules: object): object => ({
  about: 'a sheet of a test',
  required: false,
  screens: true,
  dates: [],
  codes: [],
  ignored: [],
  ...rules,
})

/** The example of the schema with these sheets and whatever else is given. */
export const aMappingFile = (sheets: Readonly<Record<string, object>>, parts: object = {}): object => ({
  ...example,
  sheets: Object.fromEntries(Object.entries(sheets).map(([key, rules]) => [key, aSheet(rules)])),
  ...parts,
})

export function aMapping(
  sheets: Readonly<Record<string, object>>,
  parts: object = {},
  maps: MapFiles = new Map(),
): Mapping {
  return parseMapping(aMappingFile(sheets, parts), undefined, maps)
}

export function anExport(sheets: Readonly<Record<string, readonly RowCells[]>>): LocalExport {
  return { sheets: new Map(Object.entries(sheets).map(([key, rows]) => [key, aLocalSheet(key, rows)])) }
}

/** The records and problems that a mapping makes of these rows. */
export function mapped(mapping: Mapping, sheets: Readonly<Record<string, readonly RowCells[]>>) {
  const { records, problems, ...rest } = mapExport(mapping, 'example-trial', anExport(sheets))
  return { records, problems: problems.map(({ code, column }) => `${code} ${column ?? ''}`.trim()), ...rest }
}

/** What one reading gives for the row: the text of a tumour, which can be any text. */
export function reading(rule: object, cells: RowCells, parts: object = {}, maps: MapFiles = new Map()) {
  const fields = { key: { read: 'constant', value: null }, primary: { read: 'constant', value: null }, text: rule }
  const mapping = aMapping({ t: { entity: 'tumours', fields } }, parts, maps)
  const { records, problems } = mapped(mapping, { t: [{ SubjectId: '1', ...cells }] })
  return { value: records[0]?.tumours[0]?.text, problems }
}
