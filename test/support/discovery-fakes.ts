/** In-memory stand-ins for the store's side of discovery; the real ones are tested against PostgreSQL. */
import type { AccessEntry, AccessLog, PublishedTable, PublishedTables } from '../../src/discovery/ports.ts'
import type { Clock } from '../../src/model/clock.ts'
import type { MessageUse, ReplayStore, Use } from '../../src/trust/replays.ts'

export class FakeTables implements PublishedTables {
  readonly tables: PublishedTable[]
  failing = false
  #listeners = new Set<() => void>()

  constructor(tables: readonly PublishedTable[] = []) {
    this.tables = [...tables]
  }

  get listeners(): number {
    return this.#listeners.size
  }

  async publish(table: Omit<PublishedTable, 'publishedAt'>): Promise<PublishedTable> {
    const published = { ...table, publishedAt: '2026-01-02T00:00:00.000Z' }
    this.tables.push(published)
    for (const listener of this.#listeners) listener()
    return published
  }

  async list(): Promise<readonly PublishedTable[]> {
    if (this.failing) throw new Error('canary-database-text')
    return [...this.tables]
  }

  async onPublished(listener: () => void): Promise<() => Promise<void>> {
    this.#listeners.add(listener)
    return async () => {
      this.#listeners.delete(listener)
    }
  }
}

export class FakeReplayStore implements ReplayStore {
  #used = new Set<string>()

  async use({ member, jti }: MessageUse): Promise<Use> {
    const name = `${member} ${jti}`
    if (this.#used.has(name)) return 'replayed'
    this.#used.add(name)
    return 'fresh'
  }
}

export class FakeAccessLog implements AccessLog {
  readonly entries: AccessEntry[] = []
  failing: Error | null = null
  /** Answers wait for this, where it is set. */
  gate: Promise<void> | null = null
  /** Entries that wait at the gate. */
  waiting = 0
  #used = new Set<string>()

  async record(entry: AccessEntry): Promise<'fresh' | 'replayed'> {
    this.waiting += 1
    await this.gate
    this.waiting -= 1
    if (this.failing !== null) throw this.failing
    const name = entry.use === null ? null : `${entry.use.member} ${entry.use.jti}`
    if (name !== null && this.#used.has(name)) {
      this.entries.push({ ...entry, kind: 'question.refused', code: 'trust/replayed', use: null })
      return 'replayed'
    }
    if (name !== null) this.#used.add(name)
    this.entries.push(entry)
    return 'fresh'
  }
}

export class FakeClock implements Clock {
  #now: number

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds
  }
}

/** For an asker whose members are all reached straight. */
export const straight = {
  carrierTo: () => 'direct' as const,
  letters: { sendLetter: async () => null, withdraw: async () => {} },
}
