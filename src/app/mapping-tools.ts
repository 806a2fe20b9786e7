/** Tools of people who write mappings: a dry run over an export and where a record comes from. They write nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { checkExport } from '../ingest/check/check-export.ts'
import { type ExplainedSubject, explainSubject } from '../ingest/check/explain-subject.ts'
import { openExportFiles } from '../ingest/sources/export-files.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { MapCheck } from '../model/generated/map-check.ts'
import { decidedMapping, decidedTerminology } from '../review/apply.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { mappingOf, mappingOfNode } from './mappings.ts'
import { decisionsOf } from './review.ts'
import { localTerminologyOf, terminologyOf } from './terminology.ts'

export type { ExplainedField, ExplainedSubject } from '../ingest/check/explain-subject.ts'

/** By which mapping: a node's with its decisions and imports, or one by its id or folder. */
export interface MappingChoice {
  readonly node?: string
  readonly mapping?: string
}

interface Chosen {
  readonly mapping: Mapping
  readonly terminology: Terminology
  readonly trialId: string
  readonly country: string
}

export interface CheckRequest extends MappingChoice {
  readonly place: string
  readonly cutoff?: string
  readonly localIds: boolean
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

export async function checkMapping(request: CheckRequest): Promise<MapCheck> {
  const chosen = choose(request)
  // What does not fit into memory: an encrypted file without a name, as in an ingest.
  const spillFolder = mkdtempSync(join(tmpdir(), 'rose-map-check-'))
  try {
    const today = new Date(systemClock.now()).toISOString().slice(0, 10)
    return await checkExport({
      ...request,
      ...chosen,
      rows: openExportFiles(request.place, chosen.mapping),
      spillFolder,
      today,
    })
  } finally {
    rmSync(spillFolder, { recursive: true, force: true })
  }
}

export interface ExplainRequest extends MappingChoice {
  readonly place: string
  readonly subjectId?: string
}

export function explainRecord(request: ExplainRequest): Promise<ExplainedSubject> {
  const chosen = choose(request)
  return explainSubject({
    ...chosen,
    rows: openExportFiles(request.place, chosen.mapping),
    ...(request.subjectId === undefined ? {} : { subjectId: request.subjectId }),
  })
}

function choose({ node, mapping: place }: MappingChoice): Chosen {
  const config: Config | null = node === undefined ? null : readConfig(node)
  if (config === null && place === undefined) {
    throw new NodeError('usage/bad-argument', 'neither --mapping nor --node says which mapping', {
      hint: 'Give --mapping ID or FOLDER, or --node DIR for the mapping of a node.',
    })
  }
  const written = place === undefined && config !== null ? mappingOfNode(config) : mappingOf(place ?? '')
  const terminology = config === null ? terminologyOf() : localTerminologyOf(config.paths)
  const named = { trialId: config?.trialId ?? written.id, country: config?.country ?? '' }
  if (config === null) return { mapping: written, terminology, ...named }
  const decisions = decisionsOf(config)
  return {
    mapping: decidedMapping(written, decisions),
    terminology: decidedTerminology(terminology, decisions),
    ...named,
  }
}
