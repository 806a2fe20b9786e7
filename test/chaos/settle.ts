/** Courier and outbox go on until all letters have ended. */
import { expect } from 'vitest'
import type { KeptLetter } from '../../src/outbox/ports.ts'
import type { World } from './world.ts'

export async function settle(
  world: World,
  letters: readonly KeptLetter[],
  exchange: Awaited<ReturnType<World['exchange']>>,
): Promise<readonly KeptLetter[]> {
  const sending = await exchange.keepSending()
  try {
    await expect
      .poll(
        async () => {
          await world.courier.turn().catch(() => {})
          const states = await Promise.all(letters.map(({ name }) => exchange.store.get(name)))
          return states.filter(letter => letter?.state === 'waiting' || letter?.state === 'sent').length
        },
        { timeout: 100_000, interval: 150 },
      )
      .toBe(0)
  } finally {
    await sending.stop()
  }
  return letters
}
