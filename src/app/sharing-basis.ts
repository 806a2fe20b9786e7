/** What sharing rests on at this node: declared by the mapping, signed by the committee, kept in `documents/`. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import {
  type CutBasis,
  checkSharingBasis,
  readSharingBasis,
  SHARING_BASIS_TYP,
  statementOf,
  verifySharingBasis,
} from '../cut/sharing-basis.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { readPins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { PinnedMember } from '../model/generated/engine-pins.ts'
import type { SharingBasisDocument } from '../model/generated/sharing-basis.ts'
import { writeWhole } from '../model/whole-file.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { addSignature, type SignedTogether, signTogether } from '../trust/signed-together.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { documentFile, keepDocument } from './kept-documents.ts'
import { mappingOfNode } from './mappings.ts'
import { committeeKey } from './members.ts'
import { makePrivateFolder } from './node-files.ts'

type Signed = SignedTogether<SharingBasisDocument>

export interface BasisState {
  /** `none`: the mapping declares nothing, and a data cut is refused. */
  readonly kind: CutBasis['kind'] | 'none'
  readonly consentForm: string | null
  readonly approval: string | null
  /** Whether a data cut may be built on it. */
  readonly holds: boolean
  /** The document that two members have signed. */
  readonly signed: { readonly serial: number; readonly sha256: string; readonly signers: readonly string[] } | null
  /** One that waits for its second signature. */
  readonly waiting: { readonly serial: number; readonly sha256: string; readonly signers: readonly string[] } | null
  /** Why it does not hold, and what to do. */
  readonly next: string | null
}

/** Throws `consent/basis-missing`. */
export async function basisForCut(config: Config): Promise<CutBasis> {
  return checkSharingBasis(declaredBy(config), await readSigned(config), config)
}

export async function showBasis(config: Config): Promise<BasisState> {
  const declared = declaredBy(config)
  const words = declared === null || 'consents' in declared ? null : declared
  const [signed, waiting] = [await readSigned(config), await readWaiting(config)]
  const shared = {
    consentForm: words?.consentForm ?? null,
    approval: words?.approval ?? null,
    signed: signed === null ? null : summary(signed),
    waiting: waiting === null ? null : summary(waiting),
  }
  try {
    const { kind } = checkSharingBasis(declared, signed, config)
    return { kind, ...shared, holds: true, next: null }
  } catch (error) {
    if (!isNodeError(error, 'consent/basis-missing')) throw error
    return {
      kind: declared === null ? 'none' : 'document',
      ...shared,
      holds: false,
      next: `${error.message}. ${error.hint ?? ''}`,
    }
  }
}

export interface SignBasisRequest {
  /** Name of the committee member. */
  readonly as: string
  readonly clock: Clock
}

/** With the second member's signature the document is put in place; the one before it is kept beside. */
export async function signBasis(config: Config, { as, clock }: SignBasisRequest): Promise<BasisState> {
  const key = committeeKey(config, as)
  checkPinned(config, as)
  const text = await toSign(config)
  const signer = { key, typ: SHARING_BASIS_TYP }
  const withMine = typeof text === 'string' ? await addSignature(text, signer) : await signTogether(text, signer)
  const found = await verifySharingBasis(withMine, committeeOf(config), 1)
  const complete = found.signers.length >= 2
  await withDatabaseAs(config, 'ingest', database =>
    appendAuditEvent(database, appendAudit, {
      kind: 'consent.basis-signed',
      at: new Date(clock.now()).toISOString(),
      actor: `committee:${as}`,
      facts: { member: as, sha256: found.sha256, serial: found.document.serial, complete },
    }),
  )
  if (complete) await putInPlace(config, withMine, found)
  else keepWaiting(config, withMine)
  return showBasis(config)
}

/** The document that waits or stands, where it says what the mapping declares; else a new one with the next serial. */
async function toSign(config: Config): Promise<string | SharingBasisDocument> {
  const words = statementOf(declaredBy(config))
  if (words === null) {
    throw new NodeError('usage/bad-argument', 'the mapping declares no sharing basis that is signed by itself', {
      hint: 'rose consent basis show --node DIR says what it declares.',
    })
  }
  const signed = await readSigned(config)
  for (const file of [waitingFile(config), basisFile(config)]) {
    if (!existsSync(file)) continue
    const text = readFileSync(file, 'utf8')
    const { consentForm, approval, member, trialId } = readSharingBasis(text)
    const same = consentForm === words.consentForm && approval === words.approval
    if (same && member === config.member && trialId === config.trialId) return text
  }
  const serial = (signed?.document.serial ?? 0) + 1
  return { schema: 'sharing-basis/1', member: config.member, trialId: config.trialId, serial, ...words }
}

async function putInPlace(config: Config, text: string, { sha256 }: Signed): Promise<void> {
  const before = await readSigned(config)
  const replaces = before === null || before.sha256 === sha256 ? null : before.document.serial
  keepDocument(config.paths, { name: 'sharing-basis', text, replaces })
  rmSync(waitingFile(config), { force: true })
}

function keepWaiting(config: Config, text: string): void {
  makePrivateFolder(config.paths.documents)
  writeWhole(waitingFile(config), text)
}

/** Null where there is none, or where too few of those who signed are still of the committee. */
async function readSigned(config: Config): Promise<Signed | null> {
  return readDocument(basisFile(config), committeeOf(config), 2)
}

async function readWaiting(config: Config): Promise<Signed | null> {
  return readDocument(waitingFile(config), committeeOf(config), 1)
}

async function readDocument(file: string, committee: readonly PinnedMember[], atLeast: number): Promise<Signed | null> {
  if (!existsSync(file)) return null
  try {
    return await verifySharingBasis(readFileSync(file, 'utf8'), committee, atLeast)
  } catch (error) {
    if (isNodeError(error, 'trust/too-few-signatures')) return null
    throw error
  }
}

function checkPinned(config: Config, name: string): void {
  if (committeeOf(config).some(member => member.name === name)) return
  throw new NodeError('approval/unknown-member', 'the signer is not a pinned member of the committee', {
    hint: 'Two pinned members approve first: rose member approve NAME --as MEMBER --node DIR',
  })
}

function summary({ document, sha256, signers }: Signed) {
  return { serial: document.serial, sha256, signers }
}

const declaredBy = (config: Config) => mappingOfNode(config).sharingBasis
const committeeOf = (config: Config) => readPins(enginePaths(config.paths.folder)).members
const basisFile = (config: Config) => documentFile(config.paths, 'sharing-basis')
const waitingFile = (config: Config) => join(config.paths.documents, 'sharing-basis.waiting.json')
