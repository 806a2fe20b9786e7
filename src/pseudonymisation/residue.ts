/** Looks for what pseudonymisation should have left behind; used by tests and before a document is written. */

export type ResidueKind = 'calendar-date' | 'subject-id' | 'source-text'

export interface Residue {
  /** JSON pointer of the member; a member name counts like a value. */
  readonly path: string
  readonly kind: ResidueKind
}

export interface LocalSecrets {
  readonly subjectId: string
  /** Cells of the source that must not survive; those no longer than a code (8 characters) are not looked for. */
  readonly texts: readonly string[]
}

const LONGEST_CODE = 8
const CALENDAR_DATES = [
  /(?<!\d)(?:18|19|20)\d\d-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12]\d|3[01]))?(?!\d)/,
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[./ -](?:0?[1-9]|1[0-2])[./ -](?:(?:18|19|20)\d\d|\d\d)(?!\d)/,
]
/** Version of the mapping or of a published table: may be named after a day, of no patient. */
const NOT_OF_A_PATIENT = /\/provenance\//
/** Canonical words and names of code systems, equal in every country, whatever the source's cell says. */
const CANONICAL = /\/(?:inn|oncotree|cohortKey|system)$/

/** Hex digits of a keyed hash: what they spell is chance. */
const PSEUDONYM = /^p[1-9]\d*-[0-9a-f]{32}$/

/** Every place of the document where a calendar date, the local id or a text of the source survives; empty if none. */
export function findResidue(document: unknown, secrets: LocalSecrets): Residue[] {
  const texts = secrets.texts.map(fold).filter(text => text.length > LONGEST_CODE)
  return leavesOf(document, '').flatMap(({ path, text }): Residue[] => [
    ...(!NOT_OF_A_PATIENT.test(path) && CALENDAR_DATES.some(shape => shape.test(text))
      ? [{ path, kind: 'calendar-date' as const }]
      : []),
    ...(holdsSubjectId(text, secrets.subjectId) ? [{ path, kind: 'subject-id' as const }] : []),
    ...(!CANONICAL.test(path) && texts.some(secret => fold(text).includes(secret))
      ? [{ path, kind: 'source-text' as const }]
      : []),
  ])
}

interface Leaf {
  readonly path: string
  readonly text: string
}

function leavesOf(value: unknown, path: string): Leaf[] {
  if (value === null || value === undefined || typeof value === 'boolean') return []
  if (typeof value === 'string' && PSEUDONYM.test(value)) return []
  if (typeof value !== 'object') return [{ path, text: String(value) }]
  return Object.entries(value).flatMap(([name, member]) => [
    ...(Array.isArray(value) ? [] : [{ path: `${path}/${name}`, text: name }]),
    ...leavesOf(member, `${path}/${name}`),
  ])
}

/** An id such as `12` is found only as a whole text: a day or a count of 12 is not the subject. */
function holdsSubjectId(text: string, subjectId: string): boolean {
  if (/^\d{1,4}$/.test(subjectId)) return text === subjectId && !/^-?\d{1,5}$/.test(text)
  return fold(text).includes(fold(subjectId))
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
