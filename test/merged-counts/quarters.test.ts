import { describe, expect, it } from 'vitest'
import { sumQuarters } from '../../src/merged-counts/quarters.ts'
import { aCountry, aDocument } from '../support/merged-counts.ts'

const of = (
  country: string,
  ...quarters: { quarter: string; evaluable: number; pending: number; control?: number }[]
) => aCountry(country, { evaluable: 9, control: 3 }, { quarters })

describe('quarters of several parts', () => {
  it('add up, a part without new patients keeping what it had', () => {
    const { parts } = aDocument([
      of(
        'NO',
        { quarter: '2024-Q1', evaluable: 2, pending: 0, control: 1 },
        { quarter: '2024-Q3', evaluable: 5, pending: 1, control: 1 },
      ),
      of('DK', { quarter: '2024-Q2', evaluable: 4, pending: 0, control: 0 }),
    ])
    expect(
      sumQuarters(parts).map(({ quarter, evaluable, pending, control }) => [quarter, evaluable, pending, control]),
    ).toEqual([
      ['2024-Q1', 2, 0, 1],
      ['2024-Q2', 6, 0, 1],
      ['2024-Q3', 9, 1, 1],
    ])
  })

  it('have no responders where one part does not give them at its own quarter', () => {
    const { parts } = aDocument([
      of('NO', { quarter: '2024-Q1', evaluable: 2, pending: 0, control: 1 }),
      of('DK', { quarter: '2024-Q2', evaluable: 4, pending: 0 }),
    ])
    expect(sumQuarters(parts).map(({ control }) => control)).toEqual([null, null])
  })

  it('are not known where one part has none', () => {
    expect(
      sumQuarters(aDocument([of('NO', { quarter: '2024-Q1', evaluable: 2, pending: 0 }), of('DK')]).parts),
    ).toEqual([])
  })
})
