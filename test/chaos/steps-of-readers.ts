/** `npm run chaos`: each fault at each request of a message; readers and courier, struck at each of their steps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsInWords, runMessageFaults } from './message-faults.ts'
import { printed } from './printed.ts'
import { strikeAll } from './step-kills.ts'
import { aWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld(7)
})
afterAll(() => world.close())

describe('an exchange ends once', () => {
  it.each(['reader, direct', 'reader, relay', 'reader, file', 'courier'])('whatever happens at any step of: %s', who =>
    strikeAll(world, who),
  )

  it('whatever happens to any one of its requests', async () => {
    const told = await runMessageFaults(world)
    printed('Each fault at each request', faultsInWords(told))
    expect(told.filter(({ end }) => end === 'none')).toEqual([])
  })
})
