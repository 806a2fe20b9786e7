/** What a `rose` command is, as its file says it and as the table of commands knows it. */
import type { Terminal } from './terminal.ts'

/** 0 done · 1 done with rejected records, masked or missing answers · 2 wrong use or configuration · 3 could not be done, nothing changed. */
export type ExitCode = 0 | 1 | 2 | 3

export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** Word for the value in the help text, e.g. `DIR`. */
  readonly value?: string
  readonly help: string
  readonly required?: true
  /** May be given several times. */
  readonly multiple?: true
}

export interface Given {
  readonly positionals: readonly string[]
  /** Value of a string option; `undefined` where it was not given. */
  text(name: string): string | undefined
  /** Values of an option that may be given several times. */
  all(name: string): readonly string[]
  /** Value of a required string option. */
  required(name: string): string
  /** Value of an option that is a whole number, at least `minimum`. */
  count(name: string, minimum: number): number | undefined
  flag(name: string): boolean
}

export interface Command {
  /** Words for the positionals, e.g. `['EXPORT']`; all are required unless in brackets, a last one with `...` may stand for several. */
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, OptionSpec>>
  /** What to know beyond the options, shown by `--help`. */
  readonly notes?: string
  run(given: Given, terminal: Terminal): Promise<ExitCode>
}

/** A command with the words that call it: `['cut', 'build']` for `rose cut build`. */
export interface KnownCommand extends Command {
  readonly path: readonly string[]
  readonly summary: string
}

export const nodeOption = { type: 'string', value: 'DIR', help: 'folder of the node', required: true } as const
export const jsonOption = {
  type: 'boolean',
  help: 'JSON on standard output, text for people on standard error',
} as const
/** For commands whose output is for programs anyway: a script that gives `--json` to all is not refused. */
export const alwaysJsonOption = { type: 'boolean', help: 'what it prints is JSON in any case' } as const
/** For servers that stay, and log lines of JSON. */
export const addressLineOption = {
  type: 'boolean',
  help: 'once it answers, its address as one more line of JSON on standard output, beside its log',
} as const
