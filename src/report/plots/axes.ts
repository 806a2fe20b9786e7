/** Axes with few ticks, text left of or below them. */
import type { ScaleLinear } from 'd3-scale'
import { el, INK, LINE, label, line, PAPER, QUIET } from './svg.ts'

export interface Axis {
  readonly scale: ScaleLinear<number, number>
  readonly ticks: readonly number[]
  readonly text: (value: number) => string
  readonly name: string
}

export function bottomAxis({ scale, ticks, text, name }: Axis, y: number): string {
  const [from = 0, to = 0] = scale.range()
  return el(
    'g',
    {},
    line(from, y, to, y),
    ...ticks.flatMap(tick => [
      line(scale(tick), y, scale(tick), y + 5),
      label(text(tick), { x: scale(tick), y: y + 18, 'text-anchor': 'middle' }),
    ]),
    label(name, { x: (from + to) / 2, y: y + 36, 'text-anchor': 'middle', fill: QUIET }),
  )
}

export function leftAxis(
  { scale, ticks, text, name }: Axis,
  { x, to, nameAt = 44 }: { readonly x: number; readonly to: number; readonly nameAt?: number },
): string {
  const [bottom = 0, top = 0] = scale.range()
  const middle = (bottom + top) / 2
  return el(
    'g',
    {},
    line(x, top, x, bottom),
    ...ticks.flatMap(tick => [
      line(x, scale(tick), to, scale(tick), { stroke: LINE, 'stroke-width': 0.5, 'stroke-opacity': 0.6 }),
      label(text(tick), { x: x - 8, y: scale(tick) + 4, 'text-anchor': 'end' }),
    ]),
    el(
      'g',
      { transform: `translate(${x - nameAt} ${middle}) rotate(-90)` },
      label(name, { 'text-anchor': 'middle', fill: QUIET }),
    ),
  )
}

/** A dotted line that is seen on paper and on a dark bar. */
export function guide(x1: number, y1: number, x2: number, y2: number): string {
  const halo = line(x1, y1, x2, y2, { stroke: PAPER, 'stroke-width': 2.5, 'stroke-opacity': 0.7 })
  return halo + line(x1, y1, x2, y2, { stroke: INK, 'stroke-dasharray': '2 4' })
}

/** Whole numbers only, at most about `count` of them. */
export function wholeTicks(scale: ScaleLinear<number, number>, count: number): number[] {
  return scale.ticks(count).filter(Number.isInteger)
}
