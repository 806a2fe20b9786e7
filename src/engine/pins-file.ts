/** `engine/pinned.json`, read by the engine and by whoever opens cuts; written only through a change of `pins.ts`. */
import { readFileSync } from 'node:fs'
import { NodeError } from '../model/errors.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import type { EnginePaths } from './engine-paths.ts'

const SCHEMA = 'urn:prime-rose:engine-pins/1'

export function readPins({ pins }: Pick<EnginePaths, 'pins'>): EnginePins {
  return checkSchema<EnginePins>(SCHEMA, parse(pins), { code: 'engine/failed', what: 'pinned.json' })
}

export function writePins({ pins }: Pick<EnginePaths, 'pins'>, content: EnginePins): void {
  checkSchema<EnginePins>(SCHEMA, content, { what: 'pinned.json' })
  writeWhole(pins, `${JSON.stringify(content, null, 2)}\n`, 0o440)
}

function parse(path: string): unknown {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new NodeError('engine/failed', 'pinned.json cannot be read', {
      hint: 'Restore it from the backup; without it no approval can be checked.',
      cause,
    })
  }
}
