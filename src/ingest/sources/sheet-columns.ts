/** What the line of variable names of any sheet must keep to. */
import { NodeError } from '../../model/errors.ts'

/** With two columns of one name it could not be told which one is meant. */
export function checkColumns(
  key: string,
  { columns, line }: { readonly columns: readonly string[]; readonly line: number },
): void {
  const seen = new Set<string>()
  for (const column of columns) {
    const name = column.toLowerCase()
    if (name !== '' && seen.has(name)) {
      throw new NodeError('ingest/duplicate-column', `sheet ${key} names a column twice on line ${line}`, {
        hint: 'Column names are compared without case. Rename or remove one of the two.',
        detail: { sheet: key, line },
      })
    }
    seen.add(name)
  }
}

/** `subjectColumn` is the name that the mapping gives it. */
export function noSubjectColumn(key: string, subjectColumn: string, isEmpty: boolean): NodeError {
  const what = isEmpty ? 'is empty' : `has no column ${subjectColumn}`
  return new NodeError('ingest/no-subject-column', `sheet ${key} ${what}`, {
    hint: `The line of variable names holds ${subjectColumn}; comma, semicolon or tab separate the columns of a CSV file. An empty form still has this line.`,
    detail: { sheet: key },
  })
}
