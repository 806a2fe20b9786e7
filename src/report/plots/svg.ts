/**
 * SVG as text, the same in browser, server and command line: presentation attributes only, no inline style, no script, no
 * outside font; every text escaped, every number with at most two digits, so that one input gives one text.
 */

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** The first name is the font that a PNG is drawn with; a page takes what it has. */
export const FONT = 'Roboto Plot, Helvetica, Arial, sans-serif'

/** Dark enough for text (contrast above 4.5), and told apart in grey by dash, hatch or shape, never by colour alone. */
export const INK = '#1a1a1a'
export const QUIET = '#595959'
export const LINE = '#8c8c8c'
export const BLUE = '#0b4f8a'
export const ORANGE = '#b34700'
export const PAPER = '#ffffff'

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(FORBIDDEN, '')
}

/** What XML 1.0 cannot hold. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

export function numeral(value: number): string {
  return String(Math.round(value * 100) / 100 || 0)
}

export function el(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? numeral(value) : escapeXml(String(value))}"`)
    .join('')
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`
}

export function label(content: string, attributes: Attributes): string {
  return el('text', { 'font-size': 12, fill: INK, ...attributes }, escapeXml(content))
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string {
  return el('line', { x1, y1, x2, y2, stroke: INK, 'stroke-width': 1, ...attributes })
}

export interface Frame {
  /** Prefix of ids; one page holds a plot of a name once. */
  readonly id: string
  readonly width: number
  readonly height: number
  readonly title: string
  /** States the result in words. */
  readonly desc: string
  /** Holds links: as one image they would be hidden from those who do not see it. */
  readonly hasLinks?: boolean
}

/** An image with title and description, on white paper. */
export function drawing(
  { id, width, height, title, desc, hasLinks = false }: Frame,
  ...children: readonly string[]
): string {
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${numeral(width)} ${numeral(height)}`,
      role: hasLinks ? 'group' : 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      'font-family': FONT,
      class: 'plot',
    },
    el('title', { id: `${id}-title` }, escapeXml(title)),
    el('desc', { id: `${id}-desc` }, escapeXml(desc)),
    el('rect', { width, height, fill: PAPER }),
    ...children,
  )
}

/** Diagonal lines for what must not be told by colour. */
export function hatch(id: string, { angle, gap }: { readonly angle: 45 | -45; readonly gap: number }): string {
  const path = angle === 45 ? `M0 ${gap}L${gap} 0` : `M0 0L${gap} ${gap}`
  return el(
    'pattern',
    { id, width: gap, height: gap, patternUnits: 'userSpaceOnUse' },
    el('rect', { width: gap, height: gap, fill: PAPER }),
    el('path', { d: path, stroke: QUIET, 'stroke-width': 1 }),
  )
}
