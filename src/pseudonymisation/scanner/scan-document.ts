/**
 * The leak scanner for what is about to leave: a message, a reply, a line of a log, a row of an export. Every member name,
 * text and long number is looked at; a hit is told by kind and place.
 */
import { NodeError } from '../../model/errors.ts'
import { type Finding, NATIONAL_NUMBER_KINDS, type ScanContext } from './finding.ts'
import { scanText } from './scan-text.ts'
import { isSnomedConcept } from './snomed.ts'
import { hiddenTexts } from './unwrap.ts'

export interface DocumentHit extends Finding {
  /** JSON pointer; `*` in the place of a member name that is no plain word. */
  readonly path: string
}

export interface DocumentScanOptions extends ScanContext {
  /** Whether digits in this member are no person's: a moment, a code of a terminology. Default: `isMomentOrCode`. */
  readonly isCode?: (member: string, digits: string) => boolean
  /** Texts that must not be found whole or as a word: local subject ids, names of the source. */
  readonly known?: { has(word: string): boolean }
}

export type ScanDocument = (document: unknown) => readonly DocumentHit[]

/** Of a round: its members are moments, by what is due then. */
const DEADLINES = 'deadlines'
/** Seconds or milliseconds since 1970. */
const MOMENTS: ReadonlySet<string> = new Set(['iat', 'exp', 'nbf', 'time', 'updated_at', DEADLINES])
/** Whether digits in a member are a moment, or a code that its own check digit shows to be one. */
export function isMomentOrCode(member: string, digits: string): boolean {
  return MOMENTS.has(member) || (member === 'code' && isSnomedConcept(digits))
}
/** Texts come again and again: codes, ids of members, fixed sentences. */
const MOST_REMEMBERED = 20_000
const LONGEST_REMEMBERED = 200
/** A smaller number has fewer digits than a person's. */
const SMALLEST_NUMBER = 10_000_000
const NONE: readonly Finding[] = []

/** Names and hashes of ours, whose digits are chance: data cuts, network questions, pseudonyms, fingerprints of keys, SHA-256, UUIDs. */
const OWN_NAMES =
  /(?<![0-9A-Za-z])(?:(?:cut|nq)-[0-9a-f]{16}|[0-9]{5}(?: [0-9]{5}){7}|p[1-9][0-9]?-[0-9a-f]{32}|[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z])/g
const OWN_NAME = new RegExp(`^${OWN_NAMES.source}$`)
const TOKEN = /^[A-Za-z0-9_-]{40,}={0,2}$/
const COMPACT = /^[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){1,3}$/
/** Base64url of a JSON object: the payload of a signed document (RFC 7515 section 7.2). */
const PAYLOAD = /^eyJ[A-Za-z0-9_-]+$/
/** From this length on nine digits in a row are chance in a ciphertext: once in 20,000 of it, and each message has many. */
const LONG_CIPHERTEXT = 1000
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_:@-]{0,40}$/
const DIGITS = /^[0-9]+$/
const LONG_DIGITS = /[0-9]{9}/

