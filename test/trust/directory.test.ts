import { describe, expect, it } from 'vitest'
import type { Directory } from '../../src/model/generated/directory.ts'
import { validityOf, verifyDirectory } from '../../src/trust/directory.ts'
import { countriesOf, indexMembers, signingKeyIn } from '../../src/trust/directory-members.ts'
import { checkDirectory, timeOf } from '../../src/trust/directory-rules.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { generateSealingKey, sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import { aDirectory, aMember, DAY_MS, ola, pia, pinned, signedBy, tor } from '../support/federation.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const HOUR_MS = 3_600_000
const norway = aMember('impress-norway')
const denmark = aMember('protarget-denmark', { country: 'DK' })
const finland = aMember('finprove', { country: 'FI' })
const directory = (changes: Partial<Directory> = {}) =>
  aDirectory(NOW, { members: [norway, denmark, finland], ...changes })

describe('a directory', () => {
  it('holds with the signatures of two pinned officers', async () => {
    const text = await signedBy(directory(), ola, pia)
    const verified = await verifyDirectory(text, { officers: pinned(ola, pia), previous: null, now: NOW })
    expect(verified.document).toEqual(directory())
    expect(verified.signers).toEqual(['ola', 'pia'])
  })

  it('may be succeeded by any later serial of the same federation', async () => {
    const rules = { officers: pinned(ola, pia), now: NOW }
    const previous = await verifyDirectory(await signedBy(directory({ serial: 3 }), ola, pia), {
      ...rules,
      previous: null,
    })
    const later = await signedBy(directory({ serial: 7 }), ola, pia)
    expect((await verifyDirectory(later, { ...rules, previous })).document.serial).toBe(7)
    const other = await signedBy(directory({ serial: 8, federation: 'other' }), ola, pia)
    await expect(verifyDirectory(other, { ...rules, previous })).rejects.toMatchObject({
      code: 'directory/other-federation',
    })
  })

  it('believes an officer only who is pinned and whom the last directory still names', async () => {
    const three = { officers: pinned(ola, pia, tor), now: NOW }
    const named = [ola, pia, tor].map(({ name, key }) => ({ name, key: publicKeyOf(key) }))
    const first = await signedBy(directory({ officers: named }), ola, tor)
    const previous = await verifyDirectory(first, { ...three, previous: null })
    const withoutTor = await signedBy(directory({ serial: 2 }), ola, tor)
    const second = await verifyDirectory(withoutTor, { ...three, previous })
    const third = await signedBy(directory({ serial: 3 }), ola, tor)
    await expect(verifyDirectory(third, { ...three, previous: second })).rejects.toMatchObject({
      code: 'trust/too-few-signatures',
    })
    const good = await signedBy(directory({ serial: 3 }), ola, pia)
    await expect(verifyDirectory(good, { ...three, previous: second })).resolves.toBeDefined()
  })

  it('counts a country once, however many members it has', () => {
    const second = aMember('drup-oslo', { country: 'NO' })
    expect(countriesOf(directory({ members: [norway, second, denmark] }))).toEqual(['DK', 'NO'])
  })

  it('is announced as ending in its last four weeks', () => {
    const at = (days: number) => validityOf(directory(), NOW + days * DAY_MS)
    expect(at(72)).toEqual({ state: 'valid', daysLeft: 28 })
    expect(at(72.5)).toEqual({ state: 'ending', daysLeft: 27 })
    expect(at(99.9)).toEqual({ state: 'ending', daysLeft: 0 })
    expect(at(100)).toEqual({ state: 'expired', daysLeft: 0 })
    expect(at(-1).state).toBe('early')
  })
})

