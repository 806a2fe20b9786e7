/** The pseudonym key of a node: custody, rotation with the process killed at each step, destruction. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey, destroyKey, keyStatus, rotateKey } from '../../src/app/pseudonym-keys.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { ROTATION_STEPS } from '../../src/ingest/identity-ports.ts'
import {
  createPseudonymKey,
  formatPseudonymKey,
  nextPseudonymKey,
  parsePseudonymKey,
} from '../../src/pseudonymisation/pseudonym-key.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, ingest, localIds, type TestNode } from '../support/a-node.ts'

const rotator = resolve(import.meta.dirname, '../support/rotate-key-process.ts')
const keyFile = (node: TestNode) => node.config.paths.pseudonymKey
const secretOf = (text: string) => /secret: ([0-9a-f]{64})/.exec(text)?.[1] ?? ''

interface Stored {
  readonly persons: readonly { pseudonym: string; person: string; sealed: Buffer }[]
  readonly pseudonyms: readonly string[]
  readonly hashes: readonly string[]
}

function stored(node: TestNode): Promise<Stored> {
  return withAdministrator(node.database.adminUrl, async admin => {
    const persons = await admin.query(
      'SELECT pseudonym, person, sealed_local_id AS sealed FROM record.persons ORDER BY person',
    )
    const all = await admin.query(
      `SELECT pseudonym FROM record.subjects UNION ALL SELECT document ->> 'pseudonym' FROM record.subjects
       UNION ALL SELECT pseudonym FROM record.enrolments UNION ALL SELECT pseudonym FROM record.withdrawals`,
    )
    const hashes = await admin.query('SELECT content_hash AS hash FROM record.ingests')
    return {
      persons: persons.rows,
      pseudonyms: all.rows.map(row => row.pseudonym),
      hashes: hashes.rows.map(row => row.hash),
    }
  })
}

/** Everybody can be found again with the key in the file, and nothing is under another. */
async function checkWhole(node: TestNode, everybody: readonly string[]): Promise<number> {
  const { version } = parsePseudonymKey(readFileSync(keyFile(node)), node.config.trialId)
  const found = await localIds(node)
  expect([...found.values()]).toEqual(everybody)
  const { pseudonyms } = await stored(node)
  expect(pseudonyms.filter(pseudonym => !found.has(pseudonym))).toEqual([])
  expect(new Set(pseudonyms.map(pseudonym => pseudonym.split('-')[0]))).toEqual(new Set([`p${version}`]))
  return version
}

async function kinds(node: TestNode): Promise<string[]> {
  const database = await node.database.connect('ingest')
  return (await Array.fromAsync(readAuditEvents(database))).map(event => event.kind)
}

describe('rotating the pseudonym key', () => {
  let node: TestNode
  /** In the order of the random names that data cuts know them by. */
  let everybody: readonly string[]
  beforeAll(async () => {
    node = await aNode({ patients: 60, people: { olga: 'operator', anna: 'committee' } })
    const { accepted } = await node.ingest()
    everybody = [...(await localIds(node)).values()]
    expect(new Set(everybody).size).toBe(accepted)
  })
  afterAll(() => node.remove())

  it('moves every row and document, keeps who is who for data cuts, and destroys the old key', async () => {
    const before = await stored(node)
    const old = readFileSync(keyFile(node), 'utf8')
    const rotated = await rotateKey(node.config, { as: 'olga' })
    expect(rotated).toMatchObject({ from: { version: 1 }, to: { version: 2 }, persons: before.persons.length })
    expect(await checkWhole(node, everybody)).toBe(2)
    const after = await stored(node)
    expect(after.persons.map(({ person }) => person)).toEqual(before.persons.map(({ person }) => person))
    expect(after.hashes).not.toEqual(before.hashes)
    const kept = readdirSync(node.config.paths.keys).map(name =>
      readFileSync(join(node.config.paths.keys, name), 'utf8'),
    )
    expect(kept.filter(text => text.includes(secretOf(old)))).toEqual([])
    expect(await kinds(node)).toContain('pseudonym.key-rotated')
    expect(await keyStatus(node.config)).toMatchObject({ state: 'fits', key: { version: 2 }, store: { version: 2 } })
  })

  it('leaves the store as an ingest of the same export under the new key would make it', async () => {
    expect((await node.ingest()).unchanged).toBe(true)
  })

  it.each(ROTATION_STEPS)(
    'killed at the step "%s", leaves it whole under one key, and goes on from there',
    async step => {
      const before = parsePseudonymKey(readFileSync(keyFile(node)), node.config.trialId).version
      const killed = spawnSync(process.execPath, [rotator, node.folder, step])
      expect(killed.signal).toBe('SIGKILL')
      // The next command that needs the key, whatever it is.
      expect((await node.ingest()).unchanged).toBe(true)
      const committed = ROTATION_STEPS.indexOf(step) >= ROTATION_STEPS.indexOf('committed')
      expect(await checkWhole(node, everybody)).toBe(committed ? before + 1 : before)
      expect((await rotateKey(node.config, {})).to.version).toBe(committed ? before + 2 : before + 1)
      await checkWhole(node, everybody)
      expect(readdirSync(node.config.paths.keys).filter(name => name.startsWith('pseudonym'))).toEqual([
        'pseudonym.key',
      ])
    },
  )

  it('lets two at the same moment rotate one after the other, or refuses one', async () => {
    const outcomes = await Promise.allSettled([rotateKey(node.config, {}), rotateKey(node.config, {})])
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused.filter(code => code !== 'pseudonym/wrong-key')).toEqual([])
    await checkWhole(node, everybody)
  })

  it('is refused to who is no operator', async () => {
    await expect(rotateKey(node.config, { as: 'anna' })).rejects.toMatchObject({ code: 'member/wrong-role' })
    await expect(rotateKey(node.config, { as: 'nobody' })).rejects.toMatchObject({ code: 'member/not-found' })
  })
})