/** Remembers what it has seen, so that ordinary documents cost a look-up a text. */
export function documentScanner(options: DocumentScanOptions = {}): ScanDocument {
  const { isCode = isMomentOrCode, known, ...context } = options
  const remembered = new Map<string, readonly Finding[]>()

  function ofText(text: string): readonly Finding[] {
    if (text.length < 6 || OWN_NAME.test(text)) return NONE
    if (text.length > LONGEST_REMEMBERED) return scanned(text)
    const before = remembered.get(text)
    if (before !== undefined) return before
    const findings = scanned(text)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(text, findings)
    return findings
  }

  function scanned(text: string): readonly Finding[] {
    // A key, a hash, a ciphertext: nothing to read in it, unless somebody wrote plain digits.
    const isOpaque = TOKEN.test(text) && hiddenTexts(text).length === 0
    if (isOpaque && (text.length >= LONG_CIPHERTEXT || !LONG_DIGITS.test(text))) return NONE
    const own = text.replace(OWN_NAMES, ';')
    return own.length < 6 ? NONE : scanText(own, context)
  }

  function knownIn(text: string): readonly Finding[] {
    if (known === undefined) return NONE
    const isThere = known.has(text.trim()) || text.split(/[^\p{L}\p{N}_-]+/u).some(word => known.has(word))
    return isThere ? [{ kind: 'other', certainty: 'high' }] : NONE
  }

  function walk(value: unknown, name: string, path: string, hits: DocumentHit[]): void {
    if (typeof value === 'string') {
      if (DIGITS.test(value) && isCode(name, value)) return
      for (const part of partsOf(value) ?? [value]) {
        if (typeof part !== 'string') walk(part, name, path, hits)
        else for (const finding of [...ofText(part), ...knownIn(part)]) hits.push({ ...finding, path })
      }
    } else if (typeof value === 'number') {
      if (Math.abs(value) < SMALLEST_NUMBER || isCode(name, String(value))) return
      for (const finding of ofText(String(value))) hits.push({ ...finding, path })
    } else if (Array.isArray(value)) {
      value.forEach((member, at) => {
        walk(member, name, `${path}/${at}`, hits)
      })
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, content] of Object.entries(value)) {
        const isPlain = PLAIN_NAME.test(member)
        const place = `${path}/${isPlain ? member : '*'}`
        if (!isPlain) walk(member, name, place, hits)
        walk(content, name === DEADLINES ? name : member, place, hits)
      }
    }
  }

  /** The same look without places: almost every document ends here. */
  function isClean(value: unknown, name: string): boolean {
    switch (typeof value) {
      case 'string':
        return (
          partsOf(value)?.every(part => isClean(part, name)) ??
          (isCleanText(value) || (DIGITS.test(value) && isCode(name, value)))
        )
      case 'number':
        return (
          (value < SMALLEST_NUMBER && value > -SMALLEST_NUMBER) ||
          isCode(name, String(value)) ||
          isCleanText(String(value))
        )
      case 'object':
        break
      default:
        return true
    }
    if (value === null) return true
    if (Array.isArray(value)) return value.every(member => isClean(member, name))
    for (const member in value) {
      if (!(PLAIN_NAME.test(member) || isClean(member, name))) return false
      const content = (value as Readonly<Record<string, unknown>>)[member]
      if (!isClean(content, name === DEADLINES ? name : member)) return false
    }
    return true
  }

  const isCleanText = (text: string) => ofText(text).length === 0 && (known === undefined || knownIn(text).length === 0)

  return document => {
    if (isClean(document, '')) return NO_HITS
    const hits: DocumentHit[] = []
    walk(document, '', '', hits)
    return hits
  }
}

const NO_HITS: readonly DocumentHit[] = []

/** A signed document within another is read by its parts, and a JSON text as the document that it is; null: a plain text. */
function partsOf(text: string): readonly unknown[] | null {
  const first = text[0]
  if (first === '{' || first === '[') {
    const document = parsed(text)
    return document === undefined ? null : [document]
  }
  if (first !== 'e') return null
  if (PAYLOAD.test(text)) {
    const document = encoded(text)
    return document === text ? null : [document]
  }
  return COMPACT.test(text) ? text.split('.').map(encoded) : null
}

/** The document that a part of a signed one holds, else the part as it stands. */
function encoded(part: string): unknown {
  const content = Buffer.from(part, 'base64url').toString('utf8')
  return (content[0] === '{' ? parsed(content) : undefined) ?? part
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const NUMBERS: ReadonlySet<string> = new Set(NATIONAL_NUMBER_KINDS)
const SURE: ReadonlySet<string> = new Set(['name', 'address', 'email', 'date-of-birth', 'record-number', 'other'])

/**
 * Whether a hit keeps something from leaving: any person's number and phone, sure or not, since nothing that leaves holds
 * digits like them; names and addresses where they are sure. Web addresses of members are in place.
 */
export function stopsLeaving({ kind, certainty }: Finding): boolean {
  return NUMBERS.has(kind) || kind === 'phone' || (certainty === 'high' && SURE.has(kind))
}

/** Throws `leak/identifier-found`, with kind and place and never the value. `what`: the word for it, as in "the message". */
export function checkMayLeave(document: unknown, scan: ScanDocument, what: string): void {
  const hit = scan(document).find(stopsLeaving)
  if (hit === undefined) return
  throw new NodeError('leak/identifier-found', `${what} may hold an identifier (${hit.kind}) at ${hit.path || '/'}`, {
    hint: 'It was kept back. Look at where the text comes from; the value is not shown here.',
    detail: { kind: hit.kind, path: hit.path },
  })
}
