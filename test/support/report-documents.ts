/** Made-up merged counts with everything that a report can show: three countries, quarters, curves, responses, safety. */
import type { CountryPart, CurveCounts, MergedCounts, PartMeasure } from '../../src/model/generated/merged-counts.ts'
import { aCountry, aDocument } from './merged-counts.ts'

type Steps = readonly (readonly [to: number, events: number, censored: number])[]

function curve(entered: number, steps: Steps): CurveCounts {
  return {
    denominator: 'treated',
    entered,
    steps: steps.map(([to, events, censored]) => ({ to, events, censored })),
    cut: false,
  }
}

function measures(control: number, among: Readonly<Record<string, number>>): PartMeasure[] {
  const of = (measure: string, denominator: PartMeasure['denominator'], exact: number) =>
    ({ measure, denominator, count: { exact } }) as PartMeasure
  return [
    of('disease-control-w16', 'evaluable', control),
    of('disease-control-w16', 'treated-mature', control),
    ...Object.entries(among).map(([measure, count]) => of(measure, 'treated', count)),
  ]
}

function quarters(
  ...rows: readonly (readonly [name: string, treated: number, evaluable: number, pending: number, control: number])[]
): CountryPart['quarters'] {
  return rows.map(([quarter, treated, evaluable, pending, control]) => ({
    quarter,
    treated,
    'treated-mature': treated - pending,
    evaluable,
    pending,
    control,
  }))
}

const responses = (cr: number, pr: number, sd: number, pd: number, ne: number) => ({
  'best-response-cr': cr,
  'best-response-pr': pr,
  'best-response-sd': sd,
  'best-response-pd': pd,
  'best-response-ne': ne,
  'objective-response': cr + pr,
})
const safety = (related: number) => ({
  'ae-grade3-related': related,
  'ae-grade3-related-or-unknown': related + 1,
  'serious-ae': related + 2,
})

/** 9 of 31 evaluable: 2/10 in Norway, 6/12 in Denmark, 1/9 in Finland. */
export function threeCountries(more: Parameters<typeof aDocument>[1] = {}): MergedCounts {
  return aDocument(
    [
      aCountry(
        'NO',
        { evaluable: 10, control: 2, mature: 11, pending: 1 },
        {
          measures: measures(2, { ...responses(1, 1, 3, 5, 2), ...safety(2) }),
          quarters: quarters(['2024-Q1', 4, 4, 0, 0], ['2024-Q3', 8, 7, 0, 1], ['2025-Q1', 12, 10, 1, 2]),
          survival: {
            pfs: curve(12, [
              [28, 1, 0],
              [56, 2, 0],
              [84, 1, 0],
              [112, 1, 1],
              [140, 1, 0],
              [168, 1, 1],
            ]),
            os: curve(12, [
              [56, 1, 0],
              [140, 1, 1],
              [252, 2, 1],
            ]),
          },
          exposure: { events: 5, personDays: 2400 },
        },
      ),
      aCountry(
        'DK',
        { evaluable: 12, control: 6, mature: 13 },
        {
          measures: measures(6, { ...responses(2, 4, 3, 3, 1), ...safety(3) }),
          quarters: quarters(['2024-Q2', 5, 4, 0, 2], ['2024-Q4', 13, 12, 0, 6]),
          survival: {
            pfs: curve(13, [
              [28, 0, 0],
              [56, 2, 0],
              [84, 1, 0],
              [112, 1, 0],
              [140, 1, 0],
              [168, 2, 1],
            ]),
            os: curve(13, [
              [56, 1, 0],
              [140, 2, 0],
              [252, 2, 2],
            ]),
          },
          exposure: { events: 4, personDays: 3100 },
        },
      ),
      aCountry(
        'FI',
        { evaluable: 9, control: 1, mature: 9, pending: 1 },
        {
          measures: measures(1, { ...responses(0, 1, 3, 5, 1), ...safety(1) }),
          quarters: quarters(['2024-Q3', 5, 5, 0, 1], ['2025-Q2', 10, 9, 1, 1]),
          survival: {
            pfs: curve(10, [
              [28, 2, 0],
              [56, 2, 0],
              [84, 1, 0],
              [112, 0, 1],
              [140, 1, 0],
              [168, 0, 1],
            ]),
            os: curve(10, [
              [56, 2, 0],
              [140, 2, 0],
              [252, 1, 1],
            ]),
          },
          exposure: { events: 2, personDays: 1500 },
        },
      ),
    ],
    more,
  )
}
