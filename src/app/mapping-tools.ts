/** Tools of people who write mappings: a dry run over an export and where a record comes from. They write nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { type CheckDeps, checkExport } from '../ingest/check/check-export.ts'
import { type ExplainedSubject, explainSubject } from '../ingest/check/explain-subject.ts'
import { openExportFiles } from '../ingest/sources/export-files.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { MapCheck } from '../model/generated/map-check.ts'
import { pathOfField } from '../projection/fhir/import/field-paths.ts'
import { decidedMapping, decidedTerminology } from '../review/apply.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { fhirCodesOf, fhirSourceOf } from './fhir.ts'
import { isAddress, sourceKindOf } from './ingest.ts'
import { mappingOf, mappingOfNode } from './mappings.ts'
import { omopRowsOf } from './omop-source.ts'
import { decisionsOf } from './review.ts'
import { localTerminologyOf, terminologyOf } from './terminology.ts'

export type { ExplainedField, ExplainedSubject } from '../ingest/check/explain-subject.ts'

/** By which mapping: a node's with its decisions and imports, or one by its id or folder. */
export interface MappingChoice {
  readonly node?: string
  readonly mapping?: string
}

interface Chosen {
  readonly config: Config | null
  readonly mapping: Mapping
  readonly terminology: Terminology
  readonly trialId: string
  readonly country: string
}

export interface CheckRequest extends MappingChoice {
  /** Left out, or an address: the FHIR server or OMOP database of a node. */
  readonly place: string | undefined
  readonly cutoff?: string
  readonly localIds: boolean
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

export async function checkMapping(request: CheckRequest): Promise<MapCheck> {
  const chosen = choose(request)
  const from = sourceOf(chosen, request)
  // What does not fit into memory: an encrypted file without a name, as in an ingest.
  const spillFolder = mkdtempSync(join(tmpdir(), 'rose-map-check-'))
  try {
    const today = new Date(systemClock.now()).toISOString().slice(0, 10)
    return await checkExport({
      ...request,
      ...chosen,
      ...from,
      spillFolder,
      today,
    })
  } finally {
    rmSync(spillFolder, { recursive: true, force: true })
  }
}

/** Files need no node; a server and a database are named in rose.json, or read by what stands there. */
function sourceOf(
  { config, mapping, terminology }: Chosen,
  { place, mapping: other, stopped, onProgress }: CheckRequest,
): Pick<CheckDeps, 'from'> & Partial<Pick<CheckDeps, 'mapping' | 'fhirCodes'>> {
  if (place !== undefined && !isAddress(place)) return { from: { rows: openExportFiles(place, mapping) } }
  if (config === null || other !== undefined) {
    throw new NodeError('usage/bad-argument', "a FHIR server or an OMOP database is checked by a node's own mapping", {
      hint: 'Give --node DIR alone, or the export: a folder, or one file.',
    })
  }
  if (sourceKindOf(config, mapping, place) === 'omop') return { from: { rows: omopRowsOf(config, mapping) } }
  const decisions = decisionsOf(config)
  const read = fhirSourceOf(config, { address: place, mapping, terminology, decisions, stopped, onProgress })
  const fhirCodes = fhirCodesOf(config)
  return {
    from: { records: read.source, nameOf: pathOfField },
    // No sheet of the mapping is read of a server.
    mapping: { ...mapping, ...read.mapping, sheets: new Map() },
    ...(fhirCodes === undefined ? {} : { fhirCodes }),
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
  if (config === null) return { mapping: written, terminology, config, ...named }
  const decisions = decisionsOf(config)
  return {
    mapping: decidedMapping(written, decisions),
    terminology: decidedTerminology(terminology, decisions),
    config,
    ...named,
  }
}
