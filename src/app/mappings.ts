/** The mapping of a trial from its folder, with the one it is based on and the code maps of both. */
import type { Config } from '../config.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { basedOn, parseMapping } from '../mapping/parse-mapping.ts'
import { baseFolderOf, type MappingPlaces, mappingFolderOf, readMapFiles, readMappingFile } from './mapping-files.ts'

/** What the node reads its trial by. */
export function mappingOfNode(config: Pick<Config, 'mapping' | 'mappings'>): Mapping {
  return mappingOf(config.mapping, config)
}

/** By an id or a path, as a node finds it or, without one, as the command line has it. */
export function mappingOf(place: string, site: MappingPlaces | null = null): Mapping {
  const folder = mappingFolderOf(place, site)
  const own = readMappingFile(folder)
  const base = basedOn(own)
  if (base === null) return parseMapping(own, undefined, readMapFiles(folder))
  const baseFolder = baseFolderOf(base, site)
  return parseMapping(own, readMappingFile(baseFolder), new Map([...readMapFiles(baseFolder), ...readMapFiles(folder)]))
}
