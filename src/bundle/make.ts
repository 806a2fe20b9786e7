/** Makes the archive: files are gathered in a folder beside it, listed and signed, then packed. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  createWriteStream,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { NodeError } from '../model/errors.ts'
import type { BundleManifest } from '../model/generated/bundle-manifest.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { type BundledSource, collectBundle } from './collect.ts'
import { hashOfFile, MAKER_FILE, MANIFEST_FILE, makerOf, signManifest } from './manifest.ts'

export interface BundleRequest {
  readonly packageRoot: string
  readonly version: string
  /** Archive to write, `….tar.gz`. */
  readonly out: string
  readonly key: PrivateJwk
  readonly now: number
  readonly onProgress: (text: string) => void
}

export interface MadeBundle {
  readonly files: number
  readonly bytes: number
  /** Of the archive, hex: compared before anything in it is run. */
  readonly sha256: string
}

/** Half an archive is never in the place of a whole one. */
export async function makeBundle(request: BundleRequest): Promise<MadeBundle> {
  const { packageRoot, version, out, key, now, onProgress } = request
  const platform = `${process.platform}-${process.arch}`
  const stage = `${out}.new`
  const folder = join(stage, `prime-rose-node-${version}-${platform}`)
  rmSync(stage, { recursive: true, force: true })
  try {
    onProgress('gathering files')
    const sources = collectBundle(packageRoot, process.execPath)
    const files: BundleManifest['files'] = []
    for (const source of sources) files.push(await put(source, folder))
    const madeAt = new Date(now).toISOString()
    const manifest: BundleManifest = {
      schema: 'bundle-manifest/1',
      version,
      platform,
      node: process.versions.node,
      madeAt,
      files,
    }
    writeFileSync(join(folder, MANIFEST_FILE), `${await signManifest(manifest, key)}\n`)
    writeFileSync(join(folder, MAKER_FILE), makerOf(key))
    onProgress('packing')
    const archive = join(stage, 'archive')
    const sha256 = await pack(stage, basename(folder), archive)
    const { size: bytes } = statSync(archive)
    renameSync(archive, out)
    writeFileSync(`${out}.sha256`, `${sha256}  ${basename(out)}\n`)
    return { files: files.length, bytes, sha256 }
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

async function put({ path, from, text, executable }: BundledSource, folder: string) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  if (from === null) writeFileSync(file, text)
  else copyFileSync(from, file)
  chmodSync(file, executable ? 0o755 : 0o644)
  return { path, bytes: statSync(file).size, executable, sha256: await hashOfFile(file) }
}

/** Little is won by packing harder, and much time is lost. */
const LEVEL = 1

async function pack(stage: string, name: string, archive: string): Promise<string> {
  const tar = spawn(
    'tar',
    ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '-C', stage, '-cf', '-', name],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const ended = new Promise<void>((done, fail) => {
    tar.once('error', cause => fail(new NodeError('bundle/not-made', 'there is no tar program here', { cause })))
    tar.once('close', code => (code === 0 ? done() : fail(new NodeError('bundle/not-made', `tar ended with ${code}`))))
  })
  const hash = createHash('sha256')
  const packing = pipeline(
    tar.stdout,
    createGzip({ level: LEVEL }),
    async function* (parts: AsyncIterable<Buffer>) {
      for await (const part of parts) {
        hash.update(part)
        yield part
      }
    },
    createWriteStream(archive),
  )
  await Promise.all([ended, packing])
  return hash.digest('hex')
}
