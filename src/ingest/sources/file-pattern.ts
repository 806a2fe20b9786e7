/** Names of files by a pattern in which an asterisk stands for any text; case does not matter. Linear in the name. */
export function isNamedBy(pattern: string, name: string): boolean {
  const pieces = pattern.toLowerCase().split('*')
  const text = name.toLowerCase()
  const [first = '', ...others] = pieces
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of others) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - at >= last.length && text.endsWith(last)
}

/** Key of a sheet from the name of its file or worksheet: what follows the last underscore, or the whole name, in lower case. */
export function sheetKeyOf(name: string): string {
  return name
    .slice(name.lastIndexOf('_') + 1)
    .trim()
    .toLowerCase()
}
