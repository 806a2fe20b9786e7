/** The pages for operators against the program: commands, files and tests that they name are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCommands } from '../../src/cli/commands.ts'

const commands = await loadCommands()

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'deploy')
const pages = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.md') && !name.endsWith('fields.md'))
  .map(name => [name, readFileSync(join(FOLDER, name), 'utf8')] as const)

describe.each(pages)('%s', (name, text) => {
  it('names commands that there are, with options that they take', () => {
    const said = [...text.matchAll(/(?<![-/\w.])rose ([a-z][a-z-]*(?: [a-z][a-z-]*)*)([^`\n#]*)/g)]
    for (const [all, words = '', rest = ''] of said) {
      const command = commands
        .filter(({ path }) => words === path.join(' ') || words.startsWith(`${path.join(' ')} `))
        .sort((a, b) => b.path.length - a.path.length)[0]
      // A group of commands may be named by its first word: rose cut …
      const isGroup = rest.trimStart().startsWith('…') && commands.some(({ path }) => path[0] === words)
      expect([all, isGroup || command !== undefined]).toEqual([all, true])
      for (const [, option = ''] of rest.matchAll(/ --([a-z-]+)/g)) {
        expect([all, Object.keys(command?.options ?? {})]).toEqual([all, expect.arrayContaining([option])])
      }
    }
  })

  it('links to files that there are', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)\)/g)) {
      if (/^https?:/.test(target)) continue
      expect([target, existsSync(join(FOLDER, dirname(name), target))]).toEqual([target, true])
    }
    for (const [, path = ''] of text.matchAll(/`(test\/[^`]+)`/g)) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
    }
  })
})

describe('walls.md', () => {
  it('has a test for every claim that is made, and says so where there is none', () => {
    const [, text = ''] = pages.find(([name]) => name === 'walls.md') ?? []
    const rows = text
      .split('\n')
      .filter(line => line.startsWith('| '))
      .slice(2)
    expect(rows.length).toBeGreaterThan(8)
    for (const row of rows) {
      const [, , one = '', three = '', shown = ''] = row.split(' | ').length === 4 ? ['', ...row.split(' | ')] : []
      const isClaimed = one.startsWith('yes') || three.startsWith('yes')
      expect([row, shown.includes('test/')]).toEqual([row, isClaimed])
    }
  })
})

describe('the compose file', () => {
  it('starts commands that there are, and gives the engine no network', () => {
    const text = readFileSync(join(FOLDER, 'container/compose.yaml'), 'utf8')
    const started = [...text.matchAll(/command: \[(.*)\]/g)].map(([, words = '']) => words.split(', '))
    expect(started).toHaveLength(2)
    for (const words of started) {
      expect(commands.some(({ path }) => path.every((word, at) => words[at] === word))).toBe(true)
    }
    const engine = text.slice(text.indexOf('  engine:'), text.indexOf('  gateway:'))
    expect(engine).toContain('network_mode: none')
    expect(engine).not.toContain('networks:')
  })
})

describe('the container file', () => {
  const text = readFileSync(join(FOLDER, 'container/Containerfile'), 'utf8')
  const program = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly version: string
    readonly bin: { readonly rose: string }
    readonly files: readonly string[]
    readonly engines: { readonly node: string }
  }
  const instructions = (name: string) =>
    text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .flatMap(line => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []))

  it('installs what npm packs, on the Node.js that the program asks for, and links its command where it is', () => {
    expect(text).toContain(`PACKAGE=${program.name}-${program.version}.tgz`)
    const [major = ''] = /\d+/.exec(program.engines.node) ?? []
    for (const base of instructions('FROM')) expect(base).toContain(`node:${major}-`)
    const [install = '', layout = ''] = instructions('RUN')
    expect(install).toMatch(/^npm install --global --ignore-scripts --omit=dev \/tmp\/package\.tgz$/)
    expect(instructions('COPY')).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an argument of the container file
      '${PACKAGE} /tmp/package.tgz',
      '--from=install /usr/local/lib/node_modules /usr/local/lib/node_modules',
    ])
    expect(layout).toContain(`ln -s ../lib/node_modules/${program.name}/${program.bin.rose} /usr/local/bin/rose`)
    expect(program.files).toContain(program.bin.rose.split('/')[0])
    expect(instructions('ENTRYPOINT')).toEqual(['["/usr/local/bin/rose"]'])
    expect(instructions('CMD')).toEqual(['["--help"]'])
  })

  it('has the accounts that the compose file runs the three by, the engine in the group of the node', () => {
    const accounts = [...text.matchAll(/useradd --uid (\d+) --gid (\S+) (?:--groups (\S+) )?--no-create-home (\S+)/g)]
    expect(accounts.map(([, uid, gid, groups, name]) => [name, uid, gid, groups])).toEqual([
      ['rose', '7400', 'rose', undefined],
      ['rose-engine', '7401', 'rose-engine', 'rose'],
      ['rose-gateway', '7402', 'rose-gateway', undefined],
    ])
    const compose = readFileSync(join(FOLDER, 'container/compose.yaml'), 'utf8')
    const users = [...compose.matchAll(/user: '(\d+):(\d+)'/g)].map(([, user]) => user)
    expect(users).toEqual(['7400', '7401', '7402'])
    expect(compose).toContain("group_add: ['7400']")
    expect(instructions('USER')).toEqual(['7400:7400'])
  })
})
