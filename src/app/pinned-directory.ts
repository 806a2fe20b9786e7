/** The directory of a process that is no node (relay, courier): officers are pinned at the first start, then it is followed. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Directory } from '../model/generated/directory.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { FindCorrespondent } from '../trust/correspondents.ts'
import {
  type Officer,
  type VerifiedDirectory,
  validityOf,
  verifyDirectory,
  verifyKeptDirectory,
} from '../trust/directory.ts'
import { indexMembers } from '../trust/directory-members.ts'
import { isFingerprint } from '../trust/fingerprint.ts'
import { asPublicJwk } from '../trust/keys.ts'
import { readDirectorySource } from './fetch-directory.ts'
import { readFirstDirectory } from './join.ts'
import { makePrivateFolder } from './node-files.ts'

export interface PinRequest {
  /** Holds the pinned officers and the directory. */
  readonly folder: string
  /** File or address of the directory: needed at the first start, looked at again and again. */
  readonly directory: string | null
  /** Of the officers, at the first start: what the operator was told, or true where he goes without. */
  readonly confirmed: string | true | null
  readonly clock: Clock
}

export interface PinnedDirectory {
  readonly find: FindCorrespondent
  /** Null while it does not hold. */
  document(): Directory | null
  holds(): boolean
  /** As its officers signed it; null while it does not hold. */
  text(): string | null
  poll(): Promise<void>
}

/** From the first start on newer directories are taken as a node takes them. */
export async function openPinnedDirectory(request: PinRequest): Promise<PinnedDirectory> {
  const { clock } = request
  const folder = resolve(request.folder)
  makePrivateFolder(folder)
  const files = { officers: join(folder, 'officers.json'), directory: join(folder, 'directory.json') }
  if (!existsSync(files.officers)) await pinFirst(request, files)
  const officers = (JSON.parse(readFileSync(files.officers, 'utf8')) as Officer[]).map(({ name, publicJwk }) => ({
    name,
    publicJwk: asPublicJwk(publicJwk),
  }))
  const read = (held: VerifiedDirectory) => ({ held, find: indexMembers(held.document) })
  let present = read(await verifyKeptDirectory(readFileSync(files.directory, 'utf8'), officers))
  const holds = () => validityOf(present.held.document, clock.now()).state !== 'expired'
  return {
    find: id => (holds() ? present.find(id, clock.now()) : null),
    document: () => (holds() ? present.held.document : null),
    holds,
    text: () => (holds() ? readFileSync(files.directory, 'utf8') : null),
    poll: async () => {
      if (request.directory === null) return
      const text = await readDirectorySource(request.directory)
      const next = await verifyDirectory(text, { officers, previous: present.held, now: clock.now() })
      if (next.sha256 === present.held.sha256) return
      writeWhole(files.directory, text, 0o644)
      present = read(next)
    },
  }
}

async function pinFirst(
  { directory, confirmed, clock }: PinRequest,
  files: { readonly officers: string; readonly directory: string },
): Promise<void> {
  if (directory === null || confirmed === null) {
    throw new NodeError('directory/missing', 'there is no directory here yet', {
      hint: 'Give --directory FILE|URL and --officers-fingerprint DIGITS at the first start.',
    })
  }
  const first = readFirstDirectory(await readDirectorySource(directory))
  if (confirmed !== true && !isFingerprint(confirmed, first.fingerprint)) {
    throw new NodeError('trust/unknown-issuer', 'the officers of this directory have another fingerprint', {
      hint: 'Do not go on: ask the federation for the directory and the fingerprint again.',
    })
  }
  const officers = first.directory.officers.map(({ name, key }) => ({ name, publicJwk: asPublicJwk(key) }))
  await verifyDirectory(first.text, { officers, previous: null, now: clock.now() })
  writeWhole(files.directory, first.text, 0o644)
  writeWhole(files.officers, `${JSON.stringify(officers, null, 2)}\n`, 0o444)
}
