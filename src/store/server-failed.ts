import { NodeError } from '../model/errors.ts'

const LAST_LINES = 8

/** The server's own words, last lines only: it is told (see `start-server.ts`) not to log what statements hold. */
export function serverFailed(message: string, lines: readonly string[], cause?: unknown): NodeError {
  const last = lines.filter(line => line.trim() !== '').slice(-LAST_LINES)
  return new NodeError('store/server-failed', [message, ...last].join('\n  '), { hint: hintFor(last), cause })
}

function hintFor(lines: readonly string[]): string {
  const text = lines.join('\n')
  if (/shared librar|Library not loaded/.test(text)) {
    return 'Libraries of the embedded PostgreSQL are missing: its install script has not run (npm rebuild runs it).'
  }
  if (/No space left/.test(text)) return 'The disk is full.'
  return 'The whole story is in server.log, beside the data folder.'
}
