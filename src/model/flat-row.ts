/**
 * The flat row that a data cut is built from: one an enrolment, with what its subject has beside it, and one for each
 * subject without any. The store sends its fields in this order, the cut reads them in this order.
 */
export const flatFields = [
  'person',
  'ownTumour',
  'recommended',
  'findings',
  'number',
  'cohortKey',
  'tumour',
  'alteration',
  'drugs',
  'treated',
  'startQuarter',
  'startDay',
  'mature',
  'awaiting',
  'evaluable',
  'diseaseControl',
  'noControlReason',
  'bestResponse',
  'confirmedResponse',
  'pfsDays',
  'pfsEvent',
  'osDays',
  'osEvent',
  'grade3Related',
  'grade3RelatedOrUnknown',
  'serious',
  'grade3RelatedEvents',
  'seriousEvents',
  'responseDays',
  'responseEvent',
  'onTreatmentDays',
  'onTreatmentEvent',
  'qualityOfLifeChange',
] as const

export type FlatField = (typeof flatFields)[number]
