/** Sheets that join another key to a subject: rows of a sample or a report find their patient through them. */
import type { Mapping } from '../mapping/mapping.ts'
import type { JoinSubject, SheetReader } from '../mapping/sheet-reader.ts'
import { NodeError } from '../model/errors.ts'
import type { LocalRow } from '../model/local-export.ts'

export interface SubjectJoins {
  /** Sheets that have to be read before all others. */
  readonly sheets: ReadonlySet<string>
  /** Takes the keys of a sheet through which others are joined. */
  note(reader: SheetReader, rows: readonly LocalRow[]): void
  readonly subjectOf: JoinSubject
}

const MOST_KEYS = 2_000_000

export function subjectJoins(mapping: Mapping): SubjectJoins {
  const columns = Map.groupBy(
    [...mapping.sheets.values()].flatMap(({ subject }) => subject.through ?? []),
    through => through.sheet,
  )
  /** Key of a sheet to subject; null where two subjects have one key, so that it names neither. */
  const subjects = new Map<string, string | null>()
  return {
    sheets: new Set(columns.keys()),
    note(reader, rows) {
      const sheet = reader.head.key
      for (const { key: column } of columns.get(sheet) ?? []) {
        const keyOfRow = reader.cellOf(column)
        for (const { cells } of rows) {
          const key = keyOfRow(cells)
          const subjectId = reader.subjectIdOf(cells)
          if (key === '' || subjectId === null) continue
          const name = keyOf(sheet, key)
          const known = subjects.get(name)
          subjects.set(name, known === undefined || known === subjectId ? subjectId : null)
        }
      }
      if (subjects.size > MOST_KEYS) throw tooMany(sheet)
    },
    subjectOf: (sheet, key) => subjects.get(keyOf(sheet, key)) ?? null,
  }
}

function keyOf(sheet: string, key: string): string {
  return `${sheet} ${key}`
}

function tooMany(sheet: string): NodeError {
  return new NodeError('ingest/too-large', `sheet ${sheet} joins more keys than can be held`, {
    hint: 'See that the mapping joins through the sheet that lists each sample once.',
    detail: { sheet },
  })
}
