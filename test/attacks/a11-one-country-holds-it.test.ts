/** Whoever knows the cohort's largest country subtracts it and is left with two patients. */
import { describe, expect, it } from 'vitest'
import { placesOf } from '../../src/pooling/layout.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const oneHolds = { NO: { [C]: { patients: 6, hidden: 6 } }, DK: { [C]: 1 }, SE: { [C]: 1 }, FI: {} }

describe('A11 one country holds the cohort', () => {
  it('withholds the number and the look where two patients remain without it, though all eight are hidden', async () => {
    expect((await runRound({ parts: oneHolds })).row(C)).toMatchObject({ patients: null, evaluable: null, s1: null })
  })

  it('publishes where four remain', async () => {
    const { row } = await runRound({ parts: { NO: { [C]: 4 }, DK: { [C]: 2 }, SE: { [C]: 2 }, FI: {} } })
    expect(row(C)).toMatchObject({ patients: { atLeast: 8 }, s1: { decision: 'stop' } })
  })

  it('exchanges the one flag that the gate needs, not the ladder of sizes', async () => {
    const { said, prepared } = await runRound({ parts: oneHolds })
    const asked = said.filter(({ phase }) => phase === 'sums:patient-flag')
    const flags = placesOf(prepared.layout, 0, 'patientFlags')
    // More than 8 - 3 = 5 patients: the fifth flag.
    const placesSha256 = canonicalHash([flags[4]])
    expect(asked.map(({ document }) => document)).toMatchObject([{ placesSha256 }, { placesSha256 }])
    expect(said.some(({ phase }) => phase === 'sums:looks')).toBe(false)
  })
})