describe('a directory that officers signed in error', () => {
  const shared = generateKey()
  const [first, second] = [generateSealingKey(), generateSealingKey()]
  const lowOrder = { kid: 'x'.repeat(43), kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43), validFrom: timeOf(0) } as const
  it.each<[string, string, Partial<Directory>]>([
    ['one officer', '/officers', { officers: directory().officers.slice(0, 1) }],
    [
      'one person as two officers',
      '/officers/1/key',
      { officers: ['a', 'b'].map(name => ({ name, key: publicKeyOf(ola.key) })) },
    ],
    ['one id twice', '/members/1', { members: [norway, aMember('impress-norway')] }],
    ['an id that ends like another', '/members/0/id', { members: [aMember('x-finprove'), finland] }],
    [
      'one key for two members',
      '/members/1/signingKeys/0',
      { members: [aMember('one', { signing: [{ key: shared }] }), aMember('two', { signing: [{ key: shared }] })] },
    ],
    [
      'a key that is also an officer’s',
      '/members/0/signingKeys/0',
      { members: [aMember('one', { signing: [{ key: ola.key }] })] },
    ],
    [
      'two keys with one kid',
      '/members/0/sealingKeys/0/kid',
      {
        members: [
          {
            ...norway,
            sealingKeys: [first, second].map(key => ({
              kid: norway.sealingKeys[0]?.kid ?? '',
              ...sealingPublicKeyOf(key),
              validFrom: timeOf(0),
            })),
          },
        ],
      },
    ],
    [
      'a point of low order for a key',
      '/members/0/sealingKeys/0',
      { members: [{ ...norway, sealingKeys: [lowOrder] }] },
    ],
    ['a member without a signing key', '/members/0/signingKeys', { members: [{ ...norway, signingKeys: [] }] }],
    ['one combiner', '/combiners', { combiners: ['finprove'] }],
    [
      'two combiners in one country',
      '/combiners/1',
      { members: [norway, aMember('drup-oslo')], combiners: ['impress-norway', 'drup-oslo'] },
    ],
    ['one combiner twice', '/combiners/1', { combiners: ['finprove', 'finprove'] }],
    ['a combiner who is no member', '/combiners/1', { combiners: ['finprove', 'stranger'] }],
    ['four combiners', '/combiners', { combiners: ['a', 'b', 'c', 'd'] }],
    ['more than a year', '/validUntil', { validUntil: timeOf(NOW + 367 * DAY_MS) }],
    ['an end before its beginning', '/validUntil', { validUntil: timeOf(NOW) }],
    ['a node without a trial', '/members/0/trial', { members: [{ ...norway, trial: null }] }],
    [
      'a key that ends before it begins',
      '/members/0/signingKeys/0',
      { members: [aMember('one', { signing: [{ key: shared, from: NOW, until: NOW }] })] },
    ],
  ])('is refused with %s, at its place', (_what, place, changes) => {
    expect(() => checkDirectory(directory(changes))).toThrow(
      expect.objectContaining({ code: 'directory/bad', detail: { place: expect.stringContaining(place) } }),
    )
  })

  it('is taken without such a fault', () => {
    const two = [aMember('a', { country: 'FI' }), aMember('b', { country: 'NL' })]
    expect(() => checkDirectory(directory({ members: two, combiners: ['a', 'b'] }))).not.toThrow()
  })
})

describe('keys that replace each other', () => {
  const [old, fresh] = [generateKey(), generateKey()]
  const [oldSeal, freshSeal] = [generateSealingKey(), generateSealingKey()]
  const rotated = directory({
    members: [
      aMember('impress-norway', {
        signing: [
          { key: old, until: NOW + 14 * DAY_MS },
          { key: fresh, from: NOW },
        ],
        sealing: [
          { key: oldSeal, until: NOW + 14 * DAY_MS },
          { key: freshSeal, from: NOW },
        ],
      }),
    ],
  })
  const find = indexMembers(rotated)
  const known = (now: number) => find('impress-norway', now)?.signingKeys.map(key => key.x)
  const signsWith = (now: number) => signingKeyIn(rotated, { id: 'impress-norway', keys: [old, fresh] }, now)

  it('verify both while they overlap, and one before and after', () => {
    expect(known(NOW - 1)).toEqual([old.x])
    expect(known(NOW + DAY_MS)).toEqual([old.x, fresh.x])
    expect(known(NOW + 15 * DAY_MS)).toEqual([fresh.x])
  })

  it('seal to the newest at once, as its holder has both', () => {
    expect(find('impress-norway', NOW - 1)?.sealingKey?.x).toBe(oldSeal.x)
    expect(find('impress-norway', NOW)?.sealingKey?.x).toBe(freshSeal.x)
  })

  it('sign with the new one only once every node has had time to hear of it', () => {
    expect(signsWith(NOW)?.x).toBe(old.x)
    expect(signsWith(NOW + HOUR_MS)?.x).toBe(fresh.x)
    expect(signingKeyIn(rotated, { id: 'impress-norway', keys: [generateKey()] }, NOW)).toBeNull()
  })

  it('leave a member out whose keys are all over', () => {
    const over = directory({ members: [aMember('one', { signing: [{ key: old, until: NOW }] })] })
    expect(indexMembers(over)('one', NOW)).toBeNull()
    expect(indexMembers(over)('one', NOW - 1)).not.toBeNull()
  })

  it('are looked up by the whole id', () => {
    expect(find('x-impress-norway', NOW)).toBeNull()
    expect(find('norway', NOW)).toBeNull()
  })

  it('give a combiner its role beside those that its entry names', () => {
    const withCombiners = directory({ combiners: ['finprove', 'protarget-denmark'] })
    expect(indexMembers(withCombiners)('finprove', NOW)?.roles).toEqual(['node', 'hub', 'combiner'])
    expect(indexMembers(withCombiners)('impress-norway', NOW)?.roles).toEqual(['node', 'hub'])
  })
})
