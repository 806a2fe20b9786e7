/** Drugs: a text -> sorted set of INNs. Antibody-drug conjugates are INNs of their own; a mono therapy never equals a combination. */
import { type Normalised, ok, review, type WarningCode } from './answer.ts'
import { maxTextLength, sortedUnique, tidy } from './fold.ts'
import type { SubstanceEntry } from './imports/content.ts'
import { badTable, cell, parseTable, setOnce, type TableName, words } from './tables.ts'

export interface Drugs {
  /** Canonical INN (`trastuzumab-deruxtecan`) -> its name in words. */
  readonly inns: ReadonlyMap<string, string>
  /** Canonical INN -> ATC code of the substance, where one is known. */
  readonly atc: ReadonlyMap<string, string>
  /** Folded INN, brand or other name -> canonical INNs. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Accepted misspellings, whole words -> the right word. */
  readonly spellings: ReadonlyMap<string, string>
  /** Salts, forms, routes and schedules, folded; no part of a drug's identity. */
  readonly asides: ReadonlySet<string>
  readonly joiners: ReadonlySet<string>
  /** What a person of this node decided of a part that could not be read: folded part -> canonical INNs. */
  readonly decided?: ReadonlyMap<string, readonly string[]>
}

const MAX_DRUGS = 8
const ASIDES = ['salt', 'form', 'route', 'schedule']

export function parseDrugs(
  tables: Readonly<Record<TableName, string>>,
  imported: readonly SubstanceEntry[] = [],
): Drugs {
  const inns = new Map<string, string>()
  const atc = new Map<string, string>()
  const names = new Map<string, readonly string[]>()
  for (const row of parseTable('drugs', tables['drugs'], ['inn', 'atc']).rows) {
    const inn = canonicalInn(cell(row, 'inn'))
    if (!/^[a-z0-9-]{3,60}$/.test(inn)) throw badTable('drugs', 'an INN is not lower-case words')
    setOnce(inns, inn, cell(row, 'inn'), 'drugs')
    const code = cell(row, 'atc')
    if (!/^(?:[A-Z]\d{2}[A-Z]{2}\d{2})?$/.test(code)) throw badTable('drugs', 'an ATC code is not of a substance')
    if (code !== '') atc.set(inn, code)
    setOnce(names, foldName(cell(row, 'inn')), [inn], 'drugs')
  }
  const spellings = parseNames(tables, { inns, names })
  const wordRows = parseTable('drug-words', tables['drug-words'], ['word', 'kind']).rows
  const ofKind = (kinds: readonly string[]) =>
    new Set(wordRows.filter(row => kinds.includes(cell(row, 'kind'))).map(row => foldName(cell(row, 'word'))))
  const asides = ofKind(ASIDES)
  addSubstances(imported, { inns, atc, names, asides })
  return { inns, atc, names, spellings, asides, joiners: ofKind(['joiner']) }
}

/**
 * An imported list decides the code of a substance; of several codes that of group L01, else none. A name that is curated
 * keeps its meaning, and a helper substance (`hyaluronidase`) is no drug of a cohort.
 */
function addSubstances(
  imported: readonly SubstanceEntry[],
  to: {
    readonly inns: Map<string, string>
    readonly atc: Map<string, string>
    readonly names: Map<string, readonly string[]>
    readonly asides: ReadonlySet<string>
  },
): void {
  for (const [name, entries] of Map.groupBy(imported, entry => foldName(entry.name))) {
    if (to.asides.has(name)) continue
    const known = to.names.get(name)
    const [inn = canonicalInn(name)] = known ?? []
    if (known === undefined) {
      to.inns.set(inn, name)
      to.names.set(name, [inn])
    } else if (known.length !== 1) continue
    const codes = entries.map(entry => entry.code)
    const [code, ...others] = codes.length === 1 ? codes : codes.filter(one => one.startsWith('L01'))
    if (code !== undefined && others.length === 0) to.atc.set(inn, code)
    else to.atc.delete(inn)
  }
}

