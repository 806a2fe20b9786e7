/**
 * What the engine's process may touch, as flags of Node's permission model: its code and tables, its keys, pins and jobs,
 * the snapshots with their keys; it writes its out folder and its record. Not granted at all: network, child processes,
 * workers, native add-ons, WASI, the inspector.
 */
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EnginePaths, packagedTables } from './engine-paths.ts'

/** Top of the checkout or of the installed package, and the folder that this file runs from (`src` or `dist`). */
const PACKAGE = join(import.meta.dirname, '..', '..')
const CODE = dirname(import.meta.dirname)

/** The packages that the engine's code loads. */
const PACKAGES = ['ajv', 'jose', 'highs']

export function confinementFlags(paths: EnginePaths, tables = packagedTables): string[] {
  const read = [
    ...[
      CODE,
      join(tables, 'terminology'),
      join(tables, 'catalogue'),
      paths.in,
      paths.out,
      paths.keys,
      paths.cuts,
      paths.snapshotKeys,
      paths.documents,
      dirname(paths.history),
      paths.builds,
    ].map(asFolder),
    ...packageFolders(),
    join(PACKAGE, 'package.json'),
    ...[paths.pins, paths.record, paths.recordLock],
  ]
  const write = [...[paths.out, dirname(paths.history), paths.builds].map(asFolder), paths.record, paths.recordLock]
  return [
    '--permission',
    ...read.map(path => `--allow-fs-read=${path}`),
    ...write.map(path => `--allow-fs-write=${path}`),
    '--no-addons',
    '--disable-sigusr1',
  ]
}

const asFolder = (path: string) => `${path}${sep}`

/** Where the packages are, and where Node looks for them on the way there. */
function packageFolders(): string[] {
  const modules = `${sep}node_modules${sep}`
  const found = PACKAGES.map(name => fileURLToPath(import.meta.resolve(name)))
    .filter(file => file.includes(modules))
    .map(file => file.slice(0, file.lastIndexOf(modules) + modules.length))
  return [...new Set([...found, ...foldersUpFrom(PACKAGE).map(folder => asFolder(join(folder, 'node_modules')))])]
}

function foldersUpFrom(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)]
}
