/**
 * The trial's patients on a FHIR R4 server: the study, its subjects, then patient by patient what is recorded of them.
 * Pages are held in memory, of some patients at a time. What a reading had of a server before it broke off may be kept
 * beside, sealed (`kept-reading.ts`), and is not asked for again.
 */
import {
  type ConnectionSurroundings,
  type FhirConnection,
  type FhirJson,
  openConnection,
} from '../../fhir-client/connection.ts'
import { type FoundResource, searchAll } from '../../fhir-client/search.ts'
import type { FhirServerSettings } from '../../fhir-client/settings.ts'
import { NodeError } from '../../model/errors.ts'
import type { FhirPatient, FhirSource, KeptReading } from '../ports.ts'

export interface FhirServerRequest {
  readonly server: FhirServerSettings
  /** Identifiers of the trial's ResearchStudy; any of them will do. */
  readonly studies: readonly { readonly system: string; readonly value: string }[]
  /** Codes of the Observations that the importer reads; no others are asked for. */
  readonly observationCodes: readonly string[]
  readonly pageSize: number
}

/** Patients whose resources are asked for together. */
const PATIENTS_AT_ONCE = 20

export function openFhirServer(
  request: FhirServerRequest,
  surroundings: ConnectionSurroundings,
  kept: KeptReading | null = null,
): FhirSource {
  const connection = openConnection(request.server, surroundings)
  return {
    baseUrl: connection.baseUrl.href,
    async *read(onProgress) {
      try {
        const { shared, patients } = await findPatients(connection, request)
        onProgress(`reading the FHIR server: ${patients.length} patients`)
        await kept?.open(patients)
        for (let at = 0; at < patients.length; at += PATIENTS_AT_ONCE) {
          const some = patients.slice(at, at + PATIENTS_AT_ONCE)
          const piece = at / PATIENTS_AT_ONCE
          const before = (await kept?.take(piece)) ?? null
          const read = before ?? (await readPatients(connection, request, some, shared))
          if (before === null) await kept?.keep(piece, read)
          yield read
          onProgress(`reading the FHIR server: ${at + some.length} of ${patients.length} patients`)
        }
      } finally {
        await connection.close()
      }
    },
  }
}

interface FoundPatients {
  /** The studies: every patient's participation points to one. */
  readonly shared: readonly FoundResource[]
  /** Ids of Patient resources, sorted, so that every reading has one order. */
  readonly patients: readonly string[]
}

async function findPatients(connection: FhirConnection, request: FhirServerRequest): Promise<FoundPatients> {
  const studies: FoundResource[] = []
  for (const { system, value } of request.studies) {
    const found = await all(connection, { type: 'ResearchStudy', parameters: [['identifier', `${system}|${value}`]] })
    studies.push(...found.filter(({ resource }) => resource['resourceType'] === 'ResearchStudy'))
  }
  const ids = new Set(studies.map(({ resource }) => resource['id']).filter(id => typeof id === 'string'))
  if (ids.size === 0) {
    throw new NodeError('fhir/study-not-found', 'the FHIR server has no study with an identifier of the mapping', {
      hint: 'See studies in the trial’s fhir.json, and which identifiers the server’s ResearchStudy bears.',
    })
  }
  const patients = new Set<string>()
  for (const id of ids) {
    const parameters = [
      ['study', `ResearchStudy/${id}`],
      ['_count', String(request.pageSize)],
    ] as const
    for (const { resource } of await all(connection, { type: 'ResearchSubject', parameters })) {
      const patient = patientIn(resource, 'individual', connection.baseUrl)
      if (patient !== undefined) patients.add(patient)
    }
  }
  return { shared: studies, patients: [...patients].sort() }
}

interface TypeOfPatient {
  readonly type: string
  /** Search parameter and member that name the patient. */
  readonly by: string
  readonly member: string
  readonly include?: string
}

/** What the importer reads of a patient. */
const TYPES: readonly TypeOfPatient[] = [
  { type: 'ResearchSubject', by: 'individual', member: 'individual' },
  { type: 'Consent', by: 'patient', member: 'patient' },
  { type: 'Condition', by: 'patient', member: 'subject' },
  { type: 'Specimen', by: 'subject', member: 'subject' },
  { type: 'Encounter', by: 'patient', member: 'subject' },
  { type: 'Observation', by: 'patient', member: 'subject' },
  {
    type: 'MedicationAdministration',
    by: 'patient',
    member: 'subject',
    include: 'MedicationAdministration:medication',
  },
  { type: 'MedicationStatement', by: 'patient', member: 'subject', include: 'MedicationStatement:medication' },
  { type: 'AdverseEvent', by: 'subject', member: 'subject' },
  { type: 'QuestionnaireResponse', by: 'patient', member: 'subject' },
]

async function readPatients(
  connection: FhirConnection,
  request: FhirServerRequest,
  ids: readonly string[],
  studies: readonly FoundResource[],
): Promise<FhirPatient[]> {
  const held = new Map(ids.map(id => [id, [] as FoundResource[]]))
  const shared: FoundResource[] = [...studies]
  const found = await all(connection, {
    type: 'Patient',
    parameters: [
      ['_id', ids.join(',')],
      ['_count', String(request.pageSize)],
    ],
  })
  for (const one of found) held.get(String(one.resource['id']))?.push(one)
  for (const kind of TYPES) {
    for (const one of await all(connection, searchFor(kind, ids, request))) {
      if (one.resource['resourceType'] !== kind.type) shared.push(one)
      else ofPatient(held, one, kind, connection.baseUrl).push(one)
    }
  }
  return [...held].map(([id, resources]) => ({ id, resources, shared }))
}

function searchFor({ type, by, include }: TypeOfPatient, ids: readonly string[], request: FhirServerRequest) {
  return {
    type,
    parameters: [
      [by, ids.map(id => `Patient/${id}`).join(',')],
      ...(type === 'Observation' ? [['code', request.observationCodes.join(',')] as const] : []),
      ...(include === undefined ? [] : [['_include', include] as const]),
      ['_count', String(request.pageSize)],
    ] as (readonly [string, string])[],
  }
}

/** A server that passes over a parameter which it does not know answers with other people's records. */
function ofPatient(
  held: ReadonlyMap<string, FoundResource[]>,
  { resource }: FoundResource,
  { type, member }: TypeOfPatient,
  baseUrl: URL,
): FoundResource[] {
  const patient = patientIn(resource, member, baseUrl)
  const list = patient === undefined ? undefined : held.get(patient)
  if (list !== undefined) return list
  throw new NodeError('fhir/search-ignored', `the server answers a search for ${type} with records of others`, {
    hint: 'It does not know a search parameter that this source needs, and passes over it.',
    detail: { asked: type },
  })
}

/** Id of the Patient that a member points to, by type and id or by address at this server. */
function patientIn(resource: FhirJson, member: string, baseUrl: URL): string | undefined {
  const reference = resource[member]
  const text =
    typeof reference === 'object' && reference !== null && 'reference' in reference ? String(reference.reference) : ''
  const local = text.startsWith(`${baseUrl.href}/`) ? text.slice(baseUrl.href.length + 1) : text
  return /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(local)?.[1]
}

async function all(connection: FhirConnection, search: Parameters<typeof searchAll>[1]): Promise<FoundResource[]> {
  const found: FoundResource[] = []
  for await (const page of searchAll(connection, search)) found.push(...page)
  return found
}
