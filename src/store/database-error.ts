/**
 * PostgreSQL's errors quote values (`Key (…)=(…)`, `Failing row contains …`): what leaves the store names SQLSTATE, table
 * and constraint only.
 */
import { DatabaseError } from 'pg'
import { NodeError } from '../model/errors.ts'

const UNREACHABLE_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'])
/** Class 08; shutdown and start-up; too many connections; no such database. */
const UNREACHABLE_STATE = /^(08...|57P0[1-4]|53300|3D000)$/
/** Class 28 (log-in refused); insufficient privilege. */
const REFUSED_STATE = /^(28...|42501)$/
const UNREACHABLE_WORDS = /Connection terminated|connection timeout|timeout exceeded|Client has encountered|was closed/i

export function toNodeError(error: unknown): NodeError {
  if (error instanceof NodeError) return error
  if (error instanceof DatabaseError) return fromState(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (UNREACHABLE_SYSTEM.has(code) || (error instanceof Error && UNREACHABLE_WORDS.test(error.message))) {
    return unreachable(code)
  }
  return new NodeError('internal', 'the store failed in an unknown way', { cause: error })
}

function fromState(error: DatabaseError): NodeError {
  const state = error.code ?? ''
  if (UNREACHABLE_STATE.test(state)) return unreachable(state)
  const detail = {
    sqlstate: state,
    table: error.table ?? '',
    constraint: error.constraint ?? '',
    position: error.position ?? '',
  }
  if (REFUSED_STATE.test(state)) {
    return new NodeError('store/role-refused', `the database refuses this login what it needs (SQLSTATE ${state})`, {
      hint: 'Each process has a login of its own with few rights; check that the URL is the right one.',
      detail,
    })
  }
  return new NodeError('store/failed', `the database refuses the statement (SQLSTATE ${state})`, { detail })
}

function unreachable(code: string): NodeError {
  return new NodeError('store/unreachable', 'the database cannot be reached', {
    hint: 'Check that the server runs, and the URL (DATABASE_URL, or the node folder).',
    detail: { code },
  })
}

/** True for PostgreSQL's own error with one of these states, e.g. 23505 (unique violation). */
export function hasState(error: unknown, ...states: readonly string[]): boolean {
  return error instanceof DatabaseError && states.includes(error.code ?? '')
}
