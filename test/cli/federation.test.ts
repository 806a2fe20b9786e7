import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEntry, saveFederationSettings } from '../../src/app/join.ts'
import { makeNextKeys } from '../../src/app/own-keys.ts'
import type { Config } from '../../src/config.ts'
import { readDirectory } from '../../src/trust/directory.ts'
import { FakeClock } from '../support/discovery-fakes.ts'
import { aNodeFolder } from '../support/node-folder.ts'
import { runInProcess } from '../support/test-terminal.ts'

let folder: string
let norway: Config
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-office-'))
  norway = saveFederationSettings(aNodeFolder(), { endpoints: { direct: 'https://rose.example.no' } })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const federation = (...words: readonly string[]) => runInProcess(['federation', ...words])

async function json<T>(...words: readonly string[]): Promise<T> {
  const { code, out, err } = await federation(...words, '--json')
  if (code !== 0) throw new Error(err)
  return JSON.parse(out) as T
}

async function entryOf(config: Config): Promise<string> {
  const entry = await makeEntry(config, 'prime-rose', new FakeClock())
  const file = at(`${config.member}.entry`)
  writeFileSync(file, entry.text)
  return file
}

describe('an officer’s office', () => {
  it('makes a key and a card, and leaves both as they are when it is made again', async () => {
    const first = await json<{ fingerprint: string }>('init', at('ola'), '--as', 'ola')
    const again = await json<{ fingerprint: string }>('init', at('ola'), '--as', 'ola')
    expect(again.fingerprint).toBe(first.fingerprint)
    expect(first.fingerprint).toMatch(/^(\d{5} ){7}\d{5}$/)
    expect(readFileSync(at('ola/officer.json'), 'utf8')).not.toContain('"d"')
    await json('init', at('pia'), '--as', 'pia')
  })

  it('does not sign a directory of one officer', async () => {
    expect(await federation('sign', '--dir', at('ola'), '--yes')).toMatchObject({ code: 3, out: expect.anything() })
  })

  it('signs nothing unread where nobody can be asked', async () => {
    await json('add', at('pia/officer.json'), '--dir', at('ola'))
    const { code, err } = await federation('sign', '--dir', at('ola'))
    expect([code, err]).toEqual([2, expect.stringContaining('--yes')])
  })

  it('signs with a second officer, and both then hold the same', async () => {
    const file = at('d1.json')
    expect(await json('sign', '--dir', at('ola'), '--yes', '--out', file)).toMatchObject({ serial: 1, signatures: 1 })
    expect((await federation('verify', file, '--dir', at('ola'))).err).toContain('trust/too-few-signatures')
    expect(await json('sign', file, '--dir', at('pia'), '--yes')).toMatchObject({ serial: 1, signatures: 2 })
    expect(await json('verify', file, '--dir', at('ola'))).toMatchObject({ serial: 1, signers: ['ola', 'pia'] })
  })

  it('enters a member by its signed entry, and shows the second officer what changes, in words', async () => {
    const added = await json<{ fingerprint: string }>('add', await entryOf(norway), '--dir', at('pia'))
    const file = at('d2.json')
    await json('sign', '--dir', at('pia'), '--yes', '--out', file)
    const { changes } = await json<{ changes: string[] }>('sign', file, '--dir', at('ola'), '--yes')
    expect(changes).toEqual([`Member impress-norway (NO, node, hub) comes: ${added.fingerprint}`])
    expect(await json('show', file)).toMatchObject({
      serial: 2,
      countries: ['NO'],
      members: [{ id: 'impress-norway', reachedBy: ['direct'], fingerprint: added.fingerprint }],
    })
  })

  it.each([
    ['an entry that was changed after signing', (text: string) => text.replace(/"payload":"e/, '"payload":"f')],
    ['a text that is nothing', () => '{}'],
  ])('refuses %s', async (_what, change) => {
    const file = at('bad.entry')
    writeFileSync(file, change(readFileSync(await entryOf(norway), 'utf8')))
    expect(await federation('add', file, '--dir', at('ola'))).toMatchObject({ code: 2 })
  })

  it('refuses an entry in which one key did not sign', async () => {
    const envelope = JSON.parse(readFileSync(await entryOf(aNodeFolder({ member: 'thief' })), 'utf8'))
    const stolen = JSON.parse(readFileSync(await entryOf(aNodeFolder({ member: 'victim' })), 'utf8'))
    const payload = JSON.parse(Buffer.from(envelope.payload, 'base64url').toString())
    payload.member.signingKeys.push(
      ...JSON.parse(Buffer.from(stolen.payload, 'base64url').toString()).member.signingKeys,
    )
    writeFileSync(
      at('thief.entry'),
      JSON.stringify({ ...envelope, payload: Buffer.from(JSON.stringify(payload)).toString('base64url') }),
    )
    const { code, err } = await federation('add', at('thief.entry'), '--dir', at('ola'))
    expect([code, err]).toEqual([2, expect.stringContaining('federation/bad-entry')])
  })

  it('rotates keys with an overlap, by an entry that a known key signed', async () => {
    makeNextKeys(norway.paths)
    await json('rotate', await entryOf(norway), '--dir', at('ola'), '--overlap', '10')
    const file = at('d3.json')
    await json('sign', '--dir', at('ola'), '--yes', '--out', file)
    const [member] = readDirectory(readFileSync(file, 'utf8')).members
    const days = (key?: { validFrom: string; validUntil?: string }) =>
      key?.validUntil === undefined ? null : Math.round((Date.parse(key.validUntil) - Date.now()) / 86_400_000)
    expect(member?.signingKeys.map(days)).toEqual([10, null])
    expect(member?.sealingKeys.map(days)).toEqual([10, null])
    await json('sign', file, '--dir', at('pia'), '--yes')
  })

  it('refuses to rotate by keys that nobody knows', async () => {
    const { code, err } = await federation('rotate', await entryOf(aNodeFolder()), '--dir', at('ola'))
    expect([code, err]).toEqual([2, expect.stringContaining('no key that the directory knows')])
  })

  it('revokes a key, then the member, and does not sign what is older than it has signed', async () => {
    const directory = readDirectory(readFileSync(at('d3.json'), 'utf8'))
    const kid = directory.members[0]?.signingKeys[0]?.kid ?? ''
    await json('revoke', 'impress-norway', '--key', kid, '--dir', at('pia'))
    await json('sign', '--dir', at('pia'), '--yes', '--out', at('d4.json'))
    expect(readDirectory(readFileSync(at('d4.json'), 'utf8')).members[0]?.signingKeys).toHaveLength(1)
    await json('revoke', 'impress-norway', '--dir', at('pia'))
    await json('sign', '--dir', at('pia'), '--yes', '--out', at('d5.json'))
    const signed = await json<{ changes: string[] }>('sign', at('d5.json'), '--dir', at('ola'), '--yes')
    expect(signed.changes).toEqual(['Member impress-norway leaves.'])
    expect((await federation('sign', at('d3.json'), '--dir', at('ola'), '--yes')).err).toContain('directory/older')
  })

  it('says what is wrong with the use of each command', async () => {
    expect(await federation('revoke', '--dir', at('ola'))).toMatchObject({ code: 2 })
    expect(await federation('show', '--dir', at('nowhere'))).toMatchObject({ code: 2 })
    expect(await federation('verify', at('d5.json'))).toMatchObject({ code: 2 })
    expect(await federation('add', '--dir', at('ola'), '--policy', 'xyz')).toMatchObject({ code: 2 })
  })
})
