/** What one kind of dirt is. Dirt is laid on finished rows and never changes a total: `fits` sees to that. */
import type { SubjectDraft } from './draft.ts'
import type { Course } from './fates.ts'
import type { Random } from './random.ts'
import type { EnrolmentStory, TreatmentStory } from './story.ts'

export interface DirtSetting {
  readonly random: Random
  readonly cutoffDay: number
}

export interface DirtKind {
  readonly name: string
  /** What an export with this dirt shows a reader. */
  readonly shows: string
  /** Share of the subjects that it fits; at least one of them gets it. */
  readonly rate: number
  /** True where a derivation rule reads the changed cells: such a subject gets no other dirt of that kind. */
  readonly alone: boolean
  readonly fits: (draft: SubjectDraft, cutoffDay: number) => boolean
  readonly lay: (draft: SubjectDraft, setting: DirtSetting) => void
}

export interface Treated {
  readonly enrolment: EnrolmentStory
  readonly treatment: TreatmentStory
}

/** The one treated enrolment of a subject who counts; null for everybody else. */
export function onlyTreated({ story }: SubjectDraft): Treated | null {
  const [enrolment, second] = story.enrolments
  if (story.standing !== 'counted' || enrolment === undefined || second !== undefined || !enrolment.named) return null
  return enrolment.treatment === null ? null : { enrolment, treatment: enrolment.treatment }
}

/** For subjects with one treated enrolment that took this course and meets the rest. */
export function fitsCourse(
  courses: readonly Course[],
  also: (treated: Treated, draft: SubjectDraft, limit: number) => boolean = () => true,
): DirtKind['fits'] {
  return (draft, cutoffDay) => {
    const found = onlyTreated(draft)
    if (found === null || !courses.includes(found.treatment.fate.course)) return false
    return also(found, draft, cutoffDay - found.treatment.startDay)
  }
}

/** For subjects with one treated enrolment, of any course. */
export function fitsTreated(also: (treated: Treated, draft: SubjectDraft) => boolean = () => true): DirtKind['fits'] {
  return draft => {
    const found = onlyTreated(draft)
    return found !== null && also(found, draft)
  }
}

/** Runs `lay` with the one treated enrolment. */
export function onTreated(lay: (treated: Treated, draft: SubjectDraft, setting: DirtSetting) => void): DirtKind['lay'] {
  return (draft, setting) => {
    const found = onlyTreated(draft)
    if (found !== null) lay(found, draft, setting)
  }
}
