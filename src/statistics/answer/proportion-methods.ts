import { clopperPearson } from '../proportion/clopper-pearson.ts'
import { jeffreys } from '../proportion/jeffreys.ts'
import { midP } from '../proportion/mid-p.ts'
import { wilson } from '../proportion/wilson.ts'
import { rate } from '../rate.ts'
import { checkMembers, countAmong, countOf, type Json, levelOf, positiveOf } from './members.ts'

export function answerProportion(members: Json): Json {
  checkMembers(members, { required: ['x', 'n'], optional: ['level'] })
  const [x, n] = countAmong(members, 'x', 'n')
  const count = { x, n, level: levelOf(members, 0.95) }
  return {
    estimate: x / n,
    clopperPearson: clopperPearson(count),
    wilson: wilson(count),
    jeffreys: jeffreys(count),
    midP: midP(count),
  }
}

export function answerRate(members: Json): Json {
  checkMembers(members, { required: ['events', 'personTime'], optional: ['level'] })
  const events = countOf(members, 'events')
  return { ...rate({ events, personTime: positiveOf(members, 'personTime'), level: levelOf(members, 0.95) }) }
}
