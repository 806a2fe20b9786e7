/** Entry of the `rose` command. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// A checkout is TypeScript: what was stripped and compiled once is kept beside its packages, which halves each start.
if (import.meta.url.endsWith('.ts')) {
  enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)))
}

/** Loaded after the cache is on. No `await` at the top: the launcher requires this file. */
async function start(): Promise<void> {
  const { processTerminal } = await import('./process-terminal.ts')
  const { runRose } = await import('./run.ts')
  process.exitCode = await runRose(process.argv.slice(2), processTerminal())
}

void start()
