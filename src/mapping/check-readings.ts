/** Refuses a reading that there is none of by its name, before the schema compares it with every reading that there is. */
import { mappingSchema } from '../model/generated/mapping.ts'
import { bad } from './parse-sheets.ts'

/** What may stand in `read`: the closed list of the schema. */
const READINGS: ReadonlySet<string> = new Set(
  Object.values<object>(mappingSchema.$defs).flatMap(definition => {
    const { properties } = definition as { readonly properties?: { readonly read?: { readonly const?: string } } }
    return properties?.read?.const ?? []
  }),
)
const SHORT_NAME = /^[A-Za-z][A-Za-z0-9-]{0,40}$/

/** Throws `mapping/bad-mapping`. `json` is not deeper than a mapping may be. */
export function checkReadings(json: unknown): void {
  if (typeof json !== 'object' || json === null) return
  for (const [name, value] of Object.entries(json)) {
    if (name === 'read' && typeof value === 'string' && !READINGS.has(value)) {
      const called = SHORT_NAME.test(value) ? `"${value}"` : 'what it says'
      throw bad(`no reading is called ${called}; there are ${[...READINGS].join(', ')}`)
    }
    checkReadings(value)
  }
}
