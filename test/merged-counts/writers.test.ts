import { describe, expect, it } from 'vitest'
import { buildLocalCohorts, type LocalEnrolment } from '../../src/ingest/local-cohorts.ts'
import { designs } from '../../src/merged-counts/designs.ts'
import { fromDiscovery } from '../../src/merged-counts/from-discovery.ts'
import { fromLocalCohort, fromLocalTotals } from '../../src/merged-counts/from-local-table.ts'
import { fromNetworkTable } from '../../src/merged-counts/from-network-table.ts'
import { sumOfCode, sumOfMeasure } from '../../src/merged-counts/sums.ts'
import type { Reading } from '../../src/model/generated/answer.ts'
import type { NetworkAnswer } from '../../src/model/generated/network-answer.ts'
import { type NetworkTable, type NetworkTableRow, networkTableSchema } from '../../src/model/generated/network-table.ts'
import { isValid } from '../../src/model/validation.ts'
import { aLocalEnrolment } from '../support/local-enrolments.ts'
import { shownUnder } from '../support/merged-counts.ts'

const settings = {
  endpoint: 'control-w16-visit',
  design: designs['drup-8-24/1'],
  looks: { s1: 8, s2: 24, closed: false },
  policy: shownUnder,
  merged: { by: 'impress-norway', on: null, program: 'prime-rose-node 0.1.0' },
}

function tableOf(...enrolments: LocalEnrolment[]) {
  return buildLocalCohorts({
    trial: 'impress-norway',
    country: 'NO',
    cutoff: '2023-10-01',
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    screened: 20,
    enrolments,
  })
}

describe('merged counts of a local table', () => {
  const other = { cohortKey: null, cohortGroup: 'unread|x', cohortLabel: 'x' }
  const table = tableOf(
    { ...aLocalEnrolment({ pfsDays: 112, pfsEvent: 1 }, 'p1-1'), startQuarter: '2023-Q2' },
    { ...aLocalEnrolment({ diseaseControlW16: false, bestOverallResponse: 'PR' }, 'p1-2'), startQuarter: '2022-Q4' },
    aLocalEnrolment({ ...other, evaluable: false, grade3Related: true }, 'p1-3'),
    {
      ...aLocalEnrolment({ ...other, mature: false, evaluable: false, diseaseControlW16: null }, 'p1-4'),
      startQuarter: '2023-Q2',
    },
  )

  it('have the counts of the cohort, each with its denominator, and no patient', () => {
    const cohort = table.cohorts.find(({ key }) => key !== null)
    if (cohort === undefined) throw new Error('no cohort with a key')
    const definitionHash = 'a'.repeat(64)
    const document = fromLocalCohort(table, { cohort, definitionHash }, settings)
    expect(document.cohort).toEqual({ key: 'v1|B|A|c', label: 'a, b, c', definitionHash })
    expect(sumOfCode(document, 'evaluable')).toEqual({ lo: 2, hi: 2 })
    expect(sumOfMeasure(document, { measure: 'disease-control-w16', denominator: 'treated-mature' })).toEqual({
      lo: 1,
      hi: 1,
    })
    expect(sumOfMeasure(document, { measure: 'objective-response', denominator: 'evaluable' })).toEqual({
      lo: 1,
      hi: 1,
    })
    expect(document.parts[0].quarters.map(({ quarter, evaluable, control }) => [quarter, evaluable, control])).toEqual([
      ['2022-Q4', 1, 0],
      ['2023-Q2', 2, 1],
    ])
    expect(document.parts[0].survival.pfs?.steps.at(3)).toEqual({ to: 112, events: 1, censored: 1 })
    expect(JSON.stringify(document)).not.toContain('p1-')
  })

  it('have all cohorts together without a design, screened and actionable patients beside them', () => {
    const document = fromLocalTotals(table, settings)
    expect(document.design).toBeNull()
    expect(document.parts[0].counts).toEqual({
      screened: { exact: 20 },
      actionable: { exact: 4 },
      enrolled: { exact: 4 },
      treated: { exact: 4 },
      'treated-mature': { exact: 3 },
      evaluable: { exact: 2 },
      pending: { exact: 1 },
      awaiting: { exact: 0 },
    })
    expect(document.parts[0].quarters.at(-1)).toMatchObject({ quarter: '2023-Q2', treated: 4, pending: 1 })
  })

  it('are those of nobody for an empty table', () => {
    const document = fromLocalTotals(tableOf(), settings)
    expect(sumOfCode(document, 'treated')).toEqual({ lo: 0, hi: 0 })
    expect(document.parts[0].survival).toEqual({})
  })
})

