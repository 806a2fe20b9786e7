import { scaleLinear } from 'd3-scale'
import type { ReportResult } from '../../model/generated/report-result.ts'
import type { Words } from '../text/words.ts'
import type { Plot } from './plot.ts'
import { drawing, el, hatch, INK, label } from './svg.ts'

const WIDTH = 760
const HEIGHT = 190
const BOX = { left: 16, right: 744, top: 48, bottom: 92 }

/** Fills that stay apart in grey: solid dark, solid light, two hatches, white. */
const FILLS: Readonly<Record<string, string>> = {
  cr: '#0b4f8a',
  pr: '#7fa8cc',
  sd: 'url(#responses-sd)',
  pd: 'url(#responses-pd)',
  ne: '#ffffff',
}

/** One stacked bar of best responses of the treated. null where they are not given, or nobody was treated. */
export function responsesPlot({ responses }: ReportResult, words: Words): Plot | null {
  const shares = Object.keys(FILLS).flatMap(code => {
    const found = responses.find(
      ({ measure, denominator }) => measure === `best-response-${code}` && denominator === 'treated',
    )
    return found === undefined || found.estimate === null
      ? []
      : [{ code, count: found.x.lo, share: found.estimate, n: found.n.lo }]
  })
  const [first] = shares
  if (first === undefined || shares.length < 5) return null
  const x = scaleLinear([0, 1], [BOX.left, BOX.right])
  const title = words.say('plot.responses')
  const parts = words.list(shares.map(({ code, count }) => `${words.whole(count)} ${code.toUpperCase()}`))
  const desc = words.say('plot.responses.desc', { n: first.n, parts })
  let from = 0
  const bars = shares.map(({ code, share, count }, index) => {
    const start = from
    from += share
    return [
      el('rect', {
        x: x(start),
        y: BOX.top,
        width: x(start + share) - x(start),
        height: BOX.bottom - BOX.top,
        fill: FILLS[code],
        stroke: INK,
      }),
      el('rect', {
        x: BOX.left + index * 145,
        y: BOX.bottom + 40,
        width: 16,
        height: 16,
        fill: FILLS[code],
        stroke: INK,
      }),
      label(`${code.toUpperCase()} ${words.whole(count)} (${words.percent(share)})`, {
        x: BOX.left + index * 145 + 22,
        y: BOX.bottom + 53,
      }),
    ].join('')
  })
  const svg = drawing(
    { id: 'responses', width: WIDTH, height: HEIGHT, title, desc },
    el('defs', {}, hatch('responses-sd', { angle: 45, gap: 8 }), hatch('responses-pd', { angle: -45, gap: 4 })),
    label(title, { x: 16, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    ...bars,
  )
  return {
    id: 'responses',
    title,
    svg,
    width: WIDTH,
    height: HEIGHT,
    table: {
      caption: `${title}. ${desc}`,
      head: [words.say('column.measure'), words.say('column.count'), words.say('column.rate')],
      rows: shares.map(({ code, count, share }) => [
        words.code('measure', `best-response-${code}`),
        words.whole(count),
        words.percent(share),
      ]),
    },
  }
}
