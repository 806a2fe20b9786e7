/** Cohort names and tumours of allocation rows, each reading made once: few enrolments differ in what they are read from. */
import type { Enrolment } from '../model/generated/common-record.ts'
import type { TumourReading } from '../pseudonymisation/record-tumours.ts'
import { readCohortName, tumourOf } from '../terminology/cohort-name.ts'
import type { CohortReading, SiteVocabulary } from '../terminology/site-vocabulary.ts'
import type { Terminology } from '../terminology/terminology.ts'

export interface CohortReader {
  readCohort(enrolment: Enrolment): CohortReading
  /** A patient's own tumour, as deep as the facts of the row support it. */
  readTumour(enrolment: Enrolment): TumourReading
}

const MOST_REMEMBERED = 10_000

export function cohortReader(terminology: Terminology, vocabulary: SiteVocabulary): CohortReader {
  const readings = new Map<string, CohortReading>()
  const tumours = new Map<string, TumourReading>()
  return {
    readCohort: enrolment =>
      rememberedIn(readings, factsKey(enrolment), () =>
        readCohortName(terminology, vocabulary, enrolment.localName ?? '', enrolment),
      ),
    readTumour: enrolment =>
      rememberedIn(tumours, JSON.stringify([enrolment.icd10, enrolment.tumourPick, enrolment.tumourShort]), () =>
        tumourReading(tumourOf(terminology, vocabulary, enrolment)),
      ),
  }
}

function rememberedIn<T>(known: Map<string, T>, key: string, read: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  const reading = read()
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(key, reading)
  return reading
}

/** Everything that the reading of a name looks at. */
function factsKey(row: Enrolment): string {
  return JSON.stringify([
    row.localName,
    row.targetMutation,
    row.targetName,
    row.geneMutation,
    row.icd10,
    row.tumourPick,
    row.tumourShort,
    row.drugs,
  ])
}

function tumourReading(oncotree: string | null): TumourReading {
  return oncotree === null
    ? { oncotree, reviewCode: 'tumour-unknown', mapEquivalence: 'unmatched' }
    : { oncotree, reviewCode: null, mapEquivalence: 'wider' }
}