function parseNames(
  tables: Readonly<Record<TableName, string>>,
  { inns, names }: { readonly inns: ReadonlyMap<string, string>; readonly names: Map<string, readonly string[]> },
): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>()
  for (const row of parseTable('drug-names', tables['drug-names'], ['name', 'kind', 'drugs']).rows) {
    const drugs = words(row, 'drugs', '+').map(canonicalInn)
    if (drugs.some(drug => !inns.has(drug))) throw badTable('drug-names', 'a drug is not in the table of drugs')
    if (cell(row, 'kind') === 'spelling') setOnce(spellings, foldName(cell(row, 'name')), drugs.join(' '), 'drug-names')
    else if (cell(row, 'kind') === 'name') setOnce(names, foldName(cell(row, 'name')), drugs, 'drug-names')
    else throw badTable('drug-names', 'a kind is neither name nor spelling')
  }
  return spellings
}

function canonicalInn(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-')
}

/** How names of drugs are compared. */
export function foldName(text: string): string {
  return tidy(text)
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim()
}

/** Sorted INNs of an ATC class (`L01FF`) or a wider one; empty where the table knows no drug of it. */
export function drugsOfClass({ atc }: Drugs, atcClass: string): readonly string[] {
  return sortedUnique([...atc].filter(([, code]) => code.startsWith(atcClass)).map(([inn]) => inn))
}

type PartRead =
  | { readonly kind: 'drugs'; readonly inns: readonly string[]; readonly misspelt: boolean }
  /** Only a dose, a form or a helper substance. */
  | { readonly kind: 'aside' }
  | { readonly kind: 'unknown'; readonly proposals: readonly string[] }
  /** Brand and INN beside each other name different drugs. */
  | { readonly kind: 'contradiction' }

/** Part `drugs`: lower-case INNs, blanks as hyphens, sorted, unique, joined by `+`. */
export function normaliseDrugs(drugs: Drugs, text: string): Normalised {
  if (text.length > maxTextLength) return review('drug-unknown')
  const reads = splitDrugs(drugs, withoutDoses(tidy(text))).map(part => readPart(drugs, part))
  if (reads.some(read => read.kind === 'contradiction')) return review('drug-ambiguous')
  if (reads.some(read => read.kind === 'unknown')) {
    return review('drug-unknown', sortedUnique(reads.flatMap(read => (read.kind === 'unknown' ? read.proposals : []))))
  }
  const inns = sortedUnique(reads.flatMap(read => (read.kind === 'drugs' ? read.inns : [])))
  if (inns.length === 0 || inns.length > MAX_DRUGS) return review('drug-unknown')
  const warnings: WarningCode[] = reads.some(read => read.kind === 'drugs' && read.misspelt) ? ['drug-spelling'] : []
  return ok(inns.join('+'), warnings)
}

export interface UnreadDrug {
  /** One part of the text. */
  readonly text: string
  readonly reason: 'drug-unknown' | 'drug-ambiguous'
}

/** Parts of a text that `normaliseDrugs` leaves to a person. */
export function unreadDrugs(drugs: Drugs, text: string): readonly UnreadDrug[] {
  if (text.length > maxTextLength) return []
  return splitDrugs(drugs, withoutDoses(tidy(text))).flatMap((part): UnreadDrug[] => {
    const { kind } = readPart(drugs, part)
    if (part === '' || kind === 'drugs' || kind === 'aside') return []
    return [{ text: part, reason: kind === 'unknown' ? 'drug-unknown' : 'drug-ambiguous' }]
  })
}

const DOSE =
  /\b\d{1,5}(?:[.,]\d{1,4})?\s?(?:mg|g|µg|μg|ug|mcg|ml|iu|ie|%)(?:\s?(?:\/|per)\s?(?:kg|m2|m²|ml|day|dag|d|dose))?(?![\p{L}\p{N}])/giu

/** `6 mg/kg` holds a separator, so doses go first. */
function withoutDoses(text: string): string {
  return text.replace(DOSE, ' ').replace(/\b\d\s?x\s?\d?\b/gi, ' ')
}

