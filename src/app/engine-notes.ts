/** What the audit writes down of the engine: the last entry of its record, with what it did or refused. */
import type { AuditEvent, EngineNote } from '../audit/event.ts'
import type { Config } from '../config.ts'
import type { EnginePlace } from '../engine/engine-answer.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { appendAudit, withDatabaseAs } from './database.ts'

export interface NoteTaker {
  readonly take: (place: EnginePlace) => void
  /** Throws `engine/failed` where the engine named no place. */
  note(): EngineNote
  isTaken(): boolean
}

export function noteTaker(): NoteTaker {
  const taken: EnginePlace[] = []
  return {
    take: place => void taken.push(place),
    isTaken: () => taken.length > 0,
    note() {
      const last = taken.at(-1)
      if (last !== undefined) return { engineSequence: last.sequence, engineMac: last.mac }
      throw new NodeError('engine/failed', 'the engine does not say where its record stands', { hint: 'Try again.' })
    },
  }
}

/** Writes an event where the process that had the engine asked may write. */
type Append = (event: AuditEvent) => Promise<void>

export function appendAs(config: Config, role: 'snapshot'): Append {
  return event => withDatabaseAs(config, role, database => appendAuditEvent(database, appendAudit, event))
}

/** Runs a job; where the engine refuses it, the audit has its event before the refusal goes on. */
export async function notingRefusals<T>(
  append: Append,
  job: { readonly act: string; readonly cutId: string } | { readonly act: string; readonly round: string },
  run: (notes: NoteTaker) => Promise<T>,
): Promise<T> {
  const notes = noteTaker()
  try {
    return await run(notes)
  } catch (error) {
    if (isNodeError(error) && notes.isTaken()) {
      const facts = { ...job, code: error.code, ...notes.note() }
      const at = new Date(systemClock.now()).toISOString()
      await append({ kind: 'engine.refused', at, actor: 'engine', facts })
    }
    throw error
  }
}
