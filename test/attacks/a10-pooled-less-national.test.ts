/** A reader of network tables takes the published national numbers from the pooled one. */
import { describe, expect, it } from 'vitest'
import { runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const WITHHELD = { band: 'masked', patients: null, evaluable: null, s1: null, values: null }

describe('A10 pooled less national', () => {
  it('withholds eight patients of whom a national table shows six', async () => {
    const { row } = await runRound({ parts: { NO: { [C]: 6 }, DK: { [C]: 1 }, SE: { [C]: 1 }, FI: {} } })
    expect(row(C)).toMatchObject(WITHHELD)
  })

  it('withholds where one country alone is hidden', async () => {
    const { row } = await runRound({ parts: { NO: { [C]: 6 }, DK: { [C]: 5 }, SE: { [C]: 2 }, FI: {} } })
    expect(row(C)).toMatchObject(WITHHELD)
  })

  it('does not move the band either: it stays where it was', async () => {
    const first = await runRound({ parts: { NO: { [C]: 4 }, DK: { [C]: 4 }, SE: { [C]: 4 }, FI: {} } })
    expect(first.row(C).band).toEqual({ from: 8, to: 12 })
    const second = await runRound({
      parts: { NO: { [C]: 7 }, SE: { [C]: 5 }, DK: { [C]: 1 }, FI: {} },
      previous: first.table,
      round: '2026-q4',
    })
    expect(second.row(C)).toEqual(first.row(C))
    const fresh = await runRound({ parts: { NO: { [C]: 7 }, SE: { [C]: 5 }, DK: { [C]: 1 }, FI: {} } })
    expect(fresh.row(C)).toMatchObject(WITHHELD)
  })

  it('counts as hidden what a published number lags behind', async () => {
    const parts = { NO: { [C]: { patients: 7, hidden: 1 } }, DK: { [C]: 5 }, SE: { [C]: 5 }, FI: {} }
    expect((await runRound({ parts })).row(C)).toMatchObject(WITHHELD)
  })

  it('publishes nine of whom two countries hide four, and sixteen whom the national tables show', async () => {
    const hidden = await runRound({ parts: { NO: { [C]: 5 }, DK: { [C]: 2 }, SE: { [C]: 2 }, FI: {} } })
    expect(hidden.row(C)).toMatchObject({ patients: { atLeast: 9 }, s1: { decision: 'stop' } })
    const shown = await runRound({ parts: { NO: { [C]: 6 }, DK: { [C]: 5 }, SE: { [C]: 5 }, FI: {} } })
    expect(shown.row(C).patients?.atLeast).toBe(16)
  })
})
