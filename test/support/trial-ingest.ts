/** ProTarget's synthetic trial through the whole ingest, from either kind of source, into a store that only remembers. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FhirServerSettings } from '../../src/fhir-client/settings.ts'
import { fhirRecords } from '../../src/ingest/fhir-records.ts'
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import type { IngestHead, RecordSource } from '../../src/ingest/ports.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { openFhirServer } from '../../src/ingest/sources/fhir-server.ts'
import { parseMapping } from '../../src/mapping/parse-mapping.ts'
import { phraseFinder } from '../../src/mapping/withdrawal-phrases.ts'
import type { PseudonymisedSubject } from '../../src/model/pseudonymised.ts'
import { observationCodes } from '../../src/projection/fhir/import/observation-codes.ts'
import { parseFhirRules } from '../../src/projection/fhir/import/rules.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { shippedFile } from '../mapping/shipped-mapping.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { r4Validator } from './fhir-schemas.ts'
import { instantClock, testLimits } from './fhir-test-server.ts'

const TRIAL = 'protarget-denmark'
export const protargetMapping = parseMapping(shippedFile(TRIAL), shippedFile('impress-norway'))
export const protargetFhirFile = JSON.parse(
  readFileSync(new URL(`../../mappings/${TRIAL}/fhir.json`, import.meta.url), 'utf8'),
) as Record<string, unknown>
const rules = parseFhirRules(protargetFhirFile)

const key = makePseudonymKey({
  trialId: TRIAL,
  version: 1,
  secret: createHash('sha256').update('synthetic key of a test').digest(),
})

export async function ingestFrom(
  source: RecordSource,
  options: { readonly cutoff?: string; readonly stopped?: AbortSignal } = {},
) {
  const saved: { readonly head: IngestHead; readonly subjects: readonly PseudonymisedSubject[] }[] = []
  const report = await ingestExport({
    source,
    spillFolder: '/nonexistent/never-used',
    mapping: protargetMapping,
    trialId: TRIAL,
    terminology: shipped,
    key,
    store: {
      async save(batch) {
        const subjects: PseudonymisedSubject[] = []
        for await (const chunk of batch.subjects) subjects.push(...chunk)
        saved.push({ head: batch.head(), subjects })
        return { removed: 0 }
      },
      readWithdrawals: async () => ({ last: 0, scopes: new Map() }),
    },
    localIds: true,
    today: '2026-03-01',
    stopped: new AbortController().signal,
    onProgress() {},
    ...options,
  })
  return { report, saved, subjects: saved.flatMap(({ subjects }) => subjects) }
}

export function fhirSource(
  baseUrl: string,
  server: Partial<FhirServerSettings> = {},
  stopped = new AbortController().signal,
): RecordSource {
  const settings = { baseUrl, access: { kind: 'open' } as const, limits: testLimits, ...server }
  const request = { server: settings, studies: rules.studies, observationCodes, pageSize: 50 }
  return fhirRecords(openFhirServer(request, { stopped, clock: instantClock() }), {
    rules,
    mapping: protargetMapping,
    terminology: shipped,
    trialId: TRIAL,
    country: 'DK',
    validator: r4Validator,
    speaksOfWithdrawal: phraseFinder(protargetMapping.withdrawal.phrases),
  })
}

/** Ingests the sheets from a folder that is gone afterwards. */
export async function ingestSheets(files: readonly { readonly name: string; readonly text: string }[]) {
  const folder = mkdtempSync(join(tmpdir(), 'rose-ecrf-'))
  try {
    mkdirSync(folder, { recursive: true })
    for (const file of files) writeFileSync(join(folder, file.name), file.text)
    const setting = { mapping: protargetMapping, trialId: TRIAL, country: 'DK', spillFolder: '/nonexistent/never-used' }
    return await ingestFrom(rowRecords(openExportFiles(folder, protargetMapping), setting))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
