/**
 * What happens to one treated patient, course by course, as day offsets from treatment start. Each course keeps clear
 * of day 119 and of the cut-off in such a way that the derivation rules can find one outcome only.
 */
import type { Cohort } from './cohorts.ts'
import type { Course } from './fates.ts'
import type { Random } from './random.ts'
import type { EndReason, Response, VisitCode } from './story.ts'

export interface CourseOffsets {
  readonly visits: readonly { readonly visit: VisitCode; readonly offset: number; readonly response: Response }[]
  /** Null while treated. */
  readonly end: number | null
  readonly endReason: EndReason | null
  readonly clinicalProgression: number | null
  readonly death: number | null
}

export interface CourseSetting {
  readonly cohort: Cohort
  readonly random: Random
  /** Days from treatment start to the cut-off: nothing happens later. */
  readonly limit: number
  /** Where the treatment was too short, its last day; else null. */
  readonly stopped: number | null
}

const LATER_VISITS: readonly (readonly [VisitCode, number])[] = [
  ['V04', 182],
  ['V05', 273],
  ['V06', 364],
  ['V07', 455],
  ['V08', 546],
  ['V09', 637],
  ['V10', 728],
]

const nothing: CourseOffsets = { visits: [], end: null, endReason: null, clinicalProgression: null, death: null }

const week8 = (random: Random, response: Response) => ({ visit: 'V02' as const, offset: random.int(50, 60), response })

/** Day 105 to 119, the protocol's window, and not after the cut-off. */
const week16 = ({ random, limit }: CourseSetting, response: Response) => ({
  visit: 'V03' as const,
  offset: random.int(105, Math.min(119, limit)),
  response,
})

const stableAtWeek8 = (random: Random, before: number) =>
  before > 61 && random.chance(0.8) ? [week8(random, 'SD')] : []

/** One half dies within about a year of the given day, if the cut-off lets us know. */
function laterDeath({ random, limit }: CourseSetting, after: number): number | null {
  const death = after + random.int(20, 320)
  return random.chance(0.5) && death <= limit ? death : null
}

function progressedBeforeWeek16(setting: CourseSetting): CourseOffsets {
  const { random, limit, stopped, cohort } = setting
  if (limit >= 62 && random.chance(0.7)) {
    const visit = week8(random, cohort.criterion === 'iRECIST' ? 'iUPD' : 'PD')
    const end = stopped ?? Math.min(limit, visit.offset + random.int(0, 9))
    const death = laterDeath(setting, visit.offset)
    return { ...nothing, visits: [visit], end, endReason: 'progression', death }
  }
  const clinicalProgression = stopped === null ? random.int(38, Math.min(100, limit)) : stopped + random.int(3, 30)
  const end = stopped ?? clinicalProgression
  return {
    ...nothing,
    end,
    endReason: 'progression',
    clinicalProgression,
    death: laterDeath(setting, clinicalProgression),
  }
}

function progressedAtWeek16(setting: CourseSetting): CourseOffsets {
  const { random, limit, cohort } = setting
  const first = week8(random, cohort.criterion === 'iRECIST' ? 'iUPD' : 'SD')
  const visit = week16(setting, 'PD')
  const end = Math.min(limit, visit.offset + random.int(0, 9))
  return { ...nothing, visits: [first, visit], end, endReason: 'progression', death: laterDeath(setting, end) }
}

function died({ random, limit, stopped }: CourseSetting): CourseOffsets {
  const death = stopped === null ? random.int(42, Math.min(112, limit)) : stopped + random.int(5, 50)
  const end = stopped ?? (random.chance(0.5) ? death - random.int(1, 4) : null)
  return {
    ...nothing,
    visits: stableAtWeek8(random, death),
    end,
    endReason: end === null ? null : 'deterioration',
    death,
  }
}

function offTreatment(setting: CourseSetting): CourseOffsets {
  const { random, limit, stopped } = setting
  const end = stopped ?? random.int(38, Math.min(104, limit))
  const death = laterDeath(setting, Math.max(end, 110))
  const endReason = random.pick(['toxicity', 'toxicity', 'refusal', 'refusal', 'deterioration', 'other'] as const)
  return { ...nothing, visits: stableAtWeek8(random, end), end, endReason, death }
}

/** Visits after week 16 until progression, another end, or the cut-off. */
function afterWeek16(setting: CourseSetting, best: Response): CourseOffsets {
  const { random, limit } = setting
  const visits: CourseOffsets['visits'][number][] = []
  for (const [visit, planned] of LATER_VISITS) {
    const offset = planned + random.int(-7, 7)
    if (offset > limit) break
    const progressed = random.chance(0.32)
    visits.push({ visit, offset, response: progressed ? 'PD' : best })
    if (progressed) {
      const end = Math.min(limit, offset + random.int(0, 9))
      return { ...nothing, visits, end, endReason: 'progression', death: laterDeath(setting, end) }
    }
  }
  const last = visits.at(-1)?.offset ?? 126
  if (last + 20 > limit || random.chance(0.8)) return { ...nothing, visits }
  return {
    ...nothing,
    visits,
    end: last + random.int(1, 20),
    endReason: random.pick(['completed', 'other', 'toxicity']),
  }
}

function control(setting: CourseSetting): CourseOffsets {
  const { random } = setting
  const atWeek16 = random.pick<Response>([
    'SD',
    'SD',
    'SD',
    'SD',
    'SD',
    'PR',
    'PR',
    'PR',
    'PR',
    random.chance(0.3) ? 'CR' : 'SD',
  ])
  const atWeek8: Response = atWeek16 === 'SD' || random.chance(0.4) ? 'SD' : 'PR'
  const visits = [week8(random, atWeek8), week16(setting, atWeek16)]
  if (setting.stopped !== null) return { ...nothing, visits }
  const later = afterWeek16(setting, atWeek16)
  return { ...later, visits: [...visits, ...later.visits] }
}

function unconfirmed(setting: CourseSetting): CourseOffsets {
  const { random, limit } = setting
  const visit = week16(setting, 'iUPD')
  const end = Math.min(limit, visit.offset + random.int(2, 20))
  return { ...nothing, visits: [week8(random, 'SD'), visit], end, endReason: 'other' }
}

const stillTreated = ({ random, limit }: CourseSetting): CourseOffsets => ({
  ...nothing,
  visits: stableAtWeek8(random, limit),
})

const tellers: Readonly<Record<Course, (setting: CourseSetting) => CourseOffsets>> = {
  control,
  'progressed-before-week-16': progressedBeforeWeek16,
  'progressed-at-week-16': progressedAtWeek16,
  died,
  'off-treatment': offTreatment,
  missed: stillTreated,
  awaiting: stillTreated,
  ongoing: stillTreated,
  'unconfirmed-progression': unconfirmed,
  'not-assessable': setting => ({ ...nothing, visits: [week8(setting.random, 'SD'), week16(setting, 'NE')] }),
  'early-visit': setting => ({ ...nothing, visits: [week8(setting.random, 'SD'), week16(setting, 'SD')] }),
}

export function tellCourse(course: Course, setting: CourseSetting): CourseOffsets {
  return tellers[course](setting)
}

/** Treatment start as days before the cut-off, earliest and latest, in which a course can be told. */
export function startWindow(course: Course, maturity: 'mature' | 'immature'): readonly [number, number] {
  if (maturity === 'immature') {
    if (course === 'ongoing') return [111, 5]
    if (course === 'early-visit') return [111, 106]
    return [111, 64]
  }
  if (course === 'awaiting') return [140, 112]
  if (course === 'missed') return [900, 150]
  return [900, 112]
}
