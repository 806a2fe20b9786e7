/** What an ingest would store of a synthetic trial, whatever it was written as: for tests that compare sources. */
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import type { IngestHead, RecordSource } from '../../src/ingest/ports.ts'
import type { Mapping } from '../../src/mapping/mapping.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { PseudonymisedSubject } from '../../src/model/pseudonymised.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { usualLayout, writeSheet } from '../../src/synthetic/csv.ts'
import { rowsOf } from '../../src/synthetic/draft.ts'
import type { DraftedTrial } from '../../src/synthetic/draft-trial.ts'
import { sheets } from '../../src/synthetic/sheets.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

export const STORY_TRIAL = 'impress-norway'
const key = makePseudonymKey({
  trialId: STORY_TRIAL,
  version: 1,
  secret: Uint8Array.from({ length: 32 }, (_, at) => at),
})

export interface Ingested {
  readonly head: IngestHead
  readonly report: IngestReport
  readonly subjects: ReadonlyMap<string, PseudonymisedSubject>
}

/** Reads the source by the mapping, and answers what would be stored. */
export async function ingestInMemory(source: RecordSource, mapping: Mapping, spillFolder: string): Promise<Ingested> {
  const subjects = new Map<string, PseudonymisedSubject>()
  let head: IngestHead | undefined
  const report = await ingestExport({
    source,
    spillFolder,
    mapping,
    trialId: STORY_TRIAL,
    terminology: shipped,
    key,
    store: {
      readWithdrawals: async () => ({ last: 0, scopes: new Map() }),
      async save(batch) {
        for await (const chunk of batch.subjects) for (const subject of chunk) subjects.set(subject.pseudonym, subject)
        head = batch.head()
        return { removed: 0 }
      },
    },
    localIds: true,
    today: '2026-03-01',
    stopped: new AbortController().signal,
    onProgress() {},
  })
  if (head === undefined) throw new Error('nothing was stored')
  return { head, report, subjects }
}

/** The eCRF sheets of a trial as they are before dirt, by name of the file. */
export function cleanSheets(trial: DraftedTrial): Record<string, string> {
  const files = [...sheets].map(([sheet, columns]) => {
    const rows = trial.drafts.flatMap(draft => rowsOf(draft, sheet))
    return [`X_${sheet}.csv`, writeSheet(columns, rows, usualLayout).text] as const
  })
  return Object.fromEntries(files)
}

/** Enrolments by subject, without the words that a trial has of its own. */
export function enrolmentsOf({ subjects }: Ingested, without: readonly string[] = []) {
  const rows = [...subjects.values()].flatMap(({ pseudonym, enrolments }) =>
    enrolments.map(enrolment => ({ pseudonym, ...enrolment })),
  )
  const own = new Set(['localName', 'cohortLabel', ...without])
  return rows
    .map(row => Object.fromEntries(Object.entries(row).filter(([field]) => !own.has(field))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

/**
 * What of the record of an enrolled subject does not depend on the kind of its source: a form without a response stands
 * under any criterion of its sheet, and only the eCRF has an empty allocation form of subjects in no cohort.
 */
export function clinicalOf({ subjects }: Ingested) {
  return [...subjects.values()]
    .filter(({ enrolments }) => enrolments.length > 0)
    .map(({ record }) => {
      const { anchor, ageBand, sex, status, outcomes, performance, followUp, pseudonym } = record
      const assessments = record.assessments.filter(({ response }) => response !== null)
      const cycles = record.treatments.map(treatment => treatment.cycles)
      const events = record.adverseEvents.map(({ grade, serious, related, onsetDay, endDay }) => {
        return { grade, serious, related, onsetDay, endDay }
      })
      return { pseudonym, anchor, ageBand, sex, status, assessments, outcomes, performance, followUp, cycles, events }
    })
    .sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
}
