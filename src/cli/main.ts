/** Entry of the `rose` command. */
import { processTerminal } from './process-terminal.ts'
import { runRose } from './run.ts'

void runRose(process.argv.slice(2), processTerminal()).then(code => {
  process.exitCode = code
})
