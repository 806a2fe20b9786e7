/**
 * Compact text of a cohort: `tumour:CODE[,CODE] alteration:TEXT[,TEXT] drug:INN[+INN]`. Each part may be missing, which
 * means any. Values with blanks or commas stand in double quotes; where a shell has taken the quotes away, words up to
 * the next part belong to the value.
 */
import { NodeError } from '../model/errors.ts'
import type { CohortDefinition } from '../model/generated/cohort-definition.ts'
import { normalise } from '../terminology/normalise.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { isTumourCode } from '../terminology/tumour-tree.ts'
import { canonicaliseDefinition, unknownCode } from './definition.ts'
import { nearCodes } from './near-codes.ts'

const PARTS = ['tumour', 'alteration', 'drug'] as const
type Part = (typeof PARTS)[number]

const MAX_LENGTH = 4000

/** Throws `cohort/bad-text` for what is not of this form, `cohort/unknown-code` for what names nothing known. */
export function parseCohortText(terminology: Terminology, text: string): CohortDefinition {
  const values = readParts(text)
  const tumours = values.get('tumour')
  const alterations = values.get('alteration')
  const drugs = values.get('drug')
  const definition = {
    schema: 'cohort-definition/1',
    tumour: tumours === undefined ? null : tumours.map(value => tumourCode(terminology, value)),
    alteration: alterations === undefined ? null : alterations.flatMap(value => alterationCodes(terminology, value)),
    drugs: drugs === undefined ? null : drugNames(terminology, drugs),
  }
  // The schema is checked on the canonical form, which the next step makes.
  return canonicaliseDefinition(terminology, definition as unknown as CohortDefinition)
}

function badText(problem: string): NodeError {
  return new NodeError('cohort/bad-text', problem, {
    hint: 'Write for example: tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib',
  })
}

function readParts(text: string): ReadonlyMap<Part, readonly string[]> {
  if (text.length > MAX_LENGTH) throw badText('the text of the cohort is too long')
  const values = new Map<Part, string[]>()
  for (const { name, value } of splitParts(text)) {
    const part = PARTS.find(one => one === name)
    if (part === undefined) {
      const near = nearCodes(name, PARTS)
      throw badText(
        `a part is none of tumour, alteration, drug${near.length > 0 ? ` (near it: ${near.join(', ')})` : ''}`,
      )
    }
    if (values.has(part)) throw badText(`the part ${part} stands twice`)
    const entries = splitValues(value)
    if (entries.length === 0 || entries.includes('')) throw badText(`the part ${part} has an empty value`)
    values.set(part, entries)
  }
  if (values.size === 0) throw badText('the cohort names neither tumour, alteration nor drug')
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
  const pieces = ['']
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    if (!quoted && separator.test(character)) pieces.push('')
    else pieces[pieces.length - 1] = `${pieces.at(-1)}${character}`
  }
  if (quoted) throw badText('a quotation mark is not closed')
  return pieces
}

/** A code of the tree; words are not taken, but the code that they mean is named. */
function tumourCode(terminology: Terminology, value: string): string {
  const code = value.toUpperCase()
  if (isTumourCode(terminology, code)) return code
  const { canonical, proposals } = normalise(terminology, { part: 'tumour', text: value })
  const meant = canonical === null ? proposals : [canonical]
  throw unknownCode('tumour', [...new Set([...meant, ...nearCodes(code, [...terminology.tumours.nodes.keys()])])])
}

function alterationCodes(terminology: Terminology, value: string): readonly string[] {
  const { canonical, codes, proposals } = normalise(terminology, {
    part: 'alteration',
    text: value,
    context: 'selector',
  })
  if (canonical !== null) return canonical.split(',')
  throw new NodeError('cohort/unknown-code', `an alteration of the cohort cannot be read: ${codes.join(', ')}`, {
    hint: 'Write it as in "BRAF V600E", "HER2 amplification", "ROS1 fusion" or "TMB >= 10".',
    detail: { part: 'alteration', codes, near: proposals },
  })
}

/** Commas are no separator of drugs here: several drugs are one combination. */
function drugNames(terminology: Terminology, values: readonly string[]): string {
  if (values.length > 1) throw badText('drugs of a combination are joined by +')
  const { canonical, proposals } = normalise(terminology, { part: 'drugs', text: values[0] ?? '' })
  if (canonical === null) throw unknownCode('drug', proposals)
  return canonical
}
