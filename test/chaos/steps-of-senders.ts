/** `npm run chaos`: the relay, and the gateway that hands letters on, struck at each of their steps. */
import { afterAll, beforeAll, describe, it } from 'vitest'
import { strikeAll } from './step-kills.ts'
import { aWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld(8)
})
afterAll(() => world.close())

describe('an exchange ends once', () => {
  it.each(['relay', 'asker'])('whatever happens at any step of: %s', who => strikeAll(world, who))
})
