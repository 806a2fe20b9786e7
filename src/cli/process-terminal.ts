/** The terminal of this process; Ctrl-C asks a command to stop, a second one ends it at once. */
import type { Terminal } from './terminal.ts'

export function processTerminal(): Terminal {
  const stop = new AbortController()
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130)
    if (process.stderr.isTTY) process.stderr.write('\nStopping. Once more to stop at once.\n')
    stop.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // A reader that has seen enough (`rose … | head`) is no fault.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    interactive: process.stderr.isTTY === true,
    stopped: stop.signal,
  }
}
