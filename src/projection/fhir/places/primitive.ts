/** Members that are one value of the resource: the same value, or a code of FHIR's own list. */
import { elementAt, putAt } from '../element.ts'
import type { Place } from './place.ts'

/** `path` names a member of the resource, e.g. `valueInteger`. */
export function primitive<Entity>(member: keyof Entity & string, path: string): Place<Entity> {
  return {
    write(entity, draft) {
      putAt(draft, path, entity[member])
    },
    read(element) {
      const value = valueAt(element, path)
      return value === undefined ? {} : { [member]: value }
    },
  }
}

/** `codes`: value of the record -> code of FHIR, each once. */
export function coded<Entity>(
  member: keyof Entity & string,
  path: string,
  codes: Readonly<Record<string, string>>,
): Place<Entity> {
  const back = new Map(Object.entries(codes).map(([value, code]) => [code, value]))
  return {
    write(entity, draft) {
      putAt(draft, path, codes[String(entity[member])])
    },
    read(element) {
      const value = back.get(String(valueAt(element, path)))
      return value === undefined ? {} : { [member]: value }
    },
  }
}

function valueAt(element: Parameters<typeof elementAt>[0], path: string): unknown {
  const at = path.lastIndexOf('.')
  return at < 0 ? element[path] : elementAt(element, path.slice(0, at))[path.slice(at + 1)]
}
