import { setTimeout as wait } from 'node:timers/promises'

/** Resolves after so many milliseconds, or at once where the signal is or becomes aborted. Never rejects, keeps no listener. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined)
}
