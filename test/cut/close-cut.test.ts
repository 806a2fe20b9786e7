import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { buildCut } from '../../src/cut/build-cut.ts'
import { closeCut } from '../../src/cut/close-cut.ts'
import type { CutState } from '../../src/cut/states.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { aCutNode, exampleBasis, telling, withdrawalKey } from './cut-node.ts'

const committee = ['anna', 'bo'].map(name => ({ name, publicJwk: publicKeyOf(generateKey()) }))

async function aBuiltCut() {
  const node = aCutNode()
  const cut = await buildCut({
    ...node,
    randomBytes,
    member: 'impress-norway',
    country: 'NO',
    withdrawalKey,
    sharingBasis: exampleBasis,
  })
  const close = (member = 'anna', reason = 'error-in-source') =>
    closeCut({ store: node.store, committee, tellClosed: telling(node) }, { cutId: cut.id, member, reason })
  return { node, cut, close }
}

describe('closing a data cut', () => {
  it.each<CutState>(['built', 'opened', 'superseded'])('takes one member, and tells the engine (%s)', async state => {
    const { node, cut, close } = await aBuiltCut()
    node.states.set(cut.id, state)
    expect(await close()).toBe('closed')
    expect(node.states.get(cut.id)).toBe('closed')
    expect(node.told).toEqual([cut.id])
  })

  it.each<CutState>(['closed', 'ended'])('changes nothing where it is %s already', async state => {
    const { node, cut, close } = await aBuiltCut()
    node.states.set(cut.id, state)
    expect(await close()).toBe('was-closed')
    expect([node.told, node.states.get(cut.id)]).toEqual([[], state])
  })

  it('is refused to who is not pinned, and without one of the reasons', async () => {
    const { node, cut, close } = await aBuiltCut()
    await expect(close('mallory')).rejects.toMatchObject({ code: 'approval/unknown-member' })
    await expect(close('anna', 'patient 0301-007 asked')).rejects.toMatchObject({ code: 'usage/bad-argument' })
    expect([node.told, node.states.get(cut.id)]).toEqual([[], 'built'])
  })

  it('is refused for a cut that there is not', async () => {
    const { node } = await aBuiltCut()
    const closing = closeCut(
      { store: node.store, committee, tellClosed: telling(node) },
      { cutId: 'cut-0000000000000000', member: 'anna', reason: 'legal' },
    )
    await expect(closing).rejects.toMatchObject({ code: 'cut/not-found' })
  })
})
