/** One subject's rows of OMOP CDM 5.4. Days that are not known are imputed as an ETL does it, and told as entered beside. */
import { isoDate } from './calendar.ts'
import {
  CASE_REPORT_FORM,
  type NextKey,
  type OmopValues,
  type OmopWriter,
  omopWriter,
  SYNTHETIC_FIELDS,
} from './omop-writer.ts'
import type { PlainCohort, PlainDose, PlainEvent, PlainSubject } from './plain-facts.ts'
import type { SubjectStory } from './story.ts'
import { SWEDISH } from './words-swedish.ts'

const CONDITION_FIELD = 1147127
const OUTPATIENT = 9202
const TREATMENT_REGIMEN = 32531
const ECOG = 36305384
const ECOG_GRADES = [36309661, 36310827, 36309245, 36308652, 36308589, 45880868] as const
const CTCAE_GRADES = [763790, 765927, 763791, 765765, 765766] as const
const LOST = 4163894
const ROUTES = { iv: 4171047, oral: 4132161 } as const
/** Unconfirmed and confirmed progression of iRECIST share a concept; the source value tells them apart. */
const RESPONSES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'RECIST1.1': { CR: 1634772, PR: 1633368, SD: 1634680, PD: 1633597 },
  iRECIST: { iCR: 1633954, iPR: 1635284, iSD: 1635887, iUPD: 1633423, iCPD: 1633423 },
  RANO: { CR: 1634853, PR: 1634574, SD: 1633447, PD: 1634653 },
}
const CRITERIA = { 'RECIST1.1': 'RECIST 1.1', iRECIST: 'iRECIST', RANO: 'RANO' } as const

export function omopSubject(subject: PlainSubject, story: SubjectStory, nextKey: NextKey): readonly OmopValues[] {
  const rows: OmopValues[] = []
  const writer = omopWriter(nextKey, rows)
  const { personId, add } = writer
  add('person', {
    person_id: personId,
    gender_concept_id: subject.sex === 'M' ? 8507 : 8532,
    year_of_birth: Number(subject.birthYear.slice(0, 4)),
    race_concept_id: 0,
    ethnicity_concept_id: 0,
    person_source_value: subject.subjectId,
    gender_source_value: SWEDISH.sex[subject.sex],
  })
  for (const cohort of subject.cohorts) writeCohort(writer, cohort)
  writeRegimens(writer, story, subject.doses)
  writeAssessments(writer, subject)
  for (const event of subject.events) writeEvent(writer, event)
  writeFollowUp(writer, subject)
  writeQuestionnaires(writer, subject)
  writeConsent(writer, subject, story)
  return rows
}

/** The allocation is an OBSERVATION that points to the tumour; what the cohort is made of are facts of the allocation. */
function writeCohort({ add, nextKey, personId, observe }: OmopWriter, one: PlainCohort): void {
  const tumour = nextKey('condition_occurrence')
  add('condition_occurrence', {
    condition_occurrence_id: tumour,
    person_id: personId,
    condition_concept_id: 0,
    condition_start_date: one.allocated,
    condition_type_concept_id: CASE_REPORT_FORM,
    condition_source_value: one.icd10,
    condition_status_source_value: 'primary tumour',
  })
  const allocation = observe('trial allocation', one.allocated, {}, [tumour, CONDITION_FIELD])
  const say = (name: string, text: string): void => {
    const at = [allocation, SYNTHETIC_FIELDS['observation.observation_id']] as const
    if (text !== '') observe(name, one.allocated, { value_as_string: text }, at)
  }
  const { biomarker, tumour: of, drugs, criterion } = one.cohort
  if (one.isNamed) {
    say('cohort biomarker', biomarker.spellings[0] ?? '')
    say('cohort tumour', SWEDISH.tumours[of.id] ?? of.words[0] ?? '')
  }
  say('cohort drugs', drugs.map(drug => drug.ingredient).join(' + '))
  say('molecular finding', one.finding)
  say('response criterion', CRITERIA[criterion])
}

function writeRegimens(writer: OmopWriter, { enrolments }: SubjectStory, doses: readonly PlainDose[]): void {
  const { add, nextKey, personId } = writer
  const episodes = enrolments.flatMap(({ treatment }) => {
    if (treatment === null) return []
    const id = nextKey('episode')
    add('episode', {
      episode_id: id,
      person_id: personId,
      episode_concept_id: TREATMENT_REGIMEN,
      episode_start_date: isoDate(treatment.startDay),
      episode_end_date: treatment.endDay === null ? null : isoDate(treatment.endDay),
      episode_object_concept_id: 0,
      episode_type_concept_id: CASE_REPORT_FORM,
      episode_source_value: 'study treatment',
    })
    return [{ id, start: isoDate(treatment.startDay) }]
  })
  for (const dose of doses) {
    const exposure = writeDose(writer, dose)
    const episode = episodes.findLast(({ start }) => start <= imputed(dose.start))
    if (episode === undefined) continue
    add('episode_event', {
      episode_id: episode.id,
      event_id: exposure,
      episode_event_field_concept_id: SYNTHETIC_FIELDS['drug_exposure.drug_exposure_id'],
    })
  }
}

