/** Pieces of a page. Every text is escaped here and nowhere else. */
import type { TableData } from '../plots/plot.ts'
import { escapeXml } from '../plots/svg.ts'

/** Markup that is safe to put into a page. */
export type Html = string

export function tag(name: string, content: Html, attributes: Readonly<Record<string, string>> = {}): Html {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return `<${name}${written.join('')}>${content}</${name}>`
}

export function textTag(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): Html {
  return tag(name, escapeXml(text), attributes)
}

export function paragraphs(texts: readonly string[], attributes: Readonly<Record<string, string>> = {}): Html {
  return texts.map(text => textTag('p', text, attributes)).join('')
}

/** A table whose first column names its rows; columns of numbers stand to the right. */
export function table({ caption, head, rows }: TableData): Html {
  const numeric = head.map(
    (_, column) => column > 0 && rows.length > 0 && rows.every(row => isNumber(row[column] ?? '')),
  )
  const headings = head
    .map((text, column) => textTag('th', text, { scope: 'col', ...(numeric[column] === true ? NUMBER : {}) }))
    .join('')
  const lines = rows.map(([first = '', ...cells]) =>
    tag(
      'tr',
      textTag('th', first, { scope: 'row' }) +
        cells.map((cell, index) => textTag('td', cell, numeric[index + 1] === true ? NUMBER : {})).join(''),
    ),
  )
  return tag('table', textTag('caption', caption) + tag('thead', tag('tr', headings)) + tag('tbody', lines.join('')))
}

const NUMBER = { class: 'number' }

/** A number, an interval or a sign that there is none. */
function isNumber(cell: string): boolean {
  return /^[\d\s\u00a0\u202f.,%/()–×<≥α\u2212∞-]*$/u.test(cell)
}

export function section(id: string, title: string, ...content: readonly Html[]): Html {
  return tag('section', textTag('h2', title, { id: `${id}-heading` }) + content.join(''), {
    id,
    'aria-labelledby': `${id}-heading`,
  })
}

/** A plot with its twin: the table is open in print, folded on a screen. */
export function figure(svg: Html, data: TableData): Html {
  return tag('figure', svg + tag('details', textTag('summary', data.caption.split('. ')[0] ?? '') + table(data)))
}
