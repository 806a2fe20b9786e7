import { NodeError } from '../model/errors.ts'
import { commonRecordSchema } from '../model/generated/common-record.ts'
import type { SheetMapping } from './mapping.ts'

const { $defs } = commonRecordSchema

/** Fields that the common record asks of each entity; a subject's are spread over several sheets. */
const ENTITY_FIELDS: Readonly<Record<Exclude<SheetMapping['entity'], 'subject' | null>, readonly string[]>> = {
  enrolments: $defs.enrolment.required,
  doses: $defs.dose.required,
  assessments: $defs.assessment.required,
  criteria: $defs.declaredCriterion.required,
  treatmentEnds: $defs.treatmentEnd.required,
  deaths: $defs.death.required,
  followUps: $defs.followUp.required,
  performance: $defs.performance.required,
  adverseEvents: $defs.adverseEvent.required,
  qualityOfLife: $defs.qualityOfLife.required,
  otherDatedRows: $defs.datedRow.required,
}
const SUBJECT_FIELDS = ['birth', 'ageYears', 'sex', 'recommendation']

/** Refuses a sheet whose fields are not exactly those of its entity, before a row is read (`mapping/bad-mapping`). */
export function checkEntityFields({ key, entity, fields, needs, prefer }: SheetMapping): void {
  const expected = entity === null ? [] : entity === 'subject' ? SUBJECT_FIELDS : ENTITY_FIELDS[entity]
  const named = [...fields.keys(), ...needs, ...prefer.keys()]
  const stranger = named.find(field => field === 'origin' || !expected.includes(field))
  if (stranger !== undefined)
    throw bad(`sheet ${key} names the field ${stranger}, which ${entity ?? 'none'} does not have`)
  if (entity === 'subject' || entity === null) return
  const missing = expected.find(field => field !== 'origin' && !fields.has(field))
  if (missing !== undefined) throw bad(`sheet ${key} does not say how ${entity} get ${missing}`)
}

function bad(message: string): NodeError {
  return new NodeError('mapping/bad-mapping', `mapping: ${message}`, {
    hint: 'The fields of each entity are in schemas/common-record.schema.json.',
  })
}