describe('a key in a file', () => {
  let node: TestNode
  let saved: string
  beforeAll(async () => {
    node = await aNode({ patients: 10, people: { olga: 'operator' } })
    await node.ingest()
    saved = readFileSync(keyFile(node), 'utf8')
  })
  afterAll(() => node.remove())

  const put = (text: string) => {
    rmSync(keyFile(node), { force: true })
    writeFileSync(keyFile(node), text, { mode: 0o400 })
  }
  const other = (file: string) => join(node.folder, file)
  const cases: readonly (readonly [string, string, () => void])[] = [
    ['that others can read', 'pseudonym/key-exposed', () => chmodSync(keyFile(node), 0o440)],
    [
      'that is a symbolic link',
      'pseudonym/key-exposed',
      () => {
        renameSync(keyFile(node), other('moved'))
        symlinkSync(other('moved'), keyFile(node))
      },
    ],
    ['with a second name', 'pseudonym/key-exposed', () => linkSync(keyFile(node), other('second'))],
    [
      'that is a folder',
      'pseudonym/key-exposed',
      () => {
        rmSync(keyFile(node))
        mkdirSync(keyFile(node))
      },
    ],
    ['in a folder that others can write', 'pseudonym/key-exposed', () => chmodSync(node.config.paths.keys, 0o770)],
    ['that is missing', 'pseudonym/key-missing', () => rmSync(keyFile(node))],
    ['cut short', 'pseudonym/bad-key-file', () => put(saved.slice(0, 90))],
    ['without its end', 'pseudonym/bad-key-file', () => put(saved.replace(/check: .*/, ''))],
    ['of another trial', 'pseudonym/bad-key-file', () => put(formatPseudonymKey(createPseudonymKey('drup')))],
    [
      'of this trial, but not the one of this store',
      'pseudonym/wrong-key',
      () => put(formatPseudonymKey(createPseudonymKey(node.config.trialId))),
    ],
  ]
  it.each(cases)('%s is refused as %s, shows nothing of a key, and changes nothing', async (_, code, spoil) => {
    const before = await stored(node)
    spoil()
    const error: unknown = await node.ingest().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code })
    expect(JSON.stringify(error) + String(error)).not.toContain(secretOf(saved).slice(0, 12))
    await expect(rotateKey(node.config, {})).rejects.toMatchObject({ code })
    chmodSync(node.config.paths.keys, 0o700)
    for (const path of [keyFile(node), other('moved'), other('second')]) rmSync(path, { recursive: true, force: true })
    put(saved)
    expect(await stored(node)).toEqual(before)
    expect((await node.ingest()).unchanged).toBe(true)
  })

  it('is never replaced by a new one, also where it is lost', async () => {
    await expect(createKey(node.config)).rejects.toMatchObject({ code: 'pseudonym/key-exists' })
    rmSync(keyFile(node))
    await expect(createKey(node.config)).rejects.toMatchObject({ code: 'pseudonym/key-exists' })
    expect(await keyStatus(node.config)).toMatchObject({ state: 'missing', key: null, store: { version: 1 } })
    put(saved)
  })

  it('is destroyed for good by an operator who names the trial', async () => {
    const { trialId } = node.config
    await expect(destroyKey(node.config, { as: 'olga', confirm: 'drup' })).rejects.toMatchObject({
      code: 'usage/bad-argument',
    })
    copyFileSync(keyFile(node), other('copy'))
    await destroyKey(node.config, { as: 'olga', confirm: trialId })
    await destroyKey(node.config, { as: 'olga', confirm: trialId })
    expect(existsSync(keyFile(node))).toBe(false)
    expect((await kinds(node)).filter(kind => kind === 'pseudonym.key-destroyed')).toHaveLength(1)
    expect((await stored(node)).persons.filter(({ sealed }) => sealed.length > 0)).toEqual([])
    // A copy that somebody kept brings nothing back.
    copyFileSync(other('copy'), keyFile(node))
    await expect(node.ingest()).rejects.toMatchObject({ code: 'pseudonym/key-destroyed' })
    await expect(createKey(node.config)).rejects.toMatchObject({ code: 'pseudonym/key-exists' })
    expect(await keyStatus(node.config)).toMatchObject({ state: 'destroyed' })
  })
})

