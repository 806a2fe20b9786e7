/** What a server holds of the exports of one trial, and nothing else of it: found by their tag. */
import type { FhirConnection } from '../fhir-client/connection.ts'
import { searchAll } from '../fhir-client/search.ts'
import { NodeError } from '../model/errors.ts'
import { type Element, elementAt, elementsOf } from '../projection/fhir/element.ts'
import { deleteAll, hasTag, type Tag, type Transaction, typeOf } from './transaction.ts'

export interface ServerResources {
  readonly tag: Tag
  /** False where every resource was made anew. */
  send(transaction: Transaction): Promise<boolean>
  /** Resources of the export alone, whatever else the server holds or answers. */
  find(type: string, parameters?: Parameters): Promise<readonly Element[]>
  ofPatient(patient: Element): Promise<readonly Element[]>
  /** All at once, since they point to each other. Returns how many. */
  remove(resources: readonly Element[]): Promise<number>
}

type Parameters = readonly (readonly [string, string])[]

/** Search parameter and member that name the patient, in the order in which an export holds the types. */
const OF_PATIENT: readonly (readonly [type: string, parameter: string, member: string])[] = [
  ['ResearchSubject', 'individual', 'individual'],
  ['Consent', 'patient', 'patient'],
  ['Condition', 'patient', 'subject'],
  ['Specimen', 'patient', 'subject'],
  ['Observation', 'patient', 'subject'],
  ['DiagnosticReport', 'patient', 'subject'],
  ['Procedure', 'patient', 'subject'],
  ['MedicationStatement', 'patient', 'subject'],
  ['MedicationAdministration', 'patient', 'subject'],
  ['AdverseEvent', 'subject', 'subject'],
  ['QuestionnaireResponse', 'patient', 'subject'],
]

export function serverResources(connection: FhirConnection, tag: Tag): ServerResources {
  const find = async (type: string, parameters: Parameters = []): Promise<Element[]> => {
    const found: Element[] = []
    const search = { type, parameters: [...parameters, ['_tag', `${tag.system}|${tag.code}`] as const] }
    for await (const page of searchAll(connection, search)) found.push(...page.map(({ resource }) => resource))
    // A server that passes over a parameter answers with resources of others, which are nobody's to remove.
    return found.filter(one => typeOf(one) === type && hasTag(one, tag) && typeof one['id'] === 'string')
  }
  return {
    tag,
    find,
    async send(transaction) {
      const statuses = statusesOf(await connection.post(transaction, 'a transaction'), transaction)
      return !statuses.every(status => status.startsWith('201'))
    },
    async ofPatient(patient) {
      const address = `Patient/${String(patient['id'])}`
      const found: Element[] = []
      for (const [type, parameter, member] of OF_PATIENT) {
        const held = await find(type, [[parameter, address]])
        found.push(...held.filter(one => isOf(elementAt(one, member)['reference'], address, connection)))
      }
      return found
    },
    async remove(resources) {
      if (resources.length === 0) return 0
      const transaction = deleteAll(resources.map(one => `${typeOf(one)}/${String(one['id'])}`))
      statusesOf(await connection.post(transaction, 'a transaction'), transaction)
      return resources.length
    },
  }
}

function isOf(reference: unknown, address: string, { baseUrl }: FhirConnection): boolean {
  return reference === address || reference === `${baseUrl.href}/${address}`
}

/** One answer an entry, each of success, or the transaction counts as not done. */
function statusesOf(answer: Element, { entry }: Transaction): readonly string[] {
  const statuses = elementsOf(answer, 'entry').map(one => String(elementAt(one, 'response')['status']))
  const isDone = answer['type'] === 'transaction-response' && statuses.length === entry.length
  if (isDone && statuses.every(status => /^2\d\d\b/.test(status))) return statuses
  throw new NodeError('fhir/bad-answer', 'the FHIR server does not say that a transaction was carried out', {
    hint: 'See the log of the server, and whether it takes transactions; run the command again, it goes on.',
  })
}
