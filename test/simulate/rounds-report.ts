/** The table and the figure of the pooled rounds, in Markdown and SVG. */
import { type Completion, completionBy, type Kept, keptByEach, type Scenario } from './pooled-rounds.ts'

const SCENARIOS: readonly Scenario[] = [
  { countries: 6, clustering: 'medium', seeds: 10 },
  { countries: 8, clustering: 'medium', seeds: 10 },
  { countries: 12, clustering: 'medium', seeds: 10 },
  { countries: 8, clustering: 'high', seeds: 10 },
  { countries: 8, clustering: 'low', seeds: 10 },
]
/** The one that the figure and the completion table show. */
const SHOWN = 1
const LATE = [0, 0.05, 0.1, 0.2]

export interface SimulationReport {
  readonly text: string
  readonly data: unknown
  readonly figures: readonly { readonly file: string; readonly svg: string }[]
}

export function simulateRounds(say: (text: string) => void): SimulationReport {
  const results = SCENARIOS.map(scenario => {
    say(`${scenario.countries} countries, ${scenario.clustering} clustering, ${scenario.seeds} worlds`)
    return { scenario, kept: keptByEach(scenario) }
  })
  const shown = SCENARIOS[SHOWN] as Scenario
  say('members that miss deadlines')
  const completion = completionBy(shown, LATE)
  const figure = figureOf(results[SHOWN]?.kept ?? [])
  return {
    text: [tableOf(results), '', completionTable(completion)].join('\n'),
    data: { results, completion },
    figures: [{ file: 'pooled-rounds.svg', svg: figure }],
  }
}

function tableOf(results: readonly { readonly scenario: Scenario; readonly kept: readonly Kept[] }[]): string {
  const head = [
    '| countries, clustering | way | patients in exact answers | or in a band | bands, of cohorts >= 5 | exact n, of cohorts >= 8 | S1 right / wrong, of cohorts with 8 evaluable | S2 right / wrong, of cohorts with 24 |',
    '|---|---|---|---|---|---|---|---|',
  ]
  const rows = results.flatMap(({ scenario, kept }) =>
    kept.map(
      ({ way, patientsShare, patientsInBandsShare, bandShare, exactShare, s1, s2 }) =>
        `| ${scenario.countries}, ${scenario.clustering} | ${way} | ${percent(patientsShare)} | ${percent(patientsInBandsShare)} | ${percent(bandShare)} | ${percent(exactShare)} | ${percent(s1.rightShare)} / ${percent(s1.wrongShare)} of ${s1.reached.toFixed(1)} | ${percent(s2.rightShare)} / ${percent(s2.wrongShare)} of ${s2.reached.toFixed(1)} |`,
    ),
  )
  return [...head, ...rows].join('\n')
}

function completionTable(completion: readonly Completion[]): string {
  return [
    '| chance of a member to be late | rounds with a table | patients in exact answers | S1 decided | S2 opened |',
    '|---|---|---|---|---|',
    ...completion.map(
      ({ missing, tables, exact, s1, s2 }) =>
        `| ${percent(missing)} | ${percent(tables)} | ${percent(exact)} | ${percent(s1)} | ${percent(s2)} |`,
    ),
  ].join('\n')
}

const percent = (share: number | null): string => (share === null ? '-' : `${Math.round(100 * share)} %`)

/** Bars of the share of patients and of right and wrong decisions; hatched where wrong, so that grey print tells them. */
function figureOf(kept: readonly Kept[]): string {
  const groups = [
    { title: 'patients in exact answers', right: (one: Kept) => one.patientsShare, wrong: () => 0 },
    {
      title: 'S1 decided, of cohorts with 8',
      right: (one: Kept) => one.s1.rightShare,
      wrong: (one: Kept) => one.s1.wrongShare,
    },
    {
      title: 'S2 decided, of cohorts with 24',
      right: (one: Kept) => one.s2.rightShare,
      wrong: (one: Kept) => one.s2.wrongShare,
    },
  ]
  const [left, width, bar, gap] = [150, 420, 16, 6]
  const groupHeight = 28 + kept.length * (bar + gap)
  const height = groups.length * groupHeight + 40
  const body = groups.flatMap(({ title, right, wrong }, group) => {
    const top = 24 + group * groupHeight
    return [
      `<text x="${left}" y="${top - 6}" font-weight="bold">${title}</text>`,
      ...kept.flatMap((one, index) => {
        const y = top + index * (bar + gap)
        const [good, bad] = [right(one) * width, wrong(one) * width]
        return [
          `<text x="${left - 8}" y="${y + bar - 4}" text-anchor="end">${one.way}</text>`,
          `<rect x="${left}" y="${y}" width="${width}" height="${bar}" fill="none" stroke="#999"/>`,
          `<rect x="${left}" y="${y}" width="${good.toFixed(1)}" height="${bar}" fill="#225577"/>`,
          `<rect x="${(left + good).toFixed(1)}" y="${y}" width="${bad.toFixed(1)}" height="${bar}" fill="url(#wrong)" stroke="#aa3300"/>`,
          `<text x="${left + width + 8}" y="${y + bar - 4}">${percent(right(one))}${wrong(one) > 0 ? `, wrong ${percent(wrong(one))}` : ''}</text>`,
        ]
      }),
    ]
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 150} ${height}" font-family="sans-serif" font-size="12" role="img" aria-labelledby="t d">`,
    '<title id="t">What each way of sharing keeps after eight quarterly rounds</title>',
    `<desc id="d">${kept.map(one => `${one.way}: ${percent(one.patientsShare)} of patients in exact answers, first look right in ${percent(one.s1.rightShare)} and wrong in ${percent(one.s1.wrongShare)}, second look right in ${percent(one.s2.rightShare)} and wrong in ${percent(one.s2.wrongShare)}`).join('; ')}. Simulated.</desc>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    '<pattern id="wrong" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 5L5 0" stroke="#aa3300"/></pattern>',
    ...body,
    `<text x="${left}" y="${height - 10}" fill="#555">blue: right; hatched: wrong. Simulated network, 8 countries, 1,000 patients, 300 cohorts.</text>`,
    '</svg>\n',
  ].join('\n')
}
