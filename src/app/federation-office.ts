/**
 * The folder of a federation officer, on a machine of his own and not a node's: his key, and a draft of the next directory.
 * Each change is made in the draft; signing gives it the next serial. A second officer signs the same file in his folder.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSecret } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Directory, DirectoryMember } from '../model/generated/directory.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import {
  countersignDirectory,
  readDirectory,
  signDirectory,
  type VerifiedDirectory,
  verifyDirectory,
} from '../trust/directory.ts'
import { timeOf } from '../trust/directory-rules.ts'
import { asPublicJwk, generateKey, type PrivateJwk, parsePrivateKey, publicKeyOf } from '../trust/keys.ts'
import { verifyEntry } from '../trust/member-entry.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import {
  addMember,
  addOfficer,
  type DraftChange,
  rotateMember,
  type Times,
  withoutOldKeys,
} from './federation-draft.ts'
import { makePrivateFolder, writeSecretOnce } from './node-files.ts'

export interface Office {
  readonly folder: string
  readonly key: PrivateJwk
  readonly draft: Directory
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/
const NEVER = '1970-01-01T00:00:00Z'
const DAY_MS = 86_400_000

const keyFile = (folder: string) => join(folder, 'officer.key')
const draftFile = (folder: string) => join(folder, 'draft.json')
/** The last directory that was signed in this folder. */
export const signedFile = (folder: string) => join(folder, 'directory.json')
const cardFile = (folder: string) => join(folder, 'officer.json')

/** Makes the folder, or finishes making it; an office that is there is left as it is. */
export function initOffice(
  folder: string,
  { name, federation }: { readonly name: string; readonly federation: string },
): Office {
  const root = resolve(folder)
  if (!NAME.test(name))
    throw new NodeError('usage/bad-argument', 'not a name of an officer', { hint: `It has the form ${NAME.source}.` })
  makePrivateFolder(root)
  writeSecretOnce(keyFile(root), () => JSON.stringify(generateKey()))
  const officer = { name, key: publicKeyOf(readKey(root)) }
  if (!existsSync(draftFile(root))) {
    const draft: Directory = {
      schema: 'directory/1',
      federation,
      serial: 0,
      validFrom: NEVER,
      validUntil: NEVER,
      officers: [officer],
      members: [],
      combiners: [],
      catalogue: null,
      policies: [],
    }
    writeDraft(root, draft)
  }
  writeWhole(cardFile(root), `${JSON.stringify(officer, null, 2)}\n`)
  return openOffice(root)
}

export function openOffice(folder: string): Office {
  const root = resolve(folder)
  if (!existsSync(draftFile(root))) {
    throw new NodeError('federation/bad-draft', 'this folder is no office of a federation officer', {
      hint: 'Make one with: rose federation init DIR --as NAME',
    })
  }
  return { folder: root, key: readKey(root), draft: JSON.parse(readFileSync(draftFile(root), 'utf8')) as Directory }
}

/** `text`: an officer's card or a member's signed entry. */
export async function addToDraft(
  office: Office,
  text: string,
  options: { readonly combiner: boolean; readonly coordinator?: boolean },
): Promise<DraftChange> {
  if (isCard(text)) return change(office, addOfficer(office.draft, parseStrictJson(text)))
  const entry = await readEntry(office, text)
  return change(office, addMember(office.draft, entry, options))
}

export async function rotateInDraft(office: Office, text: string, times: Times): Promise<DraftChange> {
  return change(office, rotateMember(office.draft, await readEntry(office, text), times))
}

/** Writes what a pure change of the draft gives. */
export function change(office: Office, changed: DraftChange): DraftChange {
  writeDraft(office.folder, changed.draft)
  return changed
}

/** The draft becomes the next directory, with this officer's signature as the first. Returns its text. */
export async function signDraft(
  office: Office,
  { days, clock }: { readonly days: number; readonly clock: Clock },
): Promise<string> {
  const now = clock.now()
  const directory: Directory = {
    ...withoutOldKeys(office.draft, now),
    serial: office.draft.serial + 1,
    validFrom: timeOf(now),
    validUntil: timeOf(now + days * DAY_MS),
  }
  checkSchema('urn:prime-rose:directory/1', directory, { code: 'federation/bad-draft', what: 'the draft' })
  const text = await signDirectory(directory, office.key)
  writeWhole(signedFile(office.folder), text)
  writeDraft(office.folder, directory)
  return text
}

/** Adds this officer's signature to what another has signed; his own draft follows. Refuses one that is older than his own. */
export async function countersign(office: Office, text: string): Promise<string> {
  const directory = readDirectory(text)
  if (directory.federation !== office.draft.federation) {
    throw new NodeError('directory/other-federation', 'this directory is of another federation than this office')
  }
  if (directory.serial < office.draft.serial) {
    throw new NodeError('directory/older', 'this directory is older than the one that this office has signed', {
      detail: { serial: directory.serial, held: office.draft.serial },
    })
  }
  const signed = await countersignDirectory(text, office.key)
  writeWhole(signedFile(office.folder), signed)
  writeDraft(office.folder, directory)
  return signed
}

/** What another officer has signed, before anybody believes it. */
export function readProposed(text: string): Directory {
  return readDirectory(text)
}

/** As a node would that has pinned the officers of this office's draft. */
export function verifyAsOffice({ draft }: Office, text: string, now: number): Promise<VerifiedDirectory> {
  const officers = draft.officers.map(({ name, key }) => ({ name, publicJwk: asPublicJwk(key) }))
  return verifyDirectory(text, { officers, previous: null, now })
}

/** The last directory that was signed in this office, or null. */
export function lastSigned({ folder }: Office): Directory | null {
  return existsSync(signedFile(folder)) ? readDirectory(readFileSync(signedFile(folder), 'utf8')) : null
}

async function readEntry({ draft }: Office, text: string): Promise<DirectoryMember> {
  const entry = await verifyEntry(text).catch((cause: unknown) => {
    throw new NodeError('federation/bad-entry', 'the entry is not signed with every key in it', {
      hint: 'Let the member make it again: rose join DIR, or rose keys rotate --node DIR.',
      cause,
    })
  })
  if (entry.federation === draft.federation) return entry.member
  throw new NodeError('federation/bad-entry', 'the entry is for another federation')
}

function isCard(text: string): boolean {
  return !text.includes('"signatures"')
}

function readKey(folder: string): PrivateJwk {
  return parsePrivateKey(readSecret(keyFile(folder), "the officer's key"))
}

function writeDraft(folder: string, draft: Directory): void {
  writeWhole(draftFile(folder), `${JSON.stringify(draft, null, 2)}\n`)
}
