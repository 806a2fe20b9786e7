import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { approveCut, checkCutApprovals } from '../../src/cut/approvals.ts'
import { buildCut } from '../../src/cut/build-cut.ts'
import { type OpenCutDeps, openCut } from '../../src/cut/open-cut.ts'
import { signDocument } from '../../src/trust/documents.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { aCutNode, exampleBasis, telling, withdrawalKey } from './cut-node.ts'

const keys = { anna: generateKey(), bo: generateKey(), cecilie: generateKey() }
const committee = (['anna', 'bo'] as const).map(name => ({ name, publicJwk: publicKeyOf(keys[name]) }))
const iat = 1_767_225_600
const newId = () => randomBytes(16).toString('hex')

async function aBuiltCut() {
  const node = aCutNode()
  const cut = await buildCut({
    store: node.store,
    snapshots: node.snapshots,
    snapshotKeys: node.snapshotKeys,
    terminology: node.terminology,
    randomBytes,
    member: 'impress-norway',
    country: 'NO',
    withdrawalKey,
    sharingBasis: exampleBasis,
  })
  const deps: OpenCutDeps = {
    store: node.store,
    snapshots: node.snapshots,
    committee,
    clock: { now: () => iat * 1000 },
    newId,
    tellClosed: telling(node),
  }
  const open = (member: keyof typeof keys, key = keys[member], change: Partial<OpenCutDeps> = {}) =>
    openCut({ ...deps, ...change }, { cutId: cut.id, member, key })
  return { node, cut, deps, open }
}

describe('opening a data cut', () => {
  it('takes two different members', async () => {
    const { cut, node, open } = await aBuiltCut()
    expect(await open('anna')).toMatchObject({ state: 'built', openedBy: ['anna'] })
    const opened = await open('bo')
    expect(opened).toMatchObject({ state: 'opened', openedBy: ['anna', 'bo'], cut })
    expect(await checkCutApprovals(opened.approvals, { cut, committee })).toEqual(['anna', 'bo'])
    expect(node.written.slice(1)).toEqual(['approval anna', 'approval bo', `opened ${cut.id}`])
  })

  it('refuses the same member a second time', async () => {
    const { open, node } = await aBuiltCut()
    await open('anna')
    await expect(open('anna')).rejects.toMatchObject({ code: 'approval/same-person' })
    expect(node.written.filter(line => line.startsWith('opened'))).toEqual([])
  })

  it('refuses who is not pinned, and who uses a name with another key', async () => {
    const { open, node } = await aBuiltCut()
    await expect(open('cecilie')).rejects.toMatchObject({ code: 'approval/unknown-member' })
    await expect(open('anna', keys.bo)).rejects.toMatchObject({ code: 'approval/unknown-member' })
    expect(node.written).toHaveLength(1)
  })

  it('refuses a cut that is unknown, closed, or whose file has changed', async () => {
    const { open, node, cut, deps } = await aBuiltCut()
    const unknown = openCut(deps, { cutId: 'cut-0000000000000000', member: 'anna', key: keys.anna })
    await expect(unknown).rejects.toMatchObject({ code: 'cut/not-found' })
    node.states.set(cut.id, 'closed')
    await expect(open('anna')).rejects.toMatchObject({ code: 'cut/not-open' })
    node.states.set(cut.id, 'built')
    node.files.set(cut.snapshot.file, new Uint8Array(cut.snapshot.bytes))
    await expect(open('anna')).rejects.toMatchObject({ code: 'cut/snapshot-damaged' })
  })

  it('goes on where a run broke off after the second approval', async () => {
    const { open, node } = await aBuiltCut()
    const { markOpened } = node.store
    await open('anna')
    node.store.markOpened = () => Promise.reject(new Error('killed'))
    await expect(open('bo')).rejects.toThrow('killed')
    node.store.markOpened = markOpened
    expect(await open('bo')).toMatchObject({ state: 'opened', openedBy: ['anna', 'bo'] })
    expect(await open('bo')).toMatchObject({ state: 'opened' })
  })

  it('does not count the approval of a member who was removed since', async () => {
    const { open } = await aBuiltCut()
    await open('anna')
    const later = [
      { name: 'bo', publicJwk: publicKeyOf(keys.bo) },
      { name: 'cecilie', publicJwk: publicKeyOf(keys.cecilie) },
    ]
    expect(await open('bo', keys.bo, { committee: later })).toMatchObject({ state: 'built', openedBy: ['bo'] })
    expect(await open('cecilie', keys.cecilie, { committee: later })).toMatchObject({ state: 'opened' })
  })
})

describe('approvals of a data cut', () => {
  const approve = async (member: keyof typeof keys, change: object = {}, key = keys[member]) => {
    const { cut } = await shared
    return approveCut({ cut: { ...cut, ...change }, member, key, iat, jti: newId() })
  }
  const shared = aBuiltCut()
  const check = async (approvals: readonly (string | Promise<string>)[]) =>
    checkCutApprovals(await Promise.all(approvals), { cut: (await shared).cut, committee })

  it('hold with two members', async () => {
    expect(await check([approve('anna'), approve('bo')])).toEqual(['anna', 'bo'])
  })

  const cases: readonly (readonly [string, string, () => readonly (string | Promise<string>)[]])[] = [
    ['none', 'approval/missing', () => []],
    ['one alone', 'approval/missing', () => [approve('anna')]],
    ['one member twice', 'approval/same-person', () => [approve('anna'), approve('anna')]],
    ['a stranger', 'approval/unknown-member', () => [approve('anna'), approve('cecilie')]],
    ["a name over another's key", 'approval/unknown-member', () => [approve('anna'), approve('bo', {}, keys.anna)]],
    ['another cut', 'approval/wrong-bytes', () => [approve('anna'), approve('bo', { id: 'cut-0000000000000000' })]],
    ['another description', 'approval/wrong-bytes', () => [approve('anna'), approve('bo', { cutoff: '2024-01-01' })]],
    ['something that is no approval', 'approval/wrong-bytes', () => [approve('anna'), 'a.b.c']],
    [
      'another act',
      'approval/wrong-bytes',
      () => [
        approve('anna'),
        signDocument(
          { schema: 'approval/1', act: 'pins.change', member: 'bo', iat, jti: newId(), changeSha256: '0'.repeat(64) },
          { key: keys.bo, typ: 'prime-rose-approval+jws' },
        ),
      ],
    ],
  ]
  it.each(cases)('with %s are refused as %s', async (_, code, approvals) => {
    await expect(check(approvals())).rejects.toMatchObject({ code })
  })
})
