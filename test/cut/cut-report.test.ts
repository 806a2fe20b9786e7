import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BuildCutDeps, buildCut } from '../../src/cut/build-cut.ts'
import { coverageOf, differenceOf } from '../../src/cut/cut-report.ts'
import { showCut } from '../../src/cut/show-cut.ts'
import { isValid } from '../../src/model/validation.ts'
import {
  aCutNode,
  anEpisode,
  aTrial,
  type CutNode,
  exampleBasis,
  ingestState,
  personOf,
  pseudonymOf,
  SOTORASIB,
  snapshotOf,
  withdrawalKey,
} from './cut-node.ts'

const K = 5
const OTHER = 'cut-0123456789abcdef'
const deps = (node: CutNode): BuildCutDeps => ({
  ...node,
  randomBytes,
  member: 'impress-norway',
  country: 'NO',
  withdrawalKey,
  sharingBasis: exampleBasis,
})
/** The trial with some persons more, treated with sotorasib, and some of the first ones gone. */
function later(came: number, went: number) {
  const { subjects, episodes } = aTrial()
  const gone = new Set(subjects.slice(0, went).map(({ pseudonym }) => pseudonym))
  const added = Array.from({ length: came }, (_, at) => 100 + at)
  return {
    subjects: [
      ...subjects.filter(({ pseudonym }) => !gone.has(pseudonym)),
      ...added.map(at => ({ pseudonym: pseudonymOf(at), person: personOf(at), tumour: null })),
    ],
    episodes: [
      ...episodes.filter(({ pseudonym }) => !gone.has(pseudonym)),
      ...added.map(at => anEpisode({ pseudonym: pseudonymOf(at) })),
    ],
  }
}
const change = (came: number, went: number) =>
  differenceOf(snapshotOf(later(came, went)), snapshotOf(aTrial()), { to: OTHER, k: K })

describe('the difference of two data cuts', () => {
  it.each([
    [0, 0, 0, 0],
    [1, 0, 'masked', 0],
    [4, 4, 'masked', 'masked'],
    [5, 1, 5, 'masked'],
    [9, 5, 9, 5],
  ])('of %i who came and %i who went says %s and %s', (came, went, saidCame, saidWent) => {
    expect(change(came, went)).toMatchObject({
      subjects: { came: saidCame, went: saidWent },
      treated: { came: saidCame, went: saidWent },
    })
  })

  it('names the cohorts with large changes alone, and counts the others', () => {
    expect(change(5, 0)).toMatchObject({
      cohorts: [{ cohort: SOTORASIB, change: { came: 5, went: 0 } }],
      cohortsUnchanged: 1,
      cohortsMasked: 0,
    })
    expect(change(2, 0)).toMatchObject({ cohorts: [], cohortsUnchanged: 1, cohortsMasked: 1 })
  })

  it('never says 1 to k-1', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(9), (came, went) => {
        const numbers =
          JSON.stringify({ ...change(came, went), cohortsUnchanged: 0, cohortsMasked: 0 }).match(/:\d+/g) ?? []
        expect(numbers.filter(text => [1, 2, 3, 4].includes(Number(text.slice(1))))).toEqual([])
      }),
    )
  })
})

describe('the report of a data cut', () => {
  const show = (node: CutNode, cutId: string) => showCut({ ...node, k: K }, cutId)

  it('holds counts, coverage, what the ingest found, versions, and no person', async () => {
    const node = aCutNode()
    const cut = await buildCut(deps(node))
    const report = await show(node, cut.id)
    expect(isValid('urn:prime-rose:cut-report/1', report)).toBe(true)
    expect(report).toMatchObject({
      state: 'built',
      openedBy: [],
      coverage: { subjects: 20, subjectsWithTumour: 20, enrolments: 12, enrolmentsWithCohortKey: 12, treated: 12 },
      difference: null,
      cut: { validation: { problems: [{ code: 'unknown-code', rows: 2 }] }, versions: { derivation: 'w16/1' } },
    })
    expect(JSON.stringify(report)).not.toMatch(/p1-|aa0000/)
  })

  it('compares with the last cut that was opened, not with one that was built in between', async () => {
    const node = aCutNode()
    const first = await buildCut(deps(node))
    node.states.set(first.id, 'superseded')
    node.state = { ...ingestState, contentHash: 'cd'.repeat(32) }
    await buildCut(deps(node))
    node.rows = later(6, 2)
    node.state = { ...ingestState, contentHash: 'ef'.repeat(32) }
    const last = await buildCut(deps(node))
    expect((await show(node, last.id)).difference).toMatchObject({
      to: first.id,
      subjects: { came: 6, went: 'masked' },
    })
  })

  it('goes without what can be read no more', async () => {
    const node = aCutNode()
    const cut = await buildCut(deps(node))
    node.keys.clear()
    expect(await show(node, cut.id)).toMatchObject({
      coverage: null,
      difference: null,
      cut: { counts: { screened: 20 } },
    })
  })

  it('counts readings at week 16 of mature patients, whatever they say', () => {
    const rows = aTrial()
    const episodes = [
      anEpisode({ pseudonym: pseudonymOf(0) }),
      anEpisode({ pseudonym: pseudonymOf(1), diseaseControl: false, noControlReason: 'progressed' }),
      anEpisode({ pseudonym: pseudonymOf(2), diseaseControl: false, noControlReason: 'missed', bestResponse: 'NE' }),
      anEpisode({
        pseudonym: pseudonymOf(3),
        mature: false,
        evaluable: false,
        diseaseControl: null,
        bestResponse: null,
      }),
    ]
    expect(coverageOf(snapshotOf({ ...rows, episodes }))).toMatchObject({
      treated: 4,
      mature: 3,
      matureWithWeek16: 2,
      treatedWithResponse: 2,
    })
  })
})
