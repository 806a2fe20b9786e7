/** A combiner tells different parties different sets, or forgets a contribution that it gave a receipt for. */
import { describe, expect, it } from 'vitest'
import type { RoundHeld } from '../../src/model/generated/round-held.ts'
import type { RoundSet } from '../../src/model/generated/round-set.ts'
import { runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const parts = { NO: { [C]: 4 }, DK: { [C]: 3 }, SE: { [C]: 2 }, NL: {}, FI: {} }
const liar = 'combiner-fi'

describe('A18 different sets to different parties', () => {
  it('adds nothing up without one set that all have signed', async () => {
    const { end, said } = await runRound(
      { parts },
      {
        distort: (by, phase, document) => {
          if (by !== liar || phase !== 'set') return document
          const { set, ...rest } = document as RoundSet
          return { ...rest, set: set.filter(({ member }) => member !== 'trial-se') as RoundSet['set'] }
        },
      },
    )
    expect(end).toBe('sets-differ')
    expect(said.some(({ phase }) => phase.startsWith('sums:'))).toBe(false)
  })

  it('leaves out what one combiner says it does not hold', async () => {
    const { table, row } = await runRound(
      { parts },
      {
        distort: (by, phase, document) => {
          if (by !== liar || phase !== 'held') return document
          const { held, ...rest } = document as RoundHeld
          return { ...rest, held: held.filter(({ member }) => member !== 'trial-se') }
        },
      },
    )
    expect(table?.rounds[0]?.members.map(({ member }) => member)).not.toContain('trial-se')
    expect(row(C).patients).toBeNull()
  })

  it('leaves out a contribution of which two combiners hold different bytes', async () => {
    const { table } = await runRound(
      { parts },
      {
        distort: (by, phase, document) => {
          if (by !== liar || phase !== 'held') return document
          const { held, ...rest } = document as RoundHeld
          return {
            ...rest,
            held: held.map(entry => (entry.member === 'trial-se' ? { ...entry, sha256: 'f'.repeat(64) } : entry)),
          }
        },
      },
    )
    expect(table?.rounds[0]?.members.map(({ member }) => member)).not.toContain('trial-se')
  })

  it('is simply without a member whose file came late', async () => {
    const { NL: _, ...others } = parts
    const { table, row } = await runRound({ parts: others, silent: ['NL'] })
    expect(table?.rounds[0]?.members).toHaveLength(4)
    expect(row(C).patients?.atLeast).toBe(9)
  })
})