describe('merged counts of discovery answers', () => {
  const reading = (country: string, result: Reading['result']): Reading => ({
    cohort: {
      schema: 'cohort/1',
      match: 'within',
      tumour: null,
      alteration: null,
      drugs: 'nivolumab',
      endpoint: null,
    },
    country,
    trialId: `trial-${country}`,
    denominator: 'treated',
    cut: { id: 'cut-0123456789abcdef', cutoff: '2025-12-31' },
    table: '0'.repeat(64),
    policy: { version: '1', k: 5 },
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    result,
    cells: 'one-cut',
  })
  const answered = (member: string, country: string, result: Reading['result'], sharesCountry = false) =>
    ({
      member,
      country,
      sharesCountry,
      at: '2026-01-01T00:00:01.000Z',
      state: 'answered',
      reading: reading(country, result),
      proof: 'not.looked.at',
    }) as const
  const silent = (member: string, country: string, sharesCountry = false) =>
    ({ member, country, sharesCountry, state: 'expired', at: '2026-01-01T00:00:01.000Z' }) as const
  const answer = (...members: NetworkAnswer['members']): NetworkAnswer => ({
    schema: 'network-answer/2',
    question: 'nq-0123456789abcdef',
    state: 'complete',
    deadline: '2026-01-01T00:00:10.000Z',
    closedAt: '2026-01-01T00:00:02.000Z',
    askedBy: 'hub',
    askedAt: '2026-01-01T00:00:00.000Z',
    cohort: reading('NO', { status: 'value', count: 5 }).cohort,
    denominator: 'treated',
    members,
    countries: { asked: members.length, answered: members.length },
    versionsDiffer: false,
    pooled: null,
  })
  const { endpoint: _, ...rest } = settings
  const document = (...members: NetworkAnswer['members']) =>
    fromDiscovery(answer(...members), { ...rest, label: 'nivolumab', key: null })

  it('have a count or its bounds for each country, and no outcome', () => {
    const found = document(
      answered('no', 'NO', { status: 'value', count: 12 }),
      answered('dk', 'DK', { status: 'masked', from: 0, to: 22 }),
      answered('fi', 'FI', { status: 'masked', from: 0, to: null }),
    )
    expect(found.parts.map(part => part.counts.treated)).toEqual([
      { masked: { lo: 0, hi: 22 } },
      { masked: { lo: 0, hi: null } },
      { exact: 12 },
    ])
    expect(found.parts.every(part => part.measures.length === 0)).toBe(true)
    expect(found.endpoint).toBeNull()
    expect(sumOfCode(found, 'treated')).toEqual({ lo: 12, hi: null })
  })

  it('count a country once: two nodes have at least the larger number and at most the sum', () => {
    const [part] = document(
      answered('no-1', 'NO', { status: 'value', count: 12 }, true),
      answered('no-2', 'NO', { status: 'value', count: 7 }, true),
    ).parts
    expect(part.counts.treated).toEqual({ masked: { lo: 12, hi: 19 } })
  })

  it('have no upper bound for a country of which a node is silent, and name silent countries', () => {
    const found = document(
      answered('no-1', 'NO', { status: 'value', count: 12 }, true),
      silent('no-2', 'NO', true),
      silent('se', 'SE'),
    )
    expect(found.parts.map(part => part.counts.treated)).toEqual([{ masked: { lo: 12, hi: null } }])
    expect(found.absent).toEqual([
      { country: 'NO', reason: 'timeout' },
      { country: 'SE', reason: 'timeout' },
    ])
  })

  it('are refused where nobody answered, and where versions differ', () => {
    expect(() => document(silent('se', 'SE'))).toThrow(expect.objectContaining({ code: 'report/nothing-answered' }))
    const differing = { ...answer(answered('no', 'NO', { status: 'value', count: 12 })), versionsDiffer: true }
    expect(() => fromDiscovery(differing, { ...rest, label: 'x', key: null })).toThrow(
      expect.objectContaining({ code: 'report/versions-differ' }),
    )
  })
})

