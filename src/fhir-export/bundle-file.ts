/** An export as NDJSON: a Bundle a line, a subject each, and the trial as the last. A reader sees the whole file or none. */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { NodeError } from '../model/errors.ts'
import type { FhirExport } from './subject-export.ts'

export interface WrittenFile {
  readonly subjects: number
  readonly resources: number
  readonly bytes: number
}

/** The file must be new. `onSubjects` is told how many are written so far; what it throws ends the export. */
export async function writeBundleFile(
  file: string,
  exported: FhirExport,
  onSubjects: (written: number) => void,
): Promise<WrittenFile> {
  const target = resolve(file)
  if (existsSync(target)) throw isThere()
  mkdirSync(dirname(target), { recursive: true })
  const unfinished = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.unfinished`)
  try {
    const written = await writeLines(unfinished, exported, onSubjects)
    placeAs(unfinished, target)
    return written
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Unlike a renaming, a link never replaces what has come meanwhile. */
function placeAs(unfinished: string, target: string): void {
  try {
    linkSync(unfinished, target)
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? isThere() : error
  }
}

async function writeLines(
  path: string,
  exported: FhirExport,
  onSubjects: (written: number) => void,
): Promise<WrittenFile> {
  const written = { subjects: 0, resources: 0, bytes: 0 }
  const file = await open(path, 'wx', 0o600)
  const write = async (bundles: readonly { readonly entry: readonly object[] }[]) => {
    written.resources += bundles.reduce((sum, { entry }) => sum + entry.length, 0)
    written.bytes += await append(file, bundles.map(bundle => `${JSON.stringify(bundle)}\n`).join(''))
  }
  try {
    for await (const subjects of exported.subjects) {
      await write(subjects.map(({ bundle }) => bundle))
      written.subjects += subjects.length
      onSubjects(written.subjects)
    }
    await write([exported.trial()])
    await file.sync()
    return written
  } finally {
    await file.close()
  }
}

async function append(file: FileHandle, text: string): Promise<number> {
  const bytes = Buffer.from(text)
  await file.appendFile(bytes)
  return bytes.length
}

function isThere(): NodeError {
  return new NodeError('usage/bad-argument', 'the file of --out is there already', { hint: 'Give a new one.' })
}
