/**
 * Compact text of a cohort: `tumour:CODE[,CODE] alteration:TEXT[,TEXT] drug:INN[+INN] endpoint:CODE`. A part may be
 * missing, which means any. With the three parts as they stand it names the cohort of that key; with one left open, or
 * with `CODE+`, `=CODE`, `INN+` or an ATC class, it asks for whoever lies within. Values with blanks or commas stand in
 * double quotes; where a shell has taken the quotes away, words up to the next part belong to the value.
 */
import { NodeError } from '../model/errors.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import { nearCodes } from '../terminology/near-codes.ts'
import { normalise } from '../terminology/normalise.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { isTumourCode } from '../terminology/tumour-tree.ts'
import { unreadAlteration } from './alteration-part.ts'
import { canonicaliseDefinition } from './definition.ts'
import { isAtcClass, nearDrugs } from './drug-part.ts'
import { type EndpointCode, endpointCodes, isEndpointCode } from './endpoints.ts'
import { checkTumourCode } from './tumour-part.ts'
import { unknownCode } from './unknown-code.ts'

const PARTS = ['tumour', 'alteration', 'drug', 'endpoint'] as const
type Part = (typeof PARTS)[number]

const MAX_LENGTH = 4000

/** Throws `cohort/bad-text` for what is not of this form, `cohort/unknown-code` for what names nothing known. */
export function parseCohortText(terminology: Terminology, text: string): CohortDefinition {
  const values = readParts(text)
  const tumours = values.get('tumour')?.map(value => readTumour(terminology, value)) ?? null
  const alteration = values.get('alteration')?.flatMap(value => alterationCodes(terminology, value)) ?? null
  const drugs = readDrugs(terminology, values.get('drug'))
  const isNamed = tumours?.every(tumour => tumour.kind === 'plain') && alteration !== null && drugs?.kind === 'exactly'
  const definition = {
    schema: 'cohort/1',
    match: isNamed ? 'named' : 'within',
    tumour: tumours === null ? null : unique(tumours.map(tumour => (isNamed ? tumour.code : termWithin(tumour)))),
    alteration: alteration === null ? null : unique(alteration),
    drugs: drugs === null ? null : drugs.text,
    endpoint: readEndpoint(values.get('endpoint')),
  }
  return canonicaliseDefinition(terminology, definition as unknown as CohortDefinition)
}

function badText(problem: string): NodeError {
  return new NodeError('cohort/bad-text', problem, {
    hint: 'Write for example: tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib',
  })
}

/** One value spelt in two ways is one. */
function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}

function readParts(text: string): ReadonlyMap<Part, readonly string[]> {
  if (text.length > MAX_LENGTH) throw badText('the text of the cohort is too long')
  const values = new Map<Part, string[]>()
  for (const { name, value } of splitParts(text)) {
    const part = PARTS.find(one => one === name)
    if (part === undefined) {
      const near = nearCodes(name, PARTS)
      throw badText(`a part is none of ${PARTS.join(', ')}${near.length > 0 ? ` (near it: ${near.join(', ')})` : ''}`)
    }
    if (values.has(part)) throw badText(`the part ${part} stands twice`)
    const entries = splitValues(value)
    if (entries.length === 0 || entries.includes('')) throw badText(`the part ${part} has an empty value`)
    values.set(part, entries)
  }
  if (!values.has('tumour') && !values.has('alteration') && !values.has('drug')) {
    throw badText('the cohort names neither tumour, alteration nor drug')
  }
  return values
}

/** A part begins at the start or after a blank, outside quotes: lower-case letters and a colon. */
function splitParts(text: string): { readonly name: string; readonly value: string }[] {
  const parts: { name: string; value: string }[] = []
  for (const token of splitOutsideQuotes(text, /\s/)) {
    const found = /^([a-z]{3,16}):(.*)$/s.exec(token)
    const last = parts.at(-1)
    if (found?.[1] !== undefined) parts.push({ name: found[1], value: found[2] ?? '' })
    else if (last !== undefined) last.value += ` ${token}`
    else if (token !== '') throw badText('the text does not begin with tumour:, alteration: or drug:')
  }
  return parts
}

function splitValues(value: string): string[] {
  return splitOutsideQuotes(value, /,/).map(entry => entry.replaceAll('"', '').trim())
}

/** Quotes stay in the pieces. */
function splitOutsideQuotes(text: string, separator: RegExp): string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') quoted = !quoted
    if (quoted || !separator.test(character)) continue
    pieces.push(text.slice(start, at))
    start = at + 1
  }
  if (quoted) throw badText('a quotation mark is not closed')
  return [...pieces, text.slice(start)]
}

interface AskedTumour {
  /** `COADREAD`, `COADREAD+`, `=COADREAD`. */
  readonly kind: 'plain' | 'and-below' | 'itself'
  readonly code: string
}

/** A code of the tree; words are not taken, but the code that they mean is named. */
function readTumour(terminology: Terminology, value: string): AskedTumour {
  const kind = value.startsWith('=') ? 'itself' : value.endsWith('+') ? 'and-below' : 'plain'
  const name = kind === 'itself' ? value.slice(1) : kind === 'and-below' ? value.slice(0, -1) : value
  // Only ASCII changes case: other letters would become code letters (a dotless i, a long s) that nobody typed.
  const code = name.replace(/[a-z]/g, letter => letter.toUpperCase())
  if (isTumourCode(terminology, code)) return { kind, code }
  const { canonical, proposals } = normalise(terminology, { part: 'tumour', text: name })
  const meant = canonical === null ? proposals : [canonical]
  if (meant.length > 0) throw unknownCode('tumour', meant)
  checkTumourCode(terminology, code)
  return { kind, code }
}

/** Asked for within a wider group, a node stands for all below it unless `=` says otherwise. */
function termWithin({ kind, code }: AskedTumour): string {
  return kind === 'itself' ? code : `${code}+`
}

function alterationCodes(terminology: Terminology, value: string): readonly string[] {
  const read = normalise(terminology, { part: 'alteration', text: value, context: 'selector' })
  if (read.canonical === null) throw unreadAlteration(terminology, value, read)
  return read.canonical.split(',')
}

/** Commas are no separator of drugs here: several drugs are one combination. */
function readDrugs(
  terminology: Terminology,
  values: readonly string[] | undefined,
): { readonly kind: 'exactly' | 'wider'; readonly text: string } | null {
  if (values === undefined) return null
  if (values.length > 1) throw badText('drugs of a combination are joined by +')
  const value = values[0] ?? ''
  if (isAtcClass(value)) return { kind: 'wider', text: value }
  const isOpen = value.endsWith('+')
  const { canonical, proposals } = normalise(terminology, { part: 'drugs', text: isOpen ? value.slice(0, -1) : value })
  if (canonical !== null) return { kind: isOpen ? 'wider' : 'exactly', text: `${canonical}${isOpen ? '+' : ''}` }
  throw unknownCode('drug', proposals.length > 0 ? proposals : nearDrugs(terminology, value))
}

function readEndpoint(values: readonly string[] | undefined): EndpointCode | null {
  if (values === undefined) return null
  if (values.length > 1) throw badText('a cohort has one endpoint')
  const value = values[0] ?? ''
  if (!isEndpointCode(value)) throw unknownCode('endpoint', nearCodes(value, endpointCodes))
  return value
}
