/** `documents/` in a node's folder: what several people signed, as it was verified; the one before is kept beside it by its serial. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodePaths } from '../config.ts'
import { writeWhole } from '../model/whole-file.ts'
import { makePrivateFolder } from './node-files.ts'

export type DocumentName = 'directory' | 'policy' | 'sharing-basis' | 'catalogue' | 'pre-approval'

export function documentFile({ documents }: Pick<NodePaths, 'documents'>, name: DocumentName): string {
  return join(documents, `${name}.json`)
}

/** Null where there is none. */
export function readKeptDocument(paths: Pick<NodePaths, 'documents'>, name: DocumentName): string | null {
  const file = documentFile(paths, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Signed, and no secret: the engine's account reads them where it is another one; the folder decides who gets there. */
const READ_BY_GROUP = 0o640

/** Call with what was verified. `replaces`: serial of the document that is there now. */
export function keepDocument(
  paths: Pick<NodePaths, 'documents'>,
  { name, text, replaces }: { readonly name: DocumentName; readonly text: string; readonly replaces: number | null },
): void {
  makePrivateFolder(paths.documents)
  const before = readKeptDocument(paths, name)
  // Copied before it is replaced: at no moment is there none.
  if (before !== null && replaces !== null)
    writeWhole(join(paths.documents, `${name}.${replaces}.json`), before, READ_BY_GROUP)
  writeWhole(documentFile(paths, name), text, READ_BY_GROUP)
}
