/** Known codes that a reader may have meant; for hints only. */
import { isOneEdit } from '../terminology/drugs.ts'

const MAX = 5

export function nearCodes(text: string, known: readonly string[]): readonly string[] {
  const asked = text.toLowerCase()
  if (asked.length < 2 || asked.length > 60) return []
  const near = known.filter(code => {
    const lower = code.toLowerCase()
    return (
      lower === asked ||
      isOneEdit(lower, asked) ||
      (asked.length >= 3 && (lower.startsWith(asked) || asked.startsWith(lower)))
    )
  })
  return near.slice(0, MAX)
}
