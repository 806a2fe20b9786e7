/** The methods of `rose stats` by name: read the members, refuse what is out of range, compute. */
import { answerBetaBinomial, answerExnex, answerHierarchical } from './bayes-methods.ts'
import type { Json } from './members.ts'
import { answerPool } from './pool-method.ts'
import { answerProportion, answerRate } from './proportion-methods.ts'
import { answerAttained, answerKoyamaChen, answerSearch, answerSimon, answerTwoStage } from './simon-methods.ts'
import { answerLogRank, answerSurvival } from './survival-methods.ts'

export const methods: ReadonlyMap<string, (members: Json) => Json> = new Map([
  ['proportion', answerProportion],
  ['simon', answerSimon],
  ['simon-search', answerSearch],
  ['two-stage', answerTwoStage],
  ['koyama-chen', answerKoyamaChen],
  ['attained', answerAttained],
  ['pool', answerPool],
  ['survival', answerSurvival],
  ['logrank', answerLogRank],
  ['rate', answerRate],
  ['beta-binomial', answerBetaBinomial],
  ['hierarchical', answerHierarchical],
  ['exnex', answerExnex],
])
