import { describe, expect, it } from 'vitest'
import { checkMergedCounts } from '../../src/merged-counts/check.ts'
import type { CountryPart, MergedCounts } from '../../src/model/generated/merged-counts.ts'
import { aCountry, aDocument, aPool } from '../support/merged-counts.ts'

const sound = aDocument([
  aCountry(
    'NO',
    { evaluable: 10, control: 3, mature: 12, pending: 2 },
    {
      quarters: [
        { quarter: '2024-Q1', treated: 5, 'treated-mature': 5, evaluable: 4, pending: 0, control: 1 },
        { quarter: '2024-Q3', treated: 14, 'treated-mature': 12, evaluable: 10, pending: 2, control: 3 },
      ],
      survival: {
        pfs: { denominator: 'treated', entered: 14, steps: [{ to: 28, events: 4, censored: 1 }], cut: false },
      },
    },
  ),
])

function withPart(change: Partial<CountryPart>): MergedCounts {
  const [first] = sound.parts
  return { ...sound, parts: [{ ...(first as CountryPart), ...change }] }
}

const counts = (sound.parts[0] as CountryPart).counts
const quarters = (sound.parts[0] as CountryPart).quarters
const [earlier, later] = quarters
const measure = (exact: number) =>
  withPart({ measures: [{ measure: 'disease-control-w16', denominator: 'evaluable', count: { exact } }] })
const curve = (steps: { to: number; events: number; censored: number }[], entered = 14) =>
  withPart({ survival: { os: { denominator: 'treated', entered, steps, cut: false } } })

describe('a document that no table can say', () => {
  it('is told from one that can', () => {
    expect(checkMergedCounts(sound)).toBe(sound)
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['more responders than patients', measure(11)],
    ['more evaluable than mature', withPart({ counts: { ...counts, evaluable: { exact: 13 } }, measures: [] })],
    ['more pending than treated', withPart({ counts: { ...counts, pending: { exact: 15 } } })],
    ['bounds the wrong way round', withPart({ counts: { ...counts, awaiting: { masked: { lo: 3, hi: 2 } } } })],
    [
      'a masked count above the one that holds it',
      withPart({ counts: { ...counts, awaiting: { masked: { lo: 15, hi: 20 } } } }),
    ],
    ['a measure of a denominator without a count', withPart({ counts: { evaluable: { exact: 9 } } })],
    ['quarters that do not ascend', withPart({ quarters: [later, earlier] as CountryPart['quarters'] })],
    [
      'a cumulative count that falls',
      withPart({ quarters: [earlier, { ...later, evaluable: 3, control: 1 }] as CountryPart['quarters'] }),
    ],
    ['responders that fall', withPart({ quarters: [earlier, { ...later, control: 0 }] as CountryPart['quarters'] })],
    [
      'more responders than evaluable in a quarter',
      withPart({ quarters: [{ quarter: '2024-Q1', evaluable: 1, pending: 0, control: 2 }] }),
    ],
    [
      'a count in some quarters only',
      withPart({ quarters: [{ quarter: '2023-Q1', evaluable: 1, pending: 0 }, later] as CountryPart['quarters'] }),
    ],
    ['more events than patients', curve([{ to: 28, events: 15, censored: 0 }])],
    [
      'steps that do not ascend',
      curve([
        { to: 56, events: 1, censored: 0 },
        { to: 28, events: 1, censored: 0 },
      ]),
    ],
    ['a curve of more than were treated', curve([], 15)],
    ['stage 1 after stage 2', { ...sound, looks: { s1: 24, s2: 8, closed: false } }],
    ['a design that cannot stop', { ...sound, design: { ...sound.design, r1: 8 } }],
    ['p0 above p1', { ...sound, design: { ...sound.design, p0: 0.4 } }],
    ['a third stage inside the second', { ...sound, design: { ...sound.design, expansionTo: 24 } }],
    ['no counted part', withPart({ counted: false })],
    ['a country twice', { ...sound, parts: [sound.parts[0], sound.parts[0]] }],
    [
      'a country counted in the pool as well',
      {
        ...aDocument([aPool(['NO', 'DK'], { evaluable: 20, control: 3 })]),
        parts: [...aDocument([aPool(['NO', 'DK'], { evaluable: 20, control: 3 })]).parts, ...sound.parts],
      },
    ],
    [
      'counts whose sum no number holds',
      {
        ...sound,
        parts: ['NO', 'DK'].map(country => ({
          ...sound.parts[0],
          country,
          counts: { treated: { exact: 2 ** 53 - 1 } },
          measures: [],
          survival: {},
          quarters: [],
        })),
      },
    ],
  ])('is refused: %s', (_, document) => {
    expect(() => checkMergedCounts(document)).toThrow(expect.objectContaining({ code: 'report/bad-counts' }))
  })

  it('is refused by place and rule, without a number from it', () => {
    expect(() => checkMergedCounts(measure(987654))).toThrow(
      'more patients than in the count that holds them at /parts/0/measures/0',
    )
  })
})
