/** Merged counts of one node's own exact table: for reading inside the closed platform. */

import type { LocalCohort, LocalCohorts, StartQuarter } from '../model/generated/local-cohorts.ts'
import type {
  CurveCounts,
  MergedCounts,
  PartMeasure,
  PartSurvival,
  QuarterCounts,
} from '../model/generated/merged-counts.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { curveOfTimes } from './curves.ts'
import { mergedCounts } from './document.ts'

export type DocumentSettings = Pick<MergedCounts, 'endpoint' | 'design' | 'looks' | 'policy' | 'merged'>

/** One cohort of the table, with the hash of its definition where it has a key. */
export interface NamedCohort {
  readonly cohort: LocalCohort
  readonly definitionHash: string | null
}

/** The document of one cohort of the table. */
export function fromLocalCohort(
  table: LocalCohorts,
  { cohort, definitionHash }: NamedCohort,
  settings: DocumentSettings,
): MergedCounts {
  return documentOf(table, {
    settings,
    cohort: { key: cohort.key, label: cohort.label, definitionHash },
    counts: countsOf(cohort),
    cohorts: [cohort],
  })
}

/** All cohorts of the table together: a summary of the trial, without a design and so without a decision. */
export function fromLocalTotals(table: LocalCohorts, settings: DocumentSettings): MergedCounts {
  const { totals, screened, cohorts } = table
  return documentOf(table, {
    settings: { ...settings, design: null },
    cohort: { key: null, label: `all cohorts of ${table.trial}`, definitionHash: null },
    counts: { screened: { exact: screened }, actionable: { exact: totals.subjects }, ...countsOf(totals) },
    cohorts,
  })
}

interface Content {
  readonly settings: DocumentSettings
  readonly cohort: MergedCounts['cohort']
  readonly counts: MergedCounts['parts'][0]['counts']
  readonly cohorts: readonly LocalCohort[]
}

function documentOf(table: LocalCohorts, { settings, cohort, counts, cohorts }: Content): MergedCounts {
  return mergedCounts({
    ...settings,
    cohort,
    parts: [
      {
        kind: 'country',
        country: table.country,
        source: { kind: 'local-table', member: table.trial, sha256: canonicalHash(table) },
        cut: { id: null, cutOff: table.cutoff },
        endpoint: settings.endpoint,
        versions: { derivation: table.versions.derivation, policy: null },
        counts,
        measures: measuresOf(cohorts),
        quarters: cumulative(cohorts.flatMap(({ quarters }) => quarters)),
        survival: survivalOf(cohorts, settings.policy.survival.gridDays),
        exposure: null,
        // One country alone: its early stop is the stage 1 of the design.
        localStops: { rules: [], othersGoOn: true },
      },
    ],
    absent: [],
  })
}

type Counted = Pick<LocalCohort, 'enrolled' | 'treated' | 'mature' | 'evaluable' | 'pending' | 'awaiting'>

function countsOf({ enrolled, treated, mature, evaluable, pending, awaiting }: Counted): Content['counts'] {
  return {
    enrolled: { exact: enrolled },
    treated: { exact: treated },
    'treated-mature': { exact: mature },
    evaluable: { exact: evaluable },
    pending: { exact: pending },
    awaiting: { exact: awaiting },
  }
}

/** The table's members as measures, each with the denominator that it is counted among. */
function measuresOf(cohorts: readonly LocalCohort[]): PartMeasure[] {
  const measure = (
    name: PartMeasure['measure'],
    denominator: PartMeasure['denominator'],
    read: (cohort: LocalCohort) => number,
  ): PartMeasure => ({
    measure: name,
    denominator,
    count: { exact: cohorts.reduce((sum, cohort) => sum + read(cohort), 0) },
  })
  const responses = (denominator: 'treated' | 'evaluable'): PartMeasure[] => {
    const of = (cohort: LocalCohort) => (denominator === 'treated' ? cohort.bestResponse : cohort.bestResponseEvaluable)
    return [
      measure('objective-response', denominator, cohort => of(cohort).CR + of(cohort).PR),
      measure('best-response-cr', denominator, cohort => of(cohort).CR),
      measure('best-response-pr', denominator, cohort => of(cohort).PR),
      measure('best-response-sd', denominator, cohort => of(cohort).SD),
      measure('best-response-pd', denominator, cohort => of(cohort).PD),
      measure('best-response-ne', denominator, cohort => of(cohort).NE),
    ]
  }
  return [
    measure('disease-control-w16', 'evaluable', cohort => cohort.controlEvaluable),
    measure('disease-control-w16', 'treated-mature', cohort => cohort.controlTreated),
    ...responses('treated'),
    ...responses('evaluable'),
    measure('ae-grade3-related', 'treated', cohort => cohort.grade3Related),
    measure('ae-grade3-related-or-unknown', 'treated', cohort => cohort.grade3RelatedOrUnknown),
    measure('serious-ae', 'treated', cohort => cohort.serious),
  ]
}

/** Running sums; quarters of the same name are added. */
function cumulative(quarters: readonly StartQuarter[]): QuarterCounts[] {
  const byName = Map.groupBy(quarters, ({ quarter }) => quarter)
  const running = { treated: 0, 'treated-mature': 0, evaluable: 0, pending: 0, control: 0 }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([quarter, entries]) => {
      for (const entry of entries) {
        running.treated += entry.treated
        running['treated-mature'] += entry.mature
        running.evaluable += entry.evaluable
        running.pending += entry.pending
        running.control += entry.control
      }
      return { quarter, ...running }
    })
}

function survivalOf(cohorts: readonly LocalCohort[], gridDays: number): PartSurvival {
  const curve = (read: (cohort: LocalCohort) => LocalCohort['pfs']): CurveCounts | null =>
    curveOfTimes(
      cohorts.flatMap(read).map(([days, event]) => [days, Number(event)] as const),
      { denominator: 'treated', gridDays },
    )
  const pfs = curve(cohort => cohort.pfs)
  const os = curve(cohort => cohort.os)
  return { ...(pfs === null ? {} : { pfs }), ...(os === null ? {} : { os }) }
}
