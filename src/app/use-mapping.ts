/** `rose map use`: the node reads its trial by another mapping from now on. */
import { readFileSync } from 'node:fs'
import { type Config, readConfig } from '../config.ts'
import { NodeError } from '../model/errors.ts'
import type { NodeConfig } from '../model/generated/node-config.ts'
import { writeWhole } from '../model/whole-file.ts'
import { mappingFolderOf, mappingSettingFor } from './mapping-files.ts'
import { mappingOf, mappingOfNode } from './mappings.ts'

export interface UsedMapping {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly folder: string
  /** What the node used before; null where that cannot be read any more. */
  readonly before: { readonly id: string; readonly version: string } | null
}

/** Changes nothing where the mapping cannot be read: `mapping/not-found`, `mapping/bad-mapping`, `terminology/bad-map`. */
export function useMapping(config: Config, place: string): UsedMapping {
  const setting = mappingSettingFor(place, config)
  const { id, version, title } = mappingOf(setting, config)
  const before = versionInUse(config)
  const file = JSON.parse(readFileSync(config.paths.config, 'utf8')) as NodeConfig
  writeWhole(config.paths.config, `${JSON.stringify({ ...file, mapping: setting }, null, 2)}\n`)
  readConfig(config.paths.folder)
  return { id, version, title, folder: mappingFolderOf(setting, config), before }
}

function versionInUse(config: Config): UsedMapping['before'] {
  try {
    const { id, version } = mappingOfNode(config)
    return { id, version }
  } catch (error) {
    if (error instanceof NodeError) return null
    throw error
  }
}
