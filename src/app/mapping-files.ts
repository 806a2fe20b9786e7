/**
 * Where mappings lie: folders with `mapping.json`, code maps in `maps/`, for a FHIR server `fhir.json`. They come with the
 * program, lie in the site's own folder, or anywhere a path says.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Config, mappingsFolder } from '../config.ts'
import { NodeError } from '../model/errors.ts'

/** Of a node: the folder of the site's own mappings. */
export type MappingPlaces = Pick<Config, 'mappings'>

/**
 * Folder of a mapping: by its path, else by its id among the site's own, else among those of the program. Without a node,
 * any folder of the working directory is one too. Throws `mapping/not-found`.
 */
export function mappingFolderOf(place: string, site: MappingPlaces | null): string {
  const found = candidatesOf(place, site).find(isMappingFolder)
  if (found !== undefined) return found
  throw new NodeError('mapping/not-found', 'there is no such mapping: neither an id nor a folder with mapping.json', {
    hint: `Mappings are folders of ${site === null ? '' : `${site.mappings} and of `}${mappingsFolder}, or a path; rose map init EXPORT --out FOLDER starts one.`,
  })
}

/** As rose.json names a mapping: an id that is known there, else the whole path, since commands are typed in other places. */
export function mappingSettingFor(place: string, site: MappingPlaces | null): string {
  return isId(place) && candidatesOf(place, site).some(isMappingFolder) ? place : resolve(place)
}

/** Folder of the mapping that another is based on: that of the program, which a site's own may bear the name of. */
export function baseFolderOf(id: string, site: MappingPlaces | null): string {
  const found = [join(mappingsFolder, id), ...candidatesOf(id, site)].find(isMappingFolder)
  if (found !== undefined && isId(id)) return found
  throw new NodeError('mapping/not-found', 'the mapping that this one is based on is not there', {
    hint: "See basedOn in mapping.json: it names a mapping of the program, or one of the site's own folder.",
  })
}

export function isShippedMapping(id: string): boolean {
  return isId(id) && isMappingFolder(join(mappingsFolder, id))
}

function candidatesOf(place: string, site: MappingPlaces | null): string[] {
  if (!isId(place)) return [resolve(place)]
  const shipped = join(mappingsFolder, place)
  return site === null ? [shipped, resolve(place)] : [join(site.mappings, place), shipped]
}

const isId = (text: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text)
const isMappingFolder = (folder: string): boolean => existsSync(join(folder, 'mapping.json'))

export function readMappingFile(folder: string): unknown {
  return readMappingJson(join(folder, 'mapping.json'))
}

/** Code maps of a mapping, `maps/NAME.json`, by name. */
export function readMapFiles(mappingFolder: string): ReadonlyMap<string, unknown> {
  const folder = join(mappingFolder, 'maps')
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder).filter(name => /^[a-z][a-z0-9-]{0,63}\.json$/.test(name))
  return new Map(names.sort().map(name => [name.slice(0, -'.json'.length), readMappingJson(join(folder, name))]))
}

export function hasFhirMapping(folder: string): boolean {
  return existsSync(join(folder, 'fhir.json'))
}

/** How the trial's records are found on a FHIR server; throws `mapping/not-found` where the trial's mapping does not say. */
export function readFhirMappingFile(folder: string): unknown {
  const path = join(folder, 'fhir.json')
  if (existsSync(path)) return readMappingJson(path)
  throw new NodeError('mapping/not-found', 'the trial has no mapping for a FHIR server', {
    hint: `Write fhir.json into ${folder}; mappings/README.md says what stands in it.`,
  })
}

/** A mapping is written by people; a larger file is none. */
const MOST_MAPPING_BYTES = 64 << 20

function readMappingJson(path: string): unknown {
  if (statSync(path).size > MOST_MAPPING_BYTES) {
    throw new NodeError('mapping/bad-mapping', 'a file of the mapping is larger than any mapping is')
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new NodeError('mapping/bad-mapping', `${basename(path)} of the mapping is not JSON`, {
      hint: `It is ${path}.`,
      cause,
    })
  }
}
