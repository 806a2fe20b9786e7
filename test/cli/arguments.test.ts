import { describe, expect, it } from 'vitest'
import { findCommand, readArguments } from '../../src/cli/arguments.ts'
import type { KnownCommand } from '../../src/cli/command.ts'
import { commands, loadCommands } from '../../src/cli/commands.ts'
import { helpOf, overview, usageOf } from '../../src/cli/help.ts'

const example: KnownCommand = {
  path: ['cut', 'open'],
  summary: 'an example',
  positionals: ['ID', '[NOTE]'],
  options: {
    node: { type: 'string', value: 'DIR', help: 'folder', required: true },
    days: { type: 'string', value: 'N', help: 'days' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  run: async () => 0,
}

const read = (...words: string[]) => readArguments(example, ['cut', 'open', ...words])

describe('arguments of a command', () => {
  it('reads positionals, options and flags in any order', () => {
    const { given, help } = read('--json', 'cut-1', '--node', 'here', '--days=7')
    expect(help).toBe(false)
    expect(given.positionals).toEqual(['cut-1'])
    expect(given.required('node')).toBe('here')
    expect(given.count('days', 1)).toBe(7)
    expect(given.flag('json')).toBe(true)
  })

  it.each([
    ['a missing positional', ['--node', 'here'], 'usage/bad-argument'],
    ['a positional too many', ['a', 'b', 'c', '--node', 'here'], 'usage/bad-argument'],
    ['a missing required option', ['cut-1'], 'usage/bad-argument'],
    ['an option without its value', ['cut-1', '--node'], 'usage/bad-argument'],
    ['an unknown option', ['cut-1', '--node', 'here', '--fast'], 'usage/unknown-option'],
    ['a flag with a value', ['cut-1', '--node', 'here', '--json=yes'], 'usage/bad-argument'],
  ])('refuses %s', (_, words, code) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ code }))
  })

  it.each(['-1', '1.5', '1e3', '', ' 7', '99999999999', '0'])('refuses %j as a whole number of at least 1', text => {
    const { given } = read('cut-1', '--node', 'here', `--days=${text}`)
    expect(() => given.count('days', 1)).toThrow(expect.objectContaining({ code: 'usage/bad-argument' }))
  })

  it('asks nothing else of a call for help', () => {
    expect(read('--help').help).toBe(true)
  })

  it('takes the longest path that fits', () => {
    const group: KnownCommand = { ...example, path: ['cut'] }
    expect(findCommand([group, example], ['cut', 'open', 'x'])).toBe(example)
    expect(findCommand([group, example], ['cut', 'x'])).toBe(group)
    expect(findCommand([example], ['cut'])).toBeUndefined()
  })
})

describe('help', () => {
  it('names every command in the overview', () => {
    const text = overview(commands, '0.0.0')
    expect(commands.filter(command => !text.includes(`  ${command.path.join(' ')} `))).toEqual([])
  })

  it('shows usage and each option of a command', async () => {
    expect(usageOf(example)).toBe('rose cut open ID [NOTE] --node DIR [--days N] [--json]')
    for (const command of await loadCommands()) {
      const text = helpOf(command)
      expect(Object.keys(command.options).filter(name => !text.includes(`--${name}`))).toEqual([])
      expect([command.path, Object.keys(command.options)]).toEqual([command.path, expect.arrayContaining(['json'])])
    }
  })

  it('gives each command one path', () => {
    const paths = commands.map(command => command.path.join(' '))
    expect(new Set(paths).size).toBe(paths.length)
  })
})
