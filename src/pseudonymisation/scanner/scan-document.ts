/**
 * The leak scanner for what is about to leave: a message, a reply, a line of a log, a row of an export. Every member name,
 * text and long number is looked at, but for what its schema says that a machine made and that has the shape of it
 * (`told-by-schema.ts`); a hit is told by kind and place.
 */
import { NodeError } from '../../model/errors.ts'
import { remember } from '../../model/remember.ts'
import { type Finding, NATIONAL_NUMBER_KINDS, type ScanContext } from './finding.ts'
import { scanText } from './scan-text.ts'
import { isSnomedConcept } from './snomed.ts'
import { CLAIMS, HEADER, NOISE, ownWords, type Schema, SIGNATURE, type Told, toldBy, toldOf } from './told-by-schema.ts'
import { hiddenTexts, isWrappedText } from './unwrap.ts'

export interface DocumentHit extends Finding {
  /** JSON pointer; `*` in the place of a member name that is no plain word. */
  readonly path: string
}

export interface DocumentScanOptions extends ScanContext {
  /** The schema of the documents, where they do not name it themselves. */
  readonly schema?: Schema | string
  /** Whether digits in this member are no person's, beside what schemas tell. Default: `isTerminologyCode`. */
  readonly isCode?: (member: string, digits: string) => boolean
  /** Findings that matter to whoever asks; others are no hits. Default: all. */
  readonly counts?: (finding: Finding) => boolean
  /** What is found in one text; of whoever looks at such texts too, so that each is looked at once. Default: `scanText`. */
  readonly look?: (text: string) => readonly Finding[]
  /** Texts that must not be found whole or as a word: local subject ids, names of the source. */
  readonly known?: { has(word: string): boolean }
}

/** `told`: by the schema of this document, where it is another than the scanner's. */
export type ScanDocument = (document: unknown, told?: Told | null) => readonly DocumentHit[]

/** A code of a terminology that its own check digit shows to be one. */
export function isTerminologyCode(member: string, digits: string): boolean {
  return member === 'code' && isSnomedConcept(digits)
}
/** Texts come again and again: codes, ids of members, fixed sentences. */
const MOST_REMEMBERED = 20_000
const LONGEST_REMEMBERED = 200
/** A smaller number has fewer digits than a person's. */
const SMALLEST_NUMBER = 10_000_000
const NONE: readonly Finding[] = []

/** Ids and hashes of ours, as the schemas have them. */
const OWN_WORDS = new RegExp(`(?<![0-9A-Za-z])(?:${ownWords()})(?![0-9A-Za-z])`, 'g')
const OWN_WORD = new RegExp(`^(?:${ownWords()})$`)
const TOKEN = /^[A-Za-z0-9_-]{40,}={0,2}$/
const COMPACT = /^[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){1,3}$/
/** Base64url of a JSON object: the payload of a signed document (RFC 7515 section 7.2). */
const PAYLOAD = /^eyJ[A-Za-z0-9_-]+$/
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_:@-]{0,40}$/
const DIGITS = /^[0-9]+$/
const LONG_DIGITS = /[0-9]{9}/

