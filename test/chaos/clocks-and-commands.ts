/** `npm run chaos`: clocks that are wrong, and the command that asks, killed at each of its steps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandTold, runCommandKills } from './command-kills.ts'
import { printed } from './printed.ts'
import { ROLES, runSkewed } from './step-kills.ts'
import { aWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld(9)
})
afterAll(() => world.close())

describe('an exchange ends once', () => {
  it('though the clock of a reader, of the relay or of the courier is ten minutes wrong', async () => {
    const rows: string[][] = []
    for (const role of ROLES.filter(({ who }) => who !== 'asker')) {
      for (const skewSeconds of [-600, 600]) {
        const { end, why } = await runSkewed(world, role, skewSeconds)
        rows.push([role.who, String(skewSeconds), end, why])
      }
    }
    printed('Clocks that are wrong', [['process', 'seconds', 'end', 'why'], ...rows])
    expect(rows.filter(([, , end]) => end === 'none')).toEqual([])
    // In files the number decides. A clock that is behind the making of a key does not know it yet, on any way.
    expect(rows.find(([who, seconds]) => who === 'reader, file' && seconds === '600')?.[2]).toBe('answer')
  })

  it('whatever happens at any step of the command that asks all members', async () => {
    const told: CommandTold[] = []
    await runCommandKills(world, one => told.push(one))
    printed('Each step of the command that asks', [
      ['step', 'struck', 'end'],
      ...told.map(({ step, struck, end }) => [step, String(struck), end]),
    ])
    const ends = told.flatMap(({ end }) => (end === 'nothing asked' ? [] : end.split(', ')))
    expect(ends.filter(state => !['answered', 'refused', 'expired', 'invalid'].includes(state))).toEqual([])
    expect(told.filter(({ end }) => end === 'nothing asked').length).toBeGreaterThan(0)
    expect(ends.filter(state => state === 'answered').length).toBeGreaterThan(ends.length / 2)
  })
})
