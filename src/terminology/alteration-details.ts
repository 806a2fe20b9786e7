/** What an alteration text says beside its gene: protein changes, exon, excluded codon, scale, and words. */
import type { ExpressionScale } from './alteration-code.ts'
import { canonicalNumber } from './alteration-code.ts'
import { type AlterationWords, readWords, type WordMeaning } from './alteration-words.ts'
import { type ProteinChange, readProteinChange } from './protein-change.ts'

export interface AlterationDetails {
  readonly changes: readonly ProteinChange[]
  /** `20`, `18-21`. */
  readonly exon: string | null
  /** `Val600` of "Non-V600". */
  readonly except: string | null
  readonly scale: { readonly scale: ExpressionScale; readonly atLeast: string } | null
  /** A number of copies is stated. */
  readonly copies: boolean
  /** A change of the coding sequence is stated. */
  readonly coding: boolean
  readonly accessions: readonly string[]
  readonly words: ReadonlySet<WordMeaning>
}

const SCALE =
  /(?<![a-z])(ihc|tps|cps|ic)\s?(?:score)?\s?[:=]?\s?(>=|≥|<=|≤|<|>)?\s?(\d{1,3}(?:[.,]\d{1,3})?)\s?([%+]?)/i
const COPIES =
  /(?<![a-z])(?:copy number|cn|copies)\s?[:=]?\s?(?:>=|≥|>)?\s?\d{1,3}(?:[.,]\d{1,2})?(?!\w)|(?<!\w)\d{1,3} copies/i
const EXON = /(?<![a-z])(?:exons?|ex)[\s-]?(\d{1,2})(?:\s?-\s?(\d{1,2}))?(?!\d)/i
const DELTA = /[Δδ∆]\s?(?:exon|ex)?\s?(\d{1,2})(?!\d)/i
const ACCESSION = /^\(?((?:[NX]M_\d{1,9}|NP_\d{1,9}|ENS[TP]\d{1,15}|LRG_\d{1,6}[tp]\d{1,2}))(?:\.\d{1,3})?\)?:?(.*)$/i
const NON_CODON = /^non-?((?:[A-Za-z]{3}|[A-Za-z])[1-9]\d{0,4})(?!\d)(.*)$/i
const GLUED_WORD = /^((?:p\.)?(?:[A-Za-z]{3}|[A-Za-z])[1-9]\d{0,4})-?(mut|muts|mutated|mutant|mutation|mutations)$/i

/** Null where something stands in the text that cannot be read. */
export function readDetails(known: AlterationWords, text: string): AlterationDetails | null {
  const scale = takeOut(text, SCALE)
  const scaled = scale.found === null ? null : readScale(scale.found)
  if (scale.found !== null && scaled === null) return null
  const copies = takeOut(scale.left, COPIES)
  const delta = takeOut(copies.left, DELTA)
  const exon = delta.found === null ? takeOut(delta.left, EXON) : { found: delta.found, left: `${delta.left} skipping` }
  const tokens = readTokens(exon.left.replace(/\bnon\s(?=[A-Za-z]{1,3}\d)/i, 'non-').replace(/\bp\.\s/g, 'p.'))
  const words = tokens === null ? null : readWords(known, tokens.words.join(' '))
  if (tokens === null || words === null) return null
  const zeroStain = scaled?.scale === 'ihc' && scaled.atLeast === '0'
  return {
    changes: tokens.changes,
    exon: exon.found === null ? null : rangeOf(exon.found),
    except: tokens.except,
    scale: zeroStain ? null : scaled,
    copies: copies.found !== null,
    coding: tokens.coding,
    accessions: tokens.accessions,
    words: zeroStain ? new Set<WordMeaning>([...words, 'stain', 'negative']) : words,
  }
}

interface TakenOut {
  readonly found: RegExpExecArray | null
  readonly left: string
}

function takeOut(text: string, what: RegExp): TakenOut {
  const found = what.exec(text)
  if (found === null) return { found, left: text }
  return { found, left: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}` }
}

/** `@` reads `>=`: any other comparison cannot be said in a key. A percentage fits TPS and IC, a plus the stain's grade. */
function readScale(found: RegExpExecArray): AlterationDetails['scale'] {
  const [, name = '', operator, number = '', unit] = found
  const scale = name.toLowerCase() as ExpressionScale
  const atLeast = canonicalNumber(number)
  if (atLeast === null || (operator !== undefined && operator !== '>=' && operator !== '≥')) return null
  if (unit === '%' && scale !== 'tps' && scale !== 'ic') return null
  if (unit === '+' && scale !== 'ihc') return null
  if (scale === 'ihc' && !/^[0-3]$/.test(atLeast)) return null
  return atLeast === '0' && scale !== 'ihc' ? null : { scale, atLeast }
}

function rangeOf([, first = '', last]: RegExpExecArray): string {
  return last === undefined ? String(Number(first)) : `${Number(first)}-${Number(last)}`
}

interface Tokens {
  readonly changes: ProteinChange[]
  readonly words: string[]
  readonly accessions: string[]
  except: string | null
  coding: boolean
}

function readTokens(text: string): Tokens | null {
  const tokens: Tokens = { changes: [], words: [], accessions: [], except: null, coding: false }
  for (const raw of text.split(' ')) {
    const token = raw.replace(/^[,;:_-]+|[,;:]+$/g, '')
    if (token !== '' && !readToken(tokens, token)) return null
  }
  // Between two changes only: alone these words join nothing.
  const joiners = tokens.words.filter(word => /^(?:or|and|og|eller|\/)$/i.test(word))
  if (joiners.length > Math.max(0, tokens.changes.length - 1)) return null
  return { ...tokens, words: tokens.words.filter(word => !joiners.includes(word)) }
}

function readToken(tokens: Tokens, token: string): boolean {
  const accession = ACCESSION.exec(token)
  if (accession !== null) {
    tokens.accessions.push((accession[1] ?? '').toUpperCase())
    return accession[2] === undefined || accession[2] === '' || readToken(tokens, accession[2])
  }
  if (/^\(?c\.[-*+\w>()]+$/.test(token)) {
    tokens.coding = true
    return true
  }
  const non = NON_CODON.exec(token)
  if (non !== null) return readExclusion(tokens, non[1] ?? '', non[2] ?? '')
  const glued = GLUED_WORD.exec(token)
  if (glued !== null) tokens.words.push(glued[2] ?? '')
  const change = readProteinChange(glued?.[1] ?? token)
  if (change === null) tokens.words.push(token)
  else if (change.kind === 'unreadable') return false
  else tokens.changes.push(change)
  return true
}

/** Only a whole codon can be left out: "non-G12C" cannot be said in a key. */
function readExclusion(tokens: Tokens, codon: string, glued: string): boolean {
  const read = readProteinChange(codon)
  if (read?.kind !== 'codon' || tokens.except !== null || /^[A-Z*](?![A-Za-z])/.test(glued)) return false
  tokens.except = read.codon
  if (glued !== '') tokens.words.push(glued)
  return true
}
