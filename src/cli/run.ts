/** Runs one `rose` command line: finds the command, runs it, turns errors into one line, a hint and an exit code. */
import { packageVersion } from '../config.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import { findCommand, readArguments } from './arguments.ts'
import type { ExitCode } from './command.ts'
import { commands } from './commands.ts'
import { exitCodeOf } from './exit-codes.ts'
import { helpOf, nearCommands, overview } from './help.ts'
import { hintOf } from './hints.ts'
import type { Terminal } from './terminal.ts'

export async function runRose(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(words, terminal)
  } catch (error) {
    return report(error, terminal, findCommand(commands, words)?.path ?? [])
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first] = words
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    terminal.stdout.write(`${overview(commands, packageVersion())}\n`)
    return first === undefined ? 2 : 0
  }
  if (first === '--version') {
    terminal.stdout.write(`${packageVersion()}\n`)
    return 0
  }
  const found = findCommand(commands, words)
  if (found === undefined) return withoutCommand(words, terminal)
  const command = await found.load()
  const { given, help } = readArguments(command, words)
  if (help) {
    terminal.stdout.write(`${helpOf(command)}\n`)
    return 0
  }
  return command.run(given, terminal)
}

function withoutCommand(words: readonly string[], terminal: Terminal): ExitCode {
  const group = commands.filter(({ path }) => path[0] === words[0])
  if (group.length > 0 && words.includes('--help')) {
    terminal.stdout.write(`${overview(commands, packageVersion(), words.slice(0, 1))}\n`)
    return 0
  }
  const near = nearCommands(commands, words)
  throw new NodeError('usage/unknown-command', 'rose has no such command', {
    hint: near.length > 0 ? `Did you mean: ${near.map(name => `rose ${name}`).join(', ')}?` : 'See: rose --help',
  })
}

/** One line and a hint. What is not one of our errors is a fault of the program: its text could hold anything, so it is not shown. */
function report(error: unknown, terminal: Terminal, words: readonly string[]): ExitCode {
  if (!isNodeError(error)) {
    const place = error instanceof Error ? firstPlace(error) : ''
    terminal.stderr.write(
      `rose: internal: a fault of the program${place}. Nothing more is shown, as its text could hold data.\n`,
    )
    return 3
  }
  terminal.stderr.write(`rose: ${error.code}: ${error.message}\n`)
  terminal.stderr.write(`  ${hintOf(error, words)}\n`)
  return exitCodeOf(error.code)
}

function firstPlace(error: Error): string {
  const found = /([A-Za-z0-9_-]+\.(?:ts|js|mjs)):(\d+)/.exec(error.stack?.split('\n').slice(1).join('\n') ?? '')
  return found === null ? ` (${error.name})` : ` (${error.name} at ${found[1]}:${found[2]})`
}
