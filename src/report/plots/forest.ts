import { scaleLinear } from 'd3-scale'
import type { ReportedRow, ReportResult } from '../../model/generated/report-result.ts'
import type { Interval } from '../../statistics/interval.ts'
import type { Words } from '../text/words.ts'
import { guide } from './axes.ts'
import type { Plot } from './plot.ts'
import { BLUE, drawing, el, INK, label, line, ORANGE, PAPER, QUIET } from './svg.ts'

const ROW = 28
const TOP = 54
const LEFT = 200
const RIGHT = 520
const WIDTH = 760

interface Row {
  readonly name: string
  readonly text: string
  readonly estimate: number
  readonly interval: Interval
  readonly mark: 'square' | 'diamond' | 'open-diamond'
  /** Patients, for the size of a square. */
  readonly n: number
}

/** One row a part with exact counts, in the order of names; pooled and random-effects diamonds. null where there is nothing to draw. */
export function forestPlot(result: ReportResult, words: Words): Plot | null {
  const rows = [...partRows(result, words), ...pooledRows(result, words)]
  const [primary] = result.pooled
  if (rows.length === 0) return null
  const scale = scaleLinear([0, 1], [LEFT, RIGHT])
  const bottom = TOP + rows.length * ROW + 8
  const height = bottom + 50
  const largest = Math.max(...rows.map(({ n }) => n))
  const limits = rows.flatMap(({ interval }) => interval)
  const title = words.say('plot.forest')
  const desc = words.say('plot.forest.desc', {
    rate: primary === undefined ? '–' : words.percent(primary.estimate),
    interval: words.percentInterval(primary?.clopperPearson ?? null),
    x: primary?.x ?? '–',
    n: primary?.n ?? '–',
    rows: rows.filter(({ mark }) => mark === 'square').length,
    low: words.percent(Math.min(...limits)),
    high: words.percent(Math.max(...limits)),
  })
  const svg = drawing(
    { id: 'forest', width: WIDTH, height, title, desc },
    label(title, { x: 16, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    ...thresholds(result, { words, scale, bottom }),
    ...rows.map((row, index) => drawRow(row, { y: TOP + index * ROW + ROW / 2, scale, largest })),
    axis(scale, bottom, words),
  )
  return {
    id: 'forest',
    title,
    svg,
    width: WIDTH,
    height,
    table: {
      caption: `${title}. ${desc}`,
      head: [
        words.say('column.part'),
        `${words.say('column.x')} / n`,
        words.say('column.rate'),
        words.say('column.interval', { level: words.level(result.level) }),
      ],
      rows: rows.map(({ name, text, estimate, interval }) => [
        name,
        text,
        words.percent(estimate),
        words.percentInterval(interval),
      ]),
    },
  }
}

function partRows(result: ReportResult, words: Words): Row[] {
  return result.rows.filter(row => row.denominator === 'evaluable').flatMap(row => rowOf(row, words))
}

function rowOf({ name, counted, n, x, estimate, clopperPearson }: ReportedRow, words: Words): Row[] {
  if (n === null || x === null || estimate === null || clopperPearson === null) return []
  const text = `${words.whole(x.lo)}/${words.whole(n.lo)}`
  return [{ name: counted ? name : `(${name})`, text, estimate, interval: clopperPearson, mark: 'square', n: n.lo }]
}

function pooledRows({ pooled, rows, heterogeneity }: ReportResult, words: Words): Row[] {
  const primary = pooled.find(({ denominator }) => denominator === 'evaluable')
  const parts = rows.filter(({ denominator, counted }) => denominator === 'evaluable' && counted)
  const all: Row[] =
    primary === undefined || parts.length < 2
      ? []
      : [
          {
            name: words.say('plot.forest.pooled'),
            text: `${words.whole(primary.x)}/${words.whole(primary.n)}`,
            estimate: primary.estimate,
            interval: primary.clopperPearson,
            mark: 'diamond',
            n: 0,
          },
        ]
  if (heterogeneity === null) return all
  return [
    ...all,
    {
      name: words.say('plot.forest.random'),
      text: '',
      estimate: heterogeneity.dl.estimate,
      interval: heterogeneity.knappHartung.interval,
      mark: 'open-diamond',
      n: 0,
    },
  ]
}

interface Place {
  readonly y: number
  readonly scale: (value: number) => number
  readonly largest: number
}

function drawRow({ name, text, estimate, interval, mark, n }: Row, { y, scale, largest }: Place): string {
  const [low, high] = interval
  const x = scale(estimate)
  return el(
    'g',
    {},
    label(name.length > 30 ? `${name.slice(0, 29)}…` : name, { x: 16, y: y + 4 }),
    ...(mark === 'square'
      ? [whisker(low, high, { y, scale }), square(x, y, sideOf(n, largest))]
      : [diamond({ x, low, high, y, scale, mark })]),
    label(text, { x: RIGHT + 60, y: y + 4, 'text-anchor': 'end' }),
    label(`${percentText(estimate)} (${percentText(low)} – ${percentText(high)})`, {
      x: WIDTH - 16,
      y: y + 4,
      'text-anchor': 'end',
    }),
  )
}

/** In the figure itself without a sign, so that columns stand under each other; the table has the language's way. */
function percentText(value: number): string {
  return (100 * value).toFixed(1)
}

function sideOf(n: number, largest: number): number {
  return 6 + 10 * Math.sqrt(n / Math.max(1, largest))
}

function whisker(low: number, high: number, { y, scale }: Pick<Place, 'y' | 'scale'>): string {
  return el(
    'g',
    {},
    line(scale(low), y, scale(high), y, { 'stroke-width': 1.5 }),
    line(scale(low), y - 4, scale(low), y + 4),
    line(scale(high), y - 4, scale(high), y + 4),
  )
}

function square(x: number, y: number, side: number): string {
  return el('rect', { x: x - side / 2, y: y - side / 2, width: side, height: side, fill: BLUE })
}

function diamond({
  x,
  low,
  high,
  y,
  scale,
  mark,
}: {
  x: number
  low: number
  high: number
  y: number
  scale: (value: number) => number
  mark: Row['mark']
}): string {
  const d = `M${scale(low).toFixed(2)} ${y}L${x.toFixed(2)} ${y - 8}L${scale(high).toFixed(2)} ${y}L${x.toFixed(2)} ${y + 8}Z`
  return mark === 'diamond'
    ? el('path', { d, fill: ORANGE, stroke: INK })
    : el('path', { d, fill: PAPER, stroke: INK, 'stroke-dasharray': '3 2' })
}

function thresholds(
  { document }: ReportResult,
  { words, scale, bottom }: { words: Words; scale: (value: number) => number; bottom: number },
): string[] {
  if (document.design === null) return []
  return (['p0', 'p1'] as const).flatMap(name => {
    const value = document.design?.[name] ?? 0
    return [
      guide(scale(value), TOP - 6, scale(value), bottom),
      label(`${name} ${words.level(value)}`, {
        x: scale(value),
        y: TOP - 12,
        'text-anchor': 'middle',
        'font-size': 11,
        fill: QUIET,
      }),
    ]
  })
}

function axis(scale: (value: number) => number, y: number, words: Words): string {
  return el(
    'g',
    {},
    line(LEFT, y, RIGHT, y),
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].flatMap(tick => [
      line(scale(tick), y, scale(tick), y + 5),
      label(words.whole(100 * tick), { x: scale(tick), y: y + 18, 'text-anchor': 'middle' }),
    ]),
    label('%', { x: (LEFT + RIGHT) / 2, y: y + 36, 'text-anchor': 'middle', fill: QUIET }),
  )
}
