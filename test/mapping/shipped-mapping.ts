import { readFileSync } from 'node:fs'
import { parseMapping } from '../../src/mapping/parse-mapping.ts'

export function shippedFile(id: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../mappings/${id}/mapping.json`, import.meta.url), 'utf8'))
}

export const impressMapping = parseMapping(shippedFile('impress-norway'))
