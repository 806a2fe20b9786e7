/** A CSV reader of a few lines, apart from the writer under test. */

export interface ReadRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export interface ReadSheet {
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  readonly rows: readonly ReadRow[]
}

interface Record0 {
  readonly line: number
  readonly cells: string[]
}

function records(text: string, separator: string): Record0[] {
  const found: Record0[] = []
  let line = 1
  let current: Record0 = { line, cells: [''] }
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const last = current.cells.length - 1
    if (letter === '"' && quoted && text[at + 1] === '"') {
      current.cells[last] += '"'
      at += 1
    } else if (letter === '"') quoted = !quoted
    else if (letter === separator && !quoted) current.cells.push('')
    else if (letter === '\n' && !quoted) {
      found.push(current)
      line += 1
      current = { line, cells: [''] }
    } else if (letter !== '\r') {
      if (letter === '\n') line += 1
      current.cells[last] += letter
    }
  }
  return found
}

export function readCsv(text: string): ReadSheet {
  const bare = text.replace(/^\uFEFF/, '')
  const variables = bare.split('\n')[1] ?? ''
  const separator = variables.includes(';') ? ';' : ','
  const [labels, names, ...rest] = records(bare, separator)
  const columns = names?.cells ?? []
  const rows = rest.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])),
  }))
  return { columns, labels: labels?.cells ?? [], rows }
}

/** Key as the last part of the file name says. */
export function readExport(files: readonly { readonly name: string; readonly text: string }[]): Map<string, ReadSheet> {
  return new Map(files.map(({ name, text }) => [name.replace(/^.*_|\.csv$/g, ''), readCsv(text)]))
}
