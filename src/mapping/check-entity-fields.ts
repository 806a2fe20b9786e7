import { NodeError } from '../model/errors.ts'
import { commonRecordSchema } from '../model/generated/common-record.ts'
import { SUBJECT_FIELDS } from './common-records.ts'
import type { SheetMapping } from './mapping.ts'

const { $defs } = commonRecordSchema

interface EntityShape {
  /** A mapping must say how the entity gets these. */
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, unknown>>
}

/** Fields of each entity of the common record; a subject's are spread over several sheets. */
const ENTITIES: Readonly<Record<Exclude<SheetMapping['entity'], 'subject' | null>, EntityShape>> = {
  consents: $defs.consent,
  tumours: $defs.tumour,
  specimens: $defs.specimen,
  alterations: $defs.alteration,
  enrolments: $defs.enrolment,
  doses: $defs.dose,
  assessments: $defs.assessment,
  criteria: $defs.declaredCriterion,
  treatmentEnds: $defs.treatmentEnd,
  deaths: $defs.death,
  followUps: $defs.followUp,
  performance: $defs.performance,
  adverseEvents: $defs.adverseEvent,
  qualityOfLife: $defs.qualityOfLife,
  otherDatedRows: $defs.datedRow,
}

/** Refuses a sheet whose fields are not exactly those of its entity, before a row is read (`mapping/bad-mapping`). */
export function checkEntityFields({ key, entity, fields, needs, prefer }: SheetMapping): void {
  const expected: readonly string[] =
    entity === null ? [] : entity === 'subject' ? SUBJECT_FIELDS : Object.keys(ENTITIES[entity].properties)
  const named = [...fields.keys(), ...needs, ...prefer.keys()]
  const stranger = named.find(field => field === 'origin' || !expected.includes(field))
  if (stranger !== undefined)
    throw bad(`sheet ${key} names the field ${stranger}, which ${entity ?? 'none'} does not have`)
  if (entity === 'subject' || entity === null) return
  const missing = ENTITIES[entity].required.find(field => field !== 'origin' && !fields.has(field))
  if (missing !== undefined) throw bad(`sheet ${key} does not say how ${entity} get ${missing}`)
}

function bad(message: string): NodeError {
  return new NodeError('mapping/bad-mapping', `mapping: ${message}`, {
    hint: 'The fields of each entity are in schemas/common-record.schema.json.',
  })
}
