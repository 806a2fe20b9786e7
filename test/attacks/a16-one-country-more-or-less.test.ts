/** Two rounds whose sets differ by one country: the difference is that country's. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Part, type RanRound, runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'

const part = (patients: number, change = 0): Part => ({
  patients,
  control: Math.floor(patients / 4),
  countChange: change,
  valueChange: change,
})

describe('A16 one country more or less', () => {
  let opened: RanRound
  const parts = { NO: { [C]: part(12) }, DK: { [C]: part(12) }, FI: { [C]: part(6) }, SE: { [C]: part(8) }, NL: {} }
  const next = (changed: Readonly<Record<string, { [C]?: Part }>>, previous = opened, round = '2026-q4') =>
    runRound({ parts: changed, previous: previous.table, round })

  beforeAll(async () => {
    opened = await runRound({ parts })
  })

  it('starts from values that were opened', () => {
    expect(opened.row(C)).toMatchObject({ patients: { atLeast: 38 }, values: { counts: { treated: 38, control: 9 } } })
  })

  it('lets the result stand while a country that was counted is late', async () => {
    const { SE: _, ...others } = parts
    expect((await next(others)).row(C)).toEqual(opened.row(C))
  })

  it('lets it stand where one country joins, though six patients are more than five', async () => {
    expect((await next({ ...parts, NL: { [C]: part(6, 6) } })).row(C)).toEqual(opened.row(C))
  })

  it('lets it stand in a round on demand the day after, with another set', async () => {
    const { FI: _, ...others } = parts
    const demanded = await runRound({
      parts: { ...others, EE: { [C]: part(6, 6) } },
      previous: opened.table,
      round: 'on-demand-1',
      kind: 'on-demand',
      combiners: ['IE', 'NL'],
    })
    expect(demanded.row(C)).toEqual(opened.row(C))
  })

  it('counts change against what was opened last, so that three small steps are one large one', async () => {
    const two = await next({ ...parts, NO: { [C]: part(14, 2) } }, opened, 'r2')
    expect(two.row(C)).toEqual(opened.row(C))
    const four = await next({ ...parts, NO: { [C]: part(14, 2) }, DK: { [C]: part(14, 2) } }, two, 'r3')
    expect(four.row(C)).toEqual(opened.row(C))
    const six = await next({ ...parts, NO: { [C]: part(16, 4) }, DK: { [C]: part(14, 2) } }, four, 'r4')
    expect(six.row(C)).toMatchObject({ patients: { atLeast: 44, round: 'r4' }, values: { round: 'r4' } })
  })

  it('opens where a country joins with six and another has two more', async () => {
    const ran = await next({ ...parts, NL: { [C]: part(6, 6) }, FI: { [C]: part(8, 2) } })
    expect(ran.row(C)).toMatchObject({ patients: { atLeast: 46 }, values: { counts: { treated: 46 } } })
  })
})
