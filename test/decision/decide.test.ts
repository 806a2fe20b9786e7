import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Decision, decide } from '../../src/decision/decide.ts'
import { falsePositives } from '../../src/decision/false-positives.ts'
import { lockOf } from '../../src/decision/lock.ts'
import { rules } from '../../src/decision/rules.ts'
import { designs } from '../../src/merged-counts/designs.ts'
import { expectRelative } from '../statistics/reference.ts'
import { aCountry, aDocument, aPool, type CountsGiven } from '../support/merged-counts.ts'

const alone = (given: CountsGiven) => decide(aDocument([aCountry('NO', given)]))
const primary = ({ denominators }: Decision) => denominators[0]

describe('the decision of a merged cohort', () => {
  it('is that of the pooled counts, not of any country', () => {
    const found = decide(
      aDocument([aCountry('NO', { evaluable: 12, control: 5 }), aCountry('DK', { evaluable: 12, control: 0 })]),
    )
    expect(found).toMatchObject({ title: 'positive', outcome: 'positive' })
    const negative = decide(
      aDocument([aCountry('NO', { evaluable: 20, control: 4 }), aCountry('DK', { evaluable: 4, control: 0 })]),
    )
    expect(negative.title).toBe('negative')
  })

  it('depends on the denominator where the two differ, and neither is called the decision', () => {
    const found = alone({ evaluable: 24, control: 5, mature: 28 })
    expect(found).toMatchObject({ title: 'depends-on-denominator', outcome: null })
    expect(found.denominators.map(({ denominator, outcome }) => [denominator, outcome])).toEqual([
      ['evaluable', 'positive'],
      ['treated-mature', 'negative'],
    ])
  })

  it('is called where both agree', () => {
    expect(alone({ evaluable: 24, control: 7, mature: 28 })).toMatchObject({ title: 'positive', outcome: 'positive' })
  })

  it('is not asked for before the evaluable reach stage 1, whatever all treated say', () => {
    expect(alone({ evaluable: 7, control: 1, mature: 9 }).title).toBe('before-stage-1')
  })

  it('is none with mixed endpoint definitions, and nothing is pooled', () => {
    const found = decide(
      aDocument([
        aCountry('NO', { evaluable: 12, control: 5 }),
        aCountry('NL', { evaluable: 12, control: 5 }, { endpoint: 'benefit-16w-confirmed' }),
      ]),
    )
    expect(found).toMatchObject({
      title: 'mixed-definitions',
      outcome: null,
      denominators: [],
      endpoints: ['benefit-16w-confirmed', 'control-w16-visit'],
    })
  })

  it('takes no endpoint of a part that is shown and not counted', () => {
    const pool = aPool(['DK', 'FI', 'NL', 'NO'], { evaluable: 24, control: 5 })
    const beside = aCountry('NL', { evaluable: 4, control: 1 }, { endpoint: 'benefit-16w-confirmed' })
    expect(decide(aDocument([pool, beside])).title).toBe('positive')
  })

  it('is none without a design', () => {
    expect(decide(aDocument([aCountry('NO', { evaluable: 12, control: 5 })], { design: null })).title).toBe('no-design')
  })

  it('is what a round published of stage 1, though no count is known', () => {
    const pool = (outcome: 'go' | 'stop' | 'wait') =>
      aPool(
        ['DK', 'FI', 'NL', 'NO'],
        { evaluable: 0, control: 0 },
        {
          stage1: { outcome, quarter: null, evaluable: null },
          counts: { treated: { masked: { lo: 12, hi: null } }, evaluable: { masked: { lo: 9, hi: null } } },
          measures: [],
        },
      )
    expect(decide(aDocument([pool('wait')])).title).toBe('wait')
    // At least nine evaluable: no size of the set is known, and so no attained alpha.
    expect(primary(decide(aDocument([pool('go')])))?.path?.design).toBeNull()
    expect(decide(aDocument([pool('go')])).title).toBe('go')
    // With a country beside the pool no round said anything of the two together.
    expect(decide(aDocument([pool('go'), aCountry('SE', { evaluable: 3, control: 1 })])).title).toBe('unknown')
  })

  it('is replayed from the same document to the same bytes', () => {
    const document = aDocument([aCountry('NO', { evaluable: 24, control: 5, mature: 28, pending: 2 })])
    expect(JSON.stringify(decide(structuredClone(document)))).toBe(JSON.stringify(decide(document)))
    expect(lockOf(document)).toMatchObject({
      design: 'drup-8-24/1',
      mergedBy: 'impress-norway',
      parts: [{ countries: ['NO'], counted: true, cut: { cutOff: '2025-12-31' } }],
    })
  })

  it('runs under any two-stage design: TAPUR is positive from 7 of 28', () => {
    const tapur = { design: designs['tapur-10-28/1'], looks: { s1: 10, s2: 28, closed: false } }
    const of = (control: number) => decide(aDocument([aCountry('NO', { evaluable: 28, control })], tapur))
    expect([of(6).title, of(7).title]).toEqual(['negative', 'positive'])
    const design = primary(of(7))?.path?.design
    expect([design?.alpha.toFixed(4), design?.power.toFixed(4)]).toEqual(['0.0984', '0.8548'])
  })
})

