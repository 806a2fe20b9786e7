/** What a trial's FHIR mapping says (`schemas/fhir-mapping.schema.json`), checked and ready to be applied. */
import type { FhirMapping } from '../../../model/generated/fhir-mapping.ts'
import { checkSchema } from '../../../model/validation.ts'
import type { SiteCodes } from './code-lists.ts'
import { foldSystem } from './uri-aliases.ts'

export interface FhirRules {
  readonly id: string
  readonly version: string
  readonly title: string
  /** Identifiers of the trial's ResearchStudy; a subject of any of them is one of the trial. */
  readonly studies: readonly { readonly system: string; readonly value: string }[]
  /** System of the patient's identifier that is the local subject id; null = the id of the Patient resource. */
  readonly subjectIdSystem: string | null
  readonly cohortName: FhirMapping['cohortName']
  /** Assessments without a visit take it from their day after treatment start. */
  readonly visitsByDay: boolean
  readonly codes: SiteCodes
  readonly questionnaires: ReadonlyMap<string, QuestionnaireRules>
}

export interface QuestionnaireRules {
  readonly instrument: 'EORTC-QLQ-C30' | 'EQ-5D-5L'
  /** linkId -> item of the instrument (Q1..Q30; VAS, 1..5). */
  readonly items: ReadonlyMap<string, string>
}

/** Throws `mapping/bad-mapping`. */
export function parseFhirRules(json: unknown): FhirRules {
  const file = checkSchema<FhirMapping>('urn:prime-rose:fhir-mapping/1', json, {
    code: 'mapping/bad-mapping',
    what: 'FHIR mapping',
  })
  return {
    id: file.basedOn,
    version: file.version,
    title: file.title,
    studies: file.studies,
    subjectIdSystem: file.subjectId.from === 'identifier' ? file.subjectId.system : null,
    cohortName: file.cohortName,
    visitsByDay: file.visitsByDay,
    codes: foldedCodes(file.codes),
    questionnaires: new Map(
      file.questionnaires.map(({ canonical, instrument, items }) => [
        canonical,
        { instrument, items: new Map(Object.entries(items)) },
      ]),
    ),
  }
}

/** Systems are compared by their one name, here as in the source. */
function foldedCodes(codes: FhirMapping['codes']): SiteCodes {
  return Object.fromEntries(
    Object.entries(codes).map(([list, systems]) => [
      list,
      Object.fromEntries(Object.entries(systems ?? {}).map(([system, values]) => [foldSystem(system), values])),
    ]),
  )
}
