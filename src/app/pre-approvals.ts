/**
 * The committee's standing approval of pooled rounds: drafted from what is in force, signed by two members, kept in
 * `documents/`, where the engine reads it. Without one, or for what it does not cover, rounds wait for people.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { unknownMember } from '../cut/approvals.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { readPins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { PreApproval } from '../model/generated/pre-approval.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { PRE_APPROVERS_NEEDED, verifyPreApproval } from '../pooling/pre-approval.ts'
import { ROUND_DOCUMENTS } from '../pooling/round-documents.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { rolesOf } from '../trust/directory-members.ts'
import { addSignature, readUnverified, type SignedTogether, signTogether } from '../trust/signed-together.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { presentDirectory } from './directory.ts'
import { parseHandedOver } from './documents.ts'
import { keepDocument, readKeptDocument } from './kept-documents.ts'
import { committeeKey } from './members.ts'
import { makePrivateFolder } from './node-files.ts'
import { policyInForce } from './policies.ts'

export interface PreApprovalWishes {
  /** Only these cohorts, by key, or those with exactly these drugs; all where both are empty. */
  readonly keys: readonly string[]
  readonly drugs: readonly string[]
  readonly days: number
  readonly vetoHours: number
  readonly looks: PreApproval['looks']
  readonly kinds: PreApproval['kinds']
}

/** A draft for the committee to read, from policy and directory in force. */
export async function draftPreApproval(config: Config, wishes: PreApprovalWishes, clock: Clock): Promise<PreApproval> {
  const { document: directory } = await presentDirectory(config, clock.now())
  const { sha256 } = await policyInForce(config)
  const coordinators = directory.members
    .filter(member => rolesOf(directory, member).includes('coordinator'))
    .map(({ id }) => id)
  if (coordinators.length === 0 || directory.combiners.length < 2) throw nobodyToApprove()
  const present = await keptPreApproval(config)
  const draft = {
    schema: 'pre-approval/1',
    member: config.member,
    serial: (present?.document.serial ?? 0) + 1,
    cohorts: rangeOf(wishes),
    looks: wishes.looks,
    kinds: wishes.kinds,
    coordinators,
    combiners: directory.combiners,
    policySha256: sha256,
    validFrom: dayAfter(clock.now(), 0),
    validTo: dayAfter(clock.now(), wishes.days),
    vetoHours: wishes.vetoHours,
  }
  return checkSchema<PreApproval>('urn:prime-rose:pre-approval/1', draft, {
    code: 'usage/bad-argument',
    what: 'pre-approval',
  })
}

function nobodyToApprove(): NodeError {
  return new NodeError('usage/bad-argument', 'the federation directory names no coordinator, or not two combiners', {
    hint: 'Officers do: rose federation add ENTRY --dir DIR --coordinator (or --combiner); then rose federation fetch --node DIR.',
  })
}

function rangeOf({ keys, drugs }: PreApprovalWishes): unknown {
  if (keys.length === 0 && drugs.length === 0) return 'all'
  return { ...(keys.length === 0 ? {} : { keys }), ...(drugs.length === 0 ? {} : { drugs }) }
}

const dayAfter = (now: number, days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 10)

export interface PreApprovalState {
  /** The one that holds; null: rounds wait for people. */
  readonly inForce: {
    readonly preApproval: PreApproval
    readonly sha256: string
    readonly signedBy: readonly string[]
  } | null
  /** One that waits for its second signature. */
  readonly waiting: {
    readonly preApproval: PreApproval
    readonly sha256: string
    readonly signedBy: readonly string[]
  } | null
}

export async function showPreApproval(config: Config): Promise<PreApprovalState> {
  const inForce = await keptPreApproval(config)
  const file = waitingFile(config)
  const waiting = existsSync(file) ? await verify(config, readFileSync(file, 'utf8'), 0) : null
  return { inForce: inForce === null ? null : inWords(inForce), waiting: waiting === null ? null : inWords(waiting) }
}

export interface SignPreApproval {
  /** A draft, or what another member has signed; null: the one that waits here. */
  readonly text: string | null
  readonly as: string
  readonly clock: Clock
}