describe('countries that stopped by themselves', () => {
  const rule = (country: string, stopped: boolean) => ({ country, r1: 0, n1: 8, stopped })
  const two = (othersGoOn = false) =>
    decide(
      aDocument([
        aCountry('DK', { evaluable: 8, control: 0 }, { localStops: { rules: [rule('DK', true)], othersGoOn: false } }),
        aCountry('NO', { evaluable: 16, control: 5 }, { localStops: { rules: [rule('NO', false)], othersGoOn } }),
      ]),
    )

  it('stay in with what they have, and the attained alpha is enumerated', () => {
    const found = two()
    expect(found.title).toBe('positive')
    expect(primary(found)?.path?.all).toEqual({ n: 24, x: 5, open: 0 })
    const local = primary(found)?.local
    expect(local).toMatchObject({ state: 'enumerated', stopped: ['DK'] })
    if (local?.state !== 'enumerated') throw new Error('not enumerated')
    expectRelative(local.alpha, 0.0849949003, 1e-9)
    expect(local.alpha).toBeGreaterThan(found.nominalAlpha ?? 1)
  })

  it('leave the alpha undetermined where their rules are not known', () => {
    const found = decide(aDocument([aCountry('NO', { evaluable: 24, control: 5 }, { localStops: null })]))
    expect(primary(found)?.local).toEqual({ state: 'not-determined', stopped: [] })
    expect(found.rules).toContain('local-stops-stay')
  })

  it('do not matter to a path of its own', () => {
    expect(primary(alone({ evaluable: 24, control: 5 }))?.local).toEqual({ state: 'one-path' })
    expect(alone({ evaluable: 24, control: 5 }).rules).not.toContain('local-stops-stay')
  })
})