describe("a key from the site's key service", () => {
  let node: TestNode
  let config: Config
  const at = (name: string) => join(node.folder, name)
  /** The service: prints a file's text, or behaves badly. */
  const service = (body: string) => {
    writeFileSync(at('service'), `#!/bin/sh\n${body}\n`)
    chmodSync(at('service'), 0o700)
  }
  const set = (pseudonymKey: object) => {
    const settings = JSON.parse(readFileSync(node.config.paths.config, 'utf8')) as object
    writeFileSync(node.config.paths.config, JSON.stringify({ ...settings, pseudonymKey }))
    config = readConfig(node.folder)
  }

  beforeAll(async () => {
    node = await aNode({ patients: 10 })
    renameSync(keyFile(node), at('current'))
    service('exec cat "$1"')
    set({ kind: 'command', program: at('service'), arguments: [at('current')], timeoutSeconds: 2 })
  })
  afterAll(() => node.remove())

  it('is used as one in a file is, without a file in the node', async () => {
    expect((await ingest(config, node.source)).unchanged).toBe(false)
    expect((await ingest(config, node.source)).unchanged).toBe(true)
    expect(existsSync(keyFile(node))).toBe(false)
    expect(await keyStatus(config)).toMatchObject({ custody: 'command', state: 'fits' })
  })

  it.each([
    ['fails', 'echo secret; exit 7', 'pseudonym/key-command'],
    ['prints nothing', 'exit 0', 'pseudonym/bad-key-file'],
    ['prints without end', 'while :; do echo 0123456789abcdef; done', 'pseudonym/key-command'],
    ['never ends', 'exec sleep 60', 'pseudonym/key-command'],
    ['prints something else', 'echo secret: 00', 'pseudonym/bad-key-file'],
  ])('is refused where the command %s, and its output is not shown', async (_, body, code) => {
    service(body)
    const error: unknown = await ingest(config, node.source).catch((thrown: unknown) => thrown)
    service('exec cat "$1"')
    expect(error).toMatchObject({ code })
    expect(JSON.stringify(error) + String(error)).not.toMatch(/secret|0123456789/)
  })

  it('gets its words as they are, with nothing that a shell would read, and no variable but PATH', async () => {
    service(`env > "${at('seen')}"; printf '%s' "$2" > "${at('words')}"; exec cat "$1"`)
    set({ kind: 'command', program: at('service'), arguments: [at('current'), '$(touch pwned); `id`'] })
    expect((await ingest(config, node.source)).unchanged).toBe(true)
    expect(readFileSync(at('words'), 'utf8')).toBe('$(touch pwned); `id`')
    const variables = readFileSync(at('seen'), 'utf8')
      .split('\n')
      .map(line => line.split('=')[0])
    expect(variables.filter(name => !['', 'PATH', 'PWD', 'SHLVL', '_', 'OLDPWD'].includes(name ?? ''))).toEqual([])
  })

  it('is rotated to the one that the service gives next; either order of the service is followed', async () => {
    service('exec cat "$1"')
    set({ kind: 'command', program: at('service'), arguments: [at('current')] })
    await expect(rotateKey(config, {})).rejects.toMatchObject({ code: 'pseudonym/key-command' })
    const current = parsePseudonymKey(readFileSync(at('current')), config.trialId)
    writeFileSync(at('next'), formatPseudonymKey(createPseudonymKey(config.trialId)))
    set({ kind: 'command', program: at('service'), arguments: [at('current')], nextArguments: [at('next')] })
    await expect(rotateKey(config, {})).rejects.toMatchObject({ code: 'pseudonym/key-command' })
    writeFileSync(at('next'), formatPseudonymKey(nextPseudonymKey(current)))
    expect((await rotateKey(config, {})).to.version).toBe(2)
    // The service still gives the old one as the current: the next one is used.
    expect((await ingest(config, node.source)).unchanged).toBe(true)
    copyFileSync(at('next'), at('current'))
    rmSync(at('next'))
    expect((await ingest(config, node.source)).unchanged).toBe(true)
  })
})
