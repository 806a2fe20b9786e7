import { NodeError } from '../model/errors.ts'
import { commonRecordSchema } from '../model/generated/common-record.ts'
import { SUBJECT_FIELDS } from './common-records.ts'
import type { EntityMapping } from './mapping.ts'

const { $defs } = commonRecordSchema

interface EntityShape {
  /** A mapping must say how the entity gets these. */
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, unknown>>
}

/** Fields of each entity of the common record; a subject's are spread over several sheets. */
const ENTITIES: Readonly<Record<EntityMapping['entity'], EntityShape>> = {
  subject: { required: [], properties: Object.fromEntries(SUBJECT_FIELDS.map(field => [field, true])) },
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

/** Refuses an entity whose fields are not exactly those of the common record, before a row is read (`mapping/bad-mapping`). */
export function checkEntityFields(sheet: string, { entity, fields, needs, prefer }: EntityMapping): void {
  const { required, properties } = ENTITIES[entity]
  const isKnown = (field: string): boolean => field !== 'origin' && Object.hasOwn(properties, field)
  const stranger = [...fields.keys(), ...needs, ...prefer.keys()].find(field => !isKnown(field))
  if (stranger !== undefined) throw bad(`sheet ${sheet} names the field ${stranger}, which ${entity} does not have`)
  const missing = required.find(field => field !== 'origin' && !fields.has(field))
  if (missing !== undefined) throw bad(`sheet ${sheet} does not say how ${entity} get ${missing}`)
}

function bad(message: string): NodeError {
  return new NodeError('mapping/bad-mapping', `mapping: ${message}`, {
    hint: 'The fields of each entity are in schemas/common-record.schema.json.',
  })
}
