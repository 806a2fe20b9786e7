/** From a fate to the story of one treatment. */
import { tellAdverseEvents } from './adverse-events.ts'
import type { Cohort } from './cohorts.ts'
import { type CourseOffsets, tellCourse } from './courses.ts'
import type { Fate } from './fates.ts'
import type { Random } from './random.ts'
import type { Assessment, Exposure, TreatmentStory } from './story.ts'

export interface TreatmentSetting {
  readonly cohort: Cohort
  readonly fate: Fate
  readonly startDay: number
  readonly cutoffDay: number
  readonly random: Random
}

const TOO_LITTLE: Readonly<Record<'iv' | 'oral', readonly Exposure[]>> = {
  iv: ['single-iv-cycle', 'short-iv-interval', 'partial-cycle-date'],
  oral: ['short-oral', 'oral-stop-missing', 'partial-cycle-date'],
}

function tellExposure({ cohort, fate, random }: TreatmentSetting): Exposure {
  if (fate.dosing === 'enough') return 'regular'
  return random.pick(TOO_LITTLE[cohort.drugs.some(drug => drug.route === 'iv') ? 'iv' : 'oral'])
}

/** Offset of the last treatment day where the treatment was too short; 27 oral days and 20 between infusions are the most. */
function shortStop(exposure: Exposure, random: Random): number | null {
  if (exposure === 'regular') return null
  if (exposure === 'short-iv-interval') return 20
  if (exposure === 'short-oral') return random.pick([27, random.int(10, 26)])
  return exposure === 'single-iv-cycle' ? 0 : 18
}

function tellAssessments(told: CourseOffsets, startDay: number, random: Random): Assessment[] {
  const baseline: Assessment = { visit: 'V00', day: startDay - random.int(1, 8), response: null }
  return [baseline, ...told.visits.map(({ visit, offset, response }) => ({ visit, day: startDay + offset, response }))]
}

/** The treatment, and the day of death that belongs to its course. */
export function tellTreatment(setting: TreatmentSetting): { treatment: TreatmentStory; deathDay: number | null } {
  const { cohort, fate, startDay, cutoffDay, random } = setting
  const exposure = tellExposure(setting)
  const stopped = shortStop(exposure, random)
  const told = tellCourse(fate.course, { cohort, random, limit: cutoffDay - startDay, stopped })
  const at = (offset: number | null): number | null => (offset === null ? null : startDay + offset)
  const lastDoseDay = startDay + (stopped ?? told.end ?? (told.death === null ? cutoffDay - startDay : told.death - 1))
  const untilDay = Math.min(lastDoseDay + 20, at(told.death) ?? cutoffDay, cutoffDay)
  const treatment: TreatmentStory = {
    fate,
    startDay,
    exposure,
    lastDoseDay,
    endDay: at(told.end),
    endReason: told.endReason,
    clinicalProgressionDay: at(told.clinicalProgression),
    assessments: tellAssessments(told, startDay, random),
    adverseEvents: tellAdverseEvents({ random, startDay, untilDay, combination: cohort.drugs.length > 1 }),
  }
  return { treatment, deathDay: at(told.death) }
}
