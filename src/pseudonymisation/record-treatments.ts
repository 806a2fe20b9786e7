/** Treatments (one an enrolment), what was derived of them, and the typed rows that counting reads. */
import type { Outcome } from '../model/generated/outcome.ts'
import type { RecordAgent, RecordCycle, RecordOutcome, RecordTreatment } from '../model/generated/record.ts'
import type { EnrolmentRow } from '../model/pseudonymised.ts'
import { quarterOf } from './day-offsets.ts'
import { type AgentsOf, agentOf } from './record-agents.ts'
import type { Alterations } from './record-alterations.ts'
import type { Tumours } from './record-tumours.ts'
import { scanText } from './scanner/scan-text.ts'
import type { Timeline, Treatment } from './subject-timeline.ts'

/** Stands for a cohort name in which the scanner found an identifier. */
export const WITHHELD_TEXT = '(text withheld: it may hold an identifier)'

export interface TreatmentParts {
  readonly tumours: Tumours
  readonly alterations: Alterations
  readonly cycles: ReadonlyMap<Treatment, readonly RecordCycle[]>
  readonly agentsOf: AgentsOf
}

export function recordTreatment(treatment: Treatment, timeline: Timeline, parts: TreatmentParts): RecordTreatment {
  const { outcome } = treatment
  const row = timeline.rowOf(treatment)
  const backbone = [...new Set((row?.backbone ?? []).flatMap(parts.agentsOf))].map(agentOf)
  const cycles = parts.cycles.get(treatment) ?? []
  const started = startOf(outcome, timeline)
  const end = timeline.offset(outcome.treatmentEnded)
  return {
    id: treatment.id,
    cohortLocalName: null,
    cohortKey: outcome.cohortKey,
    agents: cohortAgents(outcome),
    ...(backbone.length === 0 ? {} : { backbone }),
    ...(started === null ? {} : { startDay: started.day, startQuarter: started.quarter }),
    endDay: end.day,
    ...(end.precision === null ? {} : { endDayPrecision: end.precision }),
    status: statusOf(outcome),
    stopReason: outcome.stopReason,
    line: row?.line ?? 'unknown',
    ...(typeof row?.priorLines === 'number' ? { priorLines: row.priorLines } : {}),
    tumourId: parts.tumours.idOf.get(treatment) ?? parts.tumours.tumours[0].id,
    alterationIds: [...(parts.alterations.idsOf.get(treatment) ?? [])],
    ...(cycles.length === 0 ? {} : { cycles: [...cycles] }),
  }
}

export function recordOutcome({ id, outcome }: Treatment, timeline: Timeline): RecordOutcome {
  const start = startOf(outcome, timeline)?.day ?? null
  const best = outcome.bestOverallResponse
  return {
    treatmentId: id,
    ruleVersion: outcome.ruleVersion,
    treated: outcome.treated,
    mature: outcome.mature,
    awaiting: outcome.awaiting,
    evaluable: outcome.evaluable,
    diseaseControlW16: outcome.diseaseControlW16,
    noControlReason: outcome.noControlReason,
    bestOverallResponse: best,
    objectiveResponse: best === null ? null : best === 'CR' || best === 'PR',
    pfsDay: after(start, outcome.pfsDays),
    pfsEvent: outcome.pfsEvent,
    osDay: after(start, outcome.osDays),
    osEvent: outcome.osEvent,
  }
}

export function enrolmentRow(
  { number, outcome }: Treatment,
  timeline: Timeline,
  isClean: (name: string) => boolean,
): EnrolmentRow {
  const started = startOf(outcome, timeline)
  return {
    number,
    ...cohortTexts(outcome, isClean),
    cohortKey: outcome.cohortKey,
    tumour: outcome.tumour,
    alteration: outcome.alteration,
    drugs: outcome.drugs,
    treated: outcome.treated,
    startQuarter: started?.quarter ?? null,
    startDay: started?.day ?? null,
    mature: outcome.mature,
    awaiting: outcome.awaiting,
    evaluable: outcome.evaluable,
    diseaseControl: outcome.diseaseControlW16,
    noControlReason: outcome.noControlReason,
    bestResponse: outcome.bestOverallResponse,
    confirmedResponse: outcome.confirmedResponse,
    pfsDays: outcome.pfsDays,
    pfsEvent: outcome.pfsEvent,
    osDays: outcome.osDays,
    osEvent: outcome.osEvent,
    grade3Related: outcome.grade3Related,
    grade3RelatedOrUnknown: outcome.grade3RelatedOrUnknown,
    serious: outcome.serious,
    grade3RelatedEvents: outcome.grade3RelatedEvents,
    seriousEvents: outcome.seriousEvents,
    respondedDays: outcome.respondedDays,
    responseDays: outcome.responseDays,
    responseEvent: outcome.responseEvent,
    onTreatmentDays: outcome.onTreatmentDays,
    onTreatmentEvent: outcome.onTreatmentEvent,
    qualityOfLifeChange: outcome.qualityOfLifeChange,
  }
}

export function isCleanName(name: string): boolean {
  return scanText(name, {}).length === 0
}

/**
 * A cohort name is typed by hand, so a person's number may stand in it. Group and label of a name that was not read
 * are the name itself, folded. Withheld names share one group: they cannot be told apart any more.
 */
function cohortTexts(
  outcome: Outcome,
  isClean: (name: string) => boolean,
): Pick<EnrolmentRow, 'localName' | 'cohortGroup' | 'cohortLabel'> {
  const isRead = outcome.cohortKey !== null
  return {
    localName: isClean(outcome.localName) ? outcome.localName : WITHHELD_TEXT,
    cohortGroup: isRead || isClean(outcome.cohortGroup) ? outcome.cohortGroup : WITHHELD_TEXT,
    cohortLabel: isRead || isClean(outcome.cohortLabel) ? outcome.cohortLabel : WITHHELD_TEXT,
  }
}

function startOf(outcome: Outcome, timeline: Timeline): { readonly day: number; readonly quarter: string } | null {
  if (!outcome.treated || outcome.started === null) return null
  const { day } = timeline.offset(outcome.started)
  return day === null ? null : { day, quarter: quarterOf(outcome.started) }
}

function cohortAgents(outcome: Outcome): [RecordAgent, ...RecordAgent[]] {
  const [first = agentOf(''), ...others] = (outcome.drugs ?? '').split('+').map(agentOf)
  return [first, ...others]
}

function statusOf(outcome: Outcome): RecordTreatment['status'] {
  if (!outcome.treated || outcome.started === null) return 'not-started'
  if (outcome.stopReason === 'completed') return 'completed'
  return outcome.treatmentEnded !== null || outcome.stopReason !== null ? 'stopped' : 'ongoing'
}

function after(start: number | null, days: number | null): number | null {
  return start === null || days === null ? null : start + days
}
