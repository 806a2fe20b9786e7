import { describe, expect, it } from 'vitest'
import {
  checkSuccessor,
  comparePolicies,
  defaultPolicy,
  POLICY_TYP,
  parsePolicy,
  policyMembers,
} from '../../src/disclosure/policy.ts'
import { allSchemas } from '../../src/model/generated/registry.ts'

const refusal = (code: string, words: object = {}) => expect.objectContaining({ code, ...words })

describe('the disclosure policy that comes with the program', () => {
  it('is a valid policy document', () => {
    expect(parsePolicy(defaultPolicy)).toEqual(defaultPolicy)
  })

  it('is signed with the type that the schema names', () => {
    const schema = allSchemas.find(({ $id }) => $id === 'urn:prime-rose:disclosure-policy/1')
    expect(schema?.description).toContain(`(typ ${POLICY_TYP})`)
  })
})

describe('a disclosure policy', () => {
  const { pooled } = defaultPolicy

  it('does not go below five, whoever signs it', () => {
    expect(() => parsePolicy({ ...defaultPolicy, k: 4, accrualBands: [4] })).toThrow(
      refusal('policy/bad-policy', { message: expect.stringMatching(/^disclosure policy: .* at \/k$/) }),
    )
    expect(parsePolicy({ ...defaultPolicy, k: 6, accrualBands: [6, 8] }).k).toBe(6)
  })

  it.each([
    [
      { accrualBands: [5, 8, 8] },
      'the accrual bands do not rise',
      'Give the first patient of each band, smallest first.',
    ],
    [{ k: 6 }, 'an accrual band begins below k', 'Below k everything looks alike, bands too.'],
    [
      { pooled: { ...pooled, minEvaluable: { s1: 24, s2: 24 } } },
      'the second look is not after the first',
      'minEvaluable.s2 is above minEvaluable.s1.',
    ],
    [
      { pooled: { ...pooled, minMembersInSet: 4, minCountriesWithPatients: 4 } },
      'a set of members may be no larger than the countries that need patients',
      'A set holds one more.',
    ],
  ])('is refused with %j: %s', (change, contradiction, hint) => {
    const message = `the disclosure policy contradicts itself: ${contradiction}`
    expect(() => parsePolicy({ ...defaultPolicy, ...change })).toThrow(refusal('policy/bad-policy', { message, hint }))
  })

  it('follows another only with a higher serial and no lower k, and says what it was compared with', () => {
    const pinned = { serial: 3, k: 7 }
    expect(() => checkSuccessor({ serial: 4, k: 6 }, pinned)).toThrow(
      refusal('policy/weaker', {
        message: 'the policy lowers k',
        hint: expect.stringContaining('k may stay or rise'),
        detail: { k: 6, pinned: 7 },
      }),
    )
    expect(() => checkSuccessor({ serial: 3, k: 7 }, pinned)).toThrow(
      refusal('policy/superseded', {
        message: 'the policy is not newer than the one in force',
        hint: 'Give it a serial above 3.',
        detail: { serial: 3, pinned: 3 },
      }),
    )
    expect(() => checkSuccessor({ serial: 2, k: 9 }, pinned)).toThrow(refusal('policy/superseded'))
    expect(() => checkSuccessor({ serial: 4, k: 7 }, pinned)).not.toThrow()
  })

  it('is compared member by member', () => {
    const other = { ...defaultPolicy, serial: 2, pooled: { ...pooled, rest: { s1: 4, s2: 5 } } }
    expect(comparePolicies(defaultPolicy, other)).toEqual([
      { member: 'serial', from: '1', to: '2' },
      { member: 'pooled.rest.s1', from: '3', to: '4' },
    ])
    expect(comparePolicies(defaultPolicy, { ...defaultPolicy })).toEqual([])
  })

  it('is listed with the place of each value, a list in one', () => {
    const members = policyMembers(defaultPolicy)
    expect(members.get('accrualBands')).toBe('[5,8,13,19,24]')
    expect(members.get('pooled.minEvaluable.s2')).toBe('24')
    expect(members.has('pooled')).toBe(false)
  })
})
