/** The list of a bundle's files, signed by who made it; whoever has the bundle can check each file against it. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { NodeError } from '../model/errors.ts'
import type { BundleManifest } from '../model/generated/bundle-manifest.ts'
import { checkSchema } from '../model/validation.ts'
import { MAX_DOCUMENT_CHARACTERS, signDocument } from '../trust/documents.ts'
import { fingerprintOf } from '../trust/fingerprint.ts'
import { readJws, verifySignature } from '../trust/jws.ts'
import { asPublicJwk, keyIdOf, type PrivateJwk, type PublicJwk, publicKeyOf } from '../trust/keys.ts'

export const MANIFEST_FILE = 'manifest.jws'
/** The maker's public key; what makes it believed is its fingerprint, told over another channel. */
export const MAKER_FILE = 'maker.json'
const TYP = 'prime-rose-bundle+jws'

export function signManifest(manifest: BundleManifest, key: PrivateJwk): Promise<string> {
  return signDocument(manifest, { key, typ: TYP })
}

/** To compare with what the maker tells. */
export function fingerprintOfMaker(key: PublicJwk): string {
  return fingerprintOf({ bundle: key.x })
}

export function makerOf(key: PrivateJwk): string {
  return `${JSON.stringify(publicKeyOf(key))}\n`
}

export interface VerifiedBundle {
  readonly manifest: BundleManifest
  /** SHA-256 of the signed manifest, hex: tells builds of one version apart. */
  readonly digest: string
  readonly fingerprint: string
}

/** Every file is there and as it was signed, and no other is. Throws `bundle/damaged` with the first place that differs. */
export async function verifyBundle(folder: string): Promise<VerifiedBundle> {
  const key = asPublicJwk(JSON.parse(read(folder, MAKER_FILE)))
  const signed = read(folder, MANIFEST_FILE).trim()
  const jws = readJws(signed, { typ: TYP, maxCharacters: MAX_DOCUMENT_CHARACTERS })
  if (jws.kid !== keyIdOf(key)) throw damaged('the manifest is signed with another key than the bundle names')
  await verifySignature(jws, key)
  const manifest = checkSchema<BundleManifest>('urn:prime-rose:bundle-manifest/1', jws.payload, { what: 'manifest' })
  const listed = new Set(manifest.files.map(({ path }) => path))
  const stranger = filesBelow(folder).find(path => !listed.has(path) && path !== MANIFEST_FILE && path !== MAKER_FILE)
  if (stranger !== undefined) throw damaged(`${stranger} is not in the manifest`)
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path)
    const isThere = existsSync(file) && lstatSync(file).isFile() && lstatSync(file).size === bytes
    if (!isThere || (await hashOfFile(file)) !== sha256) throw damaged(`${path} is missing or differs`)
  }
  const digest = createHash('sha256').update(signed).digest('hex')
  return { manifest, digest, fingerprint: fingerprintOfMaker(key) }
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex')
}

function read(folder: string, name: string): string {
  const path = join(folder, name)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw damaged(`${name} is missing`)
}

/** Links are followed by nobody: one is a file too many. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

function damaged(what: string): NodeError {
  return new NodeError('bundle/damaged', `the bundle is not as it was signed: ${what}`, {
    hint: 'Nothing was installed. Get the archive again, and compare its SHA-256.',
  })
}
