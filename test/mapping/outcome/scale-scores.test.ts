import { describe, expect, it } from 'vitest'
import { QLQ_C30_SCALES, scoreQlqC30, withScaleScores } from '../../../src/mapping/outcome/scale-scores.ts'
import type { QualityOfLife } from '../../../src/model/generated/common-record.ts'
import { aCommonRecord, onDay, rowOf } from '../../support/common-record.ts'

const answers = (from: number, to: number, answer: number) =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, at) => [`Q${from + at}`, answer]))

const aQuestionnaire = (given: Partial<QualityOfLife>): QualityOfLife => ({
  origin: rowOf('c30'),
  instrument: 'EORTC-QLQ-C30',
  visitName: 'Week 16',
  date: onDay(112),
  items: {},
  ...given,
})

describe('the scales of the QLQ-C30', () => {
  it('use each of the thirty items once', () => {
    const used = Object.values(QLQ_C30_SCALES).flatMap(scale => scale.items)
    expect(used.toSorted()).toEqual(Array.from({ length: 30 }, (_, at) => `Q${at + 1}`).toSorted())
  })

  it('give full functioning, full quality of life and no symptom for the best answers', () => {
    const scores = scoreQlqC30({ ...answers(1, 28, 1), ...answers(29, 30, 7) })
    for (const [name, scale] of Object.entries(QLQ_C30_SCALES)) {
      expect(scores[name], name).toBe(scale.functioning || name === 'QL2' ? 100 : 0)
    }
  })

  it('give no functioning, no quality of life and every symptom for the worst answers', () => {
    const scores = scoreQlqC30({ ...answers(1, 28, 4), ...answers(29, 30, 1) })
    for (const [name, scale] of Object.entries(QLQ_C30_SCALES)) {
      expect(scores[name], name).toBe(scale.functioning || name === 'QL2' ? 0 : 100)
    }
  })

  it.each([
    // Raw score 2.5 of 4: (1 - 1.5 / 3) x 100.
    ['EF', { Q21: 2, Q22: 3, Q23: 2, Q24: 3 }, 50],
    // Raw score 4/3: (1/3) / 3 x 100.
    ['FA', { Q10: 1, Q12: 1, Q18: 2 }, 100 / 9],
    // Raw score 5.5: 4.5 / 6 x 100.
    ['QL2', { Q29: 5, Q30: 6 }, 75],
    ['DY', { Q8: 2 }, 100 / 3],
  ])('put %s linearly on 0 to 100', (name, items, score) => {
    expect(scoreQlqC30(items)[name]).toBe(score)
  })

  it('are the mean of the answered items where at least half of them are answered', () => {
    expect(scoreQlqC30({ Q21: 2, Q22: 2 })['EF']).toBe(200 / 3)
    expect(scoreQlqC30({ Q1: 1, Q2: 1, Q3: 4 })['PF2']).toBe(200 / 3)
    expect(scoreQlqC30({ Q20: 1 })['CF']).toBe(100)
  })

  it('are missing where fewer than half of the items are answered', () => {
    expect(scoreQlqC30({ Q1: 1, Q2: 1 })).not.toHaveProperty('PF2')
    expect(scoreQlqC30({ Q10: 4 })).not.toHaveProperty('FA')
    expect(scoreQlqC30({})).toEqual({})
  })
})

describe('a record with scale scores', () => {
  it('keeps what the source states of a scale whose items it does not hold', () => {
    const record = aCommonRecord({ qualityOfLife: [aQuestionnaire({ items: { Q8: 4 }, scores: { DY: 0, QL2: 50 } })] })
    expect(withScaleScores(record).qualityOfLife[0]?.scores).toEqual({ DY: 100, QL2: 50 })
  })

  it('takes the answers of the EQ-5D as they are', () => {
    const row = aQuestionnaire({ instrument: 'EQ-5D-5L', items: { VAS: 70, '1': 2, '5': 1 } })
    expect(withScaleScores(aCommonRecord({ qualityOfLife: [row] })).qualityOfLife[0]?.scores).toEqual({
      VAS: 70,
      '1': 2,
      '5': 1,
    })
  })
})
