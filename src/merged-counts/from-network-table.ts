/** Merged counts of a pooled round: the pool of its set of countries, and no country's part. */
import { NodeError } from '../model/errors.ts'
import type {
  Count,
  CurveCounts,
  MergedCounts,
  PartMeasure,
  PoolPart,
  QuarterCounts,
} from '../model/generated/merged-counts.ts'
import type { NetworkTable, NetworkTableRow, OpenedCurve, OpenedValues } from '../model/generated/network-table.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { mergedCounts } from './document.ts'
import type { DocumentSettings } from './from-local-table.ts'

/** Throws `report/unknown-cohort` where the table has no row of that key. */
export function fromNetworkTable(
  table: NetworkTable,
  { cohort, ...settings }: DocumentSettings & { readonly cohort: MergedCounts['cohort'] },
): MergedCounts {
  const row = table.cohorts.find(({ key }) => key === cohort.key)
  if (row === undefined) {
    throw new NodeError('report/unknown-cohort', 'the network table has no such cohort', {
      hint: 'Give the key of a cohort of the catalogue that the round was of.',
    })
  }
  return mergedCounts({ ...settings, cohort, parts: [poolOf(table, row, settings.endpoint)], absent: [] })
}

function poolOf(table: NetworkTable, row: NetworkTableRow, endpoint: string | null): Omit<PoolPart, 'counted'> {
  const standsFrom = row.values?.round ?? row.s1?.round ?? row.evaluable?.round ?? row.patients?.round ?? table.round
  return {
    kind: 'pool',
    countries: countriesOf(table, standsFrom),
    source: {
      kind: 'network-table',
      round: table.round,
      standsFrom: standsFrom === table.round ? null : standsFrom,
      manifest: table.manifestSha256,
      sha256: canonicalHash(table),
    },
    cut: { ...table.window, set: table.setSha256 },
    stage1: row.s1 === null ? null : { outcome: row.s1.decision, quarter: null, evaluable: null },
    endpoint,
    versions: { derivation: table.versions.derivation, policy: table.policy.version },
    counts: row.values === null ? accrualOf(row) : countsOf(row.values),
    measures: row.values === null ? [] : measuresOf(row.values),
    quarters: row.values === null ? [] : quartersOf(row.values),
    survival: row.values === null ? {} : { ...curve('pfs', row.values.pfs), ...curve('os', row.values.os) },
    exposure: null,
    localStops: null,
  }
}

/** The countries of the set whose counts stand. */
function countriesOf(table: NetworkTable, round: string): PoolPart['countries'] {
  const [latest] = table.rounds
  const { members } = table.rounds.find(entry => entry.round === round) ?? latest
  const [first = '', ...others] = new Set(members.map(({ country }) => country).toSorted())
  return [first, ...others]
}

/** Before values are opened: an exact count that may stand since an earlier round, else the band. */
function accrualOf({ band, patients, evaluable }: NetworkTableRow): PoolPart['counts'] {
  const atLeast = (lo: number): Count => ({ masked: { lo, hi: null } })
  const inBand: Count = band === 'masked' ? atLeast(0) : { masked: { lo: band.from, hi: band.to } }
  return {
    treated: patients === null ? inBand : atLeast(patients.atLeast),
    ...(evaluable === null ? {} : { evaluable: atLeast(evaluable.atLeast) }),
  }
}

function countsOf({ counts }: OpenedValues): PoolPart['counts'] {
  return {
    treated: { exact: counts.treated },
    'treated-mature': { exact: counts.treatedMature },
    evaluable: { exact: counts.evaluable },
    pending: { exact: counts.pending },
  }
}

/** Members of the opened counts, the measure that each is, and its denominator. */
const MEASURES = [
  ['control', 'disease-control-w16', 'evaluable'],
  ['control', 'disease-control-w16', 'treated-mature'],
  ['objectiveResponse', 'objective-response', 'treated'],
  ['confirmedResponse', 'confirmed-response', 'treated'],
  ['bestCR', 'best-response-cr', 'treated'],
  ['bestPR', 'best-response-pr', 'treated'],
  ['bestSD', 'best-response-sd', 'treated'],
  ['bestPD', 'best-response-pd', 'treated'],
  ['bestNE', 'best-response-ne', 'treated'],
  ['grade3Related', 'ae-grade3-related', 'treated'],
  ['grade3RelatedOrUnknown', 'ae-grade3-related-or-unknown', 'treated'],
  ['serious', 'serious-ae', 'treated'],
  ['noControlProgressed', 'no-control-progressed', 'treated-mature'],
  ['noControlDied', 'no-control-died', 'treated-mature'],
  ['noControlOffTreatment', 'no-control-off-treatment', 'treated-mature'],
  ['noControlMissed', 'no-control-missed', 'treated-mature'],
  ['noControlUnconfirmedProgression', 'no-control-unconfirmed-progression', 'treated-mature'],
  ['noControlNotAssessable', 'no-control-not-assessable', 'treated-mature'],
] as const satisfies readonly (readonly [
  keyof OpenedValues['counts'],
  PartMeasure['measure'],
  PartMeasure['denominator'],
])[]

function measuresOf({ counts }: OpenedValues): PartMeasure[] {
  return MEASURES.map(([member, measure, denominator]) => ({ measure, denominator, count: { exact: counts[member] } }))
}

/** Responders are known where a stage ends, and at the last quarter, which holds everybody. */
function quartersOf({ quarters, byQuarter, stages, counts }: OpenedValues): QuarterCounts[] {
  const controlAt = new Map(stages.map(({ quarter, control }) => [quarter, control]))
  const last = quarters.at(-1)
  if (last !== undefined && byQuarter.evaluable.at(-1) === counts.evaluable) controlAt.set(last, counts.control)
  return quarters.map((quarter, index) => {
    const control = controlAt.get(quarter)
    return {
      quarter,
      evaluable: byQuarter.evaluable[index] ?? 0,
      pending: byQuarter.pending[index] ?? 0,
      ...(control === undefined ? {} : { control }),
    }
  })
}

/** A round ends every curve where fewer than the policy's number would remain at risk. */
function curve(name: 'pfs' | 'os', opened: OpenedCurve): { [key in 'pfs' | 'os']?: CurveCounts } {
  if (opened === null || opened.entered === 0) return {}
  const steps = opened.steps.map(({ toDay, events, censored }) => ({ to: toDay, events, censored }))
  return { [name]: { denominator: 'treated', entered: opened.entered, steps, cut: true } }
}