/** With the second member's signature it holds. The same member again changes nothing. */
export async function signPreApproval(config: Config, { text, as, clock }: SignPreApproval): Promise<PreApprovalState> {
  const key = committeeKey(config, as)
  const signer = { key, typ: ROUND_DOCUMENTS['pre-approval'].typ }
  const given = readGiven(text ?? readWaiting(config))
  await checkMayReplace(config, given.document)
  const signedBefore = given.signed ?? sameWaiting(config, given.document)
  const signed =
    signedBefore === null ? await signTogether(given.document, signer) : await addSignature(signedBefore, signer)
  const verified = await verify(config, signed, 1)
  if (!verified.signers.includes(as)) throw unknownMember()
  const isComplete = verified.signers.length >= PRE_APPROVERS_NEEDED
  await tell(config, { verified, as, clock, isComplete })
  if (isComplete) {
    const replaces = (await keptPreApproval(config))?.document.serial ?? null
    keepDocument(config.paths, { name: 'pre-approval', text: signed, replaces })
    rmSync(waitingFile(config), { force: true })
  } else {
    makePrivateFolder(config.paths.documents)
    writeWhole(waitingFile(config), signed)
  }
  return showPreApproval(config)
}

/** Null where there is none that two pinned members have signed. */
export async function keptPreApproval(config: Pick<Config, 'paths'>): Promise<SignedTogether<PreApproval> | null> {
  const text = readKeptDocument(config.paths, 'pre-approval')
  return text === null ? null : verify(config, text, PRE_APPROVERS_NEEDED)
}

function verify(config: Pick<Config, 'paths'>, text: string, atLeast: number): Promise<SignedTogether<PreApproval>> {
  return verifyPreApproval(text, readPins(enginePaths(config.paths.folder)).members, atLeast)
}

function readGiven(text: string): { readonly document: PreApproval; readonly signed: string | null } {
  const value = parseHandedOver(text, {
    what: 'pre-approval',
    code: 'usage/bad-argument',
    hint: 'rose pre-approval new --node DIR prints a draft.',
    maxCharacters: 1_048_576,
  })
  if (typeof value === 'object' && value !== null && 'signatures' in value) {
    return { document: readUnverified<PreApproval>(text, ROUND_DOCUMENTS['pre-approval']), signed: text }
  }
  const document = checkSchema<PreApproval>('urn:prime-rose:pre-approval/1', value, {
    code: 'usage/bad-argument',
    what: 'pre-approval',
  })
  return { document, signed: null }
}

async function checkMayReplace(config: Config, { member, serial }: PreApproval): Promise<void> {
  if (member !== config.member) {
    throw new NodeError('usage/bad-argument', 'the pre-approval is of another node')
  }
  const present = await keptPreApproval(config)
  if (present === null || serial > present.document.serial) return
  throw new NodeError('usage/bad-argument', 'a pre-approval of this serial or a later one holds already', {
    hint: 'rose pre-approval new --node DIR makes the next one.',
    detail: { serial, inForce: present.document.serial },
  })
}

function readWaiting(config: Config): string {
  if (existsSync(waitingFile(config))) return readFileSync(waitingFile(config), 'utf8')
  throw new NodeError('usage/bad-argument', 'no pre-approval waits for a signature', {
    hint: 'Give the file of a draft: rose pre-approval new --node DIR prints one.',
  })
}

/** What another member signed of the same draft. */
function sameWaiting(config: Config, document: PreApproval): string | null {
  if (!existsSync(waitingFile(config))) return null
  const text = readFileSync(waitingFile(config), 'utf8')
  const waiting = readUnverified<PreApproval>(text, ROUND_DOCUMENTS['pre-approval'])
  return canonicalHash(waiting) === canonicalHash(document) ? text : null
}

interface Signing {
  readonly verified: SignedTogether<PreApproval>
  readonly as: string
  readonly clock: Clock
  readonly isComplete: boolean
}

async function tell(config: Config, { verified, as, clock, isComplete }: Signing): Promise<void> {
  const facts = { serial: verified.document.serial, sha256: verified.sha256, complete: isComplete }
  await withDatabaseAs(config, 'ingest', database =>
    appendAuditEvent(database, appendAudit, {
      kind: 'pre-approval.signed',
      at: new Date(clock.now()).toISOString(),
      actor: `committee:${as}`,
      facts,
    }),
  )
}

const inWords = ({ document, sha256, signers }: SignedTogether<PreApproval>) => ({
  preApproval: document,
  sha256,
  signedBy: signers,
})

const waitingFile = ({ paths }: Config) => join(paths.documents, 'pre-approval.waiting.json')