function writeDose({ add, nextKey, personId, observe }: OmopWriter, dose: PlainDose): number {
  const id = nextKey('drug_exposure')
  const start = imputed(dose.start)
  const stop = imputed(dose.stop)
  add('drug_exposure', {
    drug_exposure_id: id,
    person_id: personId,
    drug_concept_id: 0,
    drug_exposure_start_date: start,
    // The CDM asks for an end: of an infusion its day, of an intake that goes on its start.
    drug_exposure_end_date: stop === '' ? start : stop,
    verbatim_end_date: stop === '' ? null : stop,
    drug_type_concept_id: CASE_REPORT_FORM,
    sig: `${dose.treatment}/${dose.cycle}`,
    route_concept_id: ROUTES[dose.route],
    drug_source_value: dose.drug,
  })
  const at = [id, SYNTHETIC_FIELDS['drug_exposure.drug_exposure_id']] as const
  if (start !== dose.start) observe('start as entered', start, { value_as_string: dose.start }, at)
  if (stop !== dose.stop) observe('end as entered', stop, { value_as_string: dose.stop }, at)
  if (!dose.isGiven) observe('not given', start, {}, at)
  return id
}

/** Day 15 of a month that is known alone. */
function imputed(date: string): string {
  return /^\d{4}-\d{2}$/.test(date) ? `${date}-15` : date
}

function writeAssessments({ add, nextKey, personId }: OmopWriter, { assessments, performance }: PlainSubject): void {
  for (const scan of assessments) {
    const visit = nextKey('visit_occurrence')
    add('visit_occurrence', {
      visit_occurrence_id: visit,
      person_id: personId,
      visit_concept_id: OUTPATIENT,
      visit_start_date: scan.date,
      visit_end_date: scan.date,
      visit_type_concept_id: CASE_REPORT_FORM,
      visit_source_value: SWEDISH.visits[scan.visit],
    })
    add('measurement', {
      measurement_id: nextKey('measurement'),
      person_id: personId,
      measurement_concept_id: RESPONSES[scan.criterion]?.[scan.response] ?? 0,
      measurement_date: scan.date,
      measurement_type_concept_id: CASE_REPORT_FORM,
      visit_occurrence_id: visit,
      measurement_source_value: CRITERIA[scan.criterion],
      value_source_value: scan.response === '' ? null : scan.response,
    })
  }
  if (performance === null) return
  add('measurement', {
    measurement_id: nextKey('measurement'),
    person_id: personId,
    measurement_concept_id: ECOG,
    measurement_date: performance.date,
    measurement_type_concept_id: CASE_REPORT_FORM,
    value_as_concept_id: ECOG_GRADES[Number(performance.grade)] ?? 0,
    measurement_source_value: 'ECOG baseline',
  })
}

function writeEvent({ add, nextKey, personId, observe }: OmopWriter, event: PlainEvent): void {
  const id = nextKey('condition_occurrence')
  add('condition_occurrence', {
    condition_occurrence_id: id,
    person_id: personId,
    condition_concept_id: 0,
    condition_start_date: event.onset,
    condition_end_date: event.ended === '' ? null : event.ended,
    condition_type_concept_id: CASE_REPORT_FORM,
    condition_source_value: event.term.slice(0, 50),
    condition_status_source_value: 'adverse event',
  })
  const at = [id, CONDITION_FIELD] as const
  const grade = CTCAE_GRADES[Number(event.grade) - 1]
  observe('event number', event.onset, { value_as_number: Number(event.number) }, at)
  if (grade !== undefined) {
    const values = { observation_concept_id: grade, value_as_number: Number(event.grade) }
    observe('CTCAE grade', event.onset, values, at)
  }
  observe('serious', event.onset, { value_as_string: SWEDISH.yesNo(event.isSerious) }, at)
  for (const [slot, { name, relation }] of event.drugs.entries()) {
    const say = (what: string, text: string): void => {
      if (text !== '') observe(`${what} ${slot + 1}`, event.onset, { value_as_string: text }, at)
    }
    say('drug', name)
    say('relation', SWEDISH.relations[relation])
  }
}

function writeFollowUp({ add, personId, observe }: OmopWriter, subject: PlainSubject): void {
  for (const end of subject.ends) {
    const id = observe('end of treatment', end.date, { value_as_string: SWEDISH.reasons[end.reason] })
    const at = [id, SYNTHETIC_FIELDS['observation.observation_id']] as const
    if (end.progressed !== '') observe('progression', end.progressed, {}, at)
  }
  if (subject.lastSeen !== '') {
    observe('last known alive', subject.lastSeen, {
      observation_concept_id: subject.status === 'lost' ? LOST : 0,
      value_as_string: SWEDISH.status[subject.status],
    })
  }
  if (subject.died !== '')
    add('death', { person_id: personId, death_date: subject.died, death_type_concept_id: CASE_REPORT_FORM })
}

function writeQuestionnaires({ add, nextKey, personId, observe }: OmopWriter, { questionnaires }: PlainSubject): void {
  for (const { instrument, date, answers } of questionnaires) {
    const id = observe(instrument === 'C30' ? 'QLQ-C30' : 'EQ-5D-5L', date)
    for (const [item, answer] of Object.entries(answers)) {
      if (answer === '') continue
      add('measurement', {
        measurement_id: nextKey('measurement'),
        person_id: personId,
        measurement_concept_id: 0,
        measurement_date: date,
        measurement_type_concept_id: CASE_REPORT_FORM,
        value_as_number: Number(answer),
        measurement_source_value: `${instrument} ${item}`,
        measurement_event_id: id,
        meas_event_field_concept_id: SYNTHETIC_FIELDS['observation.observation_id'],
      })
    }
  }
}

function writeConsent({ observe }: OmopWriter, subject: PlainSubject, story: SubjectStory): void {
  const { withdrawal } = subject
  if (withdrawal !== null) {
    observe('withdrawal of consent', withdrawal.date, { value_as_string: SWEDISH.scopes[withdrawal.scope] })
  }
  if (subject.withdrewInWords) {
    observe('note of the nurse', isoDate(story.screenedDay), { value_as_string: SWEDISH.withdrewInWords })
  }
}
