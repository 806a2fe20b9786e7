import { type LogRankGroup, logRank } from '../survival/log-rank.ts'
import { type Observed, type RiskSet, riskSetsOfBins, riskSetsOfTimes } from '../survival/risk-set.ts'
import { survival } from '../survival/survival.ts'
import {
  checkMembers,
  checkSameLength,
  checkWork,
  countOf,
  countsOf,
  fail,
  type Json,
  levelOf,
  listOf,
  numbersOf,
  objectsOf,
  positiveOf,
} from './members.ts'

const MOST_TIMES = 1_000_000
/** Times x groups²: the covariance is added up at each time. */
const MOST_WORK = 50_000_000

export function answerSurvival(members: Json): Json {
  const level = levelOf(members, 0.95)
  const riskSets = riskSetsOf(members)
  const at = Object.hasOwn(members, 'at') ? numbersOf(members, 'at', 0) : []
  return { ...survival({ riskSets, level, at }) }
}

function riskSetsOf(members: Json): RiskSet[] {
  const optional = ['level', 'at']
  if (Object.hasOwn(members, 'times')) {
    checkMembers(members, { required: ['times', 'status'], optional })
    return riskSetsOfTimes(observedOf(members, 1))
  }
  checkMembers(members, { required: ['binWidth', 'events', 'censored', 'entered'], optional })
  const binWidth = positiveOf(members, 'binWidth')
  const events = countsOf(members, 'events')
  const censored = countsOf(members, 'censored')
  const entered = countOf(members, 'entered', 1)
  checkSameLength(events, censored, 'events and censored')
  checkWork(events.length, MOST_TIMES, 'events')
  const left = [...events, ...censored].reduce((rest, count) => rest - count, entered)
  if (left < 0) fail('stats/bad-count', 'events and censored add up to more than entered')
  return riskSetsOfBins({ binWidth, events, censored, entered })
}

function observedOf(members: Json, least: number): Observed {
  const times = numbersOf(members, 'times', 0)
  const status = countsOf(members, 'status')
  if (times.length < least) fail('stats/bad-list', `times is not a list of at least ${least}`)
  checkWork(times.length, MOST_TIMES, 'times')
  checkSameLength(times, status, 'times and status')
  if (status.some(value => value > 1)) fail('stats/bad-count', 'status is not 0 or 1')
  return { times, status }
}

export function answerLogRank(members: Json): Json {
  checkMembers(members, { required: ['groups'] })
  const groups = objectsOf(members, 'groups').map(groupOf)
  if (groups.some(({ stratum }) => stratum !== undefined) && groups.some(({ stratum }) => stratum === undefined)) {
    fail('stats/missing-member', 'groups: stratum is given for some groups only')
  }
  const times = groups.reduce((sum, group) => sum + group.times.length, 0)
  checkWork(groups.length, 1000, 'groups')
  checkWork(times * Math.min(groups.length, times) ** 2, MOST_WORK, 'times multiplied by the square of groups')
  return { ...logRank(groups) }
}

function groupOf(object: Json): LogRankGroup {
  checkMembers(object, { required: ['times', 'status'], optional: ['stratum'], place: 'groups: ' })
  const observed = observedOf(object, 0)
  if (!Object.hasOwn(object, 'stratum')) return observed
  const stratum = listOf(object, 'stratum').map(stratumName)
  checkSameLength(observed.times, stratum, 'times and stratum')
  return { ...observed, stratum }
}

/** A text and the number that it spells are two strata. */
function stratumName(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    fail('stats/bad-text', 'stratum is not a text or a number')
  return JSON.stringify(value)
}