/** Remembers what it has seen, so that ordinary documents cost a look-up a text. */
export function documentScanner(options: DocumentScanOptions = {}): ScanDocument {
  const { isCode = isTerminologyCode, known, schema, counts, look, ...context } = options
  const whole = schema === undefined ? null : toldBy(schema)
  const remembered = new Map<string, readonly Finding[]>()

  function ofText(text: string): readonly Finding[] {
    if (text.length < 6) return NONE
    if (text.length > LONGEST_REMEMBERED) return scanned(text)
    const before = remembered.get(text)
    if (before !== undefined) return before
    if (OWN_WORD.test(text)) return NONE
    const findings = scanned(text)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(text, findings)
    return findings
  }

  function scanned(text: string): readonly Finding[] {
    // A key, a hash, a ciphertext: nothing to read in it, unless somebody wrote plain digits.
    if (TOKEN.test(text) && !LONG_DIGITS.test(text) && hiddenTexts(text).length === 0) return NONE
    const own = text.replace(OWN_WORDS, ';')
    if (own.length < 6) return NONE
    const findings = look === undefined ? scanText(own, context) : look(own)
    return counts === undefined ? findings : findings.filter(counts)
  }

  function knownIn(text: string): readonly Finding[] {
    if (known === undefined) return NONE
    const isThere = known.has(text.trim()) || text.split(/[^\p{L}\p{N}_-]+/u).some(word => known.has(word))
    return isThere ? [{ kind: 'other', certainty: 'high' }] : NONE
  }

  return (document, told = whole) => {
    const hits: DocumentHit[] = []
    const place: (string | number)[] = []
    walk(document, '', told)
    return hits

    function walk(value: unknown, name: string, told: Told | null): void {
      if (typeof value === 'string') readString(value, name, told)
      else if (typeof value === 'number') readNumber(value, name, told)
      else if (Array.isArray(value)) readList(value, name, told)
      else if (typeof value === 'object' && value !== null) readMembers(value, told)
    }

    function readNumber(value: number, name: string, told: Told | null): void {
      if (Math.abs(value) < SMALLEST_NUMBER || told?.isMachineMade(value) || isCode(name, String(value))) return
      found(ofText(String(value)))
    }

    function readString(text: string, name: string, told: Told | null): void {
      // Read before, and nothing found: nothing that is told of it would change that.
      if (known === undefined && remembered.get(text)?.length === 0) return
      if (DIGITS.test(text) && isCode(name, text)) return
      // Of its shape, and no text in a coding that people read.
      if (told?.isMachineMade(text) && !isWrappedText(text)) return
      const parts = partsOf(text)
      if (parts === null) {
        found(ofText(text))
        found(knownIn(text))
      } else for (const part of parts) walk(part.value, name, part.told)
    }

    function readList(list: readonly unknown[], name: string, told: Told | null): void {
      const item = told?.item() ?? null
      for (let at = 0; at < list.length; at++) {
        place.push(at)
        walk(list[at], name, item)
        place.pop()
      }
    }

    function readMembers(document: object, told: Told | null): void {
      const here = told ?? toldOf(document)
      for (const member in document) {
        const isPlain = isPlainName(member)
        place.push(isPlain ? member : '*')
        if (!isPlain) walk(member, member, null)
        walk((document as Readonly<Record<string, unknown>>)[member], member, here?.member(member) ?? null)
        place.pop()
      }
    }

    function found(findings: readonly Finding[]): void {
      for (const finding of findings) hits.push({ ...finding, path: place.map(step => `/${step}`).join('') })
    }
  }
}

/** Names of members are few and come again and again. */
const isPlainName = remember(name => PLAIN_NAME.test(name), { most: 2_000, longest: 41 })

interface Part {
  readonly value: unknown
  readonly told: Told | null
}

/** A signed or sealed document within another is read by its parts, and a JSON text as the document that it is; null: a plain text. */
function partsOf(text: string): readonly Part[] | null {
  const first = text[0]
  if (first === '{' || first === '[') {
    const document = parsed(text)
    return document === undefined ? null : [{ value: document, told: null }]
  }
  if (first !== 'e') return null
  if (PAYLOAD.test(text)) {
    const document = encoded(text)
    return document === null ? null : [{ value: document, told: toldOf(document) ?? CLAIMS }]
  }
  return COMPACT.test(text) ? partsOfCompact(text.split('.')) : null
}

/** Header, payload and signature (RFC 7515), or header and what is sealed (RFC 7516). */
function partsOfCompact([header = '', ...rest]: readonly string[]): readonly Part[] | null {
  const readHeader = encoded(header)
  if (readHeader === null) return null
  const sealed = rest.length > 2
  return [
    { value: withParties(readHeader), told: HEADER },
    ...rest.map((part, at): Part => {
      const document = encoded(part)
      if (document !== null) return { value: document, told: toldOf(document) ?? CLAIMS }
      return { value: part, told: sealed ? NOISE : at === 1 ? SIGNATURE : null }
    }),
  ]
}

/**
 * Who sealed to whom and what for, as the text that it is (`apu` and `apv`, RFC 7518 section 4.6.1): ids and hashes in it
 * are known as words, which they are not inside a coding.
 */
function withParties(header: object): object {
  return Object.fromEntries(
    Object.entries(header).map(([name, value]) => [name, PARTIES.has(name) ? (textIn(value) ?? value) : value]),
  )
}

const PARTIES: ReadonlySet<string> = new Set(['apu', 'apv'])

/** What is coded as base64url; null where it is no text. */
function textIn(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = Buffer.from(value, 'base64url').toString('utf8')
  return Buffer.from(text).toString('base64url') === value ? text : null
}

/** The document that a part of a signed one holds, or null. */
function encoded(part: string): object | null {
  const content = Buffer.from(part, 'base64url').toString('utf8')
  const document = content[0] === '{' ? parsed(content) : undefined
  return typeof document === 'object' && document !== null ? document : null
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

/**
 * Throws `leak/identifier-found`, with kind and place and never the value. `what`: the word for it, as in "the message";
 * `told`: by its schema.
 */
export function checkMayLeave(document: unknown, scan: ScanDocument, what: string, told?: Told | null): void {
  const hit = scan(document, told).find(stopsLeaving)
  if (hit === undefined) return
  throw new NodeError('leak/identifier-found', `${what} may hold an identifier (${hit.kind}) at ${hit.path || '/'}`, {
    hint: 'It was kept back. Look at where the text comes from; the value is not shown here.',
    detail: { kind: hit.kind, path: hit.path },
  })
}
