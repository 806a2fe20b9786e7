/** Installs a bundle that was unpacked: checked whole, copied beside its place, put there by one rename. */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { isFingerprint } from '../trust/fingerprint.ts'
import { type VerifiedBundle, verifyBundle } from './manifest.ts'

export interface InstallRequest {
  /** The unpacked bundle. */
  readonly from: string
  /** Folder to install into; versions lie beside each other in it. */
  readonly target: string
  /** Of the maker, as he told it over another channel; null: only the archive's SHA-256 was compared. */
  readonly fingerprint: string | null
}

export interface Installed extends VerifiedBundle {
  /** The command. */
  readonly command: string
}

const LAUNCH = (name: string) => `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/${name}/bin/rose" "$@"
`

/** What is there already and whole is left as it is; another build of a version lies beside it. Throws `bundle/damaged`, `trust/unknown-issuer`. */
export async function installBundle({ from, target, fingerprint }: InstallRequest): Promise<Installed> {
  const verified = await verifyBundle(from)
  if (fingerprint !== null && !isFingerprint(fingerprint, verified.fingerprint)) {
    throw new NodeError('trust/unknown-issuer', 'the maker of this bundle has another fingerprint', {
      hint: 'Do not go on: ask who gave it to you.',
    })
  }
  const root = resolve(target)
  const name = `${verified.manifest.version}-${verified.digest.slice(0, 12)}`
  const place = join(root, name)
  const launcher = join(root, 'rose')
  checkTarget(root)
  if (!(await isWhole(place))) {
    const temporary = join(root, `${name}.new`)
    rmSync(temporary, { recursive: true, force: true })
    cpSync(from, temporary, { recursive: true })
    rmSync(place, { recursive: true, force: true })
    renameSync(temporary, place)
  }
  writeFileSync(`${launcher}.new`, LAUNCH(name), { mode: 0o755 })
  renameSync(`${launcher}.new`, launcher)
  return { ...verified, command: launcher }
}

async function isWhole(place: string): Promise<boolean> {
  if (!existsSync(place)) return false
  return verifyBundle(place).then(
    () => true,
    () => false,
  )
}

/** A folder with other things in it is somebody's. */
function checkTarget(root: string): void {
  mkdirSync(root, { recursive: true })
  const isOurs = readdirSync(root).every(
    name => name === 'rose' || existsSync(join(root, name, 'manifest.jws')) || name.endsWith('.new'),
  )
  if (isOurs) return
  throw new NodeError('usage/bad-argument', 'the folder holds something else than versions of this program', {
    hint: 'Give a new folder.',
  })
}
