/**
 * What a published table says of a cohort. Post-processing alone: it sees no row, refuses nothing that depends on data,
 * and gives the same bytes for the same table and question (attack A06).
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { Reading } from '../model/generated/answer.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import { type Bounds, boundsOfNamed, boundsWithin } from './bounds.ts'
import type { IndexedTable } from './index-table.ts'
import type { CohortTerms } from './ports.ts'
import { boundsOfScreened } from './screened-bounds.ts'

export type Denominator = Reading['denominator']

export interface CohortQuestion {
  /** Canonical. */
  readonly definition: CohortDefinition
  readonly denominator: Denominator
}

/** The count of the cell that is this cohort; else `masked` where it is one, `range` where it is none, with what shown cells imply. */
export function readPublished(
  { definition, denominator }: CohortQuestion,
  indexed: IndexedTable,
  terms: CohortTerms,
): Reading {
  const { table, sha256 } = indexed.published
  return {
    cohort: definition,
    country: table.country,
    trialId: table.trialId,
    denominator,
    cut: { id: table.cut.id, cutoff: table.cut.cutoff },
    table: sha256,
    policy: { version: table.policy.version, k: table.policy.k },
    versions: {
      derivation: table.versions.derivation,
      normaliser: table.versions.normaliser,
      oncotree: table.versions.oncotree,
    },
    result: asResult(boundsOf({ definition, denominator }, indexed, terms), indexed),
    cells: indexed.isFirst ? 'one-cut' : 'mixed-cuts',
  }
}

/** Strong validator (RFC 9110 section 8.8.3): of the reading's canonical bytes, whoever asked. */
export function etagOf(reading: Reading): string {
  return `"${createHash('sha256').update(canonicalJson(reading)).digest('hex')}"`
}

function boundsOf({ definition, denominator }: CohortQuestion, indexed: IndexedTable, terms: CohortTerms): Bounds {
  if (denominator === 'screened') return boundsOfScreened(terms.readWithin(checkScreened(definition)), indexed)
  const key = terms.keyOf(definition)
  return key === null ? boundsWithin(terms.readWithin(definition), indexed) : boundsOfNamed(key, indexed, terms)
}

/** A screened patient has no drug yet, and is enrolled in nothing. */
function checkScreened(definition: CohortDefinition): CohortDefinition {
  const { match, drugs } = definition
  if (match === 'within' && drugs === null) return definition
  throw new NodeError('cohort/bad-definition', 'screened patients are asked for by tumour and gene, within', {
    hint: 'Leave the drug open; tumour:CODE asks for the node and all below, G:KRAS:any for the gene.',
  })
}

/** Bounds that meet are a number where all cells are of one cut; of different cuts they may never have met. */
function asResult({ from, to, isCell, isShown }: Bounds, { isFirst }: IndexedTable): Reading['result'] {
  if (isShown || (isFirst && from === to && from > 0)) return { status: 'value', count: from }
  return { status: isCell ? 'masked' : 'range', from, to }
}
