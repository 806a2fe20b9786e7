/** The flat rows of the store, from bytes into the draft of a snapshot; no object of a row is kept. */
import { type EnrolmentFacts, IndexDraft, type TextNumbers } from '../cohort/measure/index-draft.ts'
import {
  type BestResponse,
  bestResponses,
  type NoControlReason,
  noControlReasons,
} from '../cohort/measure/state-code.ts'
import { NodeError } from '../model/errors.ts'
import { type FlatField, flatFields } from '../model/flat-row.ts'
import { ByteTexts } from './byte-texts.ts'
import { CopyRows, isNull, readInteger, readText } from './copy-rows.ts'

/** What is read of a data cut before it is laid out. */
export interface ReadRows {
  readonly draft: IndexDraft
  /** Random names of the patients, 16 bytes each. */
  readonly persons: Uint8Array
  /** Treated enrolments. */
  readonly treated: number
}

const AT = Object.fromEntries(flatFields.map((field, at) => [field, at])) as Readonly<Record<FlatField, number>>
const PERSON_BYTES = 16
const TRUE = 116
const QUOTE = 34
const BACKSLASH = 92

export class FlatRowReader {
  readonly #draft = new IndexDraft()
  readonly #rows = new CopyRows(flatFields.length, (bytes, starts) => this.#readRow(bytes, starts))
  readonly #person = new Uint8Array(PERSON_BYTES)
  #persons = new Uint8Array(1024 * PERSON_BYTES)
  #treated = 0
  readonly #tumours = new ByteTexts()
  readonly #findings = new ByteTexts()
  readonly #quarters = new ByteTexts()
  readonly #words = new ByteTexts()
  /** Name and parts of a cohort are four fields side by side: one look-up for all. */
  readonly #cohorts = new ByteTexts()

  push(chunk: Uint8Array): void {
    this.#rows.push(chunk)
  }

  end(): ReadRows {
    this.#rows.end()
    const draft = this.#draft
    return { draft, persons: this.#persons.slice(0, draft.patients * PERSON_BYTES), treated: this.#treated }
  }

  #readRow(bytes: Uint8Array, starts: Int32Array): void {
    const row = new FlatRow(bytes, starts)
    if (this.#isNewPerson(row)) this.#addPatient(row)
    if (!row.isNull(AT.number)) this.#addEnrolment(row)
  }

  /** Rows come sorted by subject. */
  #isNewPerson(row: FlatRow): boolean {
    const person = this.#person
    const isFirst = this.#draft.patients === 0
    return row.readUuid(AT.person, person) || isFirst
  }

