/**
 * An export put on a FHIR server inside the platform, subject by subject, one transaction each. What the server holds of
 * an earlier export and the store no longer does is taken away. Broken off anywhere, the next push goes on.
 */
import type { FhirConnection } from '../fhir-client/connection.ts'
import { type Element, elementsOf } from '../projection/fhir/element.ts'
import type { Entry } from '../projection/fhir/kind.ts'
import { PSEUDONYM, TRIAL } from '../projection/fhir/links.ts'
import { ownTag } from '../projection/fhir/systems.ts'
import { trialBundle } from '../projection/fhir/trial-bundle.ts'
import type { SentJournal } from './sent-journal.ts'
import { type ServerResources, serverResources } from './server-resources.ts'
import type { ExportedSubject, FhirExport } from './subject-export.ts'
import { exportTag, hasTag, identityOf, putAll, type Tag, typeOf } from './transaction.ts'

export interface PushSetting {
  readonly connection: FhirConnection
  readonly journal: SentJournal
  /** Sends also what the journal says is there. */
  readonly everything: boolean
  readonly onProgress: (pushed: Pushed) => void
}

export interface Pushed {
  readonly subjects: number
  /** Subjects that the server had already as they are. */
  readonly unchanged: number
  /** Taken from the server: subjects that the store no longer holds, and resources, theirs or of others. */
  readonly removed: { readonly subjects: number; readonly resources: number }
}

export async function pushExport(exported: FhirExport, setting: PushSetting): Promise<Pushed> {
  const { connection, journal } = setting
  const server = serverResources(connection, exportTag(exported.trialId))
  const pushed = { subjects: 0, unchanged: 0, removed: { subjects: 0, resources: 0 } }
  await agreeWithJournal(exported.trialId, server, setting)

  async function pushSubject({ pseudonym, bundle }: ExportedSubject): Promise<void> {
    const transaction = putAll(bundle.entry, [server.tag])
    const text = JSON.stringify(transaction)
    if (journal.has(pseudonym, text)) {
      pushed.unchanged += 1
      return
    }
    journal.forget(pseudonym)
    const wasThere = await server.send(transaction)
    if (wasThere) pushed.removed.resources += await removeStale(server, bundle.entry)
    journal.remember(pseudonym, text)
  }

  const current = new Set<string>()
  for await (const subjects of exported.subjects) {
    for (const subject of subjects) {
      current.add(subject.pseudonym)
      await pushSubject(subject)
      pushed.subjects += 1
      setting.onProgress(pushed)
    }
  }
  await server.send(putAll(exported.trial().entry, [server.tag, journalTag(journal)]))
  pushed.removed.resources += await removeCohorts(server, exported.trial().entry)
  for (const patient of await server.find('Patient')) {
    const pseudonym = pseudonymOf(patient)
    if (pseudonym === undefined || current.has(pseudonym)) continue
    pushed.removed.resources += await server.remove([...(await server.ofPatient(patient)), patient])
    pushed.removed.subjects += 1
    setting.onProgress(pushed)
  }
  return pushed
}

const journalTag = (journal: SentJournal): Tag => ({ system: ownTag('journal'), code: journal.id })

async function agreeWithJournal(
  trialId: string,
  server: ServerResources,
  { journal, everything }: PushSetting,
): Promise<void> {
  const studies = await server.find('ResearchStudy', [['identifier', `${TRIAL}|${trialId}`]])
  if (studies.some(study => hasTag(study, journalTag(journal))) && !everything) return
  journal.restart()
  const [study] = trialBundle(trialId, []).entry
  if (study !== undefined) await server.send(putAll([study], [server.tag, journalTag(journal)]))
}

/** What the subject no longer has: a further assessment that was struck out, a second tumour. */
async function removeStale(server: ServerResources, entries: readonly Entry[]): Promise<number> {
  const kept = new Set(entries.map(({ resource }) => nameOf(resource)))
  const patient = entries.find(({ resource }) => typeOf(resource) === 'Patient')?.resource
  if (patient === undefined) return 0
  const [held] = await server.find('Patient', [['identifier', identityOf(patient)]])
  if (held === undefined) return 0
  return server.remove((await server.ofPatient(held)).filter(one => !kept.has(nameOf(one))))
}

async function removeCohorts(server: ServerResources, entries: readonly Entry[]): Promise<number> {
  const kept = new Set(entries.map(({ resource }) => nameOf(resource)))
  return server.remove((await server.find('Group')).filter(one => !kept.has(nameOf(one))))
}

const nameOf = (resource: Element): string => `${typeOf(resource)} ${identityOf(resource)}`

function pseudonymOf(patient: Element): string | undefined {
  const value = elementsOf(patient, 'identifier').find(one => one['system'] === PSEUDONYM)?.['value']
  return typeof value === 'string' ? value : undefined
}
