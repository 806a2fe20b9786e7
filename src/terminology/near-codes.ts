/** Known codes that a reader may have meant; for hints only, never taken. */
const MAX = 5
const MAX_LENGTH = 60

/** Nearest first: the same but for case, then few edits, then one begins with the other. */
export function nearCodes(text: string, known: readonly string[]): readonly string[] {
  const asked = text.toLowerCase()
  if (asked.length < 2 || asked.length > MAX_LENGTH) return []
  const allowed = asked.length < 4 ? 1 : 2
  return known
    .map(code => ({ code, distance: distanceOf(asked, code.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || a.code.length - b.code.length)
    .slice(0, MAX)
    .map(({ code }) => code)
}

/** A beginning counts as two edits: it is shown after what is misspelt. */
function distanceOf(asked: string, known: string): number {
  const edits = editsBetween(asked, known)
  const begins = asked.length >= 3 && (known.startsWith(asked) || (known.length >= 3 && asked.startsWith(known)))
  return begins ? Math.min(edits, 2) : edits
}

/** Characters put in, left out, replaced, or two neighbours swapped (optimal string alignment). */
function editsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced)
      row.push(swapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
