/** A combiner keeps everything that it sends and gets, and looks for outcomes of cohorts that failed. */
import { describe, expect, it } from 'vitest'
import { BLOCKS, cellsOf, placesOf } from '../../src/pooling/layout.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { runRound } from '../support/round.ts'

const cohorts = Array.from({ length: 300 }, (_, index) => `v1|T${String(index).padStart(3, '0')}|G:HGNC:1:mut|inn`)
const passing = cohorts.slice(0, 20)
const failing = cohorts.slice(20)

/** Twenty cohorts of nine in three countries; the others small, in two countries, held by one, or public but for two. */
function partsOf(country: 'NO' | 'DK' | 'SE') {
  const small = { NO: 2, DK: 1, SE: 1 }
  const two = { NO: 6, DK: 6, SE: 0 }
  const held = { NO: 4, DK: 1, SE: 1 }
  const shown = { NO: 7, DK: 5, SE: 2 }
  const kinds = [small, two, held, shown]
  return Object.fromEntries([
    ...passing.map(key => [key, { patients: 3, control: 1 }] as const),
    ...failing.map((key, index) => [key, { patients: kinds[index % 4]?.[country] ?? 0, control: 1 }] as const),
  ])
}

describe('A13 what failed stays closed', () => {
  it('exchanges no value cell of a cohort that failed, and of the others the one that the look asks for', async () => {
    const { said, prepared, row } = await runRound({
      parts: { NO: partsOf('NO'), DK: partsOf('DK'), SE: partsOf('SE'), FI: {} },
      cohorts,
    })
    const { layout } = prepared
    const expected = passing.map(key => placesOf(layout, layout.cohorts.indexOf(key), 'controlByQuarter')[0])
    const openings = said.filter(({ phase }) => phase === 'sums:opening')
    expect(openings.map(({ document }) => document)).toMatchObject([
      { placesSha256: canonicalHash(expected) },
      { placesSha256: canonicalHash(expected) },
    ])
    expect(passing.every(key => row(key).patients?.atLeast === 9)).toBe(true)
    expect(failing.every(key => row(key).patients === null && row(key).s1 === null)).toBe(true)
  })

  it('adds up cells of gates alone before the list of what passed is signed by all', async () => {
    const { said, prepared } = await runRound({
      parts: { NO: partsOf('NO'), DK: partsOf('DK'), SE: partsOf('SE'), FI: {} },
      cohorts,
    })
    const passedAt = said.findIndex(({ phase }) => phase === 'passed')
    const openedAt = said.findIndex(({ phase }) => phase === 'sums:opening')
    expect(passedAt).toBeGreaterThan(0)
    expect(openedAt).toBeGreaterThan(passedAt + 1)
    const valueBlocks = new Set(['controlByQuarter', 'values', 'curves'])
    const valueCells = BLOCKS.filter(block => valueBlocks.has(block)).flatMap(block =>
      prepared.layout.cohorts.flatMap((_, cohort) => placesOf(prepared.layout, cohort, block)),
    )
    // All of them exist, and there are many: what is not asked for is most of the layout.
    expect(valueCells.length).toBeGreaterThan(cellsOf(prepared.layout) / 3)
    const gates = said
      .slice(0, passedAt)
      .flatMap(({ document }) => (document.schema === 'round-sums/1' ? document : []))
    const exchanged = gates.reduce((sum, { sums }) => sum + Buffer.from(sums, 'base64url').length / 8, 0)
    expect(exchanged).toBeLessThan(2 * 300 * 60)
  })

  it('shows a withheld cohort alike whatever gate it failed at', async () => {
    const { row } = await runRound({
      parts: { NO: partsOf('NO'), DK: partsOf('DK'), SE: partsOf('SE'), FI: {} },
      cohorts,
    })
    const kinds = failing.slice(0, 4).filter((_, index) => index !== 2)
    const shapes = new Set(kinds.map(key => JSON.stringify({ ...row(key), key: '' })))
    expect(shapes.size).toBe(1)
  })
})
