/**
 * Access events of bearer tokens, in batches: publishing the table was the disclosure, so that the event need not precede
 * the answer. It must follow: while events cannot be written, nothing is answered.
 */
import { NodeError } from '../model/errors.ts'
import type { AccessEntry, AccessLog } from './ports.ts'

export interface AccessBatch {
  /** Throws `store/unreachable` while the last events could not be written. */
  note(entry: AccessEntry): void
  /** Writes what waits; resolves once it is durable or has failed. */
  flush(): Promise<void>
}

export interface AccessBatchOptions {
  readonly access: AccessLog
  readonly onError: (error: unknown) => void
  readonly everyMs?: number
  readonly mostWaiting?: number
}

export function batchAccess({ access, onError, everyMs = 200, mostWaiting = 5_000 }: AccessBatchOptions): AccessBatch {
  let waiting: AccessEntry[] = []
  let isFailing = false
  let timer: NodeJS.Timeout | null = null
  let writing = Promise.resolve()

  const write = async () => {
    const batch = waiting
    waiting = []
    const written = await Promise.allSettled(batch.map(entry => access.record(entry)))
    const failed = written.flatMap((result, index) => (result.status === 'rejected' ? [batch[index]] : []))
    isFailing = failed.length > 0
    const [fault] = written.filter(result => result.status === 'rejected')
    if (fault !== undefined) onError(fault.reason)
    waiting = [...failed.filter(entry => entry !== undefined), ...waiting]
    if (waiting.length > 0) plan()
  }
  const flush = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(write, write)
    return writing
  }
  const plan = () => {
    timer ??= setTimeout(() => void flush(), everyMs).unref()
  }

  return {
    note: entry => {
      if (isFailing || waiting.length >= mostWaiting) {
        throw new NodeError('store/unreachable', 'the audit cannot be written: nothing is answered')
      }
      waiting.push(entry)
      plan()
    },
    flush: async () => {
      if (waiting.length > 0) await flush()
      else await writing
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
