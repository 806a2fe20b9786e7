import { scaleLinear } from 'd3-scale'
import type { ReportResult } from '../../model/generated/report-result.ts'
import type { Words } from '../text/words.ts'
import { guide, leftAxis, wholeTicks } from './axes.ts'
import type { Plot } from './plot.ts'
import { BLUE, drawing, el, hatch, INK, label, line, QUIET } from './svg.ts'

const WIDTH = 760
const HEIGHT = 380
const BOX = { left: 70, right: 730, top: 56, bottom: 300 }

/** Cumulative evaluable patients by quarter of treatment start, with pending ones on top. null where quarters are not known. */
export function accrualPlot({ accrual, document }: ReportResult, words: Words): Plot | null {
  const { quarters } = accrual
  const last = quarters.at(-1)
  if (last === undefined) return null
  const looks = [document.looks.s1, document.looks.s2]
  const most = Math.max(
    ...quarters.map(({ evaluable, pending }) => evaluable + pending),
    document.design === null ? 1 : document.looks.s2,
  )
  const y = scaleLinear([0, most * 1.05], [BOX.bottom, BOX.top])
  const slot = (BOX.right - BOX.left) / quarters.length
  const width = Math.min(60, slot * 0.7)
  const at = (index: number) => BOX.left + slot * (index + 0.5)
  const title = words.say('plot.accrual')
  const desc = words.say('plot.accrual.desc', {
    evaluable: last.evaluable,
    quarter: last.quarter,
    quarters: quarters.length,
  })
  const every = Math.ceil(quarters.length / 12)
  const svg = drawing(
    { id: 'accrual', width: WIDTH, height: HEIGHT, title, desc },
    el('defs', {}, hatch('accrual-pending', { angle: 45, gap: 6 })),
    label(title, { x: 16, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    leftAxis(
      { scale: y, ticks: wholeTicks(y, 8), text: words.whole, name: words.say('plot.accrual.y') },
      { x: BOX.left, to: BOX.right },
    ),
    line(BOX.left, BOX.bottom, BOX.right, BOX.bottom),
    ...quarters.flatMap(({ quarter, evaluable, pending }, index) => [
      el('rect', { x: at(index) - width / 2, y: y(evaluable), width, height: BOX.bottom - y(evaluable), fill: BLUE }),
      ...(pending === 0
        ? []
        : [
            el('rect', {
              x: at(index) - width / 2,
              y: y(evaluable + pending),
              width,
              height: y(evaluable) - y(evaluable + pending),
              fill: 'url(#accrual-pending)',
              stroke: INK,
            }),
          ]),
      ...(index % every === 0
        ? [label(quarter, { x: at(index), y: BOX.bottom + 18, 'text-anchor': 'middle', 'font-size': 11 })]
        : []),
    ]),
    ...(document.design === null
      ? []
      : looks.flatMap(n => [
          guide(BOX.left, y(n), BOX.right, y(n)),
          label(words.say('plot.accrual.look', { n }), { x: BOX.left + 6, y: y(n) - 5, 'font-size': 11, fill: QUIET }),
        ])),
    ...key(words),
  )
  return {
    id: 'accrual',
    title,
    svg,
    width: WIDTH,
    height: HEIGHT,
    table: {
      caption: `${title}. ${desc}`,
      head: [
        words.say('column.quarter'),
        words.say('plot.accrual.evaluable'),
        words.say('plot.accrual.pending'),
        words.say('column.x'),
      ],
      rows: quarters.map(({ quarter, evaluable, pending, control }) => [
        quarter,
        words.whole(evaluable),
        words.whole(pending),
        control === null ? '–' : words.whole(control),
      ]),
    },
  }
}

function key(words: Words): string[] {
  const y = HEIGHT - 24
  return [
    el('rect', { x: BOX.left, y: y - 11, width: 14, height: 14, fill: BLUE }),
    label(words.say('plot.accrual.evaluable'), { x: BOX.left + 20, y }),
    el('rect', { x: BOX.left + 220, y: y - 11, width: 14, height: 14, fill: 'url(#accrual-pending)', stroke: INK }),
    label(words.say('plot.accrual.pending'), { x: BOX.left + 240, y }),
  ]
}
