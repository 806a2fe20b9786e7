/** The units of `deploy/systemd`: what systemd says of them, and that what they start is there. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCommands } from '../../src/cli/commands.ts'

const commands = await loadCommands()

const FOLDER = join(import.meta.dirname, '../../deploy/systemd')
const PROGRAM = '/usr/local/bin/rose'
const units = readdirSync(FOLDER).filter(name => /\.(service|timer)$/.test(name))
const services = units.filter(name => name.endsWith('.service'))
const textOf = (unit: string) => readFileSync(join(FOLDER, unit), 'utf8')
const settingsOf = (unit: string, name: string) =>
  textOf(unit)
    .split('\n')
    .flatMap(line => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []))

/** Of 10, lower is better; what is left is the network for the gateway and the database for the others. */
const MOST_EXPOSED: Readonly<Record<string, number>> = {
  'rose-engine.service': 0.6,
  'rose-gateway.service': 1.6,
  'rose-retention.service': 1.6,
}

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
const isRequired = process.env['ROSE_REQUIRE_SYSTEMD'] === '1'

describe('the units', () => {
  it('start commands that the program has, with options that these take', () => {
    for (const unit of services) {
      const [line = '', ...others] = settingsOf(unit, 'ExecStart')
      expect(others).toEqual([])
      const [program, ...words] = line.split(' ')
      expect(program).toBe(PROGRAM)
      const command = commands.find(({ path }) => path.every((word, at) => words[at] === word))
      expect([unit, command?.path.join(' ')]).not.toContain(undefined)
      const options = words.filter(word => word.startsWith('--')).map(word => word.slice(2))
      expect(Object.keys(command?.options ?? {})).toEqual(expect.arrayContaining(options))
    }
  })

  it('run engine, gateway and node as three accounts, and only the engine without a network', () => {
    expect(services.map(unit => [unit, settingsOf(unit, 'User')[0], settingsOf(unit, 'PrivateNetwork')[0]])).toEqual([
      ['rose-engine.service', 'rose-engine', 'yes'],
      ['rose-gateway.service', 'rose-gateway', undefined],
      ['rose-retention.service', 'rose', undefined],
    ])
    expect(Object.keys(MOST_EXPOSED)).toEqual(services)
    for (const unit of services) {
      expect(settingsOf(unit, 'NoNewPrivileges')).toEqual(['yes'])
      expect(settingsOf(unit, 'ProtectSystem')).toEqual(['strict'])
      expect(settingsOf(unit, 'SystemCallFilter')[0]).toBe('@system-service')
      expect(settingsOf(unit, 'LimitCORE')).toEqual(['0'])
    }
  })

  describe.skipIf(!hasSystemd && !isRequired)('read by systemd', () => {
    let folder: string
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'rose-units-'))
      // The program need not be installed for the units to be looked at.
      const program = join(folder, 'rose')
      writeFileSync(program, '#!/bin/sh\n')
      chmodSync(program, 0o755)
      for (const unit of units) writeFileSync(join(folder, unit), textOf(unit).replaceAll(PROGRAM, program))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    const analyze = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync('systemd-analyze', words, { encoding: 'utf8' })
      return { status, said: stdout + stderr }
    }

    it('are in order', () => {
      const { status, said } = analyze('verify', '--man=no', ...units.map(unit => join(folder, unit)))
      expect([said.split('\n').filter(line => line.includes('rose-')), status]).toEqual([[], 0])
    })

    it.each(services)('leave %s no more exposed than it has to be', unit => {
      const threshold = String(Math.round((MOST_EXPOSED[unit] ?? 0) * 10))
      const { status, said } = analyze('security', '--offline=true', `--threshold=${threshold}`, join(folder, unit))
      expect([said.split('\n').at(-2), status]).toEqual([expect.stringContaining(unit), 0])
    })

    it('would be refused without its walls', () => {
      const bare = textOf('rose-engine.service')
        .split('\n')
        .filter(line => !/^(Private|Protect|Restrict|SystemCall|NoNew)/.test(line))
        .join('\n')
      writeFileSync(join(folder, 'bare.service'), bare)
      expect(analyze('security', '--offline=true', '--threshold=16', join(folder, 'bare.service')).status).not.toBe(0)
    })
  })
})

