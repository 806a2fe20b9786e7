/**
 * The catalogue of cohorts of a node: the one in `documents/` that federation officers have signed, else the one that
 * comes with the program. And catalogues as files: plain drafts, and what officers have signed so far.
 */
import { type Catalogue, parseCatalogue } from '../cohort/catalogue/catalogue.ts'
import { checkSuccessor } from '../cohort/catalogue/compare.ts'
import { CATALOGUE_SIGNATURES_NEEDED, CATALOGUE_TYP, checkInForce } from '../cohort/catalogue/in-force.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { keyIdOf, type PrivateJwk } from '../trust/keys.ts'
import { addSignature, readUnverified, signTogether, verifyTogether } from '../trust/signed-together.ts'
import { auditOf, heldDirectory, pinnedOfficers } from './directory.ts'
import { parseHandedOver } from './documents.ts'
import { keepDocument, readKeptDocument } from './kept-documents.ts'
import { shippedCatalogue, terminologyOf } from './terminology.ts'

export interface CatalogueInForce {
  readonly catalogue: Catalogue
  /** SHA-256 of its canonical JSON, hex: its name, whoever has signed it. */
  readonly sha256: string
  /** Officers; empty for the one that comes with the program. */
  readonly signedBy: readonly string[]
  readonly origin: 'federation' | 'program'
}

/** Throws where what lies in `documents/` does not hold: nothing falls back to another catalogue by itself. */
export async function catalogueInForce(config: Pick<Config, 'paths'>, clock: Clock): Promise<CatalogueInForce> {
  const kept = await keptCatalogue(config)
  const inForce = kept ?? shipped()
  checkInForce(inForce.catalogue, dayOf(clock))
  return inForce
}

/** As it lies there, also past its last day; null where there is none. */
async function keptCatalogue(config: Pick<Config, 'paths'>): Promise<CatalogueInForce | null> {
  const text = readKeptDocument(config.paths, 'catalogue')
  return text === null ? null : verifyCatalogue(config, text)
}

function shipped(): CatalogueInForce {
  const catalogue = shippedCatalogue()
  return { catalogue, sha256: canonicalHash(catalogue), signedBy: [], origin: 'program' }
}

/** Signed by two officers that the node has pinned. */
export async function verifyCatalogue(config: Pick<Config, 'paths'>, text: string): Promise<CatalogueInForce> {
  const officers = pinnedOfficers(config)
  if (officers === null) {
    throw new NodeError(
      'cohort/bad-catalogue',
      'this node has pinned no federation officers, so it can believe no catalogue',
      {
        hint: 'rose join DIR --directory FILE makes it a member of a federation.',
      },
    )
  }
  const byKid = new Map(officers.map(({ name, publicJwk }) => [keyIdOf(publicJwk), { name, key: publicJwk }]))
  const verified = await verifyTogether<unknown>(text, {
    typ: CATALOGUE_TYP,
    schemaId: 'urn:prime-rose:catalogue/1',
    signerOf: kid => byKid.get(kid) ?? null,
    atLeast: CATALOGUE_SIGNATURES_NEEDED,
  })
  const catalogue = parseCatalogue(terminologyOf(), verified.document)
  return { catalogue, sha256: verified.sha256, signedBy: verified.signers, origin: 'federation' }
}

/** Verifies a catalogue and puts it in the place of the one before; its audit event is durable first. */
export async function installCatalogue(config: Config, text: string, clock: Clock): Promise<CatalogueInForce> {
  const next = await verifyCatalogue(config, text)
  const present = await keptCatalogue(config)
  if (present?.sha256 === next.sha256) return next
  checkInForce(next.catalogue, dayOf(clock))
  // The first one of a federation owes nothing to the examples of the program.
  if (present !== null) checkSuccessor(present.catalogue, next.catalogue)
  await checkDirectoryNamesIt(config, next)
  await auditOf(config)({
    kind: 'catalogue.installed',
    at: new Date(clock.now()).toISOString(),
    actor: 'operator',
    facts: { serial: next.catalogue.serial, sha256: next.sha256, signers: next.signedBy },
  })
  keepDocument(config.paths, { name: 'catalogue', text, replaces: present?.catalogue.serial ?? null })
  return next
}

async function checkDirectoryNamesIt(config: Config, { sha256 }: CatalogueInForce): Promise<void> {
  const named = (await heldDirectory(config))?.document.catalogue ?? null
  if (named === null || named === sha256) return
  throw new NodeError('cohort/bad-catalogue', 'the federation directory names another catalogue', {
    hint: 'Get the directory that names this one first: rose federation fetch --node DIR',
    detail: { directory: named, given: sha256 },
  })
}

export interface CatalogueText {
  readonly catalogue: Catalogue
  readonly sha256: string
  /** The text itself, where somebody has signed it. */
  readonly signed: string | null
}

/** A plain catalogue, or one that somebody has signed, checked but not believed. */
export function readCatalogueText(text: string): CatalogueText {
  const value = parseHandedOver(text, {
    what: 'catalogue',
    code: 'cohort/bad-catalogue',
    hint: 'It follows schemas/catalogue.schema.json; rose catalogue show --json prints the one in force.',
    maxCharacters: 16_777_216,
  })
  const isSigned = typeof value === 'object' && value !== null && 'signatures' in value
  const plain = isSigned
    ? readUnverified<unknown>(text, { typ: CATALOGUE_TYP, schemaId: 'urn:prime-rose:catalogue/1' })
    : value
  const catalogue = parseCatalogue(terminologyOf(), plain)
  return { catalogue, sha256: canonicalHash(catalogue), signed: isSigned ? text : null }
}

/** Adds one officer's signature; the same officer again changes nothing. */
export function signCatalogue({ catalogue, signed }: CatalogueText, key: PrivateJwk): Promise<string> {
  const signer = { key, typ: CATALOGUE_TYP }
  return signed === null ? signTogether(catalogue, signer) : addSignature(signed, signer)
}

/** What a document is called, whoever has signed it. */
export function documentHash(document: object): string {
  return canonicalHash(document)
}

export function dayOf(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10)
}
