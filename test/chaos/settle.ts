/** Courier and outbox go on until letters have ended. */
import type { KeptLetter } from '../../src/outbox/ports.ts'
import type { World } from './world.ts'

type Sender = Awaited<ReturnType<World['exchange']>>

export interface CarryingOptions {
  /** Default: yes; not where a courier is a process of its own, or its way is not asked. */
  readonly courier?: boolean
  /** Default: yes; not where the asker's gateway is a process of its own. */
  readonly sending?: boolean
}

export type UntilEnded = (letters: readonly KeptLetter[], timeoutMs?: number) => Promise<void>

/** Both run while `work` does; it is given how to wait for letters. */
export async function whileCarrying<T>(
  world: World,
  exchange: Sender,
  work: (untilEnded: UntilEnded) => Promise<T>,
  { courier = true, sending = true }: CarryingOptions = {},
): Promise<T> {
  const sends = sending ? await exchange.keepSending() : null
  const done = { work: false }
  const carrying = (async () => {
    while (courier && !done.work) {
      await world.courier.turn().catch(() => {})
      await new Promise(rest => setTimeout(rest, 100))
    }
  })()
  try {
    return await work((letters, timeoutMs = 100_000) => untilEnded(exchange, letters, timeoutMs))
  } finally {
    done.work = true
    await carrying
    await sends?.stop()
  }
}

async function untilEnded(exchange: Sender, letters: readonly KeptLetter[], timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs
  for (let open = letters; open.length > 0; ) {
    const states = await Promise.all(open.map(({ name }) => exchange.store.get(name).catch(() => null)))
    open = open.filter((_, index) => ['waiting', 'sent', undefined].includes(states[index]?.state))
    if (open.length === 0) return
    if (performance.now() > until) throw new Error(`${open.length} letters did not end in ${timeoutMs} ms`)
    await new Promise(rest => setTimeout(rest, 60))
  }
}

export async function settle(world: World, letters: readonly KeptLetter[], exchange: Sender): Promise<void> {
  await whileCarrying(world, exchange, untilEnded => untilEnded(letters))
}
