/**
 * Messages used up a short while ago, by this process. The database is what refuses a replay; this memory only spares it
 * the work, so that someone who repeats a message that he overheard neither fills the audit nor uses up the asker's rate.
 */
import type { Clock } from '../model/clock.ts'

export interface RecentMessages {
  has(member: string, jti: string): boolean
  /** `expires` in seconds since 1970. */
  add(member: string, jti: string, expires: number): void
}

export function rememberMessages(clock: Clock, capacity = 50_000): RecentMessages {
  const expiryOf = new Map<string, number>()
  const makeRoom = () => {
    const now = clock.now() / 1000
    for (const [name, expires] of expiryOf) {
      if (expires >= now && expiryOf.size < capacity) break
      expiryOf.delete(name)
    }
  }
  return {
    has: (member, jti) => expiryOf.has(`${member} ${jti}`),
    add: (member, jti, expires) => {
      if (expiryOf.size >= capacity) makeRoom()
      expiryOf.set(`${member} ${jti}`, expires)
    },
  }
}
