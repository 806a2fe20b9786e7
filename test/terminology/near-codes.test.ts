import { describe, expect, it } from 'vitest'
import { nearCodes } from '../../src/terminology/near-codes.ts'

const KNOWN = ['COAD', 'COADREAD', 'READ', 'GIST', 'LUAD', 'LUSC']

describe('codes near an unknown one', () => {
  it.each([
    ['coadread', ['COADREAD', 'COAD']],
    ['COADRED', ['COADREAD', 'COAD']],
    ['COADRAED', ['COADREAD', 'COAD']],
    ['LUDA', ['LUAD', 'LUSC']],
    ['COADREADX', ['COADREAD', 'COAD']],
    ['COA', ['COAD']],
    ['XYZZY', []],
    ['C', []],
    ['', []],
    ['A'.repeat(61), []],
  ])('for %s are %s, nearest first', (asked, near) => {
    expect(nearCodes(asked, KNOWN)).toEqual(near)
  })

  it('are five at most', () => {
    const known = Array.from({ length: 9 }, (_, at) => `CODE${at}`)
    expect(nearCodes('CODEX', known)).toHaveLength(5)
  })
})
