/**
 * A function of a text that remembers what it said: cells repeat, since a sheet holds few distinct codes, dates and
 * names. What is remembered is bounded in number and in length.
 */
const MOST = 20_000
const LONGEST = 120

export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    if (text.length > LONGEST) return answer(text)
    const before = known.get(text)
    if (before !== undefined) return before
    const value = answer(text)
    if (known.size >= MOST) known.clear()
    known.set(text, value)
    return value
  }
}
