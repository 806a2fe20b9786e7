/**
 * Profiles of a whole tumour: TMB, MSI, MMR, HRD. The cut-off is part of the key, and only `>=` is one: a bare number is
 * a measurement. MSI-H and dMMR are different assays and are joined only where both are written.
 */
import { type AlterationCode, canonicalNumber } from './alteration-code.ts'
import { type Normalised, reject, review } from './answer.ts'
import { foldTumour } from './fold.ts'
import { badTable, cell, parseTable, setOnce, type TableName } from './tables.ts'

export type ThresholdKind = 'TMB' | 'HRD'

/** A cut-off that the words leave open; null where nothing states one. */
export type ThresholdOf = (kind: ThresholdKind) => string | null

const meanings = [
  'MSI:H',
  'MSI:L',
  'MSI:S',
  'MMR:d',
  'MMR:p',
  'TMB',
  'HRD',
  'HRD-score',
  'HRD-gloh',
  'unclear',
  'absent',
] as const
type Meaning = (typeof meanings)[number]

export type ProfileWords = ReadonlyMap<string, Meaning>

export function parseProfileWords(tables: Readonly<Record<TableName, string>>): ProfileWords {
  const known = new Map<string, Meaning>()
  for (const row of parseTable('profile-words', tables['profile-words'], ['words', 'means']).rows) {
    const meaning = meanings.find(one => one === cell(row, 'means'))
    if (meaning === undefined) throw badTable('profile-words', 'a meaning is none of the profiles')
    setOnce(known, cell(row, 'words'), meaning, 'profile-words')
  }
  return known
}

interface Piece {
  /** Null where the piece is a number only. */
  readonly meaning: Meaning | null
  /** A cut-off with `>=`. */
  readonly atLeast: string | null
  readonly otherNumber: boolean
}

const UNIT = /\s*\b(?:muts?|mutations?|variants?)?\s*(?:\/|\bper\b)\s*(?:mb|megabases?)\b/g
const SEPARATOR = /[/,;&()]|\b(?:or|and|og|eller)\b/
const PIECE = /^([^<>=≥≤\d]*?)\s*(>=|≥|=>|at least|[<>=≤]=?)?\s*(\d{1,5}(?:[.,]\d{1,3})?)?\s*%?$/

/** Null where the text does not begin with words of a profile. */
export function readProfiles(
  words: ProfileWords,
  text: string,
  thresholdOf: ThresholdOf,
): readonly AlterationCode[] | Normalised | null {
  const texts = text
    .toLowerCase()
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(UNIT, ' ')
    .split(SEPARATOR)
    .map(piece => piece.trim())
    .filter(piece => piece !== '')
  const pieces = texts.map(piece => readPiece(words, piece))
  const [first] = pieces
  if (first === null && beginsWithProfile(words, texts[0] ?? '')) return review('unparsed')
  if (first === undefined || first === null || first.meaning === null) return null
  if (pieces.includes(null)) return review('unparsed')
  return join(
    pieces.filter(piece => piece !== null),
    thresholdOf,
  )
}

/** `TMB > 10` speaks of a profile all the same; only `>=` is a cut-off. */
function beginsWithProfile(words: ProfileWords, text: string): boolean {
  const [head = ''] = text.split(/[<>=≥≤\d]/)
  return words.has(foldTumour(head))
}

function readPiece(words: ProfileWords, text: string): Piece | null {
  const found = PIECE.exec(text)
  if (found === null) return null
  const [, head = '', operator = '', number] = found
  const meaning = head.trim() === '' ? null : words.get(foldTumour(head))
  if (meaning === undefined) return null
  if (number === undefined) return operator === '' ? { meaning, atLeast: null, otherNumber: false } : null
  const isCutOff = ['>=', '≥', '=>', 'at least'].includes(operator)
  if (!isCutOff && operator !== '' && operator !== '=') return null
  return { meaning, atLeast: isCutOff ? canonicalNumber(number) : null, otherNumber: !isCutOff }
}

/** Pieces that carry only a number, or say what HRD's number counts, belong to the profile before them. */
function join(pieces: readonly Piece[], thresholdOf: ThresholdOf): readonly AlterationCode[] | Normalised {
  if (pieces.some(piece => piece.meaning === 'absent')) return reject('absent')
  if (pieces.some(piece => piece.meaning === 'unclear')) return review('class-ambiguous')
  if (pieces.some(piece => piece.otherNumber)) return review('no-threshold')
  const cutOffs: Record<ThresholdKind, string | null> = { TMB: null, HRD: null }
  const kinds = new Set<Meaning | ThresholdKind>()
  let open: ThresholdKind | null = null
  for (const { meaning, atLeast } of pieces) {
    const kind: Meaning | ThresholdKind | null = meaning?.startsWith('HRD') ? 'HRD' : meaning
    if (kind !== null) kinds.add(kind)
    if (kind === 'TMB' || kind === 'HRD') open = kind
    if (atLeast === null) continue
    if (open === null || (kind !== null && kind !== open) || cutOffs[open] !== null) return review('unparsed')
    cutOffs[open] = meaning === 'HRD-gloh' ? `gloh${atLeast}` : atLeast
  }
  return withCutOffs(kinds, cutOffs, thresholdOf)
}

function withCutOffs(
  kinds: ReadonlySet<Meaning | ThresholdKind>,
  cutOffs: Readonly<Record<ThresholdKind, string | null>>,
  thresholdOf: ThresholdOf,
): readonly AlterationCode[] | Normalised {
  const profiles: AlterationCode[] = []
  for (const kind of kinds) {
    if (kind !== 'TMB' && kind !== 'HRD') {
      profiles.push({ kind: 'profile', profile: kind })
      continue
    }
    const cutOff = cutOffs[kind] ?? thresholdOf(kind)
    if (cutOff === null) return review('no-threshold')
    profiles.push({ kind: 'profile', profile: `${kind === 'TMB' ? 'TMB:high' : 'HRD:pos'}@${cutOff}` })
  }
  return profiles
}
