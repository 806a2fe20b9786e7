/** The mapping of a trial from its folder, with the one it is based on and the code maps of both. */
import { hasMapping, readMapFiles, readMappingFile, readMappingFolder } from '../config.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { basedOn, parseMapping } from '../mapping/parse-mapping.ts'

export function mappingOf(id: string): Mapping {
  const own = readMappingFile(id)
  const base = basedOn(own)
  if (base === null) return parseMapping(own, undefined, readMapFiles(id))
  return parseMapping(own, readMappingFile(base), new Map([...readMapFiles(base), ...readMapFiles(id)]))
}

/** By the id of one that comes with the program, or by its folder. */
export function mappingAt(place: string): Mapping {
  if (hasMapping(place)) return mappingOf(place)
  const { mapping, maps } = readMappingFolder(place)
  const base = basedOn(mapping)
  if (base === null) return parseMapping(mapping, undefined, maps)
  return parseMapping(mapping, readMappingFile(base), new Map([...readMapFiles(base), ...maps]))
}
