/** What goes into a bundle: files of the program and of its run-time dependencies, each with its place in the bundle. */
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { NodeError } from '../model/errors.ts'

export interface BundledSource {
  /** Below the bundle, with slashes. */
  readonly path: string
  /** Where it is now; null: `text`. */
  readonly from: string | null
  readonly text: string
  readonly executable: boolean
}

interface PackageJson {
  readonly name: string
  readonly version: string
  readonly files?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** `packageRoot`: folder of package.json, compiled; `nodeProgram`: the Node.js that runs this. */
export function collectBundle(packageRoot: string, nodeProgram: string): readonly BundledSource[] {
  const own = readPackage(packageRoot)
  if (!existsSync(join(packageRoot, 'dist/cli/rose.cjs'))) {
    throw new NodeError('usage/bad-argument', 'the program is not compiled', { hint: 'In a checkout: npm run build' })
  }
  return [
    made('install.sh', INSTALL),
    made('bin/rose', LAUNCH),
    copied('node/bin/node', realpathSync(nodeProgram), true),
    ...licenceOf(nodeProgram),
    copied('app/package.json', join(packageRoot, 'package.json'), false),
    ...programFiles(packageRoot, own).flatMap(name => filesOf(join(packageRoot, name), `app/${name}`)),
    ...dependenciesOf(packageRoot, own).flatMap(filesOfDependency),
  ].sort((one, other) => (one.path < other.path ? -1 : 1))
}

const LAUNCH = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
exec "$here/node/bin/node" "$here/app/dist/cli/rose.cjs" "$@"
`

const INSTALL = `#!/bin/sh
# Checks this bundle and installs it: ./install.sh FOLDER [--fingerprint DIGITS]
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/bin/rose" bundle install --from "$here" "$@"
`

/** Of Node.js, where its archive was unpacked whole. */
function licenceOf(nodeProgram: string): readonly BundledSource[] {
  const file = join(dirname(realpathSync(nodeProgram)), '..', 'LICENSE')
  return existsSync(file) ? [copied('node/LICENSE', file, false)] : []
}

/** As the package publishes it. */
function programFiles(root: string, { files = [] }: PackageJson): readonly string[] {
  return [...files.filter(name => !name.startsWith('!')), 'LICENSE'].filter(name => existsSync(join(root, name)))
}

interface Dependency {
  readonly folder: string
  /** Below the program: `node_modules/…`, nested as it is found. */
  readonly place: string
}

/** All that is needed at run time, as Node.js would find it; what this platform lacks of optional ones stays out. */
function dependenciesOf(root: string, own: PackageJson): readonly Dependency[] {
  const found = new Map<string, Dependency>()
  const open: { folder: string; json: PackageJson }[] = [{ folder: root, json: own }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = next.json
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = findPackage(name, next.folder)
      if (folder === null && name in optionalDependencies) continue
      if (folder === null) throw new NodeError('usage/bad-argument', `the dependency ${name} is not installed`)
      if (found.has(folder)) continue
      found.set(folder, { folder, place: placeOf(folder, root) })
      open.push({ folder, json: readPackage(folder) })
    }
  }
  return [...found.values()]
}

function findPackage(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return candidate
    if (folder === dirname(folder)) return null
  }
}

/** From the outermost `node_modules`; below the program's own that is where it is, beside it that is beside. */
function placeOf(folder: string, root: string): string {
  const inside = relative(root, folder).split(sep).join('/')
  if (!inside.startsWith('..')) return inside
  // Installed: the program itself lies in that folder of modules.
  const beside = relative(dirname(root), folder).split(sep).join('/')
  if (!beside.startsWith('..')) return `node_modules/${beside}`
  throw new NodeError('bundle/not-made', 'a dependency lies outside of the folder of modules', {
    hint: 'Install the package in a folder of its own.',
  })
}

/** Not needed at run time: sources, their maps, and what only a compiler or linker reads. */
const LEFT_OUT = /\.(map|[cm]?ts|a|h)$/

/** Links are left out, wherever they were made or not (`npm ci --ignore-scripts`): a bundle holds plain files only. */
function filesOf(from: string, place: string): readonly BundledSource[] {
  const entry = lstatSync(from)
  if (entry.isDirectory()) {
    return readdirSync(from)
      .filter(name => name !== 'node_modules')
      .flatMap(name => filesOf(join(from, name), `${place}/${name}`))
  }
  return entry.isFile() && !LEFT_OUT.test(from) ? [copied(place, from, (entry.mode & 0o100) !== 0)] : []
}

/** Where the package of PostgreSQL says which names its libraries have, since npm keeps no links. */
const LINKS = 'native/pg-symlinks.json'
/** The name that programs load a library by: `libpq.so.5`, not `libpq.so` (for linkers) nor `libpq.so.5.18`. */
const LOADED_NAME = /(\.so\.\d+|\.\d+\.dylib)$/

/** A dependency's files; a library with several names goes in once, under the name that it is loaded by. */
function filesOfDependency({ folder, place }: Dependency): readonly BundledSource[] {
  const files = filesOf(folder, `app/${place}`)
  if (!existsSync(join(folder, LINKS))) return files
  const links = JSON.parse(readFileSync(join(folder, LINKS), 'utf8')) as readonly { source: string; target: string }[]
  const names = new Map(
    links
      .filter(({ target }) => LOADED_NAME.test(target))
      .map(({ source, target }) => [`app/${place}/${source}`, `app/${place}/${target}`]),
  )
  return files.map(file => ({ ...file, path: names.get(file.path) ?? file.path }))
}

function readPackage(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson
}

function made(path: string, text: string): BundledSource {
  return { path, from: null, text, executable: true }
}

function copied(path: string, from: string, executable: boolean): BundledSource {
  return { path, from, text: '', executable }
}