describe('merged counts of a network table', () => {
  const [example] = networkTableSchema.examples
  const key = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
  const opened: NetworkTableRow = {
    key,
    band: { from: 24, to: null },
    patients: { atLeast: 29, round: '2026-q3' },
    evaluable: { atLeast: 26, round: '2026-q3' },
    s1: { decision: 'go', round: '2026-q1' },
    values: {
      look: 's2',
      round: '2026-q3',
      counts: {
        treated: 29,
        treatedMature: 28,
        evaluable: 26,
        pending: 1,
        control: 7,
        bestCR: 1,
        bestPR: 4,
        bestSD: 9,
        bestPD: 11,
        bestNE: 4,
        objectiveResponse: 5,
        confirmedResponse: 3,
        grade3Related: 4,
        grade3RelatedOrUnknown: 5,
        serious: 6,
        noControlProgressed: 12,
        noControlDied: 3,
        noControlOffTreatment: 2,
        noControlMissed: 1,
        noControlUnconfirmedProgression: 1,
        noControlNotAssessable: 2,
      },
      quarters: ['2025-Q1', '2025-Q2', '2025-Q3', '2026-Q1'],
      byQuarter: { evaluable: [5, 9, 20, 26], pending: [0, 0, 0, 1] },
      stages: [{ look: 's1', quarter: '2025-Q2', evaluable: 9, pending: 0, control: 2 }],
      pfs: { entered: 29, steps: [{ toDay: 56, events: 6, censored: 1 }] },
      os: null,
    },
  }
  const tableWith = (row: NetworkTableRow): NetworkTable => {
    const table = { ...structuredClone(example), cohorts: [row] }
    if (!isValid<NetworkTable>('urn:prime-rose:network-table/1', table)) throw new Error('not a network table')
    return table
  }
  const of = (row: NetworkTableRow) =>
    fromNetworkTable(tableWith(row), {
      ...settings,
      cohort: { key, label: 'an invented cohort', definitionHash: null },
    })

  it('have the opened values of the pool, and responders where a stage ends', () => {
    const document = of(opened)
    const [pool] = document.parts
    expect(pool).toMatchObject({ kind: 'pool', countries: ['DK', 'FI', 'NL', 'NO'], stage1: { outcome: 'go' } })
    expect(sumOfCode(document, 'evaluable')).toEqual({ lo: 26, hi: 26 })
    expect(sumOfMeasure(document, { measure: 'disease-control-w16', denominator: 'treated-mature' })).toEqual({
      lo: 7,
      hi: 7,
    })
    expect(pool.quarters.map(({ control }) => control)).toEqual([undefined, 2, undefined, 7])
    expect(pool.survival).toEqual({
      pfs: { denominator: 'treated', entered: 29, steps: [{ to: 56, events: 6, censored: 1 }], cut: true },
    })
  })

  it('have no responders before values are opened, and at least as many patients as were published', () => {
    const [pool] = of({ ...opened, values: null }).parts
    expect(pool.measures).toEqual([])
    expect(pool.counts).toEqual({
      treated: { masked: { lo: 29, hi: null } },
      evaluable: { masked: { lo: 26, hi: null } },
    })
  })

  it('have the bounds of the band where no count was published', () => {
    const early = { ...opened, patients: null, evaluable: null, s1: null, values: null }
    const treated = (band: NetworkTableRow['band']) => of({ ...early, band }).parts[0].counts.treated
    expect(treated({ from: 5, to: 7 })).toEqual({ masked: { lo: 5, hi: 7 } })
    expect(treated('masked')).toEqual({ masked: { lo: 0, hi: null } })
  })

  it('name the earlier round whose values stand', () => {
    const earlier = { round: '2026-q1', members: [{ member: 'impress-norway', country: 'NO' }] }
    const table = tableWith({ ...opened, values: opened.values && { ...opened.values, round: '2026-q1' } })
    const [latest] = table.rounds
    const document = fromNetworkTable(
      { ...table, rounds: [latest, earlier] },
      { ...settings, cohort: { key, label: 'x', definitionHash: null } },
    )
    expect(document.parts[0]).toMatchObject({ countries: ['NO'], source: { round: '2026-q3', standsFrom: '2026-q1' } })
  })

  it('are refused for a cohort that the round was not of', () => {
    expect(() =>
      fromNetworkTable(tableWith(opened), {
        ...settings,
        cohort: { key: 'v1|X|Y|z', label: 'x', definitionHash: null },
      }),
    ).toThrow(expect.objectContaining({ code: 'report/unknown-cohort' }))
  })
})
