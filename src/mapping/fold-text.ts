/** Texts that differ in case, blanks or the form of their characters only are the same text of a pick list. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