describe('the script that gives each account its files', () => {
  const script = join(FOLDER, 'accounts.sh')
  const isRoot = process.getuid?.() === 0
  const FILES = {
    'rose.json': '{}',
    'keys/pseudonym.key': 'canary',
    'members/anna.jwk': 'canary',
    'cuts/cut-1.snapshot': 'sealed',
    'snapshot-keys/cut-1.key': 'canary',
    'documents/policy.json': '{}',
    'engine/pinned.json': '{}',
    'engine/keys/signing.jwk': 'canary',
    'engine/history/tables.sealed': 'sealed',
    'engine/builds/cut-1.table-build.json': '{}',
    'engine/in/job.json': '{}',
    'engine/out/table.jws': 'signed',
    'engine/record.ndjson': '',
    'gateway/keys/signing.jwk': 'canary',
    'gateway/rose.json': '{}',
  } as const
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose-accounts-'))
    chmodSync(folder, 0o755)
    for (const [name, text] of Object.entries(FILES)) {
      const path = join(folder, name.startsWith('gateway/') ? name : `node/${name}`)
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, text, { mode: 0o400 })
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Accounts that every Debian has, in the place of ours. */
  const accounts = { node: 'daemon', engine: 'games', gateway: 'man' } as const
  const readers = (account: keyof typeof accounts) => {
    const groups = account === 'engine' ? ['--groups', accounts.node] : ['--clear-groups']
    const ids = ['--reuid', accounts[account], '--regid', accounts[account], ...groups]
    return Object.keys(FILES).filter(name => {
      const path = join(folder, name.startsWith('gateway/') ? name : `node/${name}`)
      return spawnSync('setpriv', [...ids, 'cat', path]).status === 0
    })
  }

  it('is a script that a shell reads', () => {
    expect(spawnSync('sh', ['-n', script]).status).toBe(0)
    expect(existsSync(script)).toBe(true)
  })

  it('as root: engine and gateway read their own, and nothing of each other or of the pseudonyms', () => {
    const environment = {
      PATH: process.env['PATH'],
      ROSE_NODE_ACCOUNT: accounts.node,
      ROSE_ENGINE_ACCOUNT: accounts.engine,
      ROSE_GATEWAY_ACCOUNT: accounts.gateway,
    }
    const run = () => execFileSync('sh', [script, join(folder, 'node'), join(folder, 'gateway')], { env: environment })
    if (!isRoot) {
      // Files can be given away by root alone: without it the script stops before anything has changed hands.
      expect(run).toThrow()
      return
    }
    run()
    run()
    expect(readers('gateway')).toEqual(['gateway/keys/signing.jwk', 'gateway/rose.json'])
    expect(readers('engine')).toEqual([
      'rose.json',
      'cuts/cut-1.snapshot',
      'snapshot-keys/cut-1.key',
      'documents/policy.json',
      'engine/pinned.json',
      'engine/keys/signing.jwk',
      'engine/history/tables.sealed',
      'engine/builds/cut-1.table-build.json',
      'engine/in/job.json',
      'engine/out/table.jws',
      'engine/record.ndjson',
    ])
    const ofNode = readers('node')
    expect(ofNode).toContain('keys/pseudonym.key')
    expect(ofNode).toContain('engine/out/table.jws')
    for (const own of ['engine/keys/signing.jwk', 'engine/history/tables.sealed', 'engine/record.ndjson']) {
      expect(ofNode).not.toContain(own)
    }
    const write = (account: keyof typeof accounts, path: string) =>
      spawnSync('setpriv', [
        ...['--reuid', accounts[account], '--regid', accounts[account], '--groups', accounts.node],
        ...['sh', '-c', 'echo x > "$1"', 'sh', join(folder, 'node', path)],
      ]).status === 0
    expect(write('engine', 'engine/record.lock')).toBe(true)
    expect(write('engine', 'engine/out/new.jws')).toBe(true)
    expect(write('engine', 'engine/pinned.json')).toBe(false)
    expect(write('engine', 'engine/in/stray')).toBe(false)
    expect(write('engine', 'cuts/stray')).toBe(false)
    expect(write('node', 'engine/in/next.json')).toBe(true)
  })
})
