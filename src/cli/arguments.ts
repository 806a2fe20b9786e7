/** Finds the command and reads its arguments; what is not known is refused with the nearest known word. */
import { parseArgs } from 'node:util'
import { NodeError } from '../model/errors.ts'
import type { Given, KnownCommand } from './command.ts'

export interface Invocation {
  readonly command: KnownCommand
  readonly given: Given
  readonly help: boolean
}

/** The command whose path starts the words; the longest path wins. */
export function findCommand<Entry extends { readonly path: readonly string[] }>(
  commands: readonly Entry[],
  words: readonly string[],
): Entry | undefined {
  return commands
    .filter(command => command.path.every((word, index) => words[index] === word))
    .sort((a, b) => b.path.length - a.path.length)[0]
}

export function readArguments(command: KnownCommand, words: readonly string[]): Invocation {
  const rest = words.slice(command.path.length)
  const parsed = parse(command, rest)
  if (parsed.values['help'] === true) return { command, given: givenOf(command, parsed), help: true }
  checkPositionals(command, parsed.positionals)
  for (const [name, spec] of Object.entries(command.options)) {
    if (spec.required === true && parsed.values[name] === undefined) {
      throw misuse(command, `--${name} ${spec.value ?? ''} is missing`.trim())
    }
  }
  return { command, given: givenOf(command, parsed), help: false }
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

function parse(command: KnownCommand, words: readonly string[]): Parsed {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, spec]) => [
      name,
      { type: spec.type, multiple: spec.multiple === true },
    ]),
  )
  try {
    return parseArgs({
      args: [...words],
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const word = words.find(candidate => isUnknownOption(command, candidate)) ?? ''
      throw new NodeError(
        'usage/unknown-option',
        `rose ${command.path.join(' ')} has no option ${word.split('=')[0]}`,
        {
          hint: helpHint(command),
        },
      )
    }
    throw misuse(command, 'an option has no value, or a value that it does not take')
  }
}

function isUnknownOption(command: KnownCommand, word: string): boolean {
  if (!word.startsWith('-') || word === '-' || word === '--') return false
  const name = word.replace(/^--?/, '').split('=')[0] ?? ''
  return name !== 'help' && !Object.hasOwn(command.options, name)
}

function checkPositionals(command: KnownCommand, positionals: readonly string[]): void {
  const needed = command.positionals.filter(word => !word.startsWith('['))
  const missing = needed[positionals.length]
  if (missing !== undefined) throw misuse(command, `${missing} is missing`)
  const last = command.positionals.at(-1)
  if (positionals.length > command.positionals.length && last?.endsWith('...') !== true) {
    throw misuse(command, `${positionals.length - command.positionals.length} word(s) too many`)
  }
}

function givenOf(command: KnownCommand, parsed: Parsed): Given {
  const text = (name: string): string | undefined => {
    const value = parsed.values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    positionals: parsed.positionals,
    text,
    all(name) {
      const values = parsed.values[name]
      return Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
    },
    required(name) {
      const value = text(name)
      if (value === undefined) throw misuse(command, `--${name} is missing`)
      return value
    },
    count(name, minimum) {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (!/^[0-9]{1,9}$/.test(value) || number < minimum) {
        throw misuse(command, `--${name} takes a whole number of at least ${minimum}`)
      }
      return number
    },
    flag: name => parsed.values[name] === true,
  }
}

function misuse(command: KnownCommand, message: string): NodeError {
  return new NodeError('usage/bad-argument', `rose ${command.path.join(' ')}: ${message}`, { hint: helpHint(command) })
}

function helpHint(command: KnownCommand): string {
  return `See: rose ${command.path.join(' ')} --help`
}
