import { describe, expect, it } from 'vitest'
import { completionBy, keptByEach } from './pooled-rounds.ts'

const scenario = { countries: 8, clustering: 'medium', seeds: 1 } as const

describe('the simulation of pooled rounds', () => {
  it('finds every decision of a round to be that of all rows together, and others to be wrong at times', () => {
    const [pooled, ...others] = keptByEach(scenario)
    expect(pooled?.s1.reached).toBeGreaterThan(10)
    expect(pooled?.s1).toMatchObject({ wrongShare: 0 })
    expect(pooled?.s1.rightShare).toBeGreaterThan(0.5)
    expect(others.map(({ way }) => way)).toEqual(['suppression', 'rounding', 'noise'])
    expect(others.some(({ s1 }) => s1.wrongShare > 0)).toBe(true)
    expect(others.every(({ s1 }) => s1.rightShare < (pooled?.s1.rightShare ?? 0))).toBe(true)
  })

  it('ends rounds without a table where too many members are late', () => {
    const [none, half] = completionBy(scenario, [0, 0.6])
    expect(none).toMatchObject({ tables: 1, exact: 1, s1: 1 })
    expect(half?.tables).toBeLessThan(1)
    expect(half?.exact).toBeLessThan(1)
  })
})
