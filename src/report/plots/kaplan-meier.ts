import { scaleLinear } from 'd3-scale'
import type { ReportedCurve, ReportResult } from '../../model/generated/report-result.ts'
import type { Words } from '../text/words.ts'
import { bottomAxis, guide, leftAxis } from './axes.ts'
import type { Plot } from './plot.ts'
import { BLUE, drawing, el, INK, label, line, QUIET } from './svg.ts'

const WIDTH = 760
const BOX = { left: 150, right: 730, top: 56, bottom: 330 }
const WEEK_16 = 112

/** The curve in merged steps with its band, and under it at risk, events and censored at each step's end. null where no curve may be shown. */
export function kaplanMeierPlot(curve: ReportedCurve, { document }: ReportResult, words: Words): Plot | null {
  const last = curve.steps.at(-1)
  if (last === undefined) return null
  const id = curve.name
  const end = Math.max(last.to, WEEK_16)
  const x = scaleLinear([0, end], [BOX.left, BOX.right])
  const y = scaleLinear([0, 1], [BOX.bottom, BOX.top])
  const height = BOX.bottom + 48 + 4 * 20 + 16
  const title = words.code('survival', curve.name)
  const desc = words.say('plot.km.desc', {
    name: title,
    entered: curve.entered,
    steps: curve.steps.length,
    last: words.say('plot.km.last', { survival: words.percent(last.survival), day: words.whole(last.to) }),
  })
  const svg = drawing(
    { id, width: WIDTH, height, title, desc },
    label(title, { x: 16, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    leftAxis(
      { scale: y, ticks: [0, 0.25, 0.5, 0.75, 1], text: value => words.level(value), name: words.say('plot.km.y') },
      { x: BOX.left, to: BOX.right, nameAt: 58 },
    ),
    bottomAxis({ scale: x, ticks: dayTicks(end), text: words.whole, name: words.say('plot.km.x') }, BOX.bottom),
    band(curve, { x, y }),
    guide(x(WEEK_16), BOX.top, x(WEEK_16), BOX.bottom),
    el('path', { d: stepPath(curve, { x, y }), fill: 'none', stroke: BLUE, 'stroke-width': 2.5 }),
    label(words.say('plot.km.week16'), { x: x(WEEK_16) + 5, y: BOX.top + 10, 'font-size': 11, fill: QUIET }),
    ...(curve.cut
      ? [cutMark(x(last.to), y(last.survival), words.say('plot.km.cut', { k: document.policy.survival.minAtRisk }))]
      : []),
    ...riskTable(curve, { x, words, top: BOX.bottom + 60 }),
  )
  return { id, title, svg, width: WIDTH, height, table: tableOf(curve, { words, caption: `${title}. ${desc}` }) }
}

type Scale = (value: number) => number

function dayTicks(end: number): number[] {
  const step = end <= 280 ? 28 : end <= 700 ? 56 : end <= 1400 ? 112 : 364
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
}

function stepPath({ steps }: ReportedCurve, { x, y }: { x: Scale; y: Scale }): string {
  return steps.reduce(
    (d, { to, survival }) => `${d}H${x(to).toFixed(2)}V${y(survival).toFixed(2)}`,
    `M${x(0).toFixed(2)} ${y(1).toFixed(2)}`,
  )
}

/** Limits of a step hold from its end to the end of the next; where there are none, the band ends. */
function band({ steps }: ReportedCurve, { x, y }: { x: Scale; y: Scale }): string {
  const boxes = steps.slice(0, -1).flatMap((step, index) => {
    const next = steps[index + 1]
    if (step.interval === null || next === undefined) return []
    const [low, high] = step.interval
    return [
      el('rect', {
        x: x(step.to),
        y: y(high),
        width: x(next.to) - x(step.to),
        height: y(low) - y(high),
        fill: BLUE,
        'fill-opacity': 0.15,
      }),
    ]
  })
  return el('g', {}, ...boxes)
}

function cutMark(x: number, y: number, text: string): string {
  return el(
    'g',
    {},
    line(x, y - 9, x, y + 9, { 'stroke-width': 2 }),
    label(text, { x: x - 6, y: y - 12, 'text-anchor': 'end', 'font-size': 11 }),
  )
}

/** Numbers at step ends; where ends lie closer than text is wide, some are left out (the table beside has all). */
function riskTable(curve: ReportedCurve, { x, words, top }: { x: Scale; words: Words; top: number }): string[] {
  const rows = [
    {
      name: words.say('column.atRisk'),
      first: curve.entered,
      of: (step: ReportedCurve['steps'][number]) => step.atRisk - step.events - step.censored,
    },
    { name: words.say('column.events'), first: 0, of: (step: ReportedCurve['steps'][number]) => step.events },
    { name: words.say('column.censored'), first: 0, of: (step: ReportedCurve['steps'][number]) => step.censored },
  ]
  const shown = spaced(curve.steps, x)
  return rows.flatMap(({ name, first, of }, index) => {
    const y = top + index * 20
    return [
      label(name, { x: 16, y, 'font-size': 11, fill: INK }),
      label(words.whole(first), { x: x(0), y, 'text-anchor': 'middle', 'font-size': 11 }),
      ...shown.map(step =>
        label(words.whole(of(step)), { x: x(step.to), y, 'text-anchor': 'middle', 'font-size': 11 }),
      ),
    ]
  })
}

function spaced(steps: ReportedCurve['steps'], x: Scale): ReportedCurve['steps'] {
  let before = x(0)
  return steps.filter(({ to }) => {
    const fits = x(to) - before >= 30
    if (fits) before = x(to)
    return fits
  })
}

function tableOf(curve: ReportedCurve, { words, caption }: { words: Words; caption: string }): Plot['table'] {
  return {
    caption,
    head: [
      words.say('column.step'),
      words.say('column.atRisk'),
      words.say('column.events'),
      words.say('column.censored'),
      words.say('column.survival'),
      words.say('column.limits'),
    ],
    rows: curve.steps.map(({ from, to, atRisk, events, censored, survival, interval }) => [
      `(${words.whole(from)}, ${words.whole(to)}]`,
      words.whole(atRisk),
      words.whole(events),
      words.whole(censored),
      words.percent(survival),
      words.percentInterval(interval),
    ]),
  }
}
