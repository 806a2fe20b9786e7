/** Cohort names and tumours of allocation rows, each reading made once: few enrolments differ in what they are read from. */
import type { Enrolment } from '../model/generated/common-record.ts'
import { rememberBy } from '../model/remember.ts'
import type { TumourReading } from '../pseudonymisation/record-tumours.ts'
import { readCohortName, tumourOf } from '../terminology/cohort-name.ts'
import type { CohortReading, SiteVocabulary } from '../terminology/site-vocabulary.ts'
import type { Terminology } from '../terminology/terminology.ts'

/** An answer on an allocation row, remembered by all that the reading of its cohort looks at. */
function rememberByFacts<T>(answer: (enrolment: Enrolment) => T): (enrolment: Enrolment) => T {
  return rememberBy(factsKey, answer, { most: MOST_REMEMBERED, longest: Number.POSITIVE_INFINITY })
}

export interface CohortReader {
  readCohort(enrolment: Enrolment): CohortReading
  /** A patient's own tumour, as deep as the facts of the row support it. */
  readTumour(enrolment: Enrolment): TumourReading
}

const MOST_REMEMBERED = 10_000

export function cohortReader(terminology: Terminology, vocabulary: SiteVocabulary): CohortReader {
  return {
    readCohort: rememberByFacts(enrolment =>
      readCohortName(terminology, vocabulary, enrolment.localName ?? '', enrolment),
    ),
    readTumour: rememberByFacts(enrolment => tumourReading(tumourOf(terminology, vocabulary, enrolment))),
  }
}

/** Everything that the reading of a name and of its tumour looks at. */
function factsKey(row: Enrolment): string {
  const { localName, targetMutation, targetName, geneMutation, icd10, tumourPick, tumourShort, drugs } = row
  return JSON.stringify([localName, targetMutation, targetName, geneMutation, icd10, tumourPick, tumourShort, drugs])
}

function tumourReading(oncotree: string | null): TumourReading {
  return oncotree === null
    ? { oncotree, reviewCode: 'tumour-unknown', mapEquivalence: 'unmatched' }
    : { oncotree, reviewCode: null, mapEquivalence: 'wider' }
}
