/** Search parameters of R4 that the server knows; an unknown one is refused, as `Prefer: handling=strict` asks. */
import { asObject, type Json, listOf, type ResourceStore } from './resource-store.ts'

/** Parameter -> members that it looks at, for references. Which types know which parameter is R4's own list. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  patient: ['patient', 'subject', 'individual'],
  subject: ['subject'],
  individual: ['individual'],
  study: ['study'],
}
/** What R4 has for most types and not for these. */
const NOT_FOR: Readonly<Record<string, readonly string[]>> = {
  AdverseEvent: ['identifier', 'patient', 'code'],
  ResearchSubject: ['subject', 'code'],
  Patient: ['patient', 'subject', 'code'],
  Consent: ['subject', 'code'],
}
const PAGING: ReadonlySet<string> = new Set(['_count', '_offset', '_include', '_elements'])

export type SearchResult =
  | { readonly matches: readonly Json[]; readonly included: readonly Json[] }
  | { readonly unknown: string }

/** Parameters are ANDed, commas within one are ORed. */
export function search(store: ResourceStore, type: string, parameters: URLSearchParams): SearchResult {
  let matches = store.all(type)
  for (const [name, value] of parameters) {
    if (PAGING.has(name)) continue
    if (NOT_FOR[type]?.includes(name)) return { unknown: name }
    const wanted = value.split(',')
    const members = REFERENCES[name]
    if (members !== undefined) matches = matches.filter(one => members.some(member => refersTo(one[member], wanted)))
    else if (name === '_id') matches = matches.filter(one => wanted.includes(String(one['id'])))
    else if (name === 'identifier')
      matches = matches.filter(one =>
        listOf(one['identifier']).some(held => isToken(held['system'], held['value'], wanted)),
      )
    else if (name === 'code')
      matches = matches.filter(one =>
        listOf(asObject(one['code'])['coding']).some(held => isToken(held['system'], held['code'], wanted)),
      )
    else if (name === '_tag')
      matches = matches.filter(one =>
        listOf(asObject(one['meta'])['tag']).some(held => isToken(held['system'], held['code'], wanted)),
      )
    else return { unknown: name }
  }
  return { matches, included: parameters.getAll('_include').flatMap(include => includedBy(store, matches, include)) }
}

function refersTo(reference: unknown, wanted: readonly string[]): boolean {
  return wanted.includes(String(asObject(reference)['reference']))
}

/** `system|code`, or a code of any system. */
function isToken(system: unknown, code: unknown, wanted: readonly string[]): boolean {
  return wanted.some(token => token === `${String(system)}|${String(code)}` || token === code)
}

/** `MedicationAdministration:medication`. */
function includedBy(store: ResourceStore, matches: readonly Json[], include: string): Json[] {
  const [, member = ''] = include.split(':')
  const references = matches.map(one => String(asObject(one[`${member}Reference`] ?? one[member])['reference']))
  return [...new Set(references)]
    .map(reference => {
      const [type = '', id = ''] = reference.split('/')
      return store.find(type, id)
    })
    .filter(found => found !== undefined)
}
