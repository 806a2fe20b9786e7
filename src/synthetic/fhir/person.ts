/** Who a synthetic patient is, whether they take part, and what they consented to. */
import { isoDate } from '../calendar.ts'
import { usualName, writeName } from '../cohort-names.ts'
import type { EnrolmentStory, SubjectStory } from '../story.ts'
import { concept, type Json, localSystem } from './local-codes.ts'
import type { SubjectWriter } from './subject-writer.ts'

export function writePerson(writer: SubjectWriter, story: SubjectStory): void {
  const year = new Date(story.screenedDay * 86_400_000).getUTCFullYear() - story.age
  writer.add('Patient', {
    identifier: [{ system: localSystem(writer.trialId, 'subject'), value: story.subjectId }],
    // A hospital's server holds names; these are made up, and none may come any further.
    name: [{ use: 'official', family: 'Syntetisk', given: [`Person ${writer.patient.slice(3)}`] }],
    gender: story.sex === 'M' ? 'male' : 'female',
    birthDate: String(year),
    ...(story.deathDay === null ? {} : { deceasedDateTime: isoDate(story.deathDay) }),
  })
}

/** Registration, then an allocation for each enrolment. Loose records of people who are not in the trial have neither. */
export function writeParticipation(writer: SubjectWriter, story: SubjectStory, study: Json): void {
  if (story.standing === 'orphan') return
  const left = story.standing === 'held-back'
  const participate = (status: string, day: number, arm: string | undefined) =>
    writer.add('ResearchSubject', {
      status: left ? 'withdrawn' : status,
      study,
      individual: writer.subject,
      period: { start: isoDate(day) },
      ...(arm === undefined ? {} : { assignedArm: arm }),
    })
  participate('screening', story.screenedDay, undefined)
  for (const enrolment of story.enrolments)
    participate(statusOf(enrolment, story), enrolment.allocatedDay, armOf(enrolment))
}

function armOf(enrolment: EnrolmentStory): string | undefined {
  return enrolment.named ? writeName(usualName(enrolment.cohort)) : undefined
}

function statusOf({ treatment }: EnrolmentStory, story: SubjectStory): string {
  if (story.deathDay !== null || story.lost) return 'off-study'
  if (treatment === null) return 'on-study'
  return treatment.endDay === null ? 'on-study-intervention' : 'follow-up'
}

export function writeConsents(writer: SubjectWriter, story: SubjectStory): void {
  const consent = (kind: string, status: string, day: number) =>
    writer.add('Consent', {
      status,
      scope: concept('http://terminology.hl7.org/CodeSystem/consentscope', 'research'),
      category: [concept(localSystem(writer.trialId, 'consent'), kind)],
      patient: writer.subject,
      dateTime: isoDate(day),
      policyRule: { text: 'Protocol of the synthetic trial' },
    })
  if (story.standing === 'orphan' || story.standing === 'held-back') return
  consent('screening', 'active', story.screenedDay)
  const day = story.enrolments[0]?.treatment?.endDay ?? story.screenedDay + 30
  if (story.standing === 'withdrawn') consent('sharing', 'inactive', day)
  if (story.stoppedTreatmentOnly) consent('treatment', 'inactive', day)
}
