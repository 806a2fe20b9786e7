/** Imports a text as the command does, and the terminology that results. */
import { expect } from 'vitest'
import type { TerminologyImport } from '../../../src/model/generated/terminology-import.ts'
import type { ImportKind } from '../../../src/terminology/imports/content.ts'
import { importFile } from '../../../src/terminology/imports/import-file.ts'
import { parseTerminology, type Terminology } from '../../../src/terminology/terminology.ts'
import { shipped, shippedTables } from '../shipped-terminology.ts'

export function imported(kind: ImportKind, text: string, version = '2026'): TerminologyImport {
  return importFile(shipped, {
    kind,
    text,
    file: { name: `${kind}.txt`, sha256: 'a'.repeat(64), bytes: text.length },
    version,
    licence: undefined,
    importedOn: '2026-11-28',
  })
}

export function withImports(...imports: readonly TerminologyImport[]): Terminology {
  return parseTerminology(shippedTables(), imports)
}

/** Refused with this code, and a message that tells what is wrong. */
export const badFile = (message: RegExp) =>
  expect.objectContaining({ code: 'terminology/bad-file', message: expect.stringMatching(message) })
