/** The gene or genes that an alteration text speaks of, and what is left of the text. */
import { type AlterationWords, beginsWithWord, readWords } from './alteration-words.ts'
import { residue } from './amino-acids.ts'
import type { ReviewCode } from './answer.ts'
import { findGene, type Gene, type Genes } from './genes.ts'

export type GeneMention =
  /** `joined`: how the genes stand beside each other; null for one gene and for `BRCA1/2`. */
  | { readonly kind: 'genes'; readonly genes: readonly Gene[]; readonly joined: Joined | null; readonly rest: string }
  /** `5'::3'`; a side that is written `?` is null. */
  | { readonly kind: 'ordered'; readonly five: Gene | null; readonly three: Gene | null; readonly rest: string }
  | { readonly kind: 'failed'; readonly code: ReviewCode; readonly proposals: readonly string[] }

/** `hyphen` can only be a fusion; `and` a fusion or several genes; `or` several genes. */
export type Joined = 'hyphen' | 'and' | 'or'

interface Vocabulary {
  readonly genes: Genes
  readonly words: AlterationWords
}

interface Glued {
  readonly gene: Gene
  readonly rest: string
}

const JOINERS: ReadonlyMap<string, Joined> = new Map([
  ['-', 'hyphen'],
  ['/', 'and'],
  ['+', 'and'],
  ['&', 'and'],
  ['and', 'and'],
  ['og', 'and'],
  ['or', 'or'],
  ['eller', 'or'],
  [',', 'or'],
])

export function readGeneMention(vocabulary: Vocabulary, text: string): GeneMention {
  if (text.includes('::')) return readOrdered(vocabulary, text)
  const { before, tokens } = skipLeadingWords(vocabulary, spaceOutLists(text).split(' '))
  const mention =
    readNumbered(vocabulary, tokens) ??
    readList(vocabulary, tokens) ??
    readOne(vocabulary, tokens) ??
    notFound(vocabulary, tokens)
  return mention.kind === 'failed' || before === '' ? mention : { ...mention, rest: `${before} ${mention.rest}`.trim() }
}

/** `BRCA1, BRCA2` -> `BRCA1 , BRCA2`: a comma after a word is a token of its own. */
function spaceOutLists(text: string): string {
  return text.replace(/([A-Za-z0-9]),(?=\s|[A-Za-z])/g, '$1 ,').replace(/,(?=[A-Za-z])/g, ', ')
}

/** Words may stand in front: `activating BRAF mutation`, `loss of PTEN`. */
function skipLeadingWords(
  { genes, words }: Vocabulary,
  tokens: readonly string[],
): { readonly before: string; readonly tokens: readonly string[] } {
  let at = 0
  while (at < tokens.length - 1) {
    const token = tokens[at] ?? ''
    if ('gene' in findGene(genes, token) || readWords(words, token.replaceAll('-', ' ')) === null) break
    at += 1
  }
  return { before: tokens.slice(0, at).join(' '), tokens: tokens.slice(at) }
}

/** `ETV6::NTRK3`, also with blanks, exons in parentheses, and `?` for an unknown side. */
function readOrdered(vocabulary: Vocabulary, text: string): GeneMention {
  const found = /^(\S+(?: \([^()]*\))?) ?:: ?(\S+)(.*)$/.exec(text)
  const five = sideOf(vocabulary, found?.[1] ?? '')
  const three = sideOf(vocabulary, found?.[2] ?? '')
  for (const side of [five, three]) if (side !== null && 'code' in side) return { kind: 'failed', ...side }
  if (found === null || (five === null && three === null)) return { kind: 'failed', code: 'unparsed', proposals: [] }
  return {
    kind: 'ordered',
    five: five !== null && 'gene' in five ? five.gene : null,
    three: three !== null && 'gene' in three ? three.gene : null,
    rest: `${three !== null && 'gene' in three ? three.rest : ''} ${found[3] ?? ''}`.trim(),
  }
}

function sideOf(
  { genes, words }: Vocabulary,
  text: string,
): Glued | { readonly code: ReviewCode; readonly proposals: readonly string[] } | null {
  const name = text.replace(/ ?\([^()]*\)$/, '')
  if (['?', 'unknown', '*'].includes(name.toLowerCase())) return null
  const glued = splitGlued({ genes, words }, name)
  if (glued !== null && 'gene' in glued) return glued
  const found = findGene(genes, name)
  return 'gene' in found ? { gene: found.gene, rest: '' } : found
}

/** `BRCA1/2`, `NTRK1-3`, `BRCA 1/2`: a stem with several numbers, each of which must be a gene. */
function readNumbered(vocabulary: Vocabulary, tokens: readonly string[]): GeneMention | null {
  const [first = '', second = ''] = tokens
  const joined = /^\d[/-]\d/.test(second) && /^[A-Za-z]+$/.test(first)
  const token = joined ? first + second : first
  const found = /^([A-Za-z]{2,10}?-?)(\d)((?:\/\d){1,8}|-\d)(?!\d)(.*)$/.exec(token)
  if (found === null) return null
  const [, stem = '', start = '', others = '', rest = ''] = found
  if (rest !== '' && !isGlue(vocabulary.words, rest)) return null
  const genes: Gene[] = []
  for (const number of numbersOf(start, others)) {
    const gene = findGene(vocabulary.genes, stem + number)
    if (!('gene' in gene)) return null
    genes.push(gene.gene)
  }
  return { kind: 'genes', genes, joined: null, rest: [rest, ...tokens.slice(joined ? 2 : 1)].join(' ').trim() }
}

