/**
 * Yesterday's letters in today's round, and letters in the wrong hands. Letters exchanged between readers or directions over
 * a relay and as files: `test/integration/file-drop.test.ts`.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { RoundContributionFile } from '../../src/model/generated/round-contribution-file.ts'
import { contribute, open, type PreparedRound, prepareRound, type TestCombiner } from '../support/round.ts'

const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const parts = { NO: { [C]: 4 }, DK: { [C]: 3 }, SE: { [C]: 2 }, FI: {} }

describe('A22 another round, another reader', () => {
  let today: PreparedRound
  let letter: string
  let first: TestCombiner
  let second: TestCombiner

  beforeAll(async () => {
    today = prepareRound({ parts })
    letter = await contribute(today, 'NO', parts.NO)
    ;[first, second] = today.combiners as [TestCombiner, TestCombiner]
  })

  const refused = (text: string, combiner = first, prepared = today) =>
    expect(open(prepared, combiner, text)).rejects.toMatchObject({
      code: expect.stringMatching(/^(pooling\/bad-contribution|trust\/)/),
    })

  it('opens the right letter, for each reader its own share', async () => {
    const [one, two] = [await open(today, first, letter), await open(today, second, letter)]
    expect(one.sha256).toBe(two.sha256)
    expect(one.share).not.toEqual(two.share)
  })

  it('refuses a contribution of another round, though the combiners are the same', async () => {
    const yesterday = prepareRound({ parts, round: '2026-q2' })
    await refused(await contribute(yesterday, 'NO', parts.NO))
  })

  it.each([
    ['layout', { cohorts: ['v1|LUNG|G:HGNC:1:mut|inn'] }],
    ['previous table, hence manifest', { kind: 'on-demand' as const }],
  ])('refuses one under a manifest of the same id with another %s', async (_what, other) => {
    const prepared = prepareRound({ parts, ...other })
    const foreign = { ...prepared, offers: today.offers }
    await refused(await contribute(foreign, 'NO', parts.NO))
  })

  it('refuses one under another policy or catalogue', async () => {
    const policy = { ...today, manifest: { ...today.manifest, policySha256: 'f'.repeat(64) } }
    await refused(await contribute(policy, 'NO', parts.NO))
    const catalogue = { ...today, manifest: { ...today.manifest, catalogue: { version: 'x', sha256: 'f'.repeat(64) } } }
    await refused(await contribute(catalogue, 'NO', parts.NO))
  })

  it('refuses shares in the wrong order, as a combiner or a relay might deliver them', async () => {
    const file = JSON.parse(letter) as RoundContributionFile
    await refused(JSON.stringify({ ...file, shares: [...file.shares].reverse() }))
  })

  it("refuses one member's shares under another's header", async () => {
    const mine = JSON.parse(letter) as RoundContributionFile
    const theirs = JSON.parse(await contribute(today, 'DK', parts.DK)) as RoundContributionFile
    await refused(JSON.stringify({ ...theirs, shares: mine.shares }))
    await refused(JSON.stringify({ ...mine, shares: theirs.shares }))
  })

  it('does not open with the key of the other combiner, nor with a key of another round', async () => {
    await refused(letter, { ...first, roundKey: second.roundKey })
    const again = prepareRound({ parts })
    await refused(letter, again.combiners[0])
  })

  it('refuses a member that was not asked', async () => {
    const wider = prepareRound({ parts: { ...parts, EE: {} } })
    const foreign = { ...today, members: wider.members }
    await expect(open({ ...foreign }, first, await contribute(today, 'EE', {}))).rejects.toMatchObject({
      code: 'pooling/bad-contribution',
    })
  })

  it('refuses what is cut short, and what has a member more', async () => {
    await refused(letter.slice(0, -20))
    await refused(JSON.stringify({ ...JSON.parse(letter), note: 'x' }))
  })
})
