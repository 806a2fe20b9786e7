/** At the first look, 0 of 8 or 8 of 8 would tell the outcome of everybody in the cohort. */
import { describe, expect, it } from 'vitest'
import { type Part, runRound } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'

function look(part: (patients: number) => Part | number) {
  return runRound({ parts: { NO: { [C]: part(3) }, DK: { [C]: part(3) }, SE: { [C]: part(2) }, FI: {} } })
}

describe('A14 all or none', () => {
  it('says stop at 0 of 8 where all committees approved it beforehand, and no number of responders', async () => {
    const { row } = await look(patients => patients)
    expect(row(C)).toEqual({
      key: C,
      band: { from: 8, to: 12 },
      patients: { atLeast: 8, round: '2026-q3' },
      evaluable: { atLeast: 8, round: '2026-q3' },
      s1: { decision: 'stop', round: '2026-q3' },
      values: null,
    })
  })

  it('says go alike at 8 of 8 and at 3 of 8', async () => {
    const all = await look(patients => ({ patients, control: patients }))
    const some = await look(patients => ({ patients, control: 1 }))
    expect(all.row(C).s1?.decision).toBe('go')
    expect(all.row(C)).toEqual(some.row(C))
  })

  it('opens nothing where one committee has not approved, whatever the outcome', async () => {
    const unapproved = (control: number) => (patients: number) => ({
      patients,
      control: Math.min(control, patients),
      approved: { s1: patients !== 2 },
    })
    const none = await look(unapproved(0))
    const all = await look(unapproved(8))
    expect(none.row(C)).toMatchObject({ patients: { atLeast: 8 }, s1: null })
    expect(all.row(C)).toEqual(none.row(C))
    expect(none.said.some(({ phase }) => phase === 'sums:opening')).toBe(false)
  })

  it('waits at 0 of 8 while one patient of the first stage is pending, and may decide later', async () => {
    const waiting = await look(patients => ({ patients, byQuarter: [[patients, patients === 2 ? 1 : 0, 0]] }))
    expect(waiting.row(C).s1?.decision).toBe('wait')
    const later = await runRound({
      parts: { NO: { [C]: 3 }, DK: { [C]: 3 }, SE: { [C]: 2 }, FI: {} },
      previous: waiting.table,
      round: '2026-q4',
    })
    expect(later.row(C).s1).toEqual({ decision: 'stop', round: '2026-q4' })
  })

  it('does not decide a second time', async () => {
    const stopped = await look(patients => patients)
    const later = await runRound({
      parts: { NO: { [C]: { patients: 3, control: 3 } }, DK: { [C]: 3 }, SE: { [C]: 2 }, FI: {} },
      previous: stopped.table,
      round: '2026-q4',
    })
    expect(later.row(C).s1).toEqual(stopped.row(C).s1)
    expect(later.said.some(({ phase }) => phase === 'sums:opening')).toBe(false)
  })

  it('looks at the first quarters that hold eight, and lets a pending patient of a later one wait for nothing', async () => {
    const { row } = await look(patients => ({
      patients,
      byQuarter: [
        [patients, 0, 0],
        [0, 2, 0],
      ],
    }))
    expect(row(C).s1?.decision).toBe('stop')
  })
})
