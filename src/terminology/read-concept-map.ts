/** A ConceptMap from its JSON: what this node understands of it is closed, so that nothing that matters is passed over. */
import { badMap, type ConceptGroup, type ConceptMap, type ConceptTarget, EQUIVALENCES } from './concept-map.ts'

type Json = Readonly<Record<string, unknown>>

/** Members that say something about the map and not about its codes. */
const ABOUT = new Set(
  `resourceType id meta language text url identifier version name title status experimental date publisher contact
  description useContext jurisdiction purpose copyright sourceUri sourceCanonical targetUri targetCanonical group`.split(
    /\s+/,
  ),
)
const MOST_ELEMENTS = 500_000

/**
 * Throws `terminology/bad-map`: no ConceptMap, another version of FHIR (`relationship`), a member that is not understood,
 * an equivalence that R4 does not have, a code twice in one group, `unmapped` with the code as it was provided.
 */
export function readConceptMap(json: unknown): ConceptMap {
  const map = objectOf(json, 'the map')
  if (map['resourceType'] !== 'ConceptMap') throw badMap('a file among the code maps is no ConceptMap')
  const stranger = Object.keys(map).find(member => !ABOUT.has(member))
  if (stranger !== undefined) throw badMap('a code map has a member that is not understood')
  const groups = listOf(map['group']).map(group => readGroup(objectOf(group, 'a group')))
  if (groups.reduce((sum, group) => sum + group.elements.size, 0) > MOST_ELEMENTS)
    throw badMap('a code map is too large')
  return { url: textOf(map['url'], 'url'), version: optionalText(map['version'], 'version'), groups }
}

function readGroup(group: Json): ConceptGroup {
  refuseOthers(group, ['id', 'source', 'sourceVersion', 'target', 'targetVersion', 'element', 'unmapped'])
  const elements = new Map<string, readonly ConceptTarget[]>()
  for (const entry of listOf(group['element'])) {
    const element = objectOf(entry, 'an element')
    refuseOthers(element, ['id', 'code', 'display', 'target'])
    const code = textOf(element['code'], 'code')
    if (elements.has(code)) throw badMap('a code map has a code twice in one group')
    elements.set(
      code,
      listOf(element['target']).map(target => readTarget(objectOf(target, 'a target'))),
    )
  }
  return {
    source: optionalText(group['source'], 'source'),
    target: optionalText(group['target'], 'target'),
    elements,
    unmapped: group['unmapped'] === undefined ? null : readUnmapped(objectOf(group['unmapped'], 'unmapped')),
  }
}

function readTarget(target: Json): ConceptTarget {
  refuseOthers(target, ['id', 'code', 'display', 'equivalence', 'comment', 'dependsOn', 'product'])
  const equivalence = EQUIVALENCES.find(known => known === target['equivalence'])
  if (equivalence === undefined) throw badMap('a target of a code map has no equivalence of FHIR R4')
  const code = optionalText(target['code'], 'code')
  if (code === null && equivalence !== 'unmatched') throw badMap('a target of a code map has no code')
  return {
    code,
    display: optionalText(target['display'], 'display'),
    equivalence,
    isConditional: listOf(target['dependsOn']).length > 0 || listOf(target['product']).length > 0,
  }
}

/** The code as it was provided is never a target: what is not mapped is looked at by a person. */
function readUnmapped(unmapped: Json): ConceptGroup['unmapped'] {
  refuseOthers(unmapped, ['id', 'mode', 'code', 'display', 'url'])
  switch (unmapped['mode']) {
    case 'fixed':
      return { fixed: textOf(unmapped['code'], 'code') }
    case 'other-map':
      return { otherMap: textOf(unmapped['url'], 'url') }
    default:
      throw badMap('a code map may treat what it does not hold as fixed or by another map, and in no other way')
  }
}

function refuseOthers(object: Json, known: readonly string[]): void {
  if (Object.keys(object).some(member => !known.includes(member))) {
    throw badMap('a code map has a member that is not understood')
  }
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  throw badMap(`${what} of a code map is no object`)
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw badMap('a code map has something else where a list should be')
}

function textOf(value: unknown, member: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw badMap(`a code map lacks the text of ${member}`)
}

function optionalText(value: unknown, member: string): string | null {
  return value === undefined ? null : textOf(value, member)
}
