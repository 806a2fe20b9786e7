import { pool } from '../pooling/pool.ts'
import type { LabelledStratum } from '../pooling/strata.ts'
import { checkMembers, checkWork, countAmong, fail, type Json, levelOf, objectsOf, textOf } from './members.ts'

const MOST_STRATA = 20_000

export function answerPool(members: Json): Json {
  checkMembers(members, { required: ['strata'], optional: ['level'] })
  const objects = objectsOf(members, 'strata')
  checkWork(objects.length, MOST_STRATA, 'strata')
  const strata = objects.map(stratumOf)
  if (!Number.isSafeInteger(strata.reduce((sum, { n }) => sum + n, 0))) {
    fail('stats/bad-count', 'the sum of n is above 2^53 - 1')
  }
  return { ...pool({ strata, level: levelOf(members, 0.95) }) }
}

function stratumOf(object: Json): LabelledStratum {
  checkMembers(object, { required: ['label', 'x', 'n'], place: 'strata: ' })
  const [x, n] = countAmong(object, 'x', 'n')
  return { label: textOf(object, 'label'), x, n }
}
