/** What makes two batches equal: SHA-256 over canonical JSON, a subject at a time, then the batch over its subjects. */
import { createHash } from 'node:crypto'
import type { IngestBatch } from '../ingest/ports.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'

export interface BatchContent {
  /** Hex SHA-256 of the batch. */
  readonly hash: string
  /** Hex SHA-256 of each subject by pseudonym. */
  readonly subjectHashes: ReadonlyMap<string, string>
}

export function contentOf(batch: IngestBatch): BatchContent {
  const subjectHashes = new Map(batch.subjects.map(subject => [subject.pseudonym, subjectHash(subject)]))
  const { trialId, cutoff, mappingId, mappingVersion, versions, counts } = batch
  const head = { trialId, cutoff, mappingId, mappingVersion, versions, counts }
  const whole = createHash('sha256').update('prime-rose/ingest-batch/1\n').update(canonicalJson(head))
  for (const [pseudonym, hash] of subjectHashes) whole.update(`\n${pseudonym} ${hash}`)
  return { hash: whole.digest('hex'), subjectHashes }
}

function subjectHash({ record, recommended, enrolments }: PseudonymisedSubject): string {
  return createHash('sha256')
    .update('prime-rose/ingest-subject/1\n')
    .update(canonicalJson({ record, recommended, enrolments }))
    .digest('hex')
}
