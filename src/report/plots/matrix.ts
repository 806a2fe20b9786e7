import type { FalsePositives } from '../../decision/false-positives.ts'
import type { Bounds } from '../../merged-counts/bounds.ts'
import type { Words } from '../text/words.ts'
import type { Plot } from './plot.ts'
import { BLUE, drawing, el, hatch, INK, label, PAPER } from './svg.ts'

/** One cohort of an overview: tumour and drug are the labels of its row and column. */
export interface MatrixCell {
  readonly tumour: string
  readonly drug: string
  /** Evaluable patients; null where nothing is known. */
  readonly evaluable: Bounds | null
  /** Patients at which the cohort is complete. */
  readonly of: number
  readonly stage: 1 | 2 | null
  /** Where more is said of the cohort: the cell is then a link, which the keyboard reaches. */
  readonly href?: string
  /** Of the cohort, for those who do not see its row and column. */
  readonly name?: string
}

const CELL = { width: 92, height: 34 }
/** Of the names of rows: as wide as the longest needs, within bounds. */
const LEFT = { least: 220, most: 420, character: 6.2 }
const TOP = 150

/** Tumour by drug: `n/24`, or the bounds of a band; masked cells are hatched, not empty. Rows and columns by name. null without a cohort. */
export function cohortMatrix(cells: readonly MatrixCell[], words: Words): Plot | null {
  if (cells.length === 0) return null
  const tumours = namesOf(cells.map(({ tumour }) => tumour))
  const drugs = namesOf(cells.map(({ drug }) => drug))
  const longest = Math.max(...tumours.map(name => name.length))
  const left = Math.min(LEFT.most, Math.max(LEFT.least, 24 + longest * LEFT.character))
  const width = left + drugs.length * CELL.width + 16
  const height = TOP + tumours.length * CELL.height + 16
  const title = words.say('plot.matrix')
  const desc = words.say('plot.matrix.desc', {
    cohorts: cells.length,
    tumours: tumours.length,
    drugs: drugs.length,
    masked: cells.filter(isMasked).length,
  })
  const at = ({ tumour, drug }: MatrixCell) => ({
    x: left + drugs.indexOf(drug) * CELL.width,
    y: TOP + tumours.indexOf(tumour) * CELL.height,
  })
  const svg = drawing(
    { id: 'matrix', width, height, title, desc, hasLinks: cells.some(({ href }) => href !== undefined) },
    el('defs', {}, hatch('matrix-masked', { angle: 45, gap: 6 })),
    label(title, { x: 16, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    ...drugs.map((drug, index) =>
      el(
        'g',
        { transform: `translate(${left + (index + 0.5) * CELL.width} ${TOP - 8}) rotate(-40)` },
        label(cut(drug, 24), {}),
      ),
    ),
    ...tumours.map((tumour, index) =>
      label(cut(tumour, Math.floor((left - 24) / LEFT.character)), { x: 16, y: TOP + (index + 0.5) * CELL.height + 4 }),
    ),
    ...cells.map(cell => drawCell(cell, { ...at(cell), words })),
  )
  return {
    id: 'matrix',
    title,
    svg,
    width,
    height,
    table: {
      caption: `${title}. ${desc}`,
      head: ['', ...drugs],
      rows: tumours.map(tumour => [
        tumour,
        ...drugs.map(drug => {
          const cell = cells.find(other => other.tumour === tumour && other.drug === drug)
          return cell === undefined ? '' : textOf(cell, words)
        }),
      ]),
    },
  }
}

/** The sentence that stands above the matrix. */
export function falsePositivesSentence(found: FalsePositives, words: Words): string {
  return words.say('limits.falsePositives', {
    decided: words.whole(found.decided),
    expected: words.decimal(found.expected, 1),
    atStage2: words.whole(found.atStage2),
    expectedAtStage2: words.decimal(found.expectedAtStage2, 1),
  })
}

function isMasked({ evaluable }: MatrixCell): boolean {
  return evaluable === null || evaluable.hi !== evaluable.lo
}

function textOf({ evaluable, of, stage }: MatrixCell, words: Words): string {
  const mark = stage === null ? '' : stage === 1 ? ' ◐' : ' ●'
  if (evaluable === null || (evaluable.lo === 0 && evaluable.hi === null)) return words.say('plot.matrix.masked')
  if (evaluable.lo === 0 && evaluable.hi !== null && evaluable.hi > 0) return `≤ ${words.whole(evaluable.hi)}`
  if (evaluable.hi === evaluable.lo) return `${words.whole(evaluable.lo)}/${words.whole(of)}${mark}`
  return `${words.whole(evaluable.lo)}–${evaluable.hi === null ? '' : words.whole(evaluable.hi)}${mark}`
}

function drawCell(cell: MatrixCell, { x, y, words }: { x: number; y: number; words: Words }): string {
  const masked = isMasked(cell)
  const share = masked ? 0 : Math.min(1, (cell.evaluable?.lo ?? 0) / cell.of)
  const text = textOf(cell, words)
  const isLink = cell.href !== undefined
  return el(
    isLink ? 'a' : 'g',
    isLink ? { href: cell.href, 'aria-label': `${cell.name ?? `${cell.tumour}, ${cell.drug}`}: ${text}` } : {},
    el('rect', {
      x,
      y,
      width: CELL.width,
      height: CELL.height,
      fill: masked ? 'url(#matrix-masked)' : PAPER,
      stroke: INK,
    }),
    el('rect', { x, y: y + CELL.height - 5, width: CELL.width * share, height: 5, fill: BLUE }),
    el('rect', { x: x + 14, y: y + 7, width: CELL.width - 28, height: 16, fill: PAPER }),
    label(text, { x: x + CELL.width / 2, y: y + 20, 'text-anchor': 'middle' }),
  )
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
