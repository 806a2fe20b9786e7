/** Foldings that make spellings comparable. All are linear in the length of the text. */

/** Longer texts are not read: no gene, drug, tumour or cohort is named in more characters. */
export const maxTextLength = 400

const HYPHENS = /[\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g
/** Plain words with one blank between them: what most texts are. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/
const INVISIBLE = /\p{Cf}/gu

/** NFKC, one kind of hyphen, one kind of blank, trimmed; case stays. */
export function tidy(text: string): string {
  if (TIDY.test(text)) return text
  return text.normalize('NFKC').replace(HYPHENS, '-').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
}

/** What two local texts must share to be one: case, blanks and kinds of hyphen do not count. */
export function foldLocal(text: string): string {
  return tidy(text).toLowerCase().replaceAll(' ', '')
}

/** Lower-case words: punctuation and hyphens become blanks. */
export function foldWords(text: string): string {
  return tidy(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+*]+/gu, ' ')
    .trim()
}

/** As `foldWords`, and the American spelling of tumour as the British. */
export function foldTumour(text: string): string {
  return foldWords(text).replace(/\btumor/g, 'tumour')
}

/** A gene name as it is looked up: upper case, without blanks, hyphens and a trailing `/neu`. */
export function foldGene(text: string): string {
  return tidy(text)
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replace(/(?<=.)\/NEU$/, '')
}

/** Order of the canonical form: by code unit, the same on every machine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(byCodeUnit)
}
