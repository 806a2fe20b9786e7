/** Help texts, made from the table of commands. */
import type { KnownCommand } from './command.ts'
import type { CommandEntry } from './commands.ts'

export function usageOf(command: KnownCommand): string {
  const options = Object.entries(command.options).map(([name, spec]) => {
    const text = spec.type === 'string' ? `--${name} ${spec.value ?? 'TEXT'}` : `--${name}`
    return spec.required === true ? text : `[${text}]`
  })
  return ['rose', ...command.path, ...command.positionals, ...options].join(' ')
}

export function helpOf(command: KnownCommand): string {
  const options = Object.entries(command.options).map(([name, spec]) => [
    spec.type === 'string' ? `--${name} ${spec.value ?? 'TEXT'}` : `--${name}`,
    spec.help,
  ])
  const width = Math.max(0, ...options.map(([left]) => (left ?? '').length))
  const lines = options.map(([left, right]) => `  ${(left ?? '').padEnd(width)}  ${right ?? ''}`)
  return [
    command.summary,
    '',
    `Usage: ${usageOf(command)}`,
    ...(lines.length === 0 ? [] : ['', 'Options:', ...lines]),
    ...(command.notes === undefined ? [] : ['', command.notes]),
  ].join('\n')
}

/** `rose --help`, or `rose cut --help` where only a first word is given. */
export function overview(commands: readonly CommandEntry[], version: string, prefix: readonly string[] = []): string {
  const shown = commands.filter(command => prefix.every((word, index) => command.path[index] === word))
  const width = Math.max(...shown.map(command => command.path.join(' ').length))
  return [
    `rose ${version}: the PRIME-ROSE node. Aggregates leave, patients do not.`,
    '',
    'Commands:',
    ...shown.map(command => `  ${command.path.join(' ').padEnd(width)}  ${command.summary}`),
    '',
    'Each command has --help. Exit codes: 0 done; 1 done, with rejected records, masked or missing answers;',
    '2 wrong use or configuration; 3 could not be done, nothing changed.',
  ].join('\n')
}

/** Known first words that are one edit away. */
export function nearCommands(commands: readonly CommandEntry[], words: readonly string[]): string[] {
  const asked = words.slice(0, 2).join(' ')
  return [...new Set(commands.map(command => command.path.join(' ')))].filter(
    name =>
      name.startsWith(words[0] ?? '') || isOneEdit(name.split(' ')[0] ?? '', words[0] ?? '') || isOneEdit(name, asked),
  )
}

function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return a === b
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return Math.max(a.length, b.length) - start - end <= 1
}
