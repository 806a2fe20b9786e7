/** Every text of a resource that a person may have typed, or that a number may stand in, with its place. */
import { type Element, isElement } from './element.ts'

export interface PlacedText {
  /** Names of members joined by dots; lists are not counted. */
  readonly path: string
  readonly text: string
  /** Written by people, not chosen from a list. */
  readonly isProse: boolean
}

/** Names of things, never of people. */
const NAMES: ReadonlySet<string> = new Set([
  'resourceType',
  'id',
  'reference',
  'system',
  'url',
  'fullUrl',
  'profile',
  'canonical',
  'versionId',
  'lastUpdated',
  'instantiatesCanonical',
  'questionnaire',
])
const PROSE: ReadonlySet<string> = new Set([
  'text',
  'display',
  'div',
  'valueString',
  'comment',
  'description',
  'title',
  'conclusion',
  'valueMarkdown',
])
/** Who the patient is stands here by design; all of it is left behind. */
const OF_THE_PERSON: ReadonlySet<string> = new Set([
  'identifier',
  'name',
  'telecom',
  'address',
  'birthDate',
  'contact',
  'photo',
  'link',
  'generalPractitioner',
])

export function textsOf(resource: Element): readonly PlacedText[] {
  const members = Object.entries(resource).filter(
    ([name]) => resource['resourceType'] !== 'Patient' || !OF_THE_PERSON.has(name),
  )
  return members.flatMap(([name, value]) => textsIn(value, name, name))
}

function textsIn(value: unknown, name: string, path: string): PlacedText[] {
  if (typeof value === 'string') return NAMES.has(name) ? [] : [{ path, text: value, isProse: PROSE.has(name) }]
  if (Array.isArray(value)) return value.flatMap(item => textsIn(item, name, path))
  if (!isElement(value)) return []
  return Object.entries(value).flatMap(([member, held]) => textsIn(held, member, `${path}.${member}`))
}
