/** The node's records as FHIR R4, inside the platform: NDJSON in a file, or resources on a server beside the node. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openConnection } from '../fhir-client/connection.ts'
import { writeBundleFile } from '../fhir-export/bundle-file.ts'
import { pushExport } from '../fhir-export/push.ts'
import { checkMayReceiveRows } from '../fhir-export/receivers.ts'
import { openSentJournal } from '../fhir-export/sent-journal.ts'
import { type FhirExport, fhirExport } from '../fhir-export/subject-export.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { withStoredRecords } from '../store/stored-records.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { fhirServerOf, r4Validator, serverName } from './fhir.ts'
import { checkedRows, exportCheck } from './scan-exports.ts'
import { localTerminologyOf } from './terminology.ts'

export type FhirTarget =
  | { readonly kind: 'file'; readonly file: string }
  /** `everything`: also what the server was sent before. */
  | { readonly kind: 'server'; readonly address: string; readonly everything: boolean }

export interface FhirExportRequest {
  readonly target: FhirTarget
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

interface Written {
  readonly kind: 'file'
  readonly resources: number
  readonly bytes: number
}

interface Put {
  readonly kind: 'server'
  readonly unchanged: number
  readonly removed: { readonly subjects: number; readonly resources: number }
}

export type FhirExportResult = { readonly subjects: number; readonly cutoff: string } & (Written | Put)

/** What was put on a server before it was stopped stays there; the next export goes on. */
export async function exportFhir(config: Config, request: FhirExportRequest): Promise<FhirExportResult> {
  const { target } = request
  if (target.kind === 'server') checkMayReceiveRows(target.address, config.fhir?.mayReceiveRows ?? [])
  const terminology = localTerminologyOf(config.paths)
  const result = await withDatabaseAs(config, 'ingest', database =>
    withStoredRecords(
      { database, append: appendAudit, clock: systemClock, actor: 'data-manager', format: `fhir-${target.kind}` },
      async ({ state, subjects, records }) => {
        const made = fhirExport(records, {
          trialId: state.trialId,
          symbolOf: hgnc => terminology.genes.byId.get(hgnc)?.symbol,
          validator: r4Validator(),
        })
        const exported = { ...made, subjects: checkedRows(made.subjects, await exportCheck(config, database)) }
        const written = await (target.kind === 'file'
          ? writeTo(target.file, exported, subjects, request)
          : putOn(target, exported, subjects, request, config))
        return { cutoff: state.cutoff, ...written }
      },
    ),
  )
  if (result !== null) return result
  throw new NodeError('cut/nothing-ingested', 'nothing has been ingested yet', {
    hint: 'First: rose ingest EXPORT --node DIR',
  })
}

async function writeTo(
  file: string,
  exported: FhirExport,
  all: number,
  { stopped, onProgress }: FhirExportRequest,
): Promise<Written & { readonly subjects: number }> {
  const written = await writeBundleFile(file, exported, subjects => {
    if (stopped.aborted) {
      throw new NodeError('usage/interrupted', 'stopped; nothing of the export is left', {
        hint: 'Run it again when you like.',
      })
    }
    onProgress(`writing: ${subjects} of ${all} subjects`)
  })
  return { kind: 'file', ...written }
}

async function putOn(
  { address, everything }: Extract<FhirTarget, { kind: 'server' }>,
  exported: FhirExport,
  all: number,
  { stopped, onProgress }: FhirExportRequest,
  config: Config,
): Promise<Put & { readonly subjects: number }> {
  const connection = openConnection(fhirServerOf(config, address, 'write'), {
    stopped,
    onWait: seconds => onProgress(`the FHIR server asks to wait ${seconds} s`),
  })
  const journal = openSentJournal(join(config.paths.fhirSent, `${serverName(address)}.sqlite`))
  try {
    const pushed = await pushExport(exported, {
      connection,
      journal,
      everything,
      onProgress: ({ subjects, unchanged }) =>
        onProgress(`sending: ${subjects} of ${all} subjects, ${unchanged} of them as the server has them`),
    })
    return { kind: 'server', ...pushed }
  } finally {
    journal.close()
    await connection.close()
  }
}