describe('masked parts', () => {
  const masked = (country: string, n: readonly [number, number], x: readonly [number, number]) =>
    aCountry(
      country,
      { evaluable: 0, control: 0 },
      {
        counts: {
          evaluable: { masked: { lo: n[0], hi: n[1] } },
          'treated-mature': { masked: { lo: n[0], hi: n[1] } },
          pending: { exact: 0 },
        },
        measures: (['evaluable', 'treated-mature'] as const).map(denominator => ({
          measure: 'disease-control-w16',
          denominator,
          count: { masked: { lo: x[0], hi: x[1] } },
        })),
      },
    )
  const beside = (given: CountsGiven, part: ReturnType<typeof masked>) =>
    decide(aDocument([aCountry('NO', given), part]))

  it('have a worst and a best case, each with estimate, interval and decision', () => {
    const found = beside({ evaluable: 22, control: 4 }, masked('DK', [0, 4], [0, 4]))
    expect(found.title).toBe('depends-on-masked')
    expect(primary(found)?.masked).toMatchObject({
      worst: { n: 26, x: 4, estimate: 4 / 26, outcome: 'negative' },
      best: { n: 26, x: 8, estimate: 8 / 26, outcome: 'positive' },
      outcomes: ['go', 'negative', 'positive'],
      agree: false,
    })
  })

  it('give the decision where every filling agrees', () => {
    const found = beside({ evaluable: 26, control: 10 }, masked('DK', [0, 4], [0, 4]))
    expect(found).toMatchObject({ title: 'positive', outcome: 'positive' })
    expect(primary(found)?.masked).toMatchObject({ agree: true, outcomes: ['positive'] })
  })

  it('keep the numerator within its denominator', () => {
    const found = beside({ evaluable: 24, control: 4 }, masked('DK', [1, 1], [0, 4]))
    expect(primary(found)?.masked).toMatchObject({ worst: { n: 25, x: 4 }, best: { n: 25, x: 5 } })
  })

  it('see outcomes between the ends: a threshold that rises with n', () => {
    // 5/24 is positive and so is 7/26, but 5/25 is not.
    const found = beside({ evaluable: 24, control: 5 }, masked('DK', [0, 2], [0, 2]))
    expect(primary(found)?.masked?.outcomes).toEqual(['negative', 'positive'])
  })

  it('have no ends where no upper bound is known', () => {
    const open = aCountry(
      'DK',
      { evaluable: 0, control: 0 },
      {
        counts: { evaluable: { masked: { lo: 0, hi: null } }, pending: { exact: 0 } },
        measures: [{ measure: 'disease-control-w16', denominator: 'evaluable', count: { exact: 0 } }],
      },
    )
    expect(primary(decide(aDocument([open])))).toMatchObject({ masked: null, outcome: 'unknown' })
  })

  it('of open results forbid a stop as well', () => {
    const part = aCountry(
      'DK',
      { evaluable: 8, control: 0 },
      { counts: { evaluable: { exact: 8 }, 'treated-mature': { exact: 8 }, pending: { masked: { lo: 0, hi: 4 } } } },
    )
    expect(primary(decide(aDocument([part])))?.masked?.outcomes).toEqual(['wait', 'stop'])
  })
})

describe('the rules as a table', () => {
  const design = designs['drup-8-24/1']
  const ratesOf = (id: string) =>
    new Map(
      rules
        .find(rule => rule.id === id)
        ?.errorRates?.(design)
        .map(({ of, k, probability }) => [`${of} ${k}`, probability]),
    )

  it('carry their exact error rates', () => {
    expect([...ratesOf('one-path').values()].map(rate => (100 * rate).toFixed(1))).toEqual([
      '7.8',
      '14.9',
      '21.6',
      '27.7',
      '33.3',
      '43.0',
      '8.0',
    ])
    expect([...ratesOf('attained-sizes').values()].map(rate => (100 * rate).toFixed(1))).toEqual([
      '8.8',
      '14.9',
      '28.0',
    ])
    expect([...ratesOf('stage-1-set').values()].map(rate => rate.toFixed(4))).toEqual([
      '0.0801',
      '0.0819',
      '0.0830',
      '0.0839',
    ])
    expect([...ratesOf('local-stops-stay').values()].map(rate => rate.toFixed(4))).toEqual(['0.0850', '0.0851'])
    expect([...ratesOf('multiplicity').values()].map(rate => rate.toFixed(3))).toEqual(['0.137'])
  })

  it('stand once each, and in the README as they are here', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    const readme = readFileSync(join(import.meta.dirname, '../../src/decision/README.md'), 'utf8')
    expect(rules.filter(({ id, says }) => !readme.includes(`**${id}**: ${says}`)).map(({ id }) => id)).toEqual([])
  })
})

describe('an overview', () => {
  it('expects 3.1 false positives among 40 decided cohorts, and counts nobody on the way', () => {
    const many = Array.from({ length: 40 }, () => alone({ evaluable: 24, control: 2 }))
    expect(falsePositives(many).expected.toFixed(1)).toBe('3.1')
    const found = falsePositives([
      alone({ evaluable: 24, control: 6 }),
      alone({ evaluable: 8, control: 0 }),
      alone({ evaluable: 12, control: 2 }),
      alone({ evaluable: 3, control: 2 }),
    ])
    expect(found).toMatchObject({ decided: 2, atStage2: 1 })
    expectRelative(found.expectedAtStage2, 0.1365245751, 1e-9)
  })
})
