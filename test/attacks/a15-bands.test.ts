/** A reader watches the band from round to round. */
import { describe, expect, it } from 'vitest'
import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import { type Part, runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'

async function rounds(...steps: readonly (readonly [no: Part, dk: Part, se: Part])[]) {
  let previous: NetworkTable | null = null
  const bands: unknown[] = []
  for (const [index, [no, dk, se]] of steps.entries()) {
    const ran: Awaited<ReturnType<typeof runRound>> = await runRound({
      parts: { NO: { [C]: no }, DK: { [C]: dk }, SE: { [C]: se }, FI: {} },
      previous,
      round: `r${index + 1}`,
    })
    previous = ran.table
    bands.push(ran.row(C).band)
  }
  return bands
}

const part = (patients: number, countChange = 0): Part => ({
  patients,
  countChange,
  valueChange: countChange,
  hidden: patients,
})

describe('A15 bands', () => {
  it('never fall: twelve, thirteen with a change that is hidden, twelve again', async () => {
    const bands = await rounds([part(4), part(4), part(4)], [part(5, 1), part(4), part(4)], [part(4), part(4), part(4)])
    expect(bands).toEqual([
      { from: 8, to: 12 },
      { from: 8, to: 12 },
      { from: 8, to: 12 },
    ])
  })

  it('never fall from 24 to 23', async () => {
    const bands = await rounds([part(8), part(8), part(8)], [part(8), part(8), part(7, 1)])
    expect(bands).toEqual([
      { from: 24, to: null },
      { from: 24, to: null },
    ])
  })

  it('stay where they were while fewer than three countries have patients', async () => {
    const bands = await rounds([part(2), part(2), part(2)], [part(8, 6), part(8, 6), part(0, 2)])
    expect(bands).toEqual([
      { from: 5, to: 7 },
      { from: 5, to: 7 },
    ])
  })

  it('rise below eight patients, where no exact number is out', async () => {
    expect(await rounds([part(1), part(1), part(1)], [part(2, 1), part(2, 1), part(2, 1)])).toEqual([
      'masked',
      { from: 5, to: 7 },
    ])
  })

  it('rise with the exact number once that moves', async () => {
    const bands = await rounds([part(5), part(4), part(4)], [part(8, 3), part(7, 3), part(4)])
    expect(bands).toEqual([
      { from: 13, to: 18 },
      { from: 19, to: 23 },
    ])
  })
})