  #addPatient(row: FlatRow): void {
    const draft = this.#draft
    const place = draft.patients * PERSON_BYTES
    if (place === this.#persons.length) {
      const larger = new Uint8Array(this.#persons.length * 2)
      larger.set(this.#persons)
      this.#persons = larger
    }
    this.#persons.set(this.#person, place)
    const tumour = row.numberIn(AT.ownTumour, this.#tumours)
    const recommended = row.isNull(AT.recommended) ? null : row.isTrue(AT.recommended)
    const findings = row.eachQuoted(AT.findings, this.#findings)
    takeOver(draft.tumours, this.#tumours)
    takeOver(draft.findings, this.#findings)
    draft.addPatient(tumour, recommended, new Set(findings))
  }

  #addEnrolment(row: FlatRow): void {
    const facts = this.#factsOf(row)
    if (!this.#draft.addEnrolment(this.#draft.patients - 1, facts)) throw notCountable()
    if (facts.treated) this.#treated += 1
  }

  #factsOf(row: FlatRow): EnrolmentFacts {
    const word = (field: number) => {
      const number = row.numberIn(field, this.#words)
      return number === null ? null : (this.#words.texts[number] ?? null)
    }
    const quarter = row.numberIn(AT.startQuarter, this.#quarters)
    takeOver(this.#draft.quarters, this.#quarters)
    return {
      parts: this.#partsOf(row),
      treated: row.isTrue(AT.treated),
      quarter,
      startDay: row.integer(AT.startDay),
      mature: row.isTrue(AT.mature),
      awaiting: row.isTrue(AT.awaiting),
      evaluable: row.isTrue(AT.evaluable),
      control: row.isNull(AT.diseaseControl) ? null : row.isTrue(AT.diseaseControl),
      reason: known(word(AT.noControlReason), REASONS),
      best: known(word(AT.bestResponse), RESPONSES),
      confirmed: known(word(AT.confirmedResponse), CONFIRMED),
      pfsDays: row.integer(AT.pfsDays),
      pfsEvent: row.integer(AT.pfsEvent) as 0 | 1 | null,
      osDays: row.integer(AT.osDays),
      osEvent: row.integer(AT.osEvent) as 0 | 1 | null,
      grade3Related: row.isTrue(AT.grade3Related),
      grade3RelatedOrUnknown: row.isTrue(AT.grade3RelatedOrUnknown),
      serious: row.isTrue(AT.serious),
      grade3RelatedEvents: row.integer(AT.grade3RelatedEvents) ?? 0,
      seriousEvents: row.integer(AT.seriousEvents) ?? 0,
      responseDays: row.integer(AT.responseDays),
      responseEvent: row.integer(AT.responseEvent) as 0 | 1 | null,
      onTreatmentDays: row.integer(AT.onTreatmentDays),
      onTreatmentEvent: row.integer(AT.onTreatmentEvent) as 0 | 1 | null,
      quality: known(word(AT.qualityOfLifeChange), QUALITY),
    }
  }

  #partsOf(row: FlatRow): number {
    const number = row.numberOfSpan(AT.cohortKey, AT.drugs, this.#cohorts)
    if (number === this.#draft.parts.length) {
      this.#draft.addParts({
        key: row.text(AT.cohortKey),
        tumour: row.text(AT.tumour),
        alteration: row.text(AT.alteration),
        drugs: row.text(AT.drugs),
      })
    }
    return number
  }
}

/** So that a text has in the draft the number that its bytes have here. */
function takeOver(numbers: TextNumbers, from: ByteTexts): void {
  for (let at = numbers.texts.length; at < from.texts.length; at++) numbers.numberOf(from.texts[at] ?? '')
}

const REASONS: ReadonlySet<NoControlReason> = new Set(noControlReasons)
const RESPONSES: ReadonlySet<BestResponse> = new Set(bestResponses)
const CONFIRMED: ReadonlySet<'CR' | 'PR'> = new Set(['CR', 'PR'])
const QUALITY: ReadonlySet<'improved' | 'stable' | 'worse'> = new Set(['improved', 'stable', 'worse'])

/** What the program has no word for is refused: it would be counted as something else. */
function known<T extends string>(word: string | null, words: ReadonlySet<T>): T | null {
  if (word === null) return null
  if (words.has(word as T)) return word as T
  throw notCountable()
}

function notCountable(): NodeError {
  return new NodeError(
    'cut/not-countable',
    'an enrolment holds facts that contradict each other, or that no cut can count',
    {
      hint: 'Ingest again with this version of the program. If it stays, report it: it is a fault of the derivation.',
    },
  )
}

/** Looks at the fields of one row; valid until the next. */
class FlatRow {
  readonly #bytes: Uint8Array
  readonly #starts: Int32Array

  constructor(bytes: Uint8Array, starts: Int32Array) {
    this.#bytes = bytes
    this.#starts = starts
  }

  #from(field: number): number {
    return this.#starts[field] ?? 0
  }

  /** Without the tab or line feed. */
  #to(field: number): number {
    return (this.#starts[field + 1] ?? 1) - 1
  }

  isNull(field: number): boolean {
    return isNull(this.#bytes, this.#from(field), this.#to(field))
  }

  isTrue(field: number): boolean {
    return this.#bytes[this.#from(field)] === TRUE
  }

  integer(field: number): number | null {
    const [from, to] = [this.#from(field), this.#to(field)]
    return isNull(this.#bytes, from, to) ? null : readInteger(this.#bytes, from, to)
  }

  text(field: number): string | null {
    return this.isNull(field) ? null : readText(this.#bytes, this.#from(field), this.#to(field))
  }

  numberIn(field: number, texts: ByteTexts): number | null {
    return this.isNull(field) ? null : texts.numberOf(this.#bytes, this.#from(field), this.#to(field))
  }

  numberOfSpan(first: number, last: number, texts: ByteTexts): number {
    return texts.numberOf(this.#bytes, this.#from(first), this.#to(last))
  }

  /** True where it differs from what is in `into`, which then is written over. */
  readUuid(field: number, into: Uint8Array): boolean {
    let differs = false
    let digits = 0
    for (let at = this.#from(field); at < this.#to(field); at++) {
      const digit = hexDigit(this.#bytes[at] ?? 0)
      if (digit === -1) continue
      const place = digits >> 1
      const before = into[place] ?? 0
      const now = (digits & 1) === 0 ? (digit << 4) | (before & 15) : (before & 0xf0) | digit
      if (now !== before) differs = true
      into[place] = now
      digits += 1
    }
    if (digits !== 2 * into.length) throw new RangeError('a copied name of a person is none')
    return differs
  }

  /** Numbers of the texts of a JSON list of strings. */
  eachQuoted(field: number, texts: ByteTexts): number[] {
    const bytes = this.#bytes
    const to = this.#to(field)
    const numbers: number[] = []
    for (let at = this.#from(field); at < to; at++) {
      if (bytes[at] !== QUOTE) continue
      const from = at + 1
      for (at = from; at < to && bytes[at] !== QUOTE; at++) {
        // No canonical code has a character that JSON escapes.
        if (bytes[at] === BACKSLASH) throw notCountable()
      }
      numbers.push(texts.numberOf(bytes, from, at))
    }
    return numbers
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  return byte >= 97 && byte <= 102 ? byte - 87 : -1
}
