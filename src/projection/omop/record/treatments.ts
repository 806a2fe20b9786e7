/**
 * Treatments: EPISODE of a treatment regimen, the cycles as DRUG_EXPOSURE that EPISODE_EVENT ties to it. One that never
 * began has no episode; its own values say so.
 */
import type { RecordAgent, RecordCycle, RecordTreatment } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, EPISODE_CONCEPTS, NO_MATCHING_CONCEPT, ROUTE } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import { fieldOf, type PersonDraft, type RowPlace } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const TREATMENT = {
  id: 'row',
  cohortLocalName: 'never',
  cohortKey: 'text|null',
  agents: 'row',
  backbone: 'row',
  startDay: 'row',
  startQuarter: 'text?',
  endDay: 'row',
  endDayPrecision: 'text?',
  status: 'text',
  stopReason: 'text|null',
  line: 'row',
  priorLines: 'number?',
  tumourId: 'text',
  alterationIds: 'texts',
  cycles: 'row',
} as const satisfies Members<RecordTreatment>

export function writeTreatment(draft: PersonDraft, treatment: RecordTreatment): void {
  const place = treatment.startDay === undefined ? undefined : writeEpisode(draft, treatment, treatment.startDay)
  const at = { owner: treatment.id, ...(place === undefined ? {} : { place }) }
  draft.own(treatment.id, 'treatment', treatment.id, place)
  writeMembers(draft, treatment, TREATMENT, at)
  // Where there is no episode its columns have no place either.
  if (place === undefined && treatment.endDay !== null) draft.own(treatment.id, 'end-day', treatment.endDay)
  if (place === undefined && treatment.line !== 'unknown') draft.own(treatment.id, 'line', treatment.line)
  for (const agent of treatment.agents) draft.own(treatment.id, 'agent', agentText(agent), place)
  for (const agent of treatment.backbone ?? []) draft.own(treatment.id, 'backbone', agentText(agent), place)
  for (const cycle of treatment.cycles ?? []) writeCycle(draft, treatment.id, cycle, place)
}

function writeEpisode(draft: PersonDraft, treatment: RecordTreatment, startDay: number): RowPlace {
  const place: RowPlace = { table: 'episode', id: draft.nextId('episode'), date: draft.dateOf(startDay) }
  draft.add('episode', {
    episode_id: place.id,
    person_id: draft.personId,
    episode_concept_id: EPISODE_CONCEPTS.treatmentRegimen,
    episode_start_date: place.date,
    episode_end_date: treatment.endDay === null ? null : draft.dateOf(treatment.endDay),
    episode_number: treatment.line === 'unknown' ? null : treatment.line,
    episode_object_concept_id: drugConcept(draft, treatment.agents[0].inn),
    episode_type_concept_id: CASE_REPORT_FORM,
    episode_source_value: (treatment.cohortKey?.length ?? 51) > 50 ? null : treatment.cohortKey,
  })
  return place
}

function drugConcept({ concepts }: PersonDraft, inn: string): number {
  return concepts.ingredient(inn) ?? concepts.ingredient(inn.replaceAll('-', ' ')) ?? NO_MATCHING_CONCEPT
}

function agentText({ inn, atc }: RecordAgent): string {
  return atc === undefined ? inn : `${inn}|${atc}`
}

const PRECISIONS = { day: 'd', month: 'm', year: 'y' } as const
type Precision = keyof typeof PRECISIONS

/** `c1/3/d/m`: treatment, cycle number, how exact start and end are; `-` = not said. */
function signOf(treatmentId: string, cycle: RecordCycle): string {
  const exact = (precision: Precision | undefined) => (precision === undefined ? '-' : PRECISIONS[precision])
  return [treatmentId, cycle.number ?? '-', exact(cycle.startDayPrecision), exact(cycle.endDayPrecision)].join('/')
}

/** The CDM wants an end: of an infusion its day, of an intake that goes on its start. The verbatim end is the record's. */
function writeCycle(draft: PersonDraft, treatmentId: string, cycle: RecordCycle, episode: RowPlace | undefined): void {
  if (cycle.startDay === null) return
  const id = draft.nextId('drug_exposure')
  draft.add('drug_exposure', {
    drug_exposure_id: id,
    person_id: draft.personId,
    drug_concept_id: drugConcept(draft, cycle.agent),
    drug_exposure_start_date: draft.dateOf(cycle.startDay),
    drug_exposure_end_date: draft.dateOf(cycle.endDay ?? cycle.startDay),
    verbatim_end_date: cycle.endDay === null ? null : draft.dateOf(cycle.endDay),
    drug_type_concept_id: CASE_REPORT_FORM,
    sig: signOf(treatmentId, cycle),
    route_concept_id: ROUTE[cycle.route],
    route_source_value: cycle.route,
    drug_source_value: cycle.agent.length > 50 ? null : cycle.agent,
  })
  if (cycle.agent.length > 50) {
    draft.own(`exposure-${id}`, 'agent-name', cycle.agent, {
      table: 'drug_exposure',
      id,
      date: draft.dateOf(cycle.startDay),
    })
  }
  if (episode === undefined) return
  draft.add('episode_event', {
    episode_id: episode.id,
    event_id: id,
    episode_event_field_concept_id: fieldOf(draft.concepts, 'drug_exposure'),
  })
}

export function readTreatments(rows: PersonRows): unknown[] {
  return rows.owners('treatment').map(id => {
    const row = rows.rows.episode.find(one => one.episode_id === rows.rowId(id, 'treatment'))
    const endDay =
      row === undefined ? rows.number(id, 'end-day') : row.episode_end_date && dayOfFixed(row.episode_end_date)
    const backbone = rows.texts(id, 'backbone').map(agentOf)
    const cycles = cyclesOf(rows, id)
    return {
      id,
      ...readMembers(rows, TREATMENT, { owner: id }),
      agents: rows.texts(id, 'agent').map(agentOf),
      ...(backbone.length === 0 ? {} : { backbone }),
      ...(row === undefined ? {} : { startDay: dayOfFixed(row.episode_start_date) }),
      endDay,
      line: (row === undefined ? rows.number(id, 'line') : row.episode_number) ?? 'unknown',
      ...(cycles.length === 0 ? {} : { cycles }),
    }
  })
}

function agentOf(text: string) {
  const [inn = '', atc] = text.split('|')
  return { inn, ...(atc === undefined ? {} : { atc }), sourceName: null }
}

function cyclesOf(rows: PersonRows, treatmentId: string) {
  return rows.rows.drug_exposure
    .filter(row => row.sig?.startsWith(`${treatmentId}/`))
    .toSorted((a, b) => a.drug_exposure_id - b.drug_exposure_id)
    .map(row => {
      const [, number = '-', start = '-', end = '-'] = row.sig?.split('/') ?? []
      return {
        agent: row.drug_source_value ?? rows.text(`exposure-${row.drug_exposure_id}`, 'agent-name'),
        ...(number === '-' ? {} : { number: Number(number) }),
        route: row.route_source_value,
        startDay: dayOfFixed(row.drug_exposure_start_date),
        ...precision('startDayPrecision', start),
        endDay: row.verbatim_end_date === null ? null : dayOfFixed(row.verbatim_end_date),
        ...precision('endDayPrecision', end),
      }
    })
}

export function precision(member: string, letter: string): Record<string, string> {
  const found = Object.entries(PRECISIONS).find(([, one]) => one === letter)
  return found === undefined ? {} : { [member]: found[0] }
}
