/**
 * What was read of a FHIR server before a reading broke off, so that the next one goes on where it stopped. It holds
 * patients' rows: it lies in the node's own folder, sealed piece by piece (AES-256-GCM) under a key of the node that is not
 * there, is used for a day at most, and is gone once the records are in the store.
 */
import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FhirPatient, KeptReading } from '../ports.ts'

export interface KeptReadingSetting {
  readonly folder: string
  readonly key: KeyObject
  /** Everything that decides what is asked of which server; the mapping's version aside. */
  readonly of: readonly string[]
  /** Of the mapping: what another one read is no use. */
  readonly version: string
  readonly now: () => number
  /** One sentence for a person. */
  readonly notice: (text: string) => void
}

export interface DroppableReading extends KeptReading {
  /** Nothing of it is left. */
  drop(): Promise<void>
  /** How many patients the next reading need not ask for. */
  kept(): number
}

const HOURS = 24
const HEAD = 'reading.json'
const NONCE_BYTES = 12
const TAG_BYTES = 16

interface Head {
  readonly schema: 'kept-reading/1'
  readonly of: string
  readonly version: string
  readonly patients: string
  readonly at: number
}

export function keptReading(setting: KeptReadingSetting): DroppableReading {
  const { folder, key, notice } = setting
  let id = ''
  const held = new Map<number, number>()
  const pieceFile = (number: number) => join(folder, `${number}.sealed`)

  return {
    async open(patients) {
      const head: Head = {
        schema: 'kept-reading/1',
        of: digest(setting.of),
        version: setting.version,
        patients: digest(patients),
        at: setting.now(),
      }
      const found = await readHead(folder)
      const why = found === null ? null : whyAnew(found, head)
      const goesOn = found !== null && why === null
      const used = goesOn ? found : head
      id = digest([used.of, used.version, used.patients, String(used.at)])
      if (goesOn) {
        const last = (await readdir(folder)).filter(name => name.endsWith('.sealed')).length
        const at = new Date(found.at).toISOString().slice(0, 16).replace('T', ' ')
        notice(`Going on with the reading of ${at} UTC that broke off: ${last} pieces of it are kept.`)
        return
      }
      if (why !== null) notice(`The reading that broke off before is not gone on with: ${why}. It begins anew.`)
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeWhole(join(folder, HEAD), JSON.stringify(head))
    },
    async take(number) {
      const sealed = await readFile(pieceFile(number)).catch(() => null)
      const patients = sealed === null ? null : unseal(key, `${id} ${number}`, sealed)
      if (patients !== null) held.set(number, patients.length)
      return patients
    },
    async keep(number, patients) {
      await writeWhole(pieceFile(number), seal(key, `${id} ${number}`, patients))
      held.set(number, patients.length)
    },
    async drop() {
      held.clear()
      await dropReading(folder)
    },
    kept: () => [...held.values()].reduce((sum, patients) => sum + patients, 0),
  }
}

/** Null: it may be gone on with. */
function whyAnew(found: Head, head: Head): string | null {
  if (found.of !== head.of || found.version !== head.version) return 'the server or the mapping is another one'
  if (found.patients !== head.patients) return 'the patients of the study have changed'
  return head.at - found.at > HOURS * 3_600_000 || found.at > head.at ? `it is older than ${HOURS} hours` : null
}

/** Null: there is none, or none that this program wrote whole. */
async function readHead(folder: string): Promise<Head | null> {
  try {
    const head = JSON.parse(await readFile(join(folder, HEAD), 'utf8')) as Partial<Head>
    const texts = [head.of, head.version, head.patients]
    const isWhole = texts.every(text => typeof text === 'string') && typeof head.at === 'number'
    return head.schema === 'kept-reading/1' && isWhole ? (head as Head) : null
  } catch {
    return null
  }
}

/** A reading under way writes its pieces: one that has not for this long is under way no more. */
const IDLE_MS = 3_600_000

/** Whether what lies there can be gone on with by nobody any more: too old, or read by another mapping, or not whole. */
export async function isReadingOver(
  folder: string,
  { version, now }: { readonly version: string | null; readonly now: number },
): Promise<boolean> {
  const files = await readdir(folder).catch(() => [])
  if (files.length === 0) return false
  const head = await readHead(folder)
  if (head !== null && now - head.at > HOURS * 3_600_000) return true
  if (head?.version === version) return false
  const touched = await Promise.all(files.map(async name => (await stat(join(folder, name))).mtimeMs))
  return now - Math.max(...touched) > IDLE_MS
}

export async function dropReading(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

const digest = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

function seal(key: KeyObject, place: string, patients: readonly FhirPatient[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(JSON.stringify(patients), 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Null: cut off, of another reading, or sealed under another key; then the server is asked again. */
function unseal(key: KeyObject, place: string, sealed: Buffer): readonly FhirPatient[] | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES))
    const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    return JSON.parse(text.toString('utf8')) as readonly FhirPatient[]
  } catch {
    return null
  }
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`
  await writeFile(beside, content, { mode: 0o600, flush: true })
  await rename(beside, path)
}
