import { describe, expect, it } from 'vitest'
import { checkSuccessor, comparePolicies, defaultPolicy, parsePolicy } from '../../src/disclosure/policy.ts'
import type { DisclosurePolicy } from '../../src/model/generated/disclosure-policy.ts'

const coded = (code: string) => expect.objectContaining({ code })

describe('the disclosure policy that comes with the program', () => {
  it('is a valid policy document', () => {
    expect(parsePolicy(defaultPolicy)).toEqual(defaultPolicy)
  })
})

describe('a disclosure policy', () => {
  it('does not go below five, whoever signs it', () => {
    expect(() => parsePolicy({ ...defaultPolicy, k: 4, accrualBands: [4] })).toThrow(coded('policy/bad-policy'))
    expect(parsePolicy({ ...defaultPolicy, k: 6, accrualBands: [6, 8] }).k).toBe(6)
  })

  it.each<[string, Partial<DisclosurePolicy>]>([
    ['bands that do not rise', { accrualBands: [5, 8, 8] }],
    ['a band that begins below k', { k: 6 }],
    ['looks in the wrong order', { pooled: { ...defaultPolicy.pooled, minEvaluable: { s1: 24, s2: 24 } } }],
    [
      'a set no larger than the countries with patients',
      { pooled: { ...defaultPolicy.pooled, minMembersInSet: 4, minCountriesWithPatients: 4 } },
    ],
  ])('is refused with %s', (_, change) => {
    expect(() => parsePolicy({ ...defaultPolicy, ...change })).toThrow(coded('policy/bad-policy'))
  })

  it('follows another only with a higher serial and no lower k', () => {
    const pinned = { serial: 3, k: 7 }
    expect(() => checkSuccessor({ serial: 4, k: 6 }, pinned)).toThrow(coded('policy/weaker'))
    expect(() => checkSuccessor({ serial: 3, k: 7 }, pinned)).toThrow(coded('policy/superseded'))
    expect(() => checkSuccessor({ serial: 2, k: 9 }, pinned)).toThrow(coded('policy/superseded'))
    expect(() => checkSuccessor({ serial: 4, k: 7 }, pinned)).not.toThrow()
  })

  it('is compared member by member', () => {
    const other = { ...defaultPolicy, serial: 2, pooled: { ...defaultPolicy.pooled, rest: { s1: 4, s2: 5 } } }
    expect(comparePolicies(defaultPolicy, other)).toEqual([
      { member: 'serial', from: '1', to: '2' },
      { member: 'pooled.rest.s1', from: '3', to: '4' },
    ])
    expect(comparePolicies(defaultPolicy, { ...defaultPolicy })).toEqual([])
  })
})
