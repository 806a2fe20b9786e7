/**
 * The catalogue that the engine counts by: the one in `documents/` that two pinned officers signed, else the one that
 * comes with the program. Whoever writes the node's folder may bring a newer one and never the one before: the engine's
 * record remembers which it has used.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CATALOGUE_SIGNATURES_NEEDED, CATALOGUE_TYP, checkInForce } from '../cohort/catalogue/in-force.ts'
import { NodeError } from '../model/errors.ts'
import type { Catalogue } from '../model/generated/catalogue.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import { asPublicJwk, keyIdOf } from '../trust/keys.ts'
import { verifyTogether } from '../trust/signed-together.ts'
import type { EnginePaths } from './engine-paths.ts'
import { readPlainFile } from './plain-file.ts'
import type { RecordEntry, UsedCatalogue } from './record.ts'
import { type CatalogueCells, catalogueCells, parseCatalogueCells } from './reference-tables.ts'

export interface CountingCatalogue extends CatalogueCells {
  readonly origin: UsedCatalogue['origin']
}

export interface ReadCatalogue {
  readonly paths: Pick<EnginePaths, 'documents'>
  /** Folder with `catalogue/starter.json`. */
  readonly tables: string
  readonly pins: EnginePins
  /** Of the engine's record. */
  readonly entries: readonly RecordEntry[]
  /** `YYYY-MM-DD`. */
  readonly today: string
}

const FILE = 'catalogue.json'
const MAX_BYTES = 16_777_216

/**
 * Throws `trust/...` where what lies there does not hold, `cohort/bad-catalogue` while no officers are pinned,
 * `cohort/catalogue-expired`, and `cohort/catalogue-older` for one that was replaced.
 */
export async function readCatalogue(request: ReadCatalogue): Promise<CountingCatalogue> {
  const { paths, tables, pins, entries, today } = request
  const catalogue: CountingCatalogue = existsSync(join(paths.documents, FILE))
    ? { ...(await openSigned(readPlainFile(paths.documents, FILE, MAX_BYTES), pins)), origin: 'federation' }
    : { ...parseCatalogueCells(readFileSync(join(tables, 'catalogue', 'starter.json'))), origin: 'program' }
  checkInForce(catalogue, today)
  entries.forEach(({ facts }) => {
    if (facts.kind === 'let-out') checkNotBefore(catalogue, facts.catalogue)
  })
  return catalogue
}

async function openSigned(bytes: Uint8Array, { officers }: EnginePins): Promise<CatalogueCells> {
  if (officers === undefined) {
    throw new NodeError(
      'cohort/bad-catalogue',
      'the engine has pinned no federation officers, so it believes no catalogue',
      {
        hint: 'rose join DIR --directory FILE makes the node a member of a federation.',
      },
    )
  }
  const byKid = new Map(
    officers.map(({ name, publicJwk }) => {
      const key = asPublicJwk(publicJwk)
      return [keyIdOf(key), { name, key }]
    }),
  )
  const { document } = await verifyTogether<Catalogue>(new TextDecoder().decode(bytes), {
    typ: CATALOGUE_TYP,
    schemaId: 'urn:prime-rose:catalogue/1',
    signerOf: kid => byKid.get(kid) ?? null,
    atLeast: CATALOGUE_SIGNATURES_NEEDED,
  })
  return catalogueCells(document)
}

/** Serials are a federation's own: its first catalogue follows the program's, and nothing goes back to that. */
function checkNotBefore({ origin, serial, sha256 }: CountingCatalogue, used: UsedCatalogue): void {
  const isSame = origin === used.origin && serial === used.serial && sha256 === used.sha256
  const isLater = origin === used.origin ? serial > used.serial : origin === 'federation'
  if (isSame || isLater) return
  throw new NodeError('cohort/catalogue-older', 'tables were made by a later catalogue than the one in place', {
    hint: 'Put the present one in place: rose catalogue install FILE --node DIR',
    detail: { present: used.serial, given: serial },
  })
}
