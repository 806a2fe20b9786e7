/**
 * Functions that remember what they said: cells repeat, since a sheet holds few distinct codes, dates and names. What is
 * remembered is bounded in number and in length.
 */
export interface Remembered {
  /** So many answers; then all are forgotten. */
  readonly most: number
  /** Of longer texts nothing is kept. */
  readonly longest: number
}

const OF_TEXTS: Remembered = { most: 20_000, longest: 120 }

export function remember<T>(answer: (text: string) => T, limits: Remembered = OF_TEXTS): (text: string) => T {
  return rememberBy(text => text, answer, limits)
}

/** `textOf`: everything that the answer looks at. */
export function rememberBy<Asked, T>(
  textOf: (asked: Asked) => string,
  answer: (asked: Asked) => T,
  { most, longest }: Remembered,
): (asked: Asked) => T {
  const known = new Map<string, T>()
  return asked => {
    const text = textOf(asked)
    if (text.length > longest) return answer(asked)
    const before = known.get(text)
    if (before !== undefined) return before
    const value = answer(asked)
    if (known.size >= most) known.clear()
    known.set(text, value)
    return value
  }
}
