import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { isValid } from '../../src/model/validation.ts'

describe('the disclosure policy that comes with the program', () => {
  it('is a valid policy document', () => {
    expect(isValid('urn:prime-rose:disclosure-policy/1', defaultPolicy)).toBe(true)
  })

  it('masks below five, and cannot be read with less', () => {
    expect(defaultPolicy.k).toBe(5)
    expect(isValid('urn:prime-rose:disclosure-policy/1', { ...defaultPolicy, k: 4 })).toBe(false)
  })
})
