import { scaleLinear } from 'd3-scale'
import { line as lineShape } from 'd3-shape'
import type { ReportedDesign, ReportedSet, ReportResult } from '../../model/generated/report-result.ts'
import type { Words } from '../text/words.ts'
import { bottomAxis, leftAxis, wholeTicks } from './axes.ts'
import type { Plot } from './plot.ts'
import { BLUE, drawing, el, hatch, INK, label, line, ORANGE, PAPER, QUIET } from './svg.ts'

const WIDTH = 760
const HEIGHT = 430
const BOX = { left: 70, right: 730, top: 56, bottom: 330 }

interface Point {
  readonly name: string
  readonly n: number
  readonly x: number
}

/** Evaluable patients against responders: where the cohort would stop, where it is positive, and the way it came. null without a design or a path. */
export function boundaryPlot(result: ReportResult, words: Words): Plot | null {
  const { document, decision } = result
  const path = decision.denominators[0]?.path ?? null
  if (document.design === null || path === null || path.all.x === null) return null
  const design = path.design ?? planned(document.design)
  const points = pathOf(result, { n: path.all.n, x: path.all.x })
  const most = Math.max(design.n, path.all.n + path.all.open)
  const x = scaleLinear([0, most + 1], [BOX.left, BOX.right])
  const y = scaleLinear([0, Math.max(design.r + 4, path.all.x + path.all.open + 1)], [BOX.bottom, BOX.top])
  const rates = { alpha: words.percent(design.alpha), power: words.percent(design.power) }
  const title = words.say('plot.boundary')
  const desc = words.say('plot.boundary.desc', {
    points: points.length,
    x: path.all.x,
    n: path.all.n,
    r1: design.r1,
    n1: design.n1,
    r: design.r,
    end: design.n,
    ...rates,
  })
  const svg = drawing(
    { id: 'boundary', width: WIDTH, height: HEIGHT, title, desc },
    el('defs', {}, hatch('boundary-stop', { angle: 45, gap: 7 })),
    label(title, { x: 16, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    leftAxis(
      { scale: y, ticks: wholeTicks(y, 8), text: words.whole, name: words.say('plot.boundary.y') },
      { x: BOX.left, to: BOX.right },
    ),
    bottomAxis(
      { scale: x, ticks: wholeTicks(x, 10), text: words.whole, name: words.say('plot.boundary.x') },
      BOX.bottom,
    ),
    ...regions(design, { x, y, words }),
    cone(path.all, { x, y, words }),
    track(points, { x, y }),
    label(words.say('plot.boundary.caption', rates), { x: BOX.left, y: HEIGHT - 20, fill: QUIET }),
  )
  return {
    id: 'boundary',
    title,
    svg,
    width: WIDTH,
    height: HEIGHT,
    table: {
      caption: `${title}. ${desc}`,
      head: [words.say('column.quarter'), words.say('plot.boundary.x'), words.say('plot.boundary.y')],
      rows: points.map(point => [point.name, words.whole(point.n), words.whole(point.x)]),
    },
  }
}

function planned({
  r1,
  n1,
  r,
  n,
}: {
  r1: number
  n1: number
  r: number
  n: number
}): Pick<ReportedDesign, 'r1' | 'n1' | 'r' | 'n' | 'alpha' | 'power'> {
  return { r1, n1, r, n, alpha: 0, power: 0 }
}

/** Quarters whose responders are known, and where the cohort stands now. */
function pathOf({ accrual }: ReportResult, now: { n: number; x: number }): Point[] {
  const quarters = accrual.quarters.flatMap(({ quarter, evaluable, control }) =>
    control === null ? [] : [{ name: quarter, n: evaluable, x: control }],
  )
  const last = quarters.at(-1)
  return last?.n === now.n && last.x === now.x ? quarters : [...quarters, { name: '–', ...now }]
}

interface Scales {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  readonly words: Words
}

type Boundary = Pick<ReportedDesign, 'r1' | 'n1' | 'r' | 'n'>

function regions({ r1, n1, r, n }: Boundary, { x, y, words }: Scales): string[] {
  return [
    bar({ at: n1, from: 0, to: r1, fill: 'url(#boundary-stop)' }, { x, y }),
    bar({ at: n, from: 0, to: r, fill: 'url(#boundary-stop)' }, { x, y }),
    line(x(n), BOX.top, x(n), y(r + 0.5), { stroke: BLUE, 'stroke-width': 4 }),
    line(x(n1), y(r1 + 0.5), x(n1), BOX.top, { stroke: INK, 'stroke-dasharray': '2 4' }),
    label(`${words.say('plot.boundary.stop')} ≤ ${r1}/${n1}`, { x: x(n1) + 10, y: y(0) - 6, 'font-size': 11 }),
    label(`${words.say('plot.boundary.negative')} ≤ ${r}/${n}`, {
      x: x(n) - 10,
      y: y(0) - 6,
      'text-anchor': 'end',
      'font-size': 11,
    }),
    label(`${words.say('plot.boundary.positive')} > ${r}/${n}`, {
      x: x(n) - 10,
      y: BOX.top + 12,
      'text-anchor': 'end',
      'font-size': 11,
    }),
  ]
}

function bar(
  { at, from, to, fill }: { at: number; from: number; to: number; fill: string },
  { x, y }: Omit<Scales, 'words'>,
): string {
  const top = y(to + 0.5)
  return el('rect', { x: x(at) - 5, y: top, width: 10, height: y(from) - top + 4, fill, stroke: INK })
}

/** All that open results could bring: none of them responds, or all do. */
function cone({ n, x: responders, open }: ReportedSet, { x, y, words }: Scales): string {
  if (open === 0 || responders === null) return ''
  const corners = [
    [n, responders],
    [n + open, responders],
    [n + open, responders + open],
  ] as const
  const d = `M${corners.map(([a, b]) => `${x(a).toFixed(2)} ${y(b).toFixed(2)}`).join('L')}Z`
  return el(
    'g',
    {},
    el('path', { d, fill: ORANGE, 'fill-opacity': 0.25, stroke: ORANGE, 'stroke-dasharray': '4 3' }),
    label(`${words.say('plot.boundary.open')}: ${words.whole(open)}`, {
      x: x(n + open),
      y: y(responders + open) - 8,
      'text-anchor': 'end',
      'font-size': 11,
    }),
  )
}

function track(points: readonly Point[], { x, y }: Omit<Scales, 'words'>): string {
  const shape = lineShape<{ n: number; x: number }>(
    point => x(point.n),
    point => y(point.x),
  ).digits(2)
  return el(
    'g',
    {},
    el('path', { d: shape([{ n: 0, x: 0 }, ...points]) ?? undefined, fill: 'none', stroke: BLUE, 'stroke-width': 2 }),
    ...points.map(point =>
      el('circle', { cx: x(point.n), cy: y(point.x), r: 5, fill: PAPER, stroke: BLUE, 'stroke-width': 2 }),
    ),
  )
}
