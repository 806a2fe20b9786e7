/** Ready means: the database answers, the audit can be written, and there is a table to answer from. */
import type { Clock } from '../model/clock.ts'
import type { Health } from '../model/generated/health.ts'

/** Resolves where the thing is there; rejects or hangs where it is not. */
export type Probe = () => Promise<void>

export interface ReadinessDeps {
  readonly probes: { readonly database: Probe; readonly audit: Probe }
  readonly hasTable: () => boolean
  readonly clock: Clock
  readonly probeTimeoutMs: number
}

/** A flood of health requests must not become a flood of database work. */
const REMEMBERED_MS = 1000

export function watchReadiness({ probes, hasTable, clock, probeTimeoutMs }: ReadinessDeps): () => Promise<Health> {
  const look = async (): Promise<Health> => {
    const [database, audit] = await Promise.all([
      isThere(probes.database, probeTimeoutMs),
      isThere(probes.audit, probeTimeoutMs),
    ])
    const missing: Health['missing'] = []
    if (!audit) missing.push('audit')
    if (!database) missing.push('database')
    if (!hasTable()) missing.push('table')
    return { status: missing.length === 0 ? 'ok' : 'not-ready', missing }
  }
  let last: { readonly at: number; readonly health: Promise<Health> } | undefined
  return () => {
    const now = clock.now()
    if (last === undefined || now - last.at >= REMEMBERED_MS) last = { at: now, health: look() }
    return last.health
  }
}

async function isThere(probe: Probe, timeoutMs: number): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, timeoutMs, false)
  const there = probe().then(
    () => true,
    () => false,
  )
  return Promise.race([there, tooLate]).finally(() => clearTimeout(timer))
}
