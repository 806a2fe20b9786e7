/**
 * What a published table says of a cohort. Post-processing alone: it sees no row, refuses nothing that depends on data,
 * and gives the same bytes for the same table and cohort (attack A06).
 */
import type { Reading } from '../model/generated/answer.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import { type CellName, type IndexedTable, TOTAL } from './index-table.ts'
import type { CohortTerms } from './ports.ts'

/** Treated patients of a canonical definition: the count of the cell that is this cohort, else `masked` with the least shown cell that holds it. */
export function readPublished(definition: CohortDefinition, indexed: IndexedTable, terms: CohortTerms): Reading {
  const { table, sha256 } = indexed.published
  return {
    cohort: definition,
    country: table.country,
    trialId: table.trialId,
    denominator: 'treated',
    cut: { id: table.cut.id, cutoff: table.cut.cutoff },
    table: sha256,
    policy: { version: table.policy.version, k: table.policy.k },
    versions: {
      derivation: table.versions.derivation,
      normaliser: table.versions.normaliser,
      oncotree: table.versions.oncotree,
    },
    result: readResult(definition, indexed, terms),
  }
}

function readResult(definition: CohortDefinition, indexed: IndexedTable, terms: CohortTerms): Reading['result'] {
  const exact = cellThatIs(definition, terms)
  const count = exact === null ? undefined : indexed.shownCount(exact)
  if (count !== undefined) return { status: 'value', count }
  return { status: 'masked', atMost: leastShown(cellsThatHold(definition, terms), indexed) }
}

/** The one cell that counts the same patients as the definition, or null. A cohort of the catalogue is named by its key. */
function cellThatIs(definition: CohortDefinition, terms: CohortTerms): CellName | null {
  const { tumour, alteration, drugs } = definition
  const key = terms.keyOf(definition)
  if (key !== null) return { kind: 'cohort', code: key }
  if (alteration !== null) return null
  if (tumour === null) return drugs === null ? TOTAL : isExactSet(drugs) ? { kind: 'drugs', code: drugs } : null
  if (drugs !== null) return null
  const tissue = wholeTissue(tumour, terms)
  return tissue === null ? null : { kind: 'tumour', code: tissue }
}

/**
 * Cells that hold every patient of the definition, the total always. A cohort cell holds nothing but itself: it counts
 * the patients enrolled under that very key, so a definition at a deeper node is not inside it. Nor is a tissue known to
 * hold a named cohort: patients are in a cohort by its name, and in a tissue by their own tumour, which may be under review.
 */
function cellsThatHold(definition: CohortDefinition, terms: CohortTerms): readonly CellName[] {
  const cells: CellName[] = [TOTAL]
  if (definition.drugs !== null && isExactSet(definition.drugs)) cells.push({ kind: 'drugs', code: definition.drugs })
  const isNamed = terms.keyOf(definition) !== null
  const tissue = isNamed || definition.tumour === null ? null : commonTissue(definition.tumour, terms)
  if (tissue !== null) cells.push({ kind: 'tumour', code: tissue })
  return cells
}

/**
 * The tissue that the codes name as a whole: its own code and below, and nothing outside it. All children of a tissue are not the
 * tissue, because patients may be coded at the tissue itself.
 */
function wholeTissue(asked: readonly string[], terms: CohortTerms): string | null {
  const tissue = commonTissue(asked, terms)
  return tissue !== null && asked.includes(`${tissue}+`) ? tissue : null
}

/** `CODE+` and `CODE` are in the same tissue. */
function commonTissue(asked: readonly string[], terms: CohortTerms): string | null {
  const codes = asked.map(term => (term.endsWith('+') ? term.slice(0, -1) : term))
  const [first] = codes
  const tissue = first === undefined ? null : terms.tissueOf(first)
  return tissue !== null && codes.every(code => terms.isAtOrBelow(code, tissue)) ? tissue : null
}

/** An ATC class and "alone or with others" have no cell of their own. */
function isExactSet(drugs: string): boolean {
  return /^[a-z0-9+-]*[a-z0-9-]$/.test(drugs)
}

function leastShown(cells: readonly CellName[], indexed: IndexedTable): number | null {
  const counts = cells.map(cell => indexed.shownCount(cell)).filter(count => count !== undefined)
  return counts.length === 0 ? null : Math.min(...counts)
}
