/** Reads and maps an export of one long sheet in a process of its own, and says what it took; nothing is stored. */
import { resourceUsage } from 'node:process'
import { mappingOf } from '../../src/app/mappings.ts'
import { terminologyOf } from '../../src/app/terminology.ts'
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'

const [folder = '', spillFolder = ''] = process.argv.slice(2)
const TRIAL = 'impress-norway'
const mapping = mappingOf(TRIAL)
let subjects = 0
const report = await ingestExport({
  source: rowRecords(openExportFiles(folder, mapping), { mapping, trialId: TRIAL, country: 'NO', spillFolder }),
  spillFolder,
  mapping,
  trialId: TRIAL,
  terminology: terminologyOf(),
  key: makePseudonymKey({ trialId: TRIAL, version: 1, secret: Uint8Array.from({ length: 32 }, (_, at) => at) }),
  store: {
    readWithdrawals: async () => ({ last: 0, scopes: new Map() }),
    async save(batch) {
      for await (const chunk of batch.subjects) subjects += chunk.length
      batch.head()
      return { removed: 0 }
    },
  },
  today: '2026-01-01',
  localIds: false,
  stopped: new AbortController().signal,
  onProgress() {},
})
process.stdout.write(JSON.stringify({ subjects, accepted: report.accepted, megabytes: resourceUsage().maxRSS / 1024 }))
