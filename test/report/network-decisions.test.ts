/** The overview of a network table: what is decided, and how many false positives to expect among the cohorts shown. */
import { beforeAll, describe, expect, it } from 'vitest'
import { judgedBy } from '../../src/app/cohort-plans.ts'
import { shippedCatalogue } from '../../src/app/terminology.ts'
import { falsePositives } from '../../src/decision/false-positives.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import { networkDecisions } from '../../src/report/result/network-decisions.ts'
import { runRound } from '../support/round.ts'

const [stopped = '', positive = '', small = '', absent = ''] = shippedCatalogue().cohorts.map(({ key }) => key)
const merged = { by: 'test', on: null, program: 'test' }

describe('decisions of a network table', () => {
  let table: NetworkTable
  const decided = async (...keys: readonly string[]) => {
    const { planOf, policy } = await judgedBy(null, systemClock)
    const { version, k, survival } = policy
    return networkDecisions(table, new Set(keys), { planOf, policy: { version, k, survival }, merged })
  }

  beforeAll(async () => {
    const of = (patients: number, control: number) => ({ patients, control, hidden: patients })
    const parts = { [stopped]: of(4, 0), [positive]: of(9, 4), [small]: of(1, 1) }
    const ran = await runRound({
      parts: { NO: parts, DK: parts, SE: parts, FI: {} },
      cohorts: [stopped, positive, small].toSorted(),
    })
    if (ran.table === null) throw new Error(`the round ended: ${ran.end}`)
    table = ran.table
    expect(ran.row(stopped)).toMatchObject({ s1: { decision: 'stop' }, values: null })
    expect(ran.row(positive).values?.counts).toMatchObject({ evaluable: 27, control: 12 })
  })

  it('are made for cohorts with a look, by the design of the catalogue', async () => {
    expect((await decided(stopped)).map(({ title }) => title)).toEqual(['stop'])
    expect((await decided(positive)).map(({ title }) => title)).toEqual(['positive'])
    expect(await decided(small)).toEqual([])
    expect(await decided(absent)).toEqual([])
  })

  it('say how many false positives to expect among those that are shown, and no others', async () => {
    const all = falsePositives(await decided(stopped, positive, small))
    expect(all).toMatchObject({ decided: 2, atStage2: 1 })
    const [one] = await decided(positive)
    const design = one?.denominators[0]?.path?.design
    expect(design).not.toBeNull()
    expect(all.expectedAtStage2).toBeCloseTo((design?.alpha ?? 0) / (1 - (design?.pet0 ?? 1)), 12)
    expect(falsePositives(await decided(stopped))).toMatchObject({ decided: 1, atStage2: 0, expectedAtStage2: 0 })
    expect(falsePositives([])).toEqual({ decided: 0, expected: 0, atStage2: 0, expectedAtStage2: 0 })
  })
})
