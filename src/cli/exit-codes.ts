/** Which exit code an error code means; the families of the contract in one table. */
import type { ErrorCode } from '../model/errors.ts'
import type { ExitCode } from './command.ts'

const WRONG_USE = 2
const NOT_DONE = 3

/** Families whose errors are the caller's use or configuration. */
const FAMILIES: Readonly<Record<string, ExitCode>> = {
  cohort: WRONG_USE,
  config: WRONG_USE,
  federation: WRONG_USE,
  mapping: WRONG_USE,
  member: WRONG_USE,
  network: WRONG_USE,
  policy: WRONG_USE,
  report: WRONG_USE,
  review: WRONG_USE,
  synthetic: WRONG_USE,
  usage: WRONG_USE,
  withdrawal: WRONG_USE,
}

const SINGLE: Partial<Record<ErrorCode, ExitCode>> = {
  'approval/unknown-member': WRONG_USE,
  'cut/not-found': WRONG_USE,
  'directory/missing': WRONG_USE,
  'federation/unreachable': NOT_DONE,
  'ingest/bad-cut-off': WRONG_USE,
  'node/exists-differently': WRONG_USE,
  'node/no-folder': WRONG_USE,
  'node/node-too-old': WRONG_USE,
  'pseudonym/key-exists': WRONG_USE,
  'pseudonym/key-exposed': WRONG_USE,
  'pseudonym/key-missing': WRONG_USE,
  'pseudonym/not-found': WRONG_USE,
  'pseudonym/reason-refused': WRONG_USE,
  'review/bad-decisions': NOT_DONE,
  'terminology/bad-map': WRONG_USE,
  'terminology/not-imported': WRONG_USE,
}

export function exitCodeOf(code: ErrorCode): ExitCode {
  return SINGLE[code] ?? FAMILIES[code.split('/')[0] ?? ''] ?? NOT_DONE
}
