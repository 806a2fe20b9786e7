/**
 * A trial as a Swedish site like FOCUSE keeps it in OMOP CDM 5.4: real dates, source values always, concepts where the
 * network has published them. The same stories as the eCRF export, without dirt.
 */
import type { TableName } from '../projection/omop/cdm54.ts'
import { isoDate } from './calendar.ts'
import { type DraftedTrial, draftTrial, studyName, summaryOf, type TrialSummary } from './draft-trial.ts'
import { omopSubject } from './omop-subject.ts'
import { type NextKey, type OmopValues, SYNTHETIC_FIELDS } from './omop-writer.ts'
import { plainFacts } from './plain-facts.ts'
import type { EcrfRequest } from './scenarios.ts'

export interface OmopTrial {
  readonly cutoff: string
  readonly summary: TrialSummary
  /** Person by person. */
  rows(): Generator<readonly OmopValues[]>
  /** Rows of CONCEPT that the site has: the fields above. */
  readonly concepts: readonly { readonly id: number; readonly name: string }[]
}

export function makeOmopTrial(request: EcrfRequest): OmopTrial {
  const trial = draftTrial(request)
  const cutoff = isoDate(trial.sizes.cutoffDay)
  return {
    cutoff,
    summary: summaryOf(trial),
    rows: () => omopRows(trial, { source: studyName(request.trialId), cutoff }),
    concepts: Object.entries(SYNTHETIC_FIELDS).map(([name, id]) => ({ id, name })),
  }
}

/** `source` is how CDM_SOURCE calls the trial. */
export function* omopRows(
  { drafts }: DraftedTrial,
  { source, cutoff }: { readonly source: string; readonly cutoff: string },
): Generator<readonly OmopValues[]> {
  const last = new Map<TableName, number>()
  const nextKey: NextKey = table => {
    const key = (last.get(table) ?? 0) + 1
    last.set(table, key)
    return key
  }
  for (const draft of drafts) {
    const subject = plainFacts(draft)
    if (subject !== null) yield omopSubject(subject, draft.story, nextKey)
  }
  yield [
    [
      'cdm_source',
      {
        cdm_source_name: `${source}, synthetic`,
        cdm_source_abbreviation: source,
        cdm_holder: 'a synthetic hospital',
        source_description: 'Synthetic: no row describes a person.',
        source_release_date: cutoff,
        cdm_release_date: cutoff,
        cdm_version: '5.4',
        cdm_version_concept_id: 0,
        vocabulary_version: 'none',
      },
    ],
  ]
}
