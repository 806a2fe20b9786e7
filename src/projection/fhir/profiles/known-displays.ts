/** Displays of the codes that the projection writes. A code of these lists with another display contradicts itself. */
import { valueSets } from '../concepts.ts'
import type { Element } from '../element.ts'

const known = new Map<string, Set<string>>()
for (const { system, code, display } of valueSets.flatMap(list => list.all)) {
  const name = `${system}|${code}`
  if (display !== undefined) known.set(name, new Set([...(known.get(name) ?? []), display]))
}

/** Undefined where the project holds no display of the code. */
export function displaysOf(coding: Element): readonly string[] | undefined {
  const found = known.get(`${String(coding['system'])}|${String(coding['code'])}`)
  return found === undefined ? undefined : [...found]
}

/** The display belongs to another code of the same system: the two were exchanged, and nobody can tell which was meant. */
export function isDisplayOfAnother(coding: Element): boolean {
  const display = String(coding['display']).toLowerCase()
  const system = `${String(coding['system'])}|`
  if (displaysOf(coding)?.some(known => known.toLowerCase() === display) !== false) return false
  return [...known].some(
    ([name, displays]) => name.startsWith(system) && [...displays].some(one => one.toLowerCase() === display),
  )
}
