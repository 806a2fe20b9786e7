/**
 * A29: approve my own, change it after. What takes two members today: opening a data cut, and any change of what the engine
 * has pinned. Whoever asks twice, under two names, after losing the role, or changes what was signed, gets nothing.
 */
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withCut } from '../../src/app/cuts.ts'
import { addMember, approveMember } from '../../src/app/members.ts'
import { activatePolicy, signPolicy } from '../../src/app/policies.ts'
import type { CutActor } from '../../src/cut/states.ts'
import { CUT_ACTS, CUT_STATES, CUT_TRANSITIONS, canAct } from '../../src/cut/states.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { applyPinChange, approvePin } from '../../src/engine/pins.ts'
import { readPins, writePins } from '../../src/engine/pins-file.ts'
import { systemClock as clock } from '../../src/model/clock.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { parsePrivateKey } from '../../src/trust/keys.ts'
import { aNode, type TestNode } from '../support/a-node.ts'

const PEOPLE = {
  anna: 'committee',
  bo: 'committee',
  hub1: 'hub',
  coord: 'coordinator',
  olga: 'operator',
  audrey: 'auditor',
} as const

let node: TestNode
let cutId: string
beforeAll(async () => {
  node = await aNode({ people: PEOPLE })
  await node.ingest()
  cutId = (await cuts(use => use.build())).id
}, 180_000)
afterAll(() => node.remove())

const cuts = <T>(use: Parameters<typeof withCut<T>>[2]) => withCut(node.config, new AbortController().signal, use)
const open = (as: string) => cuts(use => use.open({ cutId, as, clock, onProgress() {} }))
const state = async () => (await cuts(use => use.list())).find(({ cut }) => cut.id === cutId)?.state
const admin = <T>(statement: string) =>
  withAdministrator(node.database.adminUrl, async client => (await client.query(statement)).rows as T[])
const published = async () => (await admin('SELECT FROM published.tables')).length
const personFile = (name: string, ending: string) => join(node.config.paths.members, `${name}.${ending}`)
/** A second account of one person: another name over the same key. */
function secondAccount(of: string, name: string): void {
  const person = JSON.parse(readFileSync(personFile(of, 'json'), 'utf8')) as object
  writeFileSync(personFile(name, 'json'), JSON.stringify({ ...person, name }))
  cpSync(personFile(of, 'key'), personFile(name, 'key'))
}

describe('A29: who may open a data cut', () => {
  it('in each state and role is what the table says, and no person does what the node does', () => {
    const actors: readonly CutActor[] = ['hub', 'coordinator', 'committee', 'operator', 'auditor', 'node']
    for (const at of CUT_STATES) {
      for (const act of CUT_ACTS) {
        const { from, by } = CUT_TRANSITIONS[act] as { from: readonly string[]; by: CutActor }
        const allowed = actors.filter(actor => canAct(at, act, actor))
        expect([at, act, allowed]).toEqual([at, act, from.includes(at) ? [by] : []])
        if (act === 'open') expect(allowed.filter(actor => actor !== 'node')).toEqual([])
      }
    }
  })

  it.each(['hub1', 'coord', 'olga', 'audrey'])('is not %s, whose role is another', async name => {
    await expect(open(name)).rejects.toMatchObject({ code: 'approval/unknown-member' })
    expect(await state()).toBe('built')
  })

  it('is not one person twice, nor through two accounts, nor under another name with one key', async () => {
    expect(await open('anna')).toMatchObject({ state: 'built', openedBy: ['anna'] })
    await expect(open('anna')).rejects.toMatchObject({ code: 'approval/same-person' })
    secondAccount('anna', 'anna.two')
    await expect(open('anna.two')).rejects.toMatchObject({ code: 'approval/unknown-member' })
    const pins = readPins(enginePaths(node.folder))
    // Pinned by name alone, whoever wrote the file: the key in it still speaks for one name.
    await expect(approveMember(node.config, { name: 'anna.two', as: 'anna', clock })).resolves.toEqual({
      pinned: false,
    })
    await expect(approveMember(node.config, { name: 'anna.two', as: 'bo', clock })).rejects.toMatchObject({
      code: 'member/exists',
    })
    expect(readPins(enginePaths(node.folder))).toEqual(pins)
    expect([await state(), await published()]).toEqual(['built', 0])
  })

  it('is not who lost the role after signing: what was signed counts no more', async () => {
    const before = readPins(enginePaths(node.folder))
    await addMember(node.config, { name: 'cecilie', role: 'committee', clock })
    for (const as of ['anna', 'bo']) await approveMember(node.config, { name: 'cecilie', as, clock })
    const pins = readPins(enginePaths(node.folder))
    const remove = { kind: 'remove-member', from: pins.serial, name: 'anna' } as const
    const sign = (member: string) =>
      approvePin({
        change: remove,
        member,
        key: parsePrivateKey(readFileSync(personFile(member, 'key'), 'utf8')),
        iat: 1_767_225_600,
        jti: `${'a'.repeat(20)}${member}`,
      })
    writePins(enginePaths(node.folder), await applyPinChange(pins, remove, [await sign('bo'), await sign('cecilie')]))
    expect(await open('bo')).toMatchObject({ state: 'built', openedBy: ['bo'] })
    await expect(open('anna')).rejects.toMatchObject({ code: 'approval/unknown-member' })
    expect([await state(), await published()]).toEqual(['built', 0])
    writePins(enginePaths(node.folder), before)
    await admin(`DELETE FROM cut.approvals WHERE member = 'bo'`)
  })
})