function numbersOf(start: string, others: string): string[] {
  if (others.startsWith('/')) return [start, ...others.slice(1).split('/')]
  const last = Number(others.slice(1))
  return Array.from({ length: Math.max(0, last - Number(start) + 1) }, (_, at) => String(Number(start) + at))
}

/** Two or more genes with a joiner between them, in one token or in several. */
function readList({ genes, words }: Vocabulary, tokens: readonly string[]): GeneMention | null {
  const [first = ''] = tokens
  if (isWholeGene({ genes, words }, first)) return readSpacedList({ genes, words }, tokens)
  const separator = first.includes('/') ? '/' : '-'
  for (const parts of splits(first, separator)) {
    const last = splitGlued({ genes, words }, parts.at(-1) ?? '')
    const others = parts.slice(0, -1).map(part => findGene(genes, part))
    if (last === null || 'code' in last || others.some(other => !('gene' in other))) continue
    const found = others.flatMap(other => ('gene' in other ? [other.gene] : []))
    const rest = [last.rest, ...tokens.slice(1)].join(' ').trim()
    return { kind: 'genes', genes: [...found, last.gene], joined: separator === '/' ? 'and' : 'hyphen', rest }
  }
  return null
}

/** `A/B/C` is one list; hyphens also stand inside names, so that a hyphen list has two genes only, split anywhere. */
function splits(token: string, separator: string): string[][] {
  if (separator === '/') return token.includes('/') ? [token.split('/').slice(0, 9)] : []
  const found: string[][] = []
  for (let at = token.indexOf('-'); at > 0; at = token.indexOf('-', at + 1)) {
    found.push([token.slice(0, at), token.slice(at + 1)])
  }
  return found
}

function readSpacedList(vocabulary: Vocabulary, tokens: readonly string[]): GeneMention | null {
  const genes: Gene[] = []
  const joiners = new Set<Joined>()
  let at = 0
  for (let glued = splitGlued(vocabulary, tokens[0] ?? ''); glued !== null && 'gene' in glued; ) {
    genes.push(glued.gene)
    const joiner = glued.rest === '' ? JOINERS.get((tokens[at + 1] ?? '').toLowerCase()) : undefined
    const next = joiner === undefined ? null : splitGlued(vocabulary, tokens[at + 2] ?? '')
    if (joiner === undefined || next === null || 'code' in next || genes.length > 16) {
      if (genes.length < 2) return null
      const rest = [glued.rest, ...tokens.slice(at + 1)].join(' ').trim()
      return { kind: 'genes', genes, joined: joiners.size === 1 ? ([...joiners][0] ?? 'or') : 'or', rest }
    }
    joiners.add(joiner)
    at += 2
    glued = next
  }
  return null
}

function readOne(vocabulary: Vocabulary, tokens: readonly string[]): GeneMention | null {
  const [first = '', second = ''] = tokens
  const glued = splitGlued(vocabulary, first)
  if (glued !== null && 'gene' in glued) {
    return { kind: 'genes', genes: [glued.gene], joined: null, rest: [glued.rest, ...tokens.slice(1)].join(' ').trim() }
  }
  // A blank inside a name: `HER 2`, `PD L1`.
  const joined = findGene(vocabulary.genes, first + second)
  if (second !== '' && 'gene' in joined) {
    return { kind: 'genes', genes: [joined.gene], joined: null, rest: tokens.slice(2).join(' ') }
  }
  return glued === null ? null : { kind: 'failed', code: glued.code, proposals: glued.proposals }
}

function isWholeGene(vocabulary: Vocabulary, token: string): boolean {
  const glued = splitGlued(vocabulary, token)
  return glued !== null && 'gene' in glued
}

/** The longest beginning that is a gene, where what follows is nothing or something that may be glued to a gene. */
function splitGlued(
  { genes, words }: Vocabulary,
  token: string,
): Glued | { readonly code: ReviewCode; readonly proposals: readonly string[] } | null {
  for (let length = Math.min(token.length, 40); length >= 2; length -= 1) {
    const found = findGene(genes, token.slice(0, length).replace(/[-_:,(]+$/, ''))
    const rest = token.slice(length)
    if ('code' in found && found.code === 'gene-unknown') continue
    if (rest !== '' && !isGlue(words, rest)) continue
    return 'gene' in found ? { gene: found.gene, rest: rest.replace(/^[-_:,]+/, '') } : found
  }
  return null
}

function isGlue(words: AlterationWords, rest: string): boolean {
  const bare = rest.replace(/^[-_:,(]+/, '')
  if (bare === '') return /^[:,_-]+$/.test(rest)
  return (
    beginsWithWord(words, bare) ||
    /^(?:ex(?:on)?-?\d|[Δδ∆]|[pc]\.|(?:N[MP]|ENS[TP])[_\d]|non-?[A-Za-z]{1,3}\d)/i.test(bare) ||
    beginsWithCodon(bare)
  )
}

/** `BRAFV600E`; a gene after a hyphen (`-ETV6`) is no codon, as ETV is no residue. */
function beginsWithCodon(text: string): boolean {
  const found = /^([A-Za-z]{3}|[A-Za-z])[1-9]\d{0,4}(?:$|[_A-Za-z*=>/ ])/.exec(text)
  return found?.[1] !== undefined && residue(found[1]) !== null
}

/** Something that is said of a name that is in no table: the gene is unknown; else the text cannot be read. */
function notFound({ words }: Vocabulary, tokens: readonly string[]): GeneMention {
  const [first = '', ...others] = tokens
  const named = /^[A-Za-z][A-Za-z0-9/-]{1,24}$/.test(first)
  const said = others.every(other => /\d/.test(other) || readWords(words, other.replaceAll('-', ' ')) !== null)
  return { kind: 'failed', code: named && said ? 'gene-unknown' : 'unparsed', proposals: [] }
}
