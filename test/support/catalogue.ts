/** A small catalogue for tests. */
import type { Catalogue, CatalogueCohort } from '../../src/cohort/catalogue/catalogue.ts'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import { explainDefinition } from '../../src/cohort/explain.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

export const SOTORASIB = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
export const NIVOLUMAB = 'v1|PAN|P:MSI:H|nivolumab'

export function aCohort(key: string, id: string, change: Partial<CatalogueCohort> = {}): CatalogueCohort {
  return {
    id,
    key,
    label: explainDefinition(shipped, definitionOfKey(shipped, key)),
    version: 1,
    endpoint: 'control-w16-visit',
    design: 'simon-8-24',
    status: { NO: 'open' },
    ...change,
  }
}

export function aCatalogue(change: Partial<Catalogue> = {}): Catalogue {
  return {
    schema: 'catalogue/1',
    serial: 3,
    version: 'test-3',
    issued: '2026-01-01',
    validUntil: '2027-01-01',
    synthetic: true,
    codes: { normaliser: '1', oncotree: '2025-10-03' },
    designs: [{ id: 'simon-8-24', r1: 0, n1: 8, r: 4, n: 24, p0: 0.1, p1: 0.3, looks: ['S1', 'S2', 'final'] }],
    sources: [],
    cohorts: [aCohort(SOTORASIB, 'PR-0001'), aCohort(NIVOLUMAB, 'PR-0002')],
    ...change,
  }
}
