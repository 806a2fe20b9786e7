/**
 * Use case: takes the exports of a folder as they become complete, one at a time, the oldest first, each once. A bad one
 * is told and passed over; what is not the export's fault ends the watch, and the export is tried again after a restart.
 */
import { isNodeError, type NodeError } from '../model/errors.ts'
import type { IngestReport } from '../model/generated/ingest-report.ts'

/** An entry of the watched folder, as it is now. */
export interface FoundExport {
  readonly name: string
  /** Of its files' names, sizes and times: another one is another export. */
  readonly fingerprint: string
  /** Whoever writes it says that it is whole. */
  readonly isMarked: boolean
  /** Time of its newest file, milliseconds. */
  readonly newest: number
}

export type WatchEvent =
  | { readonly kind: 'waiting'; readonly settling: number }
  | { readonly kind: 'taking'; readonly name: string }
  | { readonly kind: 'taken'; readonly name: string; readonly report: IngestReport }
  | { readonly kind: 'refused'; readonly name: string; readonly error: NodeError }

export interface WatchDeps {
  look(): Promise<readonly FoundExport[]>
  /** What was taken or refused before, also by an earlier run. */
  readonly journal: { has(fingerprint: string): boolean; add(fingerprint: string, outcome: 'taken' | 'refused'): void }
  take(name: string): Promise<IngestReport>
  tell(event: WatchEvent): void
  /** Milliseconds for which an export must not change; it is not asked of a marked one. */
  readonly settle: number
  readonly onlyMarked: boolean
  /** Ends when everything that lies there is done. */
  readonly once: boolean
  readonly stopped: AbortSignal
  now(): number
  wait(milliseconds: number): Promise<void>
}

const POLL_MILLISECONDS = 1_000

export async function watchExports(deps: WatchDeps): Promise<{ readonly allAccepted: boolean }> {
  const settling = settlingTimes()
  let allAccepted = true
  while (!deps.stopped.aborted) {
    const found = await deps.look()
    const open = found.filter(({ fingerprint }) => !deps.journal.has(fingerprint))
    const since = settling.note(open, deps.now())
    const isComplete = (one: FoundExport) =>
      one.isMarked || (!deps.onlyMarked && deps.now() - since(one) >= deps.settle)
    const [next] = open.filter(isComplete).sort((a, b) => a.newest - b.newest || (a.name < b.name ? -1 : 1))
    if (next !== undefined) {
      const outcome = await takeOne(next, deps)
      if (outcome === 'stopped') break
      allAccepted &&= outcome === 'accepted'
      continue
    }
    if (deps.once && (open.length === 0 || deps.onlyMarked)) break
    deps.tell({ kind: 'waiting', settling: open.length })
    await deps.wait(POLL_MILLISECONDS)
  }
  return { allAccepted }
}

/** Since when each export has been as it is. */
function settlingTimes() {
  let known = new Map<string, number>()
  return {
    note(found: readonly FoundExport[], now: number): (one: FoundExport) => number {
      const keyOf = ({ name, fingerprint }: FoundExport) => JSON.stringify([name, fingerprint])
      known = new Map(found.map(one => [keyOf(one), known.get(keyOf(one)) ?? now]))
      return one => known.get(keyOf(one)) ?? now
    },
  }
}

async function takeOne(
  { name, fingerprint }: FoundExport,
  deps: WatchDeps,
): Promise<'accepted' | 'not-all' | 'stopped'> {
  deps.tell({ kind: 'taking', name })
  try {
    const report = await deps.take(name)
    deps.journal.add(fingerprint, 'taken')
    deps.tell({ kind: 'taken', name, report })
    return report.rejected === 0 ? 'accepted' : 'not-all'
  } catch (error) {
    if (isNodeError(error, 'usage/interrupted')) return 'stopped'
    if (!isNodeError(error) || !error.code.startsWith('ingest/')) throw error
    deps.journal.add(fingerprint, 'refused')
    deps.tell({ kind: 'refused', name, error })
    return 'not-all'
  }
}
