/** What `rose report` takes as FILE, told by its own name, and how each becomes merged counts. */
import type { JudgedBy } from '../../app/cohort-plans.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { definitionHash, definitionKey, definitionOfKey } from '../../cohort/definition.ts'
import { checkMergedCounts } from '../../merged-counts/check.ts'
import { fromDiscovery } from '../../merged-counts/from-discovery.ts'
import { type DocumentSettings, fromLocalCohort, fromLocalTotals } from '../../merged-counts/from-local-table.ts'
import { fromNetworkTable } from '../../merged-counts/from-network-table.ts'
import { isNodeError, NodeError } from '../../model/errors.ts'
import type { LocalCohorts } from '../../model/generated/local-cohorts.ts'
import type { MergedCounts, TwoStageDesign } from '../../model/generated/merged-counts.ts'
import type { NetworkAnswer } from '../../model/generated/network-answer.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import type { ReportResult } from '../../model/generated/report-result.ts'
import { checkSchema } from '../../model/validation.ts'

export interface ReportSettings {
  /** Key or label of the cohort, where the file holds several. */
  readonly cohort: string | null
  /** Catalogue and policy that say how cohorts are judged. */
  readonly by: JudgedBy
  /** Given on the command line, above what the catalogue says. */
  readonly endpoint: MergedCounts['endpoint'] | undefined
  readonly design: MergedCounts['design'] | undefined
  /** Where neither the command line nor the catalogue says anything. */
  readonly otherwise: { readonly endpoint: MergedCounts['endpoint']; readonly design: TwoStageDesign }
  readonly closed: boolean
  readonly merged: MergedCounts['merged']
}

function settingsFor(key: string | null, { by, endpoint, design, otherwise, closed, merged }: ReportSettings) {
  const { version, k, survival } = by.policy
  const plan = key === null ? null : by.planOf(key)
  const chosen = design === undefined ? (plan?.design ?? otherwise.design) : design
  const settings: DocumentSettings = {
    endpoint: endpoint ?? plan?.endpoint ?? otherwise.endpoint,
    design: chosen,
    looks: { s1: chosen?.n1 ?? otherwise.design.n1, s2: chosen?.n ?? otherwise.design.n, closed },
    policy: { version, k, survival },
    merged,
  }
  return { settings, label: plan?.label ?? null }
}

/** Throws `report/unknown-document` for anything that no command or round writes. */
export function documentOf(value: unknown, given: ReportSettings): MergedCounts {
  const { cohort } = given
  switch (kindOf(value)) {
    case 'merged-counts/1':
      return checkMergedCounts(value)
    case 'report-result/1':
      return checkMergedCounts(checkSchema<ReportResult>('urn:prime-rose:report-result/1', value, NAMED).document)
    case 'network-answer/2': {
      const answer = checkSchema<NetworkAnswer>('urn:prime-rose:network-answer/2', value, NAMED)
      const key = definitionKey(answer.cohort)
      const { settings, label } = settingsFor(key, given)
      return fromDiscovery(answer, { ...settings, design: null, label: cohort ?? label ?? labelOf(answer), key })
    }
    case 'network-table/1': {
      const table = checkSchema<NetworkTable>('urn:prime-rose:network-table/1', value, NAMED)
      const key = cohort ?? needCohort(table.cohorts.map(row => row.key))
      const { settings, label } = settingsFor(key, given)
      return fromNetworkTable(table, {
        ...settings,
        cohort: { key, label: label ?? key, definitionHash: hashOfKey(key) },
      })
    }
    case 'local-cohorts': {
      const table = checkSchema<LocalCohorts>('urn:prime-rose:local-cohorts/1', value, NAMED)
      if (cohort === null) return fromLocalTotals(table, settingsFor(null, given).settings)
      const found = cohortOf(table, cohort)
      const named = { cohort: found, definitionHash: found.key === null ? null : hashOfKey(found.key) }
      return fromLocalCohort(table, named, settingsFor(found.key, given).settings)
    }
    default:
      throw new NodeError('report/unknown-document', 'FILE is none of the documents that a report is made of', {
        hint: 'See: rose report --help',
      })
  }
}

/** As `rose cohort explain` says it. Null where the codes in force here would spell the cohort otherwise. */
function hashOfKey(key: string): string | null {
  try {
    const definition = definitionOfKey(terminologyOf(), key)
    return definitionKey(definition) === key ? definitionHash(definition) : null
  } catch (error) {
    if (isNodeError(error)) return null
    throw error
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
