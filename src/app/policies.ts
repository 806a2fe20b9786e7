/**
 * The disclosure policy of a node: the one in force, and how two committee members put another in its place. In force is
 * what the engine has pinned; `documents/policy.json` is that policy with the signatures of those who agreed to it.
 */
import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import { unknownMember } from '../cut/approvals.ts'
import { checkSuccessor, defaultPolicy, POLICY_TYP, parsePolicy } from '../disclosure/policy.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { applyPinChange, approvePin, pinPolicyChange } from '../engine/pins.ts'
import { readPins, writePins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { asPublicJwk, keyIdOf } from '../trust/keys.ts'
import {
  addSignature,
  readUnverified,
  type SignedTogether,
  signTogether,
  verifyTogether,
} from '../trust/signed-together.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { keepDocument, readKeptDocument } from './kept-documents.ts'
import { committeeKey } from './members.ts'
import { proposedSerials, readAgreements, readProposal, removeProposal, saveProposal } from './policy-proposals.ts'

const SIGNED = { typ: POLICY_TYP, schemaId: 'urn:prime-rose:disclosure-policy/1' } as const
const MEMBERS_NEEDED = 2

export interface PolicyInForce {
  readonly policy: DisclosurePolicy
  /** SHA-256 of its canonical form, hex: what the engine has pinned. */
  readonly sha256: string
  /** Members who signed it and are pinned today; nobody signs the one that comes with the program. */
  readonly signedBy: readonly string[]
  /** Serials of policies that members have begun to sign. */
  readonly proposed: readonly number[]
}

/** Throws `policy/not-pinned` where the document is not the one that the engine believes. */
export async function policyInForce(config: Config): Promise<PolicyInForce> {
  const pins = readPins(enginePaths(config.paths.folder))
  const text = readKeptDocument(config.paths, 'policy')
  const { document, signers } =
    text === null ? { document: defaultPolicy, signers: [] } : await verify(text, { pins, atLeast: 0 })
  const sha256 = canonicalHash(document)
  if (sha256 !== pins.policy.sha256) {
    throw new NodeError('policy/not-pinned', 'the policy document is not the one that the engine has pinned', {
      hint: 'Activate again (rose policy activate), or restore documents/policy.json from the backup.',
      detail: { serial: document.serial, pinned: pins.policy.serial },
    })
  }
  return { policy: parsePolicy(document), sha256, signedBy: signers, proposed: proposedSerials(config.paths) }
}

export interface SignPolicyRequest {
  /** A policy, or one that somebody has signed already. */
  readonly text: string
  readonly as: string
  readonly clock: Clock
}

export interface SignedPolicy {
  readonly serial: number
  readonly sha256: string
  readonly signedBy: readonly string[]
}

/** Signs the document, and agrees that the engine pins it. The same member again changes nothing. */
export async function signPolicy(config: Config, { text, as, clock }: SignPolicyRequest): Promise<SignedPolicy> {
  const pins = readPins(enginePaths(config.paths.folder))
  const key = committeeKey(config, as)
  checkIsPinned(pins, { name: as, x: key.x })
  const given = readGiven(text)
  checkSuccessor(given.policy, pins.policy)
  const before = signedSoFar(config, given)
  const signer = { key, typ: POLICY_TYP }
  const signed = before === null ? await signTogether(given.policy, signer) : await addSignature(before, signer)
  const { sha256, signers } = await verify(signed, { pins, atLeast: 1 })
  const jws = await approvePin({
    change: pinPolicyChange(pins, given.policy),
    member: as,
    key,
    iat: Math.floor(clock.now() / 1000),
    jti: randomBytes(16).toString('hex'),
  })
  await tell(config, clock, { kind: 'policy.signed', actor: `committee:${as}`, policy: given.policy, sha256 })
  const { serial } = given.policy
  saveProposal(config.paths, { serial, text: signed, agreement: { from: pins.serial, by: as, jws } })
  return { serial, sha256, signedBy: signers }
}

/** Puts the signed policy in force: pinned first, so that a run that broke off is finished by the next. */
export async function activatePolicy(config: Config, serial: number | undefined, clock: Clock): Promise<SignedPolicy> {
  const engine = enginePaths(config.paths.folder)
  const pins = readPins(engine)
  const text = chooseProposal(config, serial)
  const { document, sha256, signers } = await verify(text, { pins, atLeast: MEMBERS_NEEDED })
  if (sha256 !== pins.policy.sha256) {
    // Two may have signed it before another came into force.
    checkSuccessor(document, pins.policy)
    const change = pinPolicyChange(pins, parsePolicy(document))
    const agreed = readAgreements(config.paths, document.serial, pins.serial)
    const changed = await applyPinChange(
      pins,
      change,
      agreed.map(({ jws }) => jws),
    )
    await tell(config, clock, { kind: 'policy.activated', actor: 'operator', policy: document, sha256 })
    writePins(engine, changed)
  }
  keepDocument(config.paths, { name: 'policy', text, replaces: keptSerial(config) })
  removeProposal(config.paths, document.serial)
  return { serial: document.serial, sha256, signedBy: signers }
}

/** The policy in a text, plain or signed, as far as it can be read without believing it. */
export function readPolicyText(text: string): DisclosurePolicy {
  return readGiven(text).policy
}

interface Given {
  readonly policy: DisclosurePolicy
  /** The text, where it is signed already. */
  readonly signed: string | null
}

function readGiven(text: string): Given {
  const document = parseJson(text)
  const isSigned = typeof document === 'object' && document !== null && 'signatures' in document
  if (!isSigned) return { policy: parsePolicy(document), signed: null }
  return { policy: parsePolicy(readUnverified(text, SIGNED)), signed: text }
}

function parseJson(text: string): unknown {
  try {
    return parseStrictJson(text)
  } catch {
    throw new NodeError('policy/bad-policy', 'the disclosure policy is not JSON, or names a member twice', {
      hint: 'rose policy show --json --node DIR prints the one in force, as a form to start from.',
    })
  }
}

function verify(
  text: string,
  { pins, atLeast }: { pins: EnginePins; atLeast: number },
): Promise<SignedTogether<DisclosurePolicy>> {
  const members = new Map(
    pins.members.map(({ name, publicJwk }) => {
      const key = asPublicJwk(publicJwk)
      return [keyIdOf(key), { name, key }]
    }),
  )
  return verifyTogether(text, { ...SIGNED, atLeast, signerOf: kid => members.get(kid) ?? null })
}

/** What members signed under this serial; another policy under it is refused. */
function signedSoFar(config: Config, { policy, signed }: Given): string | null {
  const text = readProposal(config.paths, policy.serial)
  if (text === null) return signed
  if (canonicalHash(readUnverified(text, SIGNED)) === canonicalHash(policy)) return text
  throw new NodeError('policy/other-proposed', 'another policy is proposed under this serial', {
    hint: 'Sign that one, or give yours a higher serial.',
    detail: { serial: policy.serial },
  })
}

/** The newest where none is named. */
function chooseProposal(config: Config, serial: number | undefined): string {
  const chosen = serial ?? proposedSerials(config.paths).at(-1)
  const text = chosen === undefined ? null : readProposal(config.paths, chosen)
  if (text !== null) return text
  throw new NodeError('policy/none-proposed', 'no such policy has been signed', {
    hint: 'First, by two members: rose policy sign FILE --node DIR --as NAME',
  })
}

function keptSerial(config: Config): number | null {
  const text = readKeptDocument(config.paths, 'policy')
  return text === null ? null : readUnverified<DisclosurePolicy>(text, SIGNED).serial
}

interface PolicyEvent {
  readonly kind: 'policy.signed' | 'policy.activated'
  readonly actor: string
  readonly policy: DisclosurePolicy
  readonly sha256: string
}

function tell(config: Config, clock: Clock, { kind, actor, policy, sha256 }: PolicyEvent): Promise<unknown> {
  const { version, serial, k } = policy
  return withDatabaseAs(config, 'ingest', database =>
    appendAuditEvent(database, appendAudit, {
      kind,
      at: new Date(clock.now()).toISOString(),
      actor,
      facts: { version, serial, k, sha256 },
    }),
  )
}

function checkIsPinned({ members }: EnginePins, signer: { readonly name: string; readonly x: string }): void {
  if (members.some(({ name, publicJwk }) => name === signer.name && publicJwk.x === signer.x)) return
  throw unknownMember()
}
