/** The kinds of subject: screened only, with a cohort and untreated, treated. */
import type { Cohort } from './cohorts.ts'
import { startWindow } from './courses.ts'
import type { Fate } from './fates.ts'
import type { Random } from './random.ts'
import type { EnrolmentStory, Standing, SubjectStory } from './story.ts'
import { tellTreatment } from './treatments.ts'

/** A story before its subject has an id. */
export type Unnamed = Omit<SubjectStory, 'subjectId'>

function person(random: Random): Pick<Unnamed, 'age' | 'sex'> {
  const age = Math.round(61 + 12 * (random.next() + random.next() + random.next() - 1.5) * 1.4)
  return { age: Math.max(19, Math.min(86, age)), sex: random.chance(0.52) ? 'F' : 'M' }
}

export function screenedOnly(standing: Standing, cutoffDay: number, random: Random): Unnamed {
  const screenedDay = cutoffDay - random.int(15, 930)
  const lastSeenDay = random.chance(0.05) ? random.int(screenedDay, cutoffDay) : null
  return {
    standing,
    stoppedTreatmentOnly: false,
    screenedDay,
    ...person(random),
    enrolments: [],
    deathDay: null,
    lastSeenDay,
    lost: false,
  }
}

export function untreated(cohort: Cohort, cutoffDay: number, random: Random): Unnamed {
  const base = screenedOnly('counted', cutoffDay, random)
  const allocatedDay = Math.min(cutoffDay, base.screenedDay + random.int(10, 60))
  return {
    ...base,
    enrolments: [{ cohort, named: true, allocatedDay, treatment: null }],
    lastSeenDay: random.chance(0.4) ? random.int(allocatedDay, cutoffDay) : null,
  }
}

/** The last day on which the subject is known to be alive: often the day of the cut-off, when registers are asked. */
function lastSeen(latest: number, deathDay: number | null, cutoffDay: number, random: Random): number {
  if (deathDay !== null) return random.int(Math.min(latest, deathDay - 1), deathDay - 1)
  return random.chance(0.35) ? cutoffDay : random.int(latest, cutoffDay)
}

function latestDay(enrolment: EnrolmentStory): number {
  const { treatment, allocatedDay } = enrolment
  if (treatment === null) return allocatedDay
  return Math.max(treatment.lastDoseDay, treatment.endDay ?? 0, ...treatment.assessments.map(one => one.day))
}

interface TreatedSetting {
  readonly fate: Fate
  readonly cohort: Cohort
  readonly cutoffDay: number
  readonly random: Random
  readonly startDay?: number
  readonly standing?: Standing
  readonly named?: boolean
}

export function treated(setting: TreatedSetting): Unnamed {
  const { fate, cohort, cutoffDay, random } = setting
  const [earliest, latest] = startWindow(fate.course, fate.maturity)
  const startDay = setting.startDay ?? cutoffDay - random.int(latest, earliest)
  const { treatment, deathDay } = tellTreatment({ cohort, fate, startDay, cutoffDay, random })
  const allocatedDay = startDay - random.int(13, 24)
  const enrolment = { cohort, named: setting.named ?? true, allocatedDay, treatment }
  return {
    standing: setting.standing ?? 'counted',
    stoppedTreatmentOnly: treatment.endReason === 'refusal' && random.chance(0.8),
    screenedDay: allocatedDay - random.int(10, 60),
    ...person(random),
    enrolments: [enrolment],
    deathDay,
    lastSeenDay: lastSeen(latestDay(enrolment), deathDay, cutoffDay, random),
    lost: deathDay === null && random.chance(0.03),
  }
}