/** Splits outside parentheses only: `Phesgo (pertuzumab/trastuzumab)` is one part. */
function splitDrugs({ joiners }: Drugs, text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const piece of text.split(/([+,;/&()]|\s)/)) {
    if (piece === '(') depth += 1
    if (piece === ')') depth = Math.max(0, depth - 1)
    const separates = depth === 0 && (/^[+,;/&]$/.test(piece) || joiners.has(piece.toLowerCase()))
    if (separates) parts.push(part)
    part = separates ? '' : part + piece
  }
  parts.push(part)
  return withoutDoubledSeparators(parts.map(one => one.trim()))
}

/** `a, b, and c`: the comma before the word is one separator with it. An empty part elsewhere is a drug that is missing. */
function withoutDoubledSeparators(parts: readonly string[]): string[] {
  return parts.filter((part, at) => part !== '' || at === 0 || at === parts.length - 1)
}

function readPart(drugs: Drugs, part: string): PartRead {
  const decided = drugs.decided?.get(foldName(part))
  if (decided !== undefined) return { kind: 'drugs', inns: decided, misspelt: true }
  const found = /^([^()]*)\(([^()]*)\)([^()]*)$/.exec(part)
  if (found === null) return readName(drugs, part)
  const outside = readName(drugs, `${found[1]} ${found[3]}`)
  const inside = splitDrugs(drugs, found[2] ?? '').map(name => readName(drugs, name))
  if (inside.every(read => read.kind === 'aside')) return outside
  const failed = [outside, ...inside].find(read => read.kind === 'unknown')
  if (failed !== undefined) return failed
  const named = inside.flatMap(read => (read.kind === 'drugs' ? read.inns : []))
  if (outside.kind !== 'drugs') return { kind: 'unknown', proposals: [] }
  const same = sortedUnique(named).join('+') === sortedUnique(outside.inns).join('+')
  const misspelt = [outside, ...inside].some(read => read.kind === 'drugs' && read.misspelt)
  return same ? { ...outside, misspelt } : { kind: 'contradiction' }
}

/** One name: as it stands, then without salt, form and suffix, each time also with curated misspellings put right. */
function readName(drugs: Drugs, name: string): PartRead {
  if (name === '') return { kind: 'unknown', proposals: [] }
  const bare = withoutAsides(drugs, foldName(name))
  if (bare === '') return { kind: 'aside' }
  const unsuffixed = withoutAsides(drugs, foldName(name.replace(/-[a-z]{4}(?=\s|$)/i, '')))
  for (const candidate of [foldName(name), bare, unsuffixed]) {
    const exact = drugs.names.get(candidate)
    if (exact !== undefined) return { kind: 'drugs', inns: exact, misspelt: false }
    const corrected = candidate
      .split(' ')
      .map(word => drugs.spellings.get(word) ?? word)
      .join(' ')
    const spelt = drugs.names.get(corrected)
    if (spelt !== undefined) return { kind: 'drugs', inns: spelt, misspelt: true }
  }
  return unsuffixed === '' ? { kind: 'aside' } : { kind: 'unknown', proposals: proposalsFor(drugs, bare) }
}

function withoutAsides({ asides }: Drugs, folded: string): string {
  const kept = folded.split(' ')
  for (let at = kept.length - 1; at >= 0; at -= 1) {
    for (const length of [2, 1]) {
      if (asides.has(kept.slice(at, at + length).join(' '))) kept.splice(at, length)
    }
  }
  return kept.join(' ')
}

/** One edit from exactly one listed name: for a person to decide, never taken. */
function proposalsFor({ names }: Drugs, folded: string): readonly string[] {
  if (folded.length < 5 || folded.length > 60) return []
  const near = [...names].filter(([name]) => isOneEdit(name, folded))
  const [only] = near
  return near.length === 1 && only !== undefined ? [[...only[1]].sort().join('+')] : []
}

/** One character put in, left out, replaced, or two neighbours swapped. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA.length !== restB.length) {
    return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA
  }
  const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return restA.slice(1) === restB.slice(1) || (restA.length > 1 && swapped)
}
