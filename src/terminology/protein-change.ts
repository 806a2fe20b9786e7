/** One protein change as it is written (HGVS with and without prefix, one or three letters) -> HGVS three-letter form without `p.`. */
import { isStop, residue, residues } from './amino-acids.ts'

export type ProteinChange =
  | { readonly kind: 'change'; readonly change: string }
  /** A bare codon: any missense there. */
  | { readonly kind: 'codon'; readonly codon: string }
  /** A star or X after a codon, without prefix and three letters: stop or wildcard, the gene and the context decide. */
  | { readonly kind: 'star'; readonly codon: string }
  | { readonly kind: 'synonymous' }
  /** Several new residues at one codon. */
  | { readonly kind: 'alternatives'; readonly changes: readonly string[] }
  /** It is written like a change, and cannot be read as one. */
  | { readonly kind: 'unreadable' }

/** The pieces of one written change. */
interface Pieces {
  readonly from: string
  readonly to: string | null
  readonly threeLetters: boolean
  readonly prefixed: boolean
  readonly rest: string
}

const unreadable: ProteinChange = { kind: 'unreadable' }
const AA = '(?:[A-Za-z]{3}|[A-Za-z])'
const SHAPE = new RegExp(`^(${AA})([1-9]\\d{0,4})(?:_(${AA})([1-9]\\d{0,4}))?(.*)$`, 's')

/** Null where the text is not written like a change at all, so that it may be a word. */
export function readProteinChange(text: string): ProteinChange | null {
  const { body, prefixed } = strip(text)
  if (prefixed && /^(?:\?|0\??|=)$/.test(body)) return body === '=' ? { kind: 'synonymous' } : unreadable
  const found = SHAPE.exec(body)
  if (found === null) return prefixed ? unreadable : null
  const [, first = '', position = '', last, lastPosition, rest = ''] = found
  const from = residue(first)
  const end = last === undefined ? undefined : residue(last)
  if (from === null || end === null) return prefixed || rest !== '' ? unreadable : null
  if (end !== undefined && Number(lastPosition) <= Number(position)) return unreadable
  return interpret({
    from: from + position,
    to: end === undefined ? null : `${end}${lastPosition}`,
    threeLetters: first.length === 3,
    prefixed,
    rest,
  })
}

/** Takes off `p.` and one pair of parentheses, in either order: predicted and observed are one. */
function strip(text: string): { readonly body: string; readonly prefixed: boolean } {
  const outer = withoutParentheses(text)
  const prefixed = /^p\./i.test(outer)
  return { body: withoutParentheses(prefixed ? outer.slice(2) : outer), prefixed }
}

function withoutParentheses(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
}

function interpret(pieces: Pieces): ProteinChange {
  const { from, to, rest } = pieces
  if (/^del/i.test(rest) || rest.startsWith('>')) return deletion(pieces)
  if (/^dup/i.test(rest)) return areResidues(rest.slice(3)) ? change(span(pieces, 'dup')) : unreadable
  if (/^ins/i.test(rest)) return insertion(pieces)
  if (to !== null) return unreadable
  if (rest === '') return { kind: 'codon', codon: from }
  if (rest === '=') return { kind: 'synonymous' }
  return isFrameshift(rest) ? change(`${from}fs`) : substitution(pieces)
}

function change(text: string): ProteinChange {
  return { kind: 'change', change: text }
}

function span({ from, to }: Pieces, what: string): string {
  return `${to === null ? from : `${from}_${to}`}${what}`
}

/** The residues that were deleted or duplicated say nothing more; what is no residue is not dropped. */
function areResidues(text: string): boolean {
  return text === '' || residues(text) !== null
}

/** `del`, `delins`, `A_B>S`; the old `delELREAinsP` too. */
function deletion(pieces: Pieces): ProteinChange {
  const found = /^(?:del([A-Za-z]*?)(?:ins|>)|>)([A-Za-z*]+)$/.exec(pieces.rest)
  if (found === null) {
    const dropped = pieces.rest.startsWith('>') ? null : pieces.rest.slice(3)
    return dropped !== null && areResidues(dropped) ? change(span(pieces, 'del')) : unreadable
  }
  const inserted = residues(found[2] ?? '')
  if (inserted === null || !areResidues(found[1] ?? '')) return unreadable
  // One residue replaced by one is a substitution, however it is written.
  if (pieces.to === null && inserted.length === 3) return replaced(pieces.from, inserted)
  return change(span(pieces, `delins${inserted}`))
}

/** Between two neighbours only. */
function insertion(pieces: Pieces): ProteinChange {
  const inserted = residues(pieces.rest.slice(3))
  const neighbours = pieces.to !== null && position(pieces.to) === position(pieces.from) + 1
  return inserted === null || !neighbours ? unreadable : change(span(pieces, `ins${inserted}`))
}

function position(codon: string): number {
  return Number(codon.slice(3))
}

/** New residue and length are dropped: `Q1756fs*74`, `ProfsTer74`, `fsX`. */
function isFrameshift(rest: string): boolean {
  const found = /^([A-Za-z]{3}|[A-Za-z])?fs(?:(?:\*|X|Ter|Stop)(?:\d{1,5}|\?)?)?$/i.exec(rest)
  return found !== null && (found[1] === undefined || residue(found[1]) !== null || isStop(found[1]))
}

function substitution({ from, threeLetters, prefixed, rest }: Pieces): ProteinChange {
  if (rest.includes('/')) return alternatives(from, rest.split('/'))
  if (isStop(rest)) {
    const wildcard = (rest === '*' || rest.toLowerCase() === 'x') && !prefixed && !threeLetters
    return wildcard ? { kind: 'star', codon: from } : change(`${from}Ter`)
  }
  const target = residue(rest)
  return target === null ? unreadable : replaced(from, target)
}

function replaced(from: string, target: string): ProteinChange {
  return from.startsWith(target) ? { kind: 'synonymous' } : change(from + target)
}

/** `V600E/K`, also `V600E/V600K`. */
function alternatives(from: string, targets: readonly string[]): ProteinChange {
  const changes: string[] = []
  for (const text of targets) {
    const whole = readProteinChange(text)
    const target = residue(text)
    if (target !== null && !from.startsWith(target)) changes.push(from + target)
    else if (whole?.kind === 'change') changes.push(whole.change)
    else return unreadable
  }
  return { kind: 'alternatives', changes }
}

/** Where a canonical change begins and ends, and how many residues it adds; null for what has no net size. */
export interface ChangeSize {
  readonly first: number
  readonly last: number
  readonly kind: 'ins' | 'del' | 'mut'
}

export function sizeOfChange(canonical: string): ChangeSize | null {
  const found = /^[A-Z][a-z]{2}(\d+)(?:_[A-Z][a-z]{2}(\d+))?(.*)$/.exec(canonical)
  if (found === null) return null
  const first = Number(found[1])
  const last = Number(found[2] ?? found[1])
  const what = found[3] ?? ''
  if (what.startsWith('delins')) {
    const net = what.slice(6).length / 3 - (last - first + 1)
    return { first, last, kind: net > 0 ? 'ins' : net < 0 ? 'del' : 'mut' }
  }
  const kind = what === 'del' ? 'del' : what === 'dup' || what.startsWith('ins') ? 'ins' : 'mut'
  return { first, last, kind }
}

/** `Val600` of a missense change, else null. */
export function codonOfMissense(canonical: string): string | null {
  const found = /^([A-Z][a-z]{2}\d+)([A-Z][a-z]{2})$/.exec(canonical)
  return found?.[1] === undefined || found[2] === 'Ter' ? null : found[1]
}
