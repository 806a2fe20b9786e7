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
