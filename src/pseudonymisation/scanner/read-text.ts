/** Text as every detector reads it: one kind of blank, of hyphen and of digit; nothing invisible between digits. */

const PLAIN = /^[\x20-\x7e]*$/
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g
const HYPHENS = /[\u2010-\u2015\u2212\u2043\ufe58\ufe63]/g
const BLANKS = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
/** A line's end with what the next one is set in by. */
const LINE_BREAKS = /[ \t]*[\r\n\u0085\u2028\u2029][\s]*/g
/** Those of other scripts that compatibility (NFKC) does not make plain. */
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu

export function readText(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(LINE_BREAKS, ' ')
    .replace(OTHER_DIGITS, plainDigit)
    .replace(HYPHENS, '-')
    .replace(BLANKS, ' ')
}

/** Every script has its ten digits in a row. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

/** The same length with the spans struck out, so that what stands around them does not join up. */
export function strikeOut(text: string, spans: readonly { readonly from: number; readonly to: number }[]): string {
  const parts: string[] = []
  let done = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (to <= done) continue
    const start = Math.max(from, done)
    parts.push(text.slice(done, start), ';'.repeat(to - start))
    done = to
  }
  return parts.join('') + text.slice(done)
}

export interface Word {
  readonly text: string
  readonly lower: string
  readonly from: number
  readonly to: number
}

/** Runs of letters, with hyphens and apostrophes inside; digits and all else part words. Linear in the text. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\p{L}+(?:['’-]\p{L}+)*/gu)].map(found => ({
    text: found[0],
    lower: found[0].toLowerCase(),
    from: found.index,
    to: found.index + found[0].length,
  }))
}
