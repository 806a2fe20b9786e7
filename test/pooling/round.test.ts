import { describe, expect, it } from 'vitest'
import { isValid } from '../../src/model/validation.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { runRound } from '../support/round.ts'

const A = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const B = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'

describe('a pooled round', () => {
  it('publishes the exact number of a cohort that passes, and its first look without responders', async () => {
    const { table, row } = await runRound({
      parts: { NO: { [A]: { patients: 4, control: 1 } }, DK: { [A]: 3 }, SE: { [A]: 2 }, FI: {}, NL: {} },
    })
    expect(row(A)).toEqual({
      key: A,
      band: { from: 8, to: 12 },
      patients: { atLeast: 9, round: '2026-q3' },
      evaluable: { atLeast: 9, round: '2026-q3' },
      s1: { decision: 'go', round: '2026-q3' },
      values: null,
    })
    expect(isValid('urn:prime-rose:network-table/1', table)).toBe(true)
  })

  it('gives the same table with three combiners as with two', async () => {
    const parts = { NO: { [A]: 4 }, DK: { [A]: 3 }, SE: { [A]: 2 }, FI: {} }
    const two = await runRound({ parts })
    const three = await runRound({ parts, combiners: ['FI', 'NL', 'EE'] })
    expect(three.table?.cohorts).toEqual(two.table?.cohorts)
  })

  it('shows a band alone below eight patients', async () => {
    const { row } = await runRound({ parts: { NO: { [A]: 3 }, DK: { [A]: 2 }, SE: { [A]: 2 }, FI: {} } })
    expect(row(A)).toMatchObject({ band: { from: 5, to: 7 }, patients: null, s1: null, values: null })
  })

  it('opens all values of a cohort of 24 and more, which are the sums', async () => {
    const part = (patients: number, control: number) => ({
      patients,
      control,
      values: {
        bestPR: control,
        bestPD: patients - control,
        objectiveResponse: control,
        grade3Related: 1,
        grade3RelatedOrUnknown: 1,
      },
      curves: { osCensored: [0, 0, patients] },
    })
    const parts = { NO: { [A]: part(9, 3) }, DK: { [A]: part(8, 2) }, SE: { [A]: part(8, 1) }, FI: {} }
    const values = (await runRound({ parts })).row(A).values
    expect(values).toMatchObject({
      look: 's2',
      counts: { treated: 25, evaluable: 25, treatedMature: 25, control: 6, bestPR: 6, bestPD: 19, grade3Related: 3 },
    })
    expect((await runRound({ parts, closed: [A] })).row(A).values?.look).toBe('final')
  })

  it('keeps cohorts apart', async () => {
    const { row } = await runRound({
      parts: { NO: { [A]: 4, [B]: 1 }, DK: { [A]: 3, [B]: 1 }, SE: { [A]: 3, [B]: 1 }, FI: { [B]: 1 } },
    })
    expect(row(A).patients?.atLeast).toBe(10)
    expect(row(B)).toMatchObject({ band: 'masked', patients: null })
  })

  it('ends without a table where fewer members sent than a set needs', async () => {
    const { table, end } = await runRound({ parts: { NO: { [A]: 4 }, DK: { [A]: 3 }, SE: { [A]: 2 } }, silent: ['FI'] })
    expect(table).toBeNull()
    expect(end).toBe('too-few-members')
  })

  it('does not look at a cohort that a member takes no part with, unless enough others do', async () => {
    const none = { patients: 0, participating: false }
    const parts = { NO: { [A]: 4 }, DK: { [A]: 3 }, SE: { [A]: 3 }, FI: { [A]: none } }
    expect((await runRound({ parts })).row(A).band).toBe('masked')
    expect((await runRound({ parts: { ...parts, NL: {} } })).row(A).patients?.atLeast).toBe(10)
  })

  it('lets an earlier result of a cohort stand that a round on demand does not ask for', async () => {
    const first = await runRound({
      parts: { NO: { [A]: 4, [B]: 3 }, DK: { [A]: 3, [B]: 3 }, SE: { [A]: 3, [B]: 3 }, FI: {} },
    })
    const second = await runRound({
      parts: { NO: { [B]: 3 }, DK: { [B]: 3 }, SE: { [B]: 3 }, FI: {} },
      round: '2026-q3-b',
      kind: 'on-demand',
      combiners: ['EE', 'NL'],
      previous: first.table,
    })
    expect(second.row(A)).toEqual(first.row(A))
    expect(second.table?.rounds.map(({ round }) => round)).toEqual(['2026-q3-b', '2026-q3'])
    expect(second.table?.previousSha256).toBe(canonicalHash(first.table))
  })

  it('asks share sums of value cells for passed cohorts alone', async () => {
    const { said, prepared } = await runRound({
      parts: { NO: { [A]: 4, [B]: 4 }, DK: { [A]: 3 }, SE: { [A]: 3 }, FI: {} },
    })
    const openings = said.flatMap(({ phase, document }) =>
      phase === 'sums:opening' && document.schema === 'round-sums/1' ? [Buffer.from(document.sums, 'base64url')] : [],
    )
    // One cell: the cumulative control of the quarter that completes the first stage of A.
    expect(openings.map(({ length }) => length)).toEqual([8, 8])
    expect(prepared.layout.cohorts).toEqual([A, B])
  })
})
