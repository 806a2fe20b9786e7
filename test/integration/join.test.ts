/** `rose join`, with a database of the test's own in the place of an embedded one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprintOfOfficers } from '../../src/app/pin-officers.ts'
import { systemClock } from '../../src/model/clock.ts'
import { readDirectory } from '../../src/trust/directory.ts'
import { verifyEntry } from '../../src/trust/member-entry.ts'
import { aDatabase } from '../support/database.ts'
import { aDirectory, ola, pia, signedBy, tor } from '../support/federation.ts'
import { runInProcess, runTyping } from '../support/test-terminal.ts'

let folder: string
let databaseUrl: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rose-join-'))
  databaseUrl = (await aDatabase()).adminUrl
  writeFileSync(at('d1.json'), await signedBy(aDirectory(systemClock.now()), ola, pia))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const text = (name: string) => readFileSync(at(name), 'utf8')
const officers = () => fingerprintOfOfficers(readDirectory(text('d1.json')))
const joining = (...more: readonly string[]) => runInProcess(['join', at('no'), ...more])
const making = () => ['--trial', 'impress-norway', '--country', 'NO', '--database-url', databaseUrl]

describe('joining a federation', () => {
  it('asks for nothing where nobody can answer, and says which option is missing', async () => {
    expect(await joining()).toMatchObject({ code: 2, err: expect.stringContaining('--trial') })
    expect(await joining(...making())).toMatchObject({ code: 2, err: expect.stringContaining('--directory') })
    const { code, err } = await joining('--directory', at('d1.json'))
    expect([code, err]).toEqual([2, expect.stringContaining('--officers-fingerprint')])
  })

  it('believes no officers whose fingerprint is not the one that was told', async () => {
    const told = officers().replace(/^./, digit => String((Number(digit) + 1) % 10))
    const { code, err } = await joining('--directory', at('d1.json'), '--officers-fingerprint', told)
    expect([code, err]).toEqual([3, expect.stringContaining('trust/unknown-issuer')])
    expect(await runInProcess(['federation', 'show', '--node', at('no')])).toMatchObject({ code: 2 })
  })

  it('goes on where it stopped: pins the officers, tries itself, and makes an entry that it signed', async () => {
    const words = [
      '--directory',
      at('d1.json'),
      '--officers-fingerprint',
      officers(),
      '--relay',
      'https://relay.example/',
    ]
    const { code, out, err } = await joining(...words, '--json')
    expect([code, err]).toEqual([0, expect.stringContaining('Officers ola, pia')])
    const joined = JSON.parse(out)
    expect(joined).toMatchObject({ member: 'impress-norway', membership: 'waiting' })
    expect(joined.selfTest).toHaveLength(5)
    expect(joined.selfTest.filter((step: { fault: unknown }) => step.fault !== null)).toEqual([])
    const { federation, member } = await verifyEntry(text('no/entry.json'))
    expect([federation, member.endpoints]).toEqual(['prime-rose', { relay: { url: 'https://relay.example' } }])
    expect(text('no/entry.json')).not.toContain('"d":')
  })

  it('changes nothing when it is run again', async () => {
    const before = [text('no/entry.json'), text('no/rose.json'), text('no/engine/pinned.json')]
    const again = await joining('--json')
    expect(again.code).toBe(0)
    expect([text('no/entry.json'), text('no/rose.json'), text('no/engine/pinned.json')]).toEqual(before)
  })

  it('says that the node is entered once the next directory names it', async () => {
    const { member } = await verifyEntry(text('no/entry.json'))
    const next = aDirectory(systemClock.now(), { serial: 2, members: [member] })
    writeFileSync(at('d2.json'), await signedBy(next, ola, pia))
    const fetched = await runInProcess(['federation', 'fetch', '--node', at('no'), '--from', at('d2.json'), '--json'])
    expect(JSON.parse(fetched.out)).toMatchObject({ serial: 2, changed: true })
    expect(JSON.parse((await joining('--json')).out)).toMatchObject({ membership: 'entered' })
  })

  it('changes its officers only with two members of the committee, once it has one', async () => {
    const others = aDirectory(systemClock.now(), {
      officers: [ola, tor].map(({ name, key: { kty, crv, x } }) => ({ name, key: { kty, crv, x } })),
    })
    writeFileSync(at('others.json'), await signedBy(others, ola, tor))
    for (const name of ['anne', 'bjorn']) {
      await runInProcess(['member', 'add', name, '--role', 'committee', '--node', at('no')])
    }
    const pin = (as: string) =>
      runInProcess(['federation', 'pin', at('others.json'), '--node', at('no'), '--as', as, '--json'])
    expect(JSON.parse((await pin('anne')).out)).toMatchObject({ pinned: false })
    expect(JSON.parse((await pin('anne')).out)).toMatchObject({ pinned: false })
    expect(JSON.parse((await pin('bjorn')).out)).toMatchObject({ pinned: true })
    const pinned = JSON.parse(text('no/engine/pinned.json')).officers as { name: string }[]
    expect(pinned.map(({ name }) => name)).toEqual(['ola', 'tor'])
  })

  it('asks a person step by step, and stops where he does not know the officers', async () => {
    const typed = ['--database-url', databaseUrl]
    const refused = await runTyping(
      ['join', at('se'), ...typed],
      ['megalit', 'SE', 'https://relay.example', at('d1.json'), 'n'],
    )
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('usage/interrupted')])
    const agreed = await runTyping(['join', at('se'), ...typed], [at('d1.json'), 'y'])
    expect([agreed.code, agreed.out]).toEqual([0, expect.stringContaining('Fingerprint to read out')])
  })
})
