import type { Cells } from './compile-cell.ts'

/** Rows of one sheet are the same where all their trimmed cells are, those of columns that nothing reads included. */
export function isSameRow(a: Cells, b: Cells): boolean {
  const length = Math.max(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a[at] ?? ''
    const right = b[at] ?? ''
    if (left !== right && left.trim() !== right.trim()) return false
  }
  return true
}

/** Few rows are compared one by one, since most differ in their first cells; many by their content. */
const FEW = 12

/** Answers whether an earlier row asked about was the same; the rows are of one sheet. */
export function repeatFinder(): (cells: Cells) => boolean {
  const seen: Cells[] = []
  let contents: Set<string> | null = null
  return cells => {
    if (contents === null && seen.length >= FEW) contents = new Set(seen.map(contentOf))
    if (contents !== null) {
      const content = contentOf(cells)
      if (contents.has(content)) return true
      contents.add(content)
      return false
    }
    if (seen.some(earlier => isSameRow(earlier, cells))) return true
    seen.push(cells)
    return false
  }
}

function contentOf(row: Cells): string {
  const cells = row.map(cell => cell.trim())
  while (cells.at(-1) === '') cells.pop()
  // No cell holds a NUL: a source refuses files that do.
  return cells.join('\u0000')
}
