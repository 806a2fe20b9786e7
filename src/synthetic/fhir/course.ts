/** Treatment of a synthetic patient: cycles as administrations, a course for each drug, assessments, events, follow-up. */
import { isoDate } from '../calendar.ts'
import { brandAndIngredient, type Drug } from '../drugs.ts'
import type { Random } from '../random.ts'
import { statedProgressionDay } from '../rows-follow-up.ts'
import { type Cycle, cyclesOf } from '../rows-treatment.ts'
import type { AdverseEventStory, Assessment, EnrolmentStory, SubjectStory, TreatmentStory } from '../story.ts'
import {
  concept,
  DICOM,
  END_REASONS,
  GRADE_CODES,
  IMMUNE_CODES,
  type Json,
  LOINC,
  localSystem,
  NCIT,
  RECIST_CODES,
  RELATION_CODES,
  SNOMED,
} from './local-codes.ts'
import type { SubjectWriter } from './subject-writer.ts'

export function writeCourse(writer: SubjectWriter, enrolment: EnrolmentStory, random: Random): void {
  const { treatment, cohort } = enrolment
  if (treatment === null) return
  const courses = cohort.drugs.map(drug => writeDrug(writer, treatment, drug, random))
  for (const assessment of treatment.assessments) writeAssessment(writer, enrolment, assessment)
  const progression = treatment.endDay === null ? null : statedProgressionDay(treatment, random)
  if (progression !== null) writeVerdict(writer, progression)
  for (const event of treatment.adverseEvents) writeEvent(writer, event, courses)
  const baseline = treatment.assessments.find(one => one.visit === 'V00')
  if (baseline !== undefined) writePerformance(writer, baseline.day, random.fork('ecog').int(0, 1))
}

/** What a hospital calls a drug: brand and ingredient, in words. */
const medication = (drug: Drug): Json => ({ text: brandAndIngredient(drug) })

/** `2023-05`: the day was not known. */
const withoutDay = (day: number): string => isoDate(day).slice(0, 7)

function writeDrug(
  writer: SubjectWriter,
  treatment: TreatmentStory,
  drug: Drug,
  random: Random,
): { readonly reference: string } {
  for (const cycle of cyclesOf(treatment, drug, random)) {
    writer.add('MedicationAdministration', {
      status: drug.route === 'oral' && cycle.stopDay === null ? 'in-progress' : 'completed',
      medicationCodeableConcept: medication(drug),
      subject: writer.subject,
      ...(drug.route === 'iv' ? infusionTime(cycle) : intake(cycle, drug)),
    })
  }
  return writer.add('MedicationStatement', {
    status: treatment.endDay === null ? 'active' : 'stopped',
    medicationCodeableConcept: medication(drug),
    subject: writer.subject,
    effectivePeriod: {
      start: isoDate(treatment.startDay),
      ...(treatment.endDay === null ? {} : { end: isoDate(treatment.endDay) }),
    },
    ...(treatment.endReason === null || treatment.endDay === null
      ? {}
      : { statusReason: [reasonOf(writer, treatment.endReason)] }),
  })
}

function infusionTime(cycle: Cycle): Json {
  return { effectiveDateTime: cycle.partial ? withoutDay(cycle.startDay) : isoDate(cycle.startDay) }
}

function intake(cycle: Cycle, drug: Drug): Json {
  const end = cycle.stopDay === null ? {} : { end: cycle.partial ? withoutDay(cycle.stopDay) : isoDate(cycle.stopDay) }
  return {
    effectivePeriod: { start: isoDate(cycle.startDay), ...end },
    dosage: {
      route: concept(SNOMED, '26643006', 'Oral use'),
      dose: { value: drug.amount, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' },
    },
  }
}

function reasonOf(writer: SubjectWriter, reason: NonNullable<TreatmentStory['endReason']>): Json {
  const [list, code] = END_REASONS[reason]
  return concept(list === 'snomed' ? SNOMED : localSystem(writer.trialId, list), code)
}

function writeAssessment(
  writer: SubjectWriter,
  { cohort }: EnrolmentStory,
  { visit, day, response }: Assessment,
): void {
  const { criterion } = cohort
  const methods = {
    'RECIST1.1': concept(DICOM, '126081', 'RECIST 1.1'),
    iRECIST: concept(localSystem(writer.trialId, 'criterion'), 'iRECIST'),
    RANO: concept(NCIT, 'C114879'),
  }
  // RANO has no code for not evaluable: the visit is there and its response is not.
  const isSilent = response === null || (criterion === 'RANO' && response === 'NE')
  const value =
    isSilent || response === null
      ? { dataAbsentReason: concept('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'not-performed') }
      : criterion === 'iRECIST'
        ? { valueCodeableConcept: concept(localSystem(writer.trialId, 'response'), IMMUNE_CODES[response]) }
        : { valueCodeableConcept: concept(NCIT, RECIST_CODES[response]) }
  writer.add('Observation', {
    status: 'final',
    code: concept(LOINC, '88040-1'),
    subject: writer.subject,
    encounter: writer.encounter(visit, day),
    effectiveDateTime: isoDate(day),
    method: methods[criterion],
    ...value,
  })
}

/** The clinician's own verdict, by no criterion. */
function writeVerdict(writer: SubjectWriter, day: number): void {
  writer.add('Observation', {
    status: 'final',
    code: concept(LOINC, '88040-1'),
    subject: writer.subject,
    effectiveDateTime: isoDate(day),
    valueCodeableConcept: concept(NCIT, RECIST_CODES.PD),
  })
}

function writeEvent(
  writer: SubjectWriter,
  event: AdverseEventStory,
  courses: readonly { readonly reference: string }[],
): void {
  const suspects = courses.flatMap((instance, slot) => {
    if (event.drugSlots[slot] !== true) return []
    const relation = event.relations[slot]
    const code = relation === null || relation === undefined ? undefined : RELATION_CODES[relation]
    const causality =
      code === undefined ? {} : { causality: [{ assessment: concept(localSystem(writer.trialId, 'causality'), code) }] }
    return [{ instance, ...causality }]
  })
  writer.add('AdverseEvent', {
    actuality: 'actual',
    event: { text: event.term },
    subject: writer.subject,
    date: isoDate(event.onsetDay),
    extension: [
      {
        url: 'http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade',
        valueCodeableConcept: concept(NCIT, GRADE_CODES[event.grade] ?? ''),
      },
    ],
    seriousness: concept(NCIT, event.serious ? 'C41335' : 'C41336'),
    outcome: concept(
      'http://terminology.hl7.org/CodeSystem/adverse-event-outcome',
      event.endDay === null ? 'ongoing' : 'resolved',
    ),
    ...(suspects.length === 0 ? {} : { suspectEntity: suspects }),
  })
}

export function writePerformance(writer: SubjectWriter, day: number, grade: number): void {
  writer.add('Observation', {
    status: 'final',
    code: concept(LOINC, '89247-1', 'ECOG Performance Status score'),
    subject: writer.subject,
    encounter: writer.encounter('V00', day),
    effectiveDateTime: isoDate(day),
    valueInteger: grade,
  })
}

export function writeVitalStatus(writer: SubjectWriter, { lastSeenDay, deathDay, lost }: SubjectStory): void {
  if (lastSeenDay === null) return
  const status = deathDay !== null ? 'dead' : lost ? 'lost' : 'alive'
  writer.add('Observation', {
    status: 'final',
    code: concept(LOINC, '31210-8'),
    subject: writer.subject,
    effectiveDateTime: isoDate(lastSeenDay),
    valueCodeableConcept: concept(localSystem(writer.trialId, 'vital-status'), status),
  })
}
