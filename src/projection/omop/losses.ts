/**
 * What OMOP CDM 5.4 cannot hold of a record, each with its reason and what is left of the record without it. The round
 * trip is the identity but for this table, and its test reads it: nothing is lost silently.
 */
import type { PrimeRoseRecord } from '../../model/generated/record.ts'

export interface Loss {
  readonly what: string
  readonly why: string
  /** The record as far as the CDM can hold it. */
  without(record: PrimeRoseRecord): PrimeRoseRecord
}

export const losses: readonly Loss[] = [
  {
    what: 'assessments, performance, questionnaires and cycles without a day',
    why: 'MEASUREMENT and DRUG_EXPOSURE ask for a date, and an invented one would be read as one',
    without: record => ({
      ...record,
      assessments: record.assessments.filter(row => row.day !== null),
      performance: record.performance.filter(row => row.day !== null),
      qol: record.qol.filter(row => row.day !== null),
      treatments: record.treatments.map(treatment =>
        treatment.cycles === undefined
          ? treatment
          : { ...treatment, cycles: treatment.cycles.filter(cycle => cycle.startDay !== null) },
      ),
    }),
  },
  {
    what: 'adverse events without an onset',
    why: 'CONDITION_OCCURRENCE asks for a start date',
    without: record => ({ ...record, adverseEvents: record.adverseEvents.filter(event => event.onsetDay !== null) }),
  },
  {
    what: 'questionnaires without a score',
    why: 'a questionnaire is the rows of its scores',
    without: record => ({ ...record, qol: record.qol.filter(row => Object.keys(row.scores).length > 0) }),
  },
  {
    what: 'the difference between a member that is null and one that is absent, where both mean that it is not known',
    why: 'both are a row that is not there',
    without: record => ({
      ...withoutNulls(record, ['screeningDay']),
      consentScreening: withoutNulls(record.consentScreening, ['day']),
      ...(record.consentTreatment === undefined
        ? {}
        : { consentTreatment: withoutNulls(record.consentTreatment, ['day']) }),
      tumours: mapFirst(record.tumours, tumour => withoutNulls(tumour, ['diagnosisDay'])),
      specimens: record.specimens.map(specimen => withoutNulls(specimen, ['collectedDay'])),
      alterations: record.alterations.map(({ signature, ...alteration }) => ({
        ...withoutNulls(alteration, ['reportedDay']),
        ...(signature === undefined
          ? {}
          : { signature: withoutNulls(signature, ['value', 'unit', 'status', 'cutoff']) }),
      })),
    }),
  },
  {
    what: 'the difference between an empty list and one that is absent, of backbone and cycles',
    why: 'both are rows that are not there',
    without: record => ({
      ...record,
      treatments: record.treatments.map(({ backbone, cycles, ...treatment }) => ({
        ...treatment,
        ...(backbone === undefined || backbone.length === 0 ? {} : { backbone }),
        ...(cycles === undefined || cycles.length === 0 ? {} : { cycles }),
      })),
    }),
  },
]

export function withoutLosses(record: PrimeRoseRecord): PrimeRoseRecord {
  return losses.reduce((left, loss) => loss.without(left), record)
}

function withoutNulls<T extends object>(entity: T, members: readonly (keyof T)[]): T {
  const kept = Object.entries(entity).filter(([name, value]) => value !== null || !members.some(one => one === name))
  return Object.fromEntries(kept) as T
}

function mapFirst<T>(list: readonly [T, ...T[]], change: (one: T) => T): [T, ...T[]] {
  const [first, ...others] = list
  return [change(first), ...others.map(change)]
}
