import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import {
  applyPinChange,
  approvePin,
  type PinChange,
  pinMember,
  pinMemberChange,
  pinPolicyChange,
} from '../../src/engine/pins.ts'
import type { EnginePins } from '../../src/model/generated/engine-pins.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'

const keys = { anna: generateKey(), bo: generateKey(), cecilie: generateKey(), dag: generateKey() }
type Name = keyof typeof keys
const member = (name: Name) => ({ name, publicJwk: publicKeyOf(keys[name]) })
const nobody: EnginePins = {
  schema: 'engine-pins/1',
  serial: 0,
  node: { member: 'impress-norway', trialId: 'impress-norway', country: 'NO' },
  policy: { sha256: '0'.repeat(64), serial: 1, k: 5 },
  members: [],
}
const pins = pinMember(pinMember(nobody, member('anna')), member('bo'))

const approve = (change: PinChange, name: Name, key = keys[name]) =>
  approvePin({ change, member: name, key, iat: 1_767_225_600, jti: '0123456789abcdef' })
const approveBoth = async (change: PinChange, names: readonly Name[] = ['anna', 'bo']) =>
  Promise.all(names.map(name => approve(change, name)))

describe('pinning committee members', () => {
  it('pins the first two at once, and a third only with two signatures', async () => {
    expect(pins.members.map(({ name }) => name)).toEqual(['anna', 'bo'])
    expect(() => pinMember(pins, member('cecilie'))).toThrow(expect.objectContaining({ code: 'approval/missing' }))
    const change = pinMemberChange(pins, member('cecilie'))
    const changed = await applyPinChange(pins, change, await approveBoth(change))
    expect(changed).toMatchObject({ serial: 3, members: [{ name: 'anna' }, { name: 'bo' }, { name: 'cecilie' }] })
  })

  const change = pinMemberChange(pins, member('cecilie'))
  const cases: readonly (readonly [string, string, () => Promise<string[]>])[] = [
    ['none', 'approval/missing', async () => []],
    ['one', 'approval/missing', () => approveBoth(change, ['anna'])],
    ['the same twice', 'approval/same-person', () => approveBoth(change, ['anna', 'anna'])],
    ['the new member', 'approval/unknown-member', () => approveBoth(change, ['anna', 'cecilie'])],
    [
      'one key under two names',
      'approval/unknown-member',
      () => Promise.all([approve(change, 'anna'), approve(change, 'bo', keys.anna)]),
    ],
    [
      'another change',
      'approval/wrong-bytes',
      async () => [await approve(change, 'anna'), await approve(pinMemberChange(pins, member('dag')), 'bo')],
    ],
  ]
  it.each(cases)('refuses approvals of %s as %s', async (_, code, approvals) => {
    await expect(applyPinChange(pins, change, await approvals())).rejects.toMatchObject({ code })
  })

  it('does not let one person in under two names', () => {
    const one = pinMember(nobody, member('anna'))
    for (const twice of [member('anna'), { ...member('bo'), name: 'anna' }, { ...member('anna'), name: 'anna2' }]) {
      expect(() => pinMember(one, twice)).toThrow(expect.objectContaining({ code: 'member/exists' }))
    }
  })

  it('does not use an agreement twice, or after another change', async () => {
    const approvals = await approveBoth(change)
    const changed = await applyPinChange(pins, change, approvals)
    await expect(applyPinChange(changed, change, approvals)).rejects.toMatchObject({ code: 'approval/replayed' })
  })

  it('removes a member whose approvals then count no more, and keeps two', async () => {
    const three = await applyPinChange(pins, change, await approveBoth(change))
    const remove: PinChange = { kind: 'remove-member', from: three.serial, name: 'anna' }
    const two = await applyPinChange(three, remove, await approveBoth(remove))
    expect(two.members.map(({ name }) => name)).toEqual(['bo', 'cecilie'])
    const next = pinMemberChange(two, member('dag'))
    await expect(applyPinChange(two, next, await approveBoth(next))).rejects.toMatchObject({
      code: 'approval/unknown-member',
    })
    const last: PinChange = { kind: 'remove-member', from: two.serial, name: 'bo' }
    await expect(applyPinChange(two, last, await approveBoth(last, ['bo', 'cecilie']))).rejects.toMatchObject({
      code: 'approval/missing',
    })
  })

  it('takes a newer disclosure policy with two signatures, and no older one', async () => {
    const newer = pinPolicyChange(pins, { ...defaultPolicy, serial: 2, k: 10 })
    expect(await applyPinChange(pins, newer, await approveBoth(newer))).toMatchObject({ policy: { serial: 2, k: 10 } })
    const same = pinPolicyChange(pins, defaultPolicy)
    await expect(applyPinChange(pins, same, await approveBoth(same))).rejects.toMatchObject({
      code: 'policy/superseded',
    })
  })
})
