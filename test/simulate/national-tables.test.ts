import { describe, expect, it } from 'vitest'
import { simulateTables } from './national-tables.ts'

describe('the simulation of national tables', () => {
  const size = { screened: 40, treated: 24, cohorts: 4, drugs: 2, tissues: 2, genes: 2, cuts: 2 }

  it('shows most cells of five and more and none below, and counts nobody twice in a level', () => {
    const tables = simulateTables('test', size, 20)
    expect(tables).toHaveLength(2)
    for (const { levels } of tables) {
      const cohorts = levels.find(({ level }) => level === 'treated cohort')
      expect(cohorts?.cells).toBe(4)
      for (const { shown, ofK, older, patientsShare } of levels) {
        expect(shown).toBeLessThanOrEqual(ofK + older)
        expect(patientsShare).toBeGreaterThanOrEqual(0)
        expect(patientsShare).toBeLessThanOrEqual(1)
      }
      expect(levels.some(({ patientsShare }) => patientsShare > 0.5)).toBe(true)
    }
    expect(tables[1]?.treated).toBeGreaterThan(tables[0]?.treated ?? 0)
  })
})
