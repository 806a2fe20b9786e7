/** Ready means: the database answers, the audit can be written, there is a table to answer from, and a directory that holds. */
import type { Clock } from '../model/clock.ts'
import type { Health } from '../model/generated/health.ts'

/** Resolves where the thing is there; rejects or hangs where it is not. */
export type Probe = () => Promise<void>

export interface ReadinessDeps {
  readonly probes: { readonly database: Probe; readonly audit: Probe }
  readonly hasTable: () => boolean
  /** Of the federation's directory; a plain network has none, and lacks none. */
  readonly directory: () => 'none' | 'missing' | 'expired' | 'ending' | 'valid'
  /** Further warnings, such as of a certificate. */
  readonly warnings: () => Health['warnings']
  readonly clock: Clock
  readonly probeTimeoutMs: number
}

/** A flood of health requests must not become a flood of database work. */
const REMEMBERED_MS = 1000

export function watchReadiness(deps: ReadinessDeps): () => Promise<Health> {
  const { probes, hasTable, clock, probeTimeoutMs } = deps
  const look = async (): Promise<Health> => {
    const [database, audit] = await Promise.all([
      isThere(probes.database, probeTimeoutMs),
      isThere(probes.audit, probeTimeoutMs),
    ])
    const missing: Health['missing'] = []
    if (!audit) missing.push('audit')
    if (!database) missing.push('database')
    const directory = deps.directory()
    if (directory === 'missing' || directory === 'expired') missing.push('directory')
    if (!hasTable()) missing.push('table')
    const warnings = [...(deps.warnings() ?? []), ...(directory === 'ending' ? (['directory-ending'] as const) : [])]
    const status = missing.length === 0 ? 'ok' : 'not-ready'
    return { status, missing, ...(warnings.length === 0 ? {} : { warnings }) }
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
