/** What cohorts of the catalogue have in common: by exact drugs, by tissue, by gene. Derived from the keys, never stored. */
import { byCodeUnit } from '../../terminology/fold.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import { panTumour, tissueOf } from '../../terminology/tumour-tree.ts'
import { readAlterations } from '../alteration-part.ts'
import type { Catalogue, CatalogueCohort } from './catalogue.ts'

/** Code -> the cohorts of it, both sorted. */
export type Margin = ReadonlyMap<string, readonly CatalogueCohort[]>

export interface Margins {
  /** By exact set of drugs. */
  readonly drugs: Margin
  /** By tissue of the tumour tree; pan-tumour cohorts under `PAN`. A cohort of several tissues is in each. */
  readonly tissues: Margin
  /** By HGNC id; both partners of a fusion. Profiles have no gene. */
  readonly genes: Margin
}

export interface KeyParts {
  readonly tumours: readonly string[]
  readonly alterations: readonly string[]
  readonly drugs: string
}

/** Of a canonical key v1. */
export function partsOfKey(key: string): KeyParts {
  const [, tumour = '', alteration = '', drugs = ''] = key.split('|')
  return { tumours: tumour.split(','), alterations: alteration.split(','), drugs }
}

export function marginsOf(terminology: Terminology, { cohorts }: Pick<Catalogue, 'cohorts'>): Margins {
  return {
    drugs: groupBy(cohorts, ({ key }) => [partsOfKey(key).drugs]),
    tissues: groupBy(cohorts, ({ key }) =>
      partsOfKey(key).tumours.map(code => tissueOf(terminology, code) ?? panTumour),
    ),
    genes: groupBy(cohorts, ({ key }) => genesOf(terminology, partsOfKey(key).alterations)),
  }
}

function genesOf(terminology: Terminology, alterations: readonly string[]): string[] {
  return readAlterations(terminology, alterations).flatMap(code => {
    if (code.kind === 'profile') return []
    return code.kind === 'fusion' && code.partner !== null ? [code.gene.hgnc, code.partner.hgnc] : [code.gene.hgnc]
  })
}

function groupBy(cohorts: readonly CatalogueCohort[], codesOf: (cohort: CatalogueCohort) => readonly string[]): Margin {
  const groups = new Map<string, CatalogueCohort[]>()
  for (const cohort of cohorts) {
    for (const code of new Set(codesOf(cohort))) groups.set(code, [...(groups.get(code) ?? []), cohort])
  }
  return new Map([...groups].sort(([a], [b]) => byCodeUnit(a, b)))
}
