/** Ingest and the local cohort table: inside the platform, role `rose_ingest`. */

import type { Config } from '../config.ts'
import { ingestExport } from '../ingest/ingest-export.ts'
import { buildLocalCohorts } from '../ingest/local-cohorts.ts'
import type { RecordSource } from '../ingest/ports.ts'
import { rowRecords } from '../ingest/row-records.ts'
import { openExportFiles } from '../ingest/sources/export-files.ts'
import type { DroppableReading } from '../ingest/sources/kept-reading.ts'
import type { Mapping, TrialRules } from '../mapping/mapping.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { IngestReport } from '../model/generated/ingest-report.ts'
import type { LocalCohorts } from '../model/generated/local-cohorts.ts'
import { decidedMapping, decidedTerminology } from '../review/apply.ts'
import { createIngestStore } from '../store/ingest-store.ts'
import { readLocalEnrolments } from '../store/local-enrolments.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { fhirIngestion } from './fhir.ts'
import { mappingOfNode } from './mappings.ts'
import { omopIngestion } from './omop-source.ts'
import { identityStoreOf, keyOfStore } from './pseudonym-keys.ts'
import { decisionsOf, reviewQueueOf } from './review.ts'
import { localTerminologyOf } from './terminology.ts'

export interface Ingestion {
  /**
   * `place` is a folder or a file of a kind that the mapping declares, or the address of a FHIR server; left out, the
   * FHIR server or the OMOP database of rose.json.
   */
  ingest(
    place: string | undefined,
    options: {
      readonly cutoff?: string
      readonly localIds: boolean
      /** An export without most of the stored subjects is taken; default false. */
      readonly allowRemovals?: boolean
      readonly onProgress: (text: string) => void
      /** A sentence that should stay on the screen. */
      readonly onNotice?: (text: string) => void
    },
  ): Promise<IngestReport>
  /** Exact; an audit event. */
  localCohorts(): Promise<LocalCohorts>
}

export function withIngest<T>(
  config: Config,
  stopped: AbortSignal,
  use: (ingestion: Ingestion) => Promise<T>,
): Promise<T> {
  const decisions = decisionsOf(config)
  const mapping = decidedMapping(mappingOfNode(config), decisions)
  return withDatabaseAs(config, 'ingest', async database => {
    const key = await keyOfStore(config, identityStoreOf(database))
    const access = { database, append: appendAudit, clock: systemClock }
    return use({
      async ingest(place, options) {
        const onNotice = options.onNotice ?? (() => {})
        const terminology = decidedTerminology(localTerminologyOf(config.paths), decisions)
        const read = sourceOf(config, place, { ...options, mapping, terminology, decisions, key, stopped, onNotice })
        return keepingWhatWasRead(read.reading ?? null, onNotice, () =>
          ingestExport({
            ...options,
            ...read,
            spillFolder: config.paths.spill,
            trialId: config.trialId,
            today: new Date(systemClock.now()).toISOString().slice(0, 10),
            terminology,
            key,
            store: createIngestStore(access),
            reviewQueue: reviewQueueOf(config, read.mapping),
            stopped,
          }),
        )
      },
      async localCohorts() {
        const local = await readLocalEnrolments({ ...access, actor: 'data-manager' })
        if (local === null) throw nothingIngested()
        return buildLocalCohorts({
          trial: local.state.trialId,
          country: config.country,
          cutoff: local.state.cutoff,
          versions: local.state.versions,
          screened: local.state.counts.screened,
          enrolments: local.enrolments,
        })
      },
    })
  })
}

function sourceOf(
  config: Config,
  place: string | undefined,
  parts: Omit<Parameters<typeof fhirIngestion>[1], 'address'>,
): { readonly source: RecordSource; readonly mapping: TrialRules; readonly reading?: DroppableReading } {
  const { mapping } = parts
  switch (sourceKindOf(config, mapping, place)) {
    case 'fhir':
      return fhirIngestion(config, { ...parts, address: place })
    case 'omop':
      return omopIngestion(config, mapping)
    case 'files': {
      const files = openExportFiles(place ?? '', mapping)
      return { source: rowRecords(files, { ...config, mapping, spillFolder: config.paths.spill }), mapping }
    }
  }
}

/**
 * What was read is kept only where the reading itself broke off: after anything else people mend their server or mapping,
 * and it is read anew.
 */
async function keepingWhatWasRead<T>(
  reading: DroppableReading | null,
  onNotice: (text: string) => void,
  ingest: () => Promise<T>,
): Promise<T> {
  if (reading === null) return ingest()
  try {
    const done = await ingest()
    await reading.drop()
    return done
  } catch (error) {
    const broke = error instanceof NodeError && (error.code.startsWith('fhir/') || error.code === 'usage/interrupted')
    if (!broke) await reading.drop()
    else if (reading.kept() > 0)
      onNotice(
        `${reading.kept()} patients were read and are kept, sealed, for a day: the same command goes on from there.`,
      )
    throw error
  }
}

export const isAddress = (place: string): boolean => /^https?:\/\//.test(place)

/** What is not given on the command line, rose.json names. */
export function sourceKindOf(config: Config, mapping: Mapping, place: string | undefined): 'files' | 'fhir' | 'omop' {
  if (place !== undefined) return isAddress(place) ? 'fhir' : 'files'
  const readsOmop = mapping.sources.some(({ kind }) => kind === 'omop')
  if (readsOmop && config.omop !== null && config.fhir !== null) {
    throw new NodeError('config/bad-value', 'rose.json names a FHIR server and an OMOP database', {
      hint: 'Give the address of the FHIR server on the command line, or take one of them out.',
    })
  }
  return readsOmop && config.fhir === null ? 'omop' : 'fhir'
}

function nothingIngested(): NodeError {
  return new NodeError('cut/nothing-ingested', 'nothing has been ingested yet', {
    hint: 'First: rose ingest EXPORT --node DIR',
  })
}
