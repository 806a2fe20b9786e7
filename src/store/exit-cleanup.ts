/**
 * What must still happen when this process ends without being asked politely. A clean-up is synchronous, because nothing
 * can be awaited at that moment.
 */
const cleanups = new Set<() => void>()
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Returns how to call it off. */
export function onSuddenExit(cleanup: () => void): () => void {
  if (cleanups.size === 0) listen()
  cleanups.add(cleanup)
  return () => {
    if (cleanups.delete(cleanup) && cleanups.size === 0) unlisten()
  }
}

function listen(): void {
  process.on('exit', runAll)
  for (const signal of SIGNALS) process.on(signal, endBy)
}

function unlisten(): void {
  process.removeListener('exit', runAll)
  for (const signal of SIGNALS) process.removeListener(signal, endBy)
}

function runAll(): void {
  for (const cleanup of [...cleanups]) {
    cleanups.delete(cleanup)
    cleanup()
  }
}

/** Where the program has a handler of its own it decides; a listener here must not swallow the signal otherwise. */
function endBy(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  runAll()
  unlisten()
  process.kill(process.pid, signal)
}
