/** Too few countries behind a number: each of two could take its own part and be left with the other's. */
import { describe, expect, it } from 'vitest'
import { runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const WITHHELD = { band: 'masked', patients: null, evaluable: null, s1: null, values: null }

describe('A12 two countries, three senders', () => {
  it('withholds what two countries have', async () => {
    const { row } = await runRound({ parts: { NO: { [C]: 4 }, DK: { [C]: 4 }, SE: {}, FI: {} } })
    expect(row(C)).toMatchObject(WITHHELD)
  })

  it('ends the round where three members sent', async () => {
    const { table, end, said } = await runRound({
      parts: { NO: { [C]: 3 }, DK: { [C]: 3 }, SE: { [C]: 2 } },
      silent: ['FI'],
    })
    expect([table, end]).toEqual([null, 'too-few-members'])
    expect(said.every(({ phase }) => phase === 'held')).toBe(true)
  })

  it('counts two nodes of one country once', async () => {
    const { row } = await runRound({
      parts: { NO: { [C]: 3 }, 'NO/second-norway': { [C]: 2 }, DK: { [C]: 3 }, FI: {}, SE: {} },
    })
    expect(row(C)).toMatchObject(WITHHELD)
  })

  it('adds up the nodes of one country where it asks what is left without it', async () => {
    const parts = (second: number) => ({
      NO: { [C]: 3 },
      'NO/second-norway': { [C]: second },
      DK: { [C]: 1 },
      SE: { [C]: 1 },
      FI: {},
    })
    // 3 + 4 of 9 in Norway: two remain. No single node has more than 9 - 3.
    expect((await runRound({ parts: parts(4) })).row(C).patients).toBeNull()
  })

  it('publishes what three countries have where a fourth sent zeros', async () => {
    const { row } = await runRound({ parts: { NO: { [C]: 3 }, DK: { [C]: 3 }, SE: { [C]: 2 }, FI: {} } })
    expect(row(C).patients?.atLeast).toBe(8)
  })
})
