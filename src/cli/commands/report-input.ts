/** What `rose report` takes as FILE, told by its own name, and how each becomes merged counts. */
import { defaultPolicy } from '../../disclosure/policy.ts'
import { checkMergedCounts } from '../../merged-counts/check.ts'
import { fromDiscovery } from '../../merged-counts/from-discovery.ts'
import { type DocumentSettings, fromLocalCohort, fromLocalTotals } from '../../merged-counts/from-local-table.ts'
import { fromNetworkTable } from '../../merged-counts/from-network-table.ts'
import { NodeError } from '../../model/errors.ts'
import type { LocalCohorts } from '../../model/generated/local-cohorts.ts'
import type { MergedCounts } from '../../model/generated/merged-counts.ts'
import type { NetworkAnswer } from '../../model/generated/network-answer.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import type { ReportResult } from '../../model/generated/report-result.ts'
import { checkSchema } from '../../model/validation.ts'

export interface ReportSettings extends Omit<DocumentSettings, 'policy'> {
  /** Key or label of the cohort, where the file holds several. */
  readonly cohort: string | null
}

/** Throws `report/unknown-document` for anything that no command or round writes. */
export function documentOf(value: unknown, { cohort, ...given }: ReportSettings): MergedCounts {
  const policy = { version: defaultPolicy.version, k: defaultPolicy.k, survival: defaultPolicy.survival }
  const settings = { ...given, policy }
  switch (kindOf(value)) {
    case 'merged-counts/1':
      return checkMergedCounts(value)
    case 'report-result/1':
      return checkMergedCounts(checkSchema<ReportResult>('urn:prime-rose:report-result/1', value, NAMED).document)
    case 'network-answer/1': {
      const answer = checkSchema<NetworkAnswer>('urn:prime-rose:network-answer/1', value, NAMED)
      return fromDiscovery(answer, { ...settings, design: null, label: cohort ?? labelOf(answer), key: null })
    }
    case 'network-table/1': {
      const table = checkSchema<NetworkTable>('urn:prime-rose:network-table/1', value, NAMED)
      const key = cohort ?? needCohort(table.cohorts.map(row => row.key))
      return fromNetworkTable(table, { ...settings, cohort: { key, label: key, definitionHash: null } })
    }
    case 'local-cohorts': {
      const table = checkSchema<LocalCohorts>('urn:prime-rose:local-cohorts/1', value, NAMED)
      return cohort === null
        ? fromLocalTotals(table, settings)
        : fromLocalCohort(table, cohortOf(table, cohort), settings)
    }
    default:
      throw new NodeError('report/unknown-document', 'FILE is none of the documents that a report is made of', {
        hint: 'See: rose report --help',
      })
  }
}

const NAMED = { code: 'report/unknown-document', what: 'FILE' } as const

/** The local table is the one document without a name of its own. */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  if ('schema' in value) return String(value.schema)
  return 'cohorts' in value && 'totals' in value ? 'local-cohorts' : ''
}

function labelOf({ cohort: { tumour, alteration, drugs } }: NetworkAnswer): string {
  return (
    [tumour?.join(', '), alteration?.join(', '), drugs]
      .filter(part => part !== undefined && part !== null)
      .join(' · ') || 'all patients'
  )
}

function cohortOf(table: LocalCohorts, asked: string): LocalCohorts['cohorts'][number] {
  const found = table.cohorts.find(({ key }) => key === asked) ?? table.cohorts.find(({ label }) => label === asked)
  if (found === undefined) {
    throw new NodeError('report/unknown-cohort', `the table has no such cohort among its ${table.cohorts.length}`, {
      hint: 'Give a key or a label as rose local cohorts shows them.',
    })
  }
  return found
}

function needCohort(keys: readonly string[]): string {
  throw new NodeError('report/unknown-cohort', `the network table holds ${keys.length} cohorts`, {
    hint: 'Name one with --cohort KEY.',
  })
}
