/** A08: event times. A survival curve is steps of a fixed grid, opened late; no question brings a finer one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import type { OpenedCurve } from '../../src/model/generated/network-table.ts'
import { isValid } from '../../src/model/validation.ts'
import { mergeBins } from '../../src/pooling/curve-steps.ts'
import { aGateway, type TestGateway } from '../support/gateway.ts'
import { aProgram, bearerOf, registered } from '../support/programs.ts'
import { krasColorectal } from '../support/published-tables.ts'
import { type Part, type RanRound, runRound } from '../support/round.ts'
import { seededRandom } from '../support/seeded-random.ts'

const { survival, k } = defaultPolicy
const BINS = 26

describe('A08 asked for', () => {
  let gateway: TestGateway
  const program = aProgram('dashboard')
  beforeAll(async () => {
    gateway = await aGateway({ changes: { clients: registered([program]) } })
  })
  afterAll(() => gateway.app.close())

  it.each([
    ['a daily grid', { survival: { gridDays: 1 } }],
    ['event times', { eventTimes: true }],
    ['the longest follow-up', { extremes: ['max'] }],
    ['ticks of censored patients', { censorTicks: true }],
    ['a measure', { measure: 'overall-survival' }],
  ])('%s is refused, and named', async (_, asked) => {
    const headers = await bearerOf(gateway.app, program, gateway.clock)
    for (const payload of [{ cohort: krasColorectal, ...asked }, { cohort: { ...krasColorectal, ...asked } }]) {
      const reply = await gateway.app.inject({ method: 'POST', url: '/api/v1/readings', headers, payload })
      expect(reply.statusCode).toBe(400)
      expect(reply.json().detail).toContain(Object.keys(asked)[0])
    }
  })
})

/** Bins of `patients`, of whom some are still followed after the last; from a few bins to all, with times alike and apart. */
function randomBins(patients: number, random: () => number) {
  const events = new Array<number>(BINS).fill(0)
  const censored = new Array<number>(BINS).fill(0)
  const [reach, share] = [1 + Math.floor(random() * BINS), random()]
  for (let patient = 0; patient < patients; patient++) {
    if (random() < 0.1) continue
    const bin = Math.floor(random() ** 2 * reach)
    const into = random() < share ? events : censored
    into[bin] = (into[bin] ?? 0) + 1
  }
  return { entered: patients, events, censored }
}

/** What the policy forbids in a curve that is shown. */
function faultsOf(curve: NonNullable<OpenedCurve>): readonly string[] {
  let [atRisk, before] = [curve.entered, 0]
  return curve.steps.flatMap(({ toDay, events, censored, ...more }) => {
    atRisk -= events + censored
    const faults: string[] = []
    if (toDay % survival.gridDays !== 0 || toDay <= before) faults.push(`a step ends at day ${toDay}`)
    if (events < survival.minEventsInStep) faults.push(`${events} events in a step`)
    if (atRisk < survival.minAtRisk) faults.push(`${atRisk} at risk`)
    if (Object.keys(more).length > 0) faults.push(`a step tells ${Object.keys(more)}`)
    before = toDay
    return faults
  })
}

describe('A08 opened', () => {
  it('has steps of the grid with enough events and enough at risk, over 10,000 random cohorts', () => {
    const random = seededRandom(8)
    let shown = 0
    for (let cohort = 0; cohort < 10_000; cohort++) {
      const bins = randomBins(survival.minPatients + Math.floor(random() * 60), random)
      const steps = mergeBins(bins, survival)
      if (steps === null) continue
      shown += 1
      expect(faultsOf({ entered: bins.entered, steps: [...steps] })).toEqual([])
    }
    expect(shown).toBeGreaterThan(5_000)
  })

  describe('in a round of cohorts of many sizes', () => {
    const sizes = [9, 14, 20, 23, 24, 27, 33, 48, 60]
    const keyOf = (size: number) => `v1|COADREAD|E:HGNC:3430:pos|drug-${size}`
    let ran: RanRound
    beforeAll(async () => {
      const random = seededRandom(80)
      const parts = [0, 1, 2].map(country =>
        Object.fromEntries(sizes.map(size => [keyOf(size), partOf(Math.floor((size + country) / 3), random)])),
      )
      const [NO = {}, DK = {}, SE = {}] = parts
      ran = await runRound({ parts: { NO, DK, SE, FI: {} } })
    })

    function partOf(patients: number, random: () => number): Part {
      const [pfs, os] = [randomBins(patients, random), randomBins(patients, random)]
      const curves = {
        pfsEvents: pfs.events,
        pfsCensored: pfs.censored,
        osEvents: os.events,
        osCensored: os.censored,
      }
      return { patients, hidden: 0, control: Math.floor(patients / 4), curves }
    }

    it('opens no curve before the second look, though the cohort passes', () => {
      for (const size of sizes.filter(patients => patients < survival.minPatients)) {
        expect(ran.row(keyOf(size))).toMatchObject({ patients: { atLeast: size }, values: null })
      }
    })

    it('opens curves from 24 patients, and one of sixty has both, without a fault', () => {
      for (const size of sizes.filter(patients => patients >= survival.minPatients)) {
        const { values } = ran.row(keyOf(size))
        for (const curve of [values?.pfs, values?.os]) if (curve) expect(faultsOf(curve)).toEqual([])
      }
      const { pfs, os } = ran.row(keyOf(60)).values ?? {}
      expect(pfs?.steps.length).toBeGreaterThan(1)
      expect(os?.steps.length).toBeGreaterThan(1)
    })

    it('has no member in its table that could hold a time, an extreme or a tick', () => {
      const { table } = ran
      expect(isValid('urn:prime-rose:network-table/1', table)).toBe(true)
      for (const foreign of [{ eventDays: [12, 40] }, { maxDays: 700 }, { ticks: [3] }]) {
        const cohorts = table?.cohorts.map(row =>
          row.values?.os ? { ...row, values: { ...row.values, os: { ...row.values.os, ...foreign } } } : row,
        )
        expect(isValid('urn:prime-rose:network-table/1', { ...table, cohorts })).toBe(false)
      }
    })
  })

  it('would be found with a fault where the merging of steps is left out', () => {
    const bins = randomBins(30, seededRandom(1))
    const raw = bins.events.map((events, bin) => ({
      toDay: (bin + 1) * survival.gridDays,
      events,
      censored: bins.censored[bin] ?? 0,
    }))
    expect(faultsOf({ entered: 30, steps: raw }).length).toBeGreaterThan(k)
  })
})
