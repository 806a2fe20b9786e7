import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { StoredCut } from '../../src/cut/ports.ts'
import { CUT_STATES, CUT_TRANSITIONS } from '../../src/cut/states.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import { nodeConfigSchema } from '../../src/model/generated/node-config.ts'
import { dueCuts } from '../../src/retention/due.ts'
import {
  KEPT_OTHERWISE,
  RETENTION_NAMES,
  RETENTION_RULES,
  retentionOf,
  rulesInWords,
} from '../../src/retention/rules.ts'

const retention = retentionOf({ closedCutDays: 30, withdrawnCutDays: 7 })
const DAY = 86_400_000
const start = Date.UTC(2026, 0, 1)
const aCut = (change: Partial<StoredCut>): StoredCut => ({
  cut: { id: 'cut-0000000000000000' } as CutDescription,
  state: 'built',
  builtAt: new Date(start).toISOString(),
  since: new Date(start).toISOString(),
  openedAt: null,
  closeReason: null,
  openedBy: [],
  ...change,
})
const dueAfter = (days: number, change: Partial<StoredCut>) =>
  dueCuts([aCut(change)], retention, start + days * DAY).map(({ act, rule }) => `${act} ${rule}`)

describe('what has come to its end', () => {
  it.each([
    [{ state: 'built' }, 90, 'expire builtCutDays'],
    [{ state: 'opened', openedAt: new Date(start).toISOString() }, 400, 'expire openedCutDays'],
    [{ state: 'superseded' }, 30, 'end closedCutDays'],
    [{ state: 'closed', closeReason: 'legal' }, 30, 'end closedCutDays'],
    [{ state: 'closed', closeReason: 'withdrawal' }, 7, 'end withdrawnCutDays'],
  ] as const)('%o on its day and not before (%i)', (change, days, act) => {
    expect(dueAfter(days - 0.001, change)).toEqual([])
    expect(dueAfter(days, change)).toEqual([act])
  })

  it('is never a cut that has ended, and always an act that the table of states allows', () => {
    expect(dueAfter(10_000, { state: 'ended' })).toEqual([])
    for (const state of CUT_STATES.filter(one => one !== 'ended')) {
      const [act = ''] = dueAfter(10_000, { state })
      const from: readonly string[] = CUT_TRANSITIONS[act.split(' ')[0] as 'expire' | 'end'].from
      expect(from).toContain(state)
    }
  })
})

describe('the table of what is kept how long', () => {
  it('has a row a setting, and says of each its default as the schema does', () => {
    const described = nodeConfigSchema.properties.retention.properties
    expect(Object.keys(described)).toEqual([...RETENTION_NAMES])
    for (const name of RETENTION_NAMES) {
      expect(described[name].description).toContain(`default ${RETENTION_RULES[name].default}.`)
      expect(described[name].minimum).toBeLessThanOrEqual(RETENTION_RULES[name].default)
    }
  })

  it('stands in the README', () => {
    const readme = readFileSync(new URL('../../src/retention/README.md', import.meta.url), 'utf8')
    expect(readme).toContain(rulesInWords())
    for (const [what, kept] of Object.entries(KEPT_OTHERWISE)) expect(readme).toContain(`| ${what} | ${kept} |`)
  })
})
