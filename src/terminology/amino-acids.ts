/** The twenty residues and Sec, one letter and three (IUPAC-IUB); `Ter` is the stop, and never the residue that is replaced. */
const CODES = [
  'A Ala,R Arg,N Asn,D Asp,C Cys,Q Gln,E Glu,G Gly,H His,I Ile,L Leu',
  'K Lys,M Met,F Phe,P Pro,S Ser,T Thr,W Trp,Y Tyr,V Val,U Sec',
].join(',')

const byLetter = new Map(CODES.split(',').map(pair => [pair.slice(0, 1), pair.slice(2)]))
const byThree = new Map([...byLetter.values()].map(three => [three.toLowerCase(), three]))

/** Three-letter form, or null. */
export function residue(text: string): string | null {
  if (text.length === 1) return byLetter.get(text.toUpperCase()) ?? null
  return text.length === 3 ? (byThree.get(text.toLowerCase()) ?? null) : null
}

/** Stops as they are written: `*`, `X`, `Ter`, `Stop`, `STP`. */
export function isStop(text: string): boolean {
  return ['*', 'x', 'ter', 'stop', 'stp'].includes(text.toLowerCase())
}

const GROUPS = /^(?:[A-Z][a-z]{2})+$/

/**
 * A sequence of new residues in three letters: read as three-letter groups only if it is all `Xxx` groups, else each
 * letter is one residue. Null where a letter is none.
 */
export function residues(text: string): string | null {
  const parts = GROUPS.test(text) ? (text.match(/[A-Z][a-z]{2}/g) ?? []) : [...text]
  const read = parts.map(part => residue(part) ?? (part === '*' || part === 'Ter' ? 'Ter' : null))
  return read.length === 0 || read.includes(null) ? null : read.join('')
}
