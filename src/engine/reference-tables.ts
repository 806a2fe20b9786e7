/**
 * The two tables that decide the cells of a national table: the tissues of the tumour tree and the catalogue of cohorts.
 * Cells come from here and never from the data, so that a cell's presence says nothing.
 */
import { NodeError } from '../model/errors.ts'
import type { Catalogue } from '../model/generated/catalogue.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'

export interface TumourTissues {
  /** Codes of all tissues, sorted. */
  readonly codes: readonly string[]
  /** Tissue of a tumour code; null where the code is no node of the tree (`PAN`) or null itself. */
  tissueOf(code: string | null): string | null
}

export interface CatalogueCells {
  readonly version: string
  readonly serial: number
  /** Its last day, `YYYY-MM-DD`. */
  readonly validUntil: string
  /** SHA-256 of the catalogue in canonical JSON, hex: its name, however it is laid out and whoever signed it. */
  readonly sha256: string
  /** Cohort keys v1, sorted. */
  readonly cohorts: readonly string[]
  /** Exact sets of drugs in them, sorted. */
  readonly drugs: readonly string[]
  /** HGNC ids of the genes in them, sorted. */
  readonly genes: readonly string[]
  /** The catalogue itself. */
  readonly document: Catalogue
}

/** Text of `tumours.csv`: code first, parent last, comment lines with `#`; a node without a parent is a tissue. */
export function parseTissues(text: string): TumourTissues {
  const [header, ...rows] = text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'))
  if (header !== 'code,name,parent') throw badTable('the table of tumours')
  const parents = new Map(
    rows.map(row => [row.slice(0, row.indexOf(',')), row.slice(row.lastIndexOf(',') + 1)] as const),
  )
  const tissues = new Map([...parents.keys()].map(code => [code, rootOf(code, parents)]))
  return {
    codes: [...new Set(tissues.values())].sort(),
    tissueOf: code => (code === null ? null : (tissues.get(code) ?? null)),
  }
}

/** Bytes of the catalogue's file that comes with the program. */
export function parseCatalogueCells(bytes: Uint8Array): CatalogueCells {
  return catalogueCells(parse(bytes))
}

/** Throws `terminology/bad-table` where the catalogue cannot be counted by. */
export function catalogueCells(catalogue: object): CatalogueCells {
  const { version, serial, validUntil, cohorts } = catalogue as Partial<Record<keyof Catalogue, unknown>>
  if (typeof version !== 'string' || typeof serial !== 'number' || typeof validUntil !== 'string') {
    throw badTable('the catalogue')
  }
  if (!Array.isArray(cohorts)) throw badTable('the catalogue')
  const keys = cohorts.map((cohort: unknown) => keyOf(cohort)).sort()
  if (new Set(keys).size !== keys.length) throw badTable('the catalogue')
  return {
    version,
    serial,
    validUntil,
    sha256: canonicalHash(catalogue),
    cohorts: keys,
    drugs: [...new Set(keys.map(drugsOf))].sort(),
    genes: [...new Set(keys.flatMap(genesOf))].sort(),
    document: catalogue as Catalogue,
  }
}

function rootOf(code: string, parents: ReadonlyMap<string, string>): string {
  let at = code
  for (let steps = 0; steps <= parents.size; steps++) {
    const parent = parents.get(at)
    if (parent === '') return at
    if (parent === undefined) break
    at = parent
  }
  throw badTable('the table of tumours')
}

function parse(bytes: Uint8Array): object {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as object
  } catch {
    throw badTable('the catalogue')
  }
}

/** `v1|tumour|alteration|drugs`. */
function keyOf(cohort: unknown): string {
  const key = typeof cohort === 'object' && cohort !== null && 'key' in cohort ? cohort.key : undefined
  if (typeof key !== 'string' || !/^v1\|[^|]+\|[^|]+\|[^|]+$/.test(key)) throw badTable('the catalogue')
  return key
}

/** Every alteration of a gene names it, and a fusion both; profiles name none. */
const genesOf = (key: string) => key.split('|')[2]?.match(/HGNC:[1-9]\d*/g) ?? []

const drugsOf = (key: string) => key.slice(key.lastIndexOf('|') + 1)

function badTable(what: string): NodeError {
  return new NodeError('terminology/bad-table', `${what} cannot be read`, {
    hint: 'Install the program again.',
  })
}