describe('A29: what is changed after the first signature', () => {
  const alter = (change: string) =>
    admin(
      // Whoever owns the database passes by its triggers.
      `SET session_replication_role = replica; UPDATE cut.cuts SET description = ${change} WHERE id = '${cutId}'`,
    )

  it.each([
    ['a number', `jsonb_set(description, '{counts,treated}', '999')`],
    ['the basis of sharing', `jsonb_set(description, '{sharingBasis,approval}', '"another-approval"')`],
    ['the day', `jsonb_set(description, '{cutoff}', '"2019-01-01"')`],
  ])('%s: the signature counts no more, and nothing leaves', async (_, change) => {
    const [kept] = await admin<{ description: object }>(`SELECT description FROM cut.cuts WHERE id = '${cutId}'`)
    await alter(change)
    // Anna has signed other bytes: bo alone is one of two.
    expect(await open('bo')).toMatchObject({ state: 'built', openedBy: ['bo'] })
    expect([await state(), await published()]).toEqual(['built', 0])
    await admin(`DELETE FROM cut.approvals WHERE member = 'bo'`)
    await alter(`'${JSON.stringify(kept?.description)}'::jsonb`)
  })

  it('the file beneath: nobody is asked to sign for bytes that are not there', async () => {
    const file = join(node.config.paths.cuts, `${cutId}.snapshot`)
    const bytes = readFileSync(file)
    const other = Buffer.from(bytes)
    other[200] = (other[200] ?? 0) ^ 1
    chmodSync(file, 0o600)
    writeFileSync(file, other)
    await expect(open('bo')).rejects.toMatchObject({ code: 'cut/snapshot-damaged' })
    writeFileSync(file, bytes)
    expect(await published()).toBe(0)
  })

  it('a policy: another text under the same serial gathers no signature of the first', async () => {
    const policy = { ...defaultPolicy, version: '2', serial: 2, k: 6, accrualBands: [6, 8, 24] }
    await signPolicy(node.config, { text: JSON.stringify(policy), as: 'anna', clock })
    const other = { ...policy, version: '2b' }
    await expect(signPolicy(node.config, { text: JSON.stringify(other), as: 'bo', clock })).rejects.toMatchObject({
      code: 'policy/other-proposed',
    })
    await expect(activatePolicy(node.config, 2, clock)).rejects.toMatchObject({ code: 'trust/too-few-signatures' })
  })

  it('two others approve: the reviewed bytes, and nothing else, are opened and published (counter-test)', async () => {
    expect(await open('bo')).toMatchObject({ state: 'opened', openedBy: ['anna', 'bo'], table: expect.any(String) })
    const [table] = await admin<{ cut: string }>("SELECT document -> 'cut' ->> 'id' AS cut FROM published.tables")
    expect([await state(), table?.cut]).toEqual(['opened', cutId])
  })
})
