import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import { buildCut } from '../../src/cut/build-cut.ts'
import { type MeasureCohortDeps, measureCohort } from '../../src/cut/measure-cohort.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { aCutNode, anEpisode, type CutNode, exampleBasis, pseudonymOf, SOTORASIB, withdrawalKey } from './cut-node.ts'

const definition = definitionOfKey(shipped, SOTORASIB)

describe('every measure of one cohort', () => {
  let node: CutNode
  let cutId: string
  let read: object[]
  const deps = (): MeasureCohortDeps => ({
    ...node,
    noteRead: async facts => void read.push(facts),
  })

  beforeEach(async () => {
    node = aCutNode()
    const [first, ...others] = node.rows.episodes
    const bands = ['improved', 'stable', 'worse'] as const
    const withQuality = others.map((episode, at) => ({ ...episode, qualityOfLifeChange: bands[at] ?? null }))
    node.rows.episodes = [
      anEpisode({
        ...first,
        pseudonym: pseudonymOf(0),
        diseaseControl: false,
        noControlReason: 'died',
        bestResponse: 'PR',
      }),
      ...withQuality,
    ]
    read = []
    const given = { member: 'impress-norway', country: 'NO', withdrawalKey, sharingBasis: exampleBasis }
    cutId = (await buildCut({ ...node, randomBytes, ...given })).id
    node.states.set(cutId, 'opened')
  })

  it('is read from the opened cut, each number with its denominator, and that it was read is noted', async () => {
    const measures = await measureCohort(deps(), { cutId: undefined, definition })
    expect(measures).toMatchObject({
      schema: 'local-measures/1',
      cut: { id: cutId, cutoff: '2023-10-01' },
      versions: { derivation: 'w16/1' },
      key: SOTORASIB,
      funnel: { screened: 9, treated: 9, evaluable: 9 },
      control: [
        { denominator: 'evaluable', of: 9, control: 8, reasons: { died: 1 } },
        { denominator: 'treated-mature', of: 9, control: 8 },
      ],
      responses: [
        { denominator: 'treated', of: 9, best: { PR: 1, SD: 8 }, objective: 1 },
        { denominator: 'evaluable' },
      ],
      qualityOfLife: { denominator: 'treated-mature', of: 9, improved: 1, stable: 1, worse: 1, missing: 6 },
      quarters: [{ quarter: '2022-Q1', treated: 9, evaluable: 9, pending: 0, control: 8 }],
    })
    expect(read).toEqual([{ cutId, cohortHash: measures.cohortHash }])
  })

  it.each(['built', 'superseded', 'closed', 'ended'] as const)('is not read from a cut that is %s', async state => {
    node.states.set(cutId, state)
    for (const asked of [cutId, undefined]) {
      await expect(measureCohort(deps(), { cutId: asked, definition })).rejects.toMatchObject({ code: 'cut/not-open' })
    }
    expect(read).toEqual([])
  })

  it('is not read from an unknown cut, nor without its key or the note', async () => {
    const unknown = measureCohort(deps(), { cutId: 'cut-0123456789abcdef', definition })
    await expect(unknown).rejects.toMatchObject({ code: 'cut/not-found' })
    const failing = { ...deps(), noteRead: () => Promise.reject(new Error('the audit is away')) }
    await expect(measureCohort(failing, { cutId, definition })).rejects.toThrow('the audit is away')
    node.keys.clear()
    await expect(measureCohort(deps(), { cutId, definition })).rejects.toMatchObject({ code: 'cut/key-destroyed' })
    expect(read).toEqual([])
  })
})
