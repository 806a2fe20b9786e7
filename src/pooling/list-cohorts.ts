/** All cohorts of the catalogue as the last network table leaves them: how far each is, and what is missing to its next look. */
import type { Catalogue, CatalogueCohort } from '../model/generated/catalogue.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { NetworkTable, NetworkTableRow } from '../model/generated/network-table.ts'

export interface ListedCohort {
  readonly id: string
  readonly key: string
  readonly label: string
  /** Of treated patients in the network. */
  readonly band: NetworkTableRow['band']
  /** Null where only the band is told. */
  readonly patientsAtLeast: number | null
  readonly evaluableAtLeast: number | null
  readonly stage: 'S1' | 'S2' | 'final' | 'done'
  /** Of the first look; values of later looks are judged by `rose report`. */
  readonly decision: 'go' | 'stop' | 'wait' | null
  /** Round whose values stand, where a second or last look was taken. */
  readonly valuesOf: string | null
  readonly next: NextLook | null
  readonly status: CatalogueCohort['status']
  readonly embargoUntil: string | null
}

export interface NextLook {
  readonly look: 'S1' | 'S2' | 'final'
  /** Evaluable patients at which it is taken. */
  readonly at: number
  /** Still missing, at most; null where the number of evaluable patients is not told. */
  readonly missingAtMost: number | null
  /** In words, where something else than patients is missing. */
  readonly waitsFor: 'patients' | 'gates' | 'pending' | 'closing'
}

export interface ListInput {
  readonly catalogue: Pick<Catalogue, 'cohorts' | 'designs'>
  readonly table: NetworkTable | null
  readonly policy: DisclosurePolicy
}

export function listCohorts({ catalogue, table, policy }: ListInput): readonly ListedCohort[] {
  const rows = new Map((table?.cohorts ?? []).map(row => [row.key, row]))
  return catalogue.cohorts.map(cohort => listed(cohort, rows.get(cohort.key) ?? null, policy))
}

function listed(cohort: CatalogueCohort, row: NetworkTableRow | null, policy: DisclosurePolicy): ListedCohort {
  const stage = stageOf(row)
  return {
    id: cohort.id,
    key: cohort.key,
    label: cohort.label,
    band: row?.band ?? 'masked',
    patientsAtLeast: row?.patients?.atLeast ?? null,
    evaluableAtLeast: row?.evaluable?.atLeast ?? null,
    stage,
    decision: row?.s1?.decision ?? null,
    valuesOf: row?.values?.round ?? null,
    next: nextLook(stage, row, policy),
    status: cohort.status,
    embargoUntil: cohort.embargo?.until ?? null,
  }
}

/** The look that comes next; `done` after a stop or a last look. */
function stageOf(row: NetworkTableRow | null): ListedCohort['stage'] {
  if (row?.values?.look === 'final' || row?.s1?.decision === 'stop') return 'done'
  if (row?.values !== null && row?.values !== undefined) return 'final'
  return row?.s1?.decision === 'go' ? 'S2' : 'S1'
}

function nextLook(
  stage: ListedCohort['stage'],
  row: NetworkTableRow | null,
  { pooled: { minEvaluable } }: DisclosurePolicy,
): NextLook | null {
  if (stage === 'done') return null
  if (stage === 'final') return { look: 'final', at: minEvaluable.s2, missingAtMost: 0, waitsFor: 'closing' }
  const at = stage === 'S1' ? minEvaluable.s1 : minEvaluable.s2
  const evaluable = row?.evaluable?.atLeast
  if (row?.s1?.decision === 'wait') return { look: 'S1', at, missingAtMost: 0, waitsFor: 'pending' }
  if (evaluable === undefined) return { look: stage, at, missingAtMost: null, waitsFor: 'patients' }
  const missing = Math.max(0, at - evaluable)
  return { look: stage, at, missingAtMost: missing, waitsFor: missing === 0 ? 'gates' : 'patients' }
}
