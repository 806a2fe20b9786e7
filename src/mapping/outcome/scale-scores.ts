/**
 * Scale scores of questionnaires from the answers to their items. EORTC QLQ-C30 version 3.0: the raw score is the mean of
 * the items of a scale where at least half of them are answered, put linearly on 0 to 100 (Fayers et al., The EORTC
 * QLQ-C30 Scoring Manual, 3rd edition, 2001). A high functioning or global score is good, a high symptom score is bad.
 * Items have numbers here, never their wording, which is licensed.
 */
import type { CommonRecord, QualityOfLife } from '../../model/generated/common-record.ts'

type Items = QualityOfLife['items']
type Scores = Readonly<Record<string, number>>

interface Scale {
  /** Its items, as the answers call them. */
  readonly items: readonly string[]
  /** Greatest less least answer of an item. */
  readonly range: 3 | 6
  /** Answer 1 is worth 100 in a functioning scale and 0 in every other one. */
  readonly functioning: boolean
}

const named = (items: readonly number[]) => items.map(item => `Q${item}`)
const symptom = (...items: number[]): Scale => ({ items: named(items), range: 3, functioning: false })
const functioning = (...items: number[]): Scale => ({ items: named(items), range: 3, functioning: true })

/** By the variable names of the scoring manual. */
export const QLQ_C30_SCALES = {
  QL2: { items: named([29, 30]), range: 6, functioning: false },
  PF2: functioning(1, 2, 3, 4, 5),
  RF2: functioning(6, 7),
  EF: functioning(21, 22, 23, 24),
  CF: functioning(20, 25),
  SF: functioning(26, 27),
  FA: symptom(10, 12, 18),
  NV: symptom(14, 15),
  PA: symptom(9, 19),
  DY: symptom(8),
  SL: symptom(11),
  AP: symptom(13),
  CO: symptom(16),
  DI: symptom(17),
  FI: symptom(28),
} as const satisfies Record<string, Scale>

const SCALES = Object.entries(QLQ_C30_SCALES)

/** Every scale of which enough items are answered; the answers are whole numbers within their range. */
export function scoreQlqC30(items: Items): Scores {
  const scores: Record<string, number> = {}
  for (const [name, scale] of SCALES) {
    const score = scoreOf(scale, items)
    if (score !== null) scores[name] = score
  }
  return scores
}

function scoreOf({ items, range, functioning }: Scale, answers: Items): number | null {
  let given = 0
  let aboveLeast = 0
  for (const item of items) {
    const answer = answers[item]
    if (answer === undefined) continue
    given += 1
    aboveLeast += answer - 1
  }
  if (given * 2 < items.length) return null
  const most = given * range
  // One division of whole numbers, so that two thirds are the same number wherever they come from.
  return (100 * (functioning ? most - aboveLeast : aboveLeast)) / most
}

/** EQ-5D-5L: the visual analogue scale, and the level of each dimension as it was answered. */
function scoreEq5d(items: Items): Scores {
  return Object.fromEntries(Object.entries(items).filter(([item]) => item === 'VAS' || /^[1-5]$/.test(item)))
}

/** The record with the scores of each questionnaire: those that its items give, else what the source itself states. */
export function withScaleScores(record: CommonRecord): CommonRecord {
  if (record.qualityOfLife.length === 0) return record
  return {
    ...record,
    qualityOfLife: record.qualityOfLife.map(row => ({
      ...row,
      scores: { ...row.scores, ...(row.instrument === 'EORTC-QLQ-C30' ? scoreQlqC30 : scoreEq5d)(row.items) },
    })),
  }
}
