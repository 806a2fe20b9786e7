import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion } from '../../src/synthetic/apportion.ts'
import { dayNumber, isoDate } from '../../src/synthetic/calendar.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { subjectIds } from '../../src/synthetic/subject-ids.ts'

describe('seeded chance', () => {
  it('gives the same numbers for the same seed, between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), seed => {
        const [one, other] = [seededRandom(seed), seededRandom(seed)]
        const drawn = Array.from({ length: 20 }, () => one.next())
        expect(drawn).toEqual(Array.from({ length: 20 }, () => other.next()))
        expect(drawn.every(value => value >= 0 && value < 1)).toBe(true)
      }),
    )
  })

  it('keeps a fork apart from what its parent drew', () => {
    const parent = seededRandom('a')
    const before = parent.fork('child').next()
    parent.next()
    expect(parent.fork('child').next()).toBe(before)
  })

  it('stays within the ends of a range and keeps every item of a shuffled list', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(100),
        fc.array(fc.nat()),
        (seed, from, size, list) => {
          const random = seededRandom(seed)
          const drawn = random.int(from, from + size)
          expect(drawn >= from && drawn <= from + size).toBe(true)
          expect(random.shuffle(list).sort()).toEqual([...list].sort())
        },
      ),
    )
  })

  it('is spread evenly enough for shares', () => {
    const random = seededRandom('spread')
    const hits = Array.from({ length: 20_000 }, () => random.chance(0.31)).filter(Boolean).length
    expect(hits / 20_000).toBeCloseTo(0.31, 1)
  })
})

describe('shares of a total', () => {
  it('add up to it and differ by less than one from the exact share', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1 }), (total, weights) => {
        const shares = apportion(total, weights)
        const sum = weights.reduce((a, b) => a + b, 0)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        expect(shares.every((share, at) => Math.abs(share - (total * (weights[at] ?? 0)) / sum) < 1)).toBe(true)
      }),
    )
  })
})

describe('day numbers', () => {
  it('turn into dates and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), day => {
        expect(dayNumber(isoDate(day))).toBe(day)
      }),
    )
  })
})

describe('subject ids', () => {
  it('are distinct and of the declared shape at any number', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.string(), (count, seed) => {
        const ids = subjectIds(count, seededRandom(seed))
        expect(new Set(ids).size).toBe(count)
        expect(ids.every(id => /^\d{4}-\d{3}$/.test(id))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})
