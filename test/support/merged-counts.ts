/** Made-up merged-counts documents: one statement a test says what matters, the rest is ordinary. */
import { designs } from '../../src/merged-counts/designs.ts'
import { mergedCounts, type NewDocument, type NewPart } from '../../src/merged-counts/document.ts'
import type { CountryPart, MergedCounts, PartMeasure, PoolPart } from '../../src/model/generated/merged-counts.ts'

const HASH = '0'.repeat(64)

export const shownUnder: MergedCounts['policy'] = {
  version: '1',
  k: 5,
  survival: { minPatients: 24, gridDays: 28, minEventsInStep: 3, minAtRisk: 5 },
}

export interface CountsGiven {
  readonly evaluable: number
  readonly control: number
  readonly mature?: number
  readonly treated?: number
  readonly controlMature?: number
  readonly pending?: number
}

function countsOf({ evaluable, mature = evaluable, treated, pending = 0 }: CountsGiven): CountryPart['counts'] {
  return {
    treated: { exact: treated ?? mature + pending },
    'treated-mature': { exact: mature },
    evaluable: { exact: evaluable },
    pending: { exact: pending },
    awaiting: { exact: 0 },
  }
}

function measuresOf({ control, controlMature = control }: CountsGiven): PartMeasure[] {
  return [
    { measure: 'disease-control-w16', denominator: 'evaluable', count: { exact: control } },
    { measure: 'disease-control-w16', denominator: 'treated-mature', count: { exact: controlMature } },
  ]
}

const common = {
  endpoint: 'control-w16-visit',
  versions: { derivation: 'w16/1', policy: '1' },
  quarters: [],
  survival: {},
  exposure: null,
  localStops: { rules: [], othersGoOn: true },
}

/** A country's approved export. */
export function aCountry(
  country: string,
  given: CountsGiven,
  more: Partial<Omit<CountryPart, 'counted' | 'kind'>> = {},
): NewPart {
  return {
    ...common,
    kind: 'country',
    country,
    source: { kind: 'export', member: `trial-${country.toLowerCase()}`, sha256: HASH },
    cut: { id: 'cut-0123456789abcdef', cutOff: '2025-12-31' },
    counts: countsOf(given),
    measures: measuresOf(given),
    ...more,
  }
}

/** The network table of a round. */
export function aPool(
  countries: readonly [string, ...string[]],
  given: CountsGiven,
  more: Partial<Omit<PoolPart, 'counted' | 'kind'>> = {},
): NewPart {
  return {
    ...common,
    kind: 'pool',
    countries: [...countries],
    source: { kind: 'network-table', round: '2026-Q1', standsFrom: null, manifest: HASH, sha256: HASH },
    cut: { from: '2025-10-01', to: '2025-12-31', set: HASH },
    stage1: null,
    counts: countsOf(given),
    measures: measuresOf(given),
    localStops: null,
    ...more,
  }
}

export function aDocument(parts: readonly NewPart[], more: Partial<Omit<NewDocument, 'parts'>> = {}): MergedCounts {
  return mergedCounts({
    cohort: { key: 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib', label: 'an invented cohort', definitionHash: null },
    endpoint: 'control-w16-visit',
    design: designs['drup-8-24/1'],
    looks: { s1: 8, s2: 24, closed: false },
    policy: shownUnder,
    merged: { by: 'impress-norway', on: '2026-01-15', program: 'prime-rose-node 0.1.0' },
    absent: [],
    ...more,
    parts,
  })
}
