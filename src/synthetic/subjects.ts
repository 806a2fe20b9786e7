/** Who is in the trial: each subject's story, told from the plan of sizes and fates. */
import type { Cohort } from './cohorts.ts'
import { cohortsOfTrial, dealFates, slots } from './deal-fates.ts'
import { type Fate, planFates } from './fates.ts'
import type { Random } from './random.ts'
import type { TrialSizes } from './scenarios.ts'
import type { Standing, SubjectStory } from './story.ts'
import { subjectIds } from './subject-ids.ts'
import { screenedOnly, treated, type Unnamed, untreated } from './subject-kinds.ts'

/** Screened subjects whose allocation form lacks the cohort name; subjects of whom only loose rows exist. Assumed. */
const NAMELESS_SHARE = 0.004
const ORPHAN_SHARE = 0.002

const controlled: Fate = { course: 'control', maturity: 'mature', dosing: 'enough', weight: 1 }

/** A second cohort after the first one failed early, for subjects who are alive and have time left. */
function withSecondCohorts(
  stories: readonly Unnamed[],
  sizes: TrialSizes,
  cohorts: readonly Cohort[],
  random: Random,
): Unnamed[] {
  let left = sizes.secondCohorts
  return stories.map(story => {
    const first = story.enrolments[0]
    const end = first?.treatment?.endDay
    if (left === 0 || first === undefined || end === undefined || end === null) return story
    if (first.treatment?.fate.course !== 'progressed-before-week-16' || end + 320 > sizes.cutoffDay) return story
    const cohort = random.pick(cohorts.filter(one => one.id !== first.cohort.id && one.weight > 0))
    const startDay = end + random.int(90, 140)
    const second = treated({ fate: controlled, cohort, cutoffDay: sizes.cutoffDay, random, startDay })
    left -= 1
    return {
      ...story,
      enrolments: [...story.enrolments, ...second.enrolments],
      deathDay: second.deathDay,
      lastSeenDay: second.lastSeenDay,
      lost: false,
    }
  })
}

type Dealt = ReturnType<typeof dealFates>

/** The first patient of each kind who can stands exactly on this or that side of day 112. */
function boundaryDays(dealt: Dealt): Map<number, number> {
  const first = (course: Fate['course'], maturity: Fate['maturity']): number =>
    dealt.findIndex(([fate]) => fate.course === course && fate.maturity === maturity)
  return new Map([
    [first('progressed-before-week-16', 'mature'), 112],
    [first('ongoing', 'immature'), 111],
  ])
}

function onDrug(dealt: Dealt, cutoffDay: number, random: Random): Unnamed[] {
  const boundary = boundaryDays(dealt)
  return dealt.map(([fate, cohort], at) => {
    const setting = { fate, cohort, cutoffDay, random: random.fork(`treated ${at}`) }
    const days = boundary.get(at)
    return treated(days === undefined ? setting : { ...setting, startDay: cutoffDay - days })
  })
}

/** Allocation without treatment is spread more evenly over the cohorts than treatment. */
function waiting(sizes: TrialSizes, cohorts: readonly Cohort[], random: Random): Unnamed[] {
  const flatter = cohorts.map(cohort => ({ ...cohort, weight: Math.sqrt(cohort.weight) }))
  return slots(sizes.enrolled - sizes.treated, flatter).map((cohort, at) =>
    untreated(cohort, sizes.cutoffDay, random.fork(`untreated ${at}`)),
  )
}

/** Subjects in no cohort; a few of them have drugs and cycles all the same, and no cohort name. */
function inNoCohort(
  { screened, enrolled, cutoffDay }: TrialSizes,
  cohorts: readonly Cohort[],
  random: Random,
): Unnamed[] {
  const count = screened - enrolled
  const nameless = count < 10 ? 0 : Math.max(1, Math.round(count * NAMELESS_SHARE))
  return Array.from({ length: count }, (_, at) => {
    const own = random.fork(`screened ${at}`)
    if (at >= nameless) return screenedOnly('counted', cutoffDay, own)
    return treated({ fate: controlled, cohort: own.pick(cohorts), cutoffDay, random: own, named: false })
  })
}

/** Subjects in no figure: their dates run past the cut-off, which they must not move. */
function uncounted(sizes: TrialSizes, cohorts: readonly Cohort[], random: Random): Unnamed[] {
  const late = sizes.cutoffDay + 12
  const one = (standing: Standing, at: number): Unnamed =>
    at % 2 === 0
      ? {
          ...treated({ fate: controlled, cohort: random.pick(cohorts), cutoffDay: late, random, standing }),
          lastSeenDay: late,
          deathDay: null,
        }
      : screenedOnly(standing, sizes.cutoffDay, random)
  const orphans = Math.max(1, Math.round(sizes.screened * ORPHAN_SHARE))
  return [
    ...Array.from({ length: sizes.withdrawn }, (_, at) => one('withdrawn', at)),
    ...Array.from({ length: sizes.heldBack }, (_, at) => one('held-back', at)),
    ...Array.from({ length: orphans }, () => one('orphan', 0)),
  ]
}

/** Someone is seen alive on the day of the cut-off, so that the data themselves say where they end. */
function reachingCutoff(stories: readonly Unnamed[], cutoffDay: number): Unnamed[] {
  const living = stories.findIndex(story => story.deathDay === null)
  return stories.map((story, at) => (at === living ? { ...story, lastSeenDay: cutoffDay, lost: false } : story))
}

/** Every subject of the trial in the order of the files; the same sizes and stream give the same stories. */
export function tellSubjects(sizes: TrialSizes, random: Random): SubjectStory[] {
  const cohorts = cohortsOfTrial(random.fork('cohorts'))
  const dealt = dealFates(planFates(sizes), slots(sizes.treated, cohorts), random.fork('fates'))
  const counted = [
    ...withSecondCohorts(onDrug(dealt, sizes.cutoffDay, random), sizes, cohorts, random.fork('second')),
    ...waiting(sizes, cohorts, random),
    ...inNoCohort(sizes, cohorts, random),
  ]
  const all = [...reachingCutoff(counted, sizes.cutoffDay), ...uncounted(sizes, cohorts, random.fork('uncounted'))]
  const ids = subjectIds(all.length, random.fork('ids'))
  return random.shuffle(all).map((story, at) => ({ subjectId: ids[at] ?? '', ...story }))
}
