import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectBundle } from '../../src/bundle/collect.ts'
import { installBundle } from '../../src/bundle/install.ts'
import { fingerprintOfMaker, makerOf, signManifest, verifyBundle } from '../../src/bundle/manifest.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose bundle '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = generateKey()

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** An unpacked bundle with these files, signed. */
async function bundleOf(name: string, texts: Readonly<Record<string, string>>, by = key): Promise<string> {
  const place = join(folder, name)
  for (const [path, text] of Object.entries(texts)) write(join(place, path), text)
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    executable: path === 'bin/rose',
    sha256: createHash('sha256').update(text).digest('hex'),
  }))
  const about = { version: '0.1.0', platform: 'linux-x64', node: '26.0.0', madeAt: '2026-01-01T00:00:00.000Z' }
  write(join(place, 'manifest.jws'), await signManifest({ schema: 'bundle-manifest/1', ...about, files }, by))
  write(join(place, 'maker.json'), makerOf(by))
  return place
}

const TEXTS = { 'bin/rose': '#!/bin/sh\n', 'app/a.js': 'one', 'app/b/c.json': '{}' }

describe('a bundle', () => {
  it('holds as it was signed, and names its maker', async () => {
    const place = await bundleOf('new', TEXTS)
    const verified = await verifyBundle(place)
    expect(verified.fingerprint).toBe(fingerprintOfMaker(publicKeyOf(key)))
    expect(verified.manifest.files.map(({ path }) => path)).toEqual(Object.keys(TEXTS))
  })

  it.each<[string, (place: string) => void]>([
    ['a byte that differs', place => write(join(place, 'app/a.js'), 'onf')],
    ['a file longer than it was', place => write(join(place, 'app/a.js'), 'one more')],
    ['a missing file', place => rmSync(join(place, 'app/a.js'))],
    ['a file too many', place => write(join(place, 'app/b/x.js'), '')],
    ['a link too many', place => symlinkSync('/etc/hosts', join(place, 'app/link'))],
    [
      'a link in the place of a file',
      place => {
        write(join(folder, 'elsewhere'), 'one')
        rmSync(join(place, 'app/a.js'))
        symlinkSync(join(folder, 'elsewhere'), join(place, 'app/a.js'))
      },
    ],
    [
      'a link in the place of a folder',
      place => {
        write(join(folder, 'elsewhere/c.json'), '{}')
        rmSync(join(place, 'app/b'), { recursive: true })
        symlinkSync(join(folder, 'elsewhere'), join(place, 'app/b'))
      },
    ],
    ['no manifest', place => rmSync(join(place, 'manifest.jws'))],
    ['another key than signed it', place => write(join(place, 'maker.json'), makerOf(generateKey()))],
  ])('is refused with %s', async (_, damage) => {
    const place = await bundleOf('new', TEXTS)
    damage(place)
    const target = join(folder, 'target')
    const installing = installBundle({ from: place, target, fingerprint: null })
    await expect(installing).rejects.toMatchObject({ code: 'bundle/damaged' })
    expect(readdirSync(folder)).not.toContain('target')
  })

  it('is refused where another maker signed it all anew', async () => {
    const place = await bundleOf('new', TEXTS, generateKey())
    const fingerprint = fingerprintOfMaker(publicKeyOf(key))
    const installing = installBundle({ from: place, target: join(folder, 'target'), fingerprint })
    await expect(installing).rejects.toMatchObject({ code: 'trust/unknown-issuer' })
  })
})

describe('installing', () => {
  const install = (from: string, target = join(folder, 'target')) => installBundle({ from, target, fingerprint: null })

  it('lays another build of a version beside the first, and starts the last one installed', async () => {
    const one = await install(await bundleOf('one', TEXTS))
    const before = readFileSync(one.command, 'utf8')
    await install(await bundleOf('two', { ...TEXTS, 'app/a.js': 'two' }))
    const builds = readdirSync(join(folder, 'target')).filter(name => name !== 'rose')
    expect(builds.map(name => readFileSync(join(folder, 'target', name, 'app/a.js'), 'utf8')).toSorted()).toEqual([
      'one',
      'two',
    ])
    expect(readFileSync(one.command, 'utf8')).not.toBe(before)
  })

  it('mends what was damaged since, and leaves alone what is whole', async () => {
    const from = await bundleOf('one', TEXTS)
    const { digest } = await install(from)
    const file = join(folder, 'target', `0.1.0-${digest.slice(0, 12)}`, 'app/a.js')
    await install(from)
    writeFileSync(file, 'changed')
    await install(from)
    expect(readFileSync(file, 'utf8')).toBe('one')
  })

  it('refuses a folder that holds something else', async () => {
    write(join(folder, 'somebody/thesis.txt'), 'x')
    const installing = install(await bundleOf('one', TEXTS), join(folder, 'somebody'))
    await expect(installing).rejects.toMatchObject({ code: 'usage/bad-argument' })
    expect(readdirSync(join(folder, 'somebody'))).toEqual(['thesis.txt'])
  })
})

describe('what goes in', () => {
  it('is what the package publishes and needs, without links, each library under the name it is loaded by', () => {
    const root = join(folder, 'package')
    const json = (path: string, value: object) => write(join(root, path), JSON.stringify(value))
    json('package.json', { name: 'x', version: '1', files: ['dist', '!dist/no'], dependencies: { needed: '1' } })
    write(join(root, 'dist/cli/rose.cjs'), '')
    write(join(root, 'dist/cli/rose.d.ts'), '')
    write(join(root, 'test/a.js'), '')
    json('node_modules/needed/package.json', {
      name: 'needed',
      version: '1',
      dependencies: { nested: '1' },
      optionalDependencies: { 'of-another-platform': '1', database: '1' },
    })
    json('node_modules/needed/node_modules/nested/package.json', { name: 'nested', version: '1' })
    json('node_modules/for-tests/package.json', { name: 'for-tests', version: '1' })
    const database = join(root, 'node_modules/database')
    json('node_modules/database/package.json', { name: 'database', version: '1' })
    json('node_modules/database/native/pg-symlinks.json', [
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    ] as object)
    write(join(database, 'native/lib/libpq.so.5.18'), 'library')
    write(join(database, 'native/lib/libpq.a'), '')
    symlinkSync('libpq.so.5.18', join(database, 'native/lib/libpq.so'))
    write(join(database, 'native/bin/postgres'), '')
    chmodSync(join(database, 'native/bin/postgres'), 0o755)

    const collected = collectBundle(root, process.execPath).filter(({ path }) => !path.startsWith('node/'))
    expect(collected.map(({ path, executable }) => `${path}${executable ? ' *' : ''}`)).toEqual([
      'app/dist/cli/rose.cjs',
      'app/node_modules/database/native/bin/postgres *',
      'app/node_modules/database/native/lib/libpq.so.5',
      'app/node_modules/database/native/pg-symlinks.json',
      'app/node_modules/database/package.json',
      'app/node_modules/needed/node_modules/nested/package.json',
      'app/node_modules/needed/package.json',
      'app/package.json',
      'bin/rose *',
      'install.sh *',
    ])
  })
})
