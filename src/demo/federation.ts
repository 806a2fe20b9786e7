/**
 * The federation of the demo: two officers, and a directory that names each country's node, how it is reached and its
 * keys. Everybody holds it before anybody listens, so that the first question finds no stranger.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditOf, heldDirectory, takeDirectory } from '../app/directory.ts'
import {
  addToDraft,
  countersign,
  initOffice,
  lastSigned,
  type Office,
  openOffice,
  rotateInDraft,
  signDraft,
  signedFile,
} from '../app/federation-office.ts'
import { makeEntry, pinAndTake, readFirstDirectory, saveFederationSettings } from '../app/join.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import type { FederationSettings } from '../model/generated/node-config.ts'
import { validityOf } from '../trust/directory.ts'
import type { DemoCountry } from './countries.ts'

export const FEDERATION = 'prime-rose-demo'
const OFFICERS = ['ola', 'pia'] as const
const DAYS = 300

export interface DemoMember {
  readonly country: DemoCountry
  readonly config: Config
  /** Where its gateway will listen. */
  readonly port: number
}

export interface DemoFederation {
  /** File of the directory, as the officers signed it. */
  readonly directory: string
  /** With the settings of the federation. */
  readonly configs: readonly Config[]
}

/** Made at the first start; later the directory is signed anew only where a port has changed or it ends soon. */
export async function formFederation(
  root: string,
  {
    members,
    relayUrl,
    clock,
  }: { readonly members: readonly DemoMember[]; readonly relayUrl: string; readonly clock: Clock },
): Promise<DemoFederation> {
  const [first, second] = await openOffices(root, clock)
  const configs = members.map(({ country, config, port }) =>
    saveFederationSettings(config, settingsFor(country, { config, port, relayUrl })),
  )
  const entries = await Promise.all(configs.map(config => makeEntry(config, FEDERATION, clock)))
  const known = lastSigned(first)
  const isComplete = configs.every(config => known?.members.some(({ id }) => id === config.member))
  const isFresh = known !== null && validityOf(known, clock.now()).state === 'valid'
  if (!isComplete || !isFresh || entries.some(entry => entry.isNew)) {
    const draft = () => openOffice(first.folder)
    for (const [place, { text, member }] of entries.entries()) {
      const isMember = draft().draft.members.some(({ id }) => id === member.id)
      const role = members[place]?.country.role
      await (isMember
        ? rotateInDraft(draft(), text, { now: clock.now(), overlapDays: 1 })
        : addToDraft(draft(), text, { combiner: role === 'combiner', coordinator: role === 'coordinator' }))
    }
    await signBoth(draft(), second, clock)
  }
  const directory = signedFile(second.folder)
  for (const config of configs) await hold(config, readFileSync(directory, 'utf8'), clock)
  return { directory, configs }
}

async function openOffices(root: string, clock: Clock): Promise<readonly [Office, Office]> {
  const [first, second] = OFFICERS.map(name =>
    initOffice(join(root, 'officers', name), { name, federation: FEDERATION }),
  )
  if (first === undefined || second === undefined) throw new Error('two officers')
  if (first.draft.officers.length < 2) {
    await addToDraft(first, readFileSync(join(second.folder, 'officer.json'), 'utf8'), { combiner: false })
  }
  if (!existsSync(signedFile(second.folder))) await signBoth(openOffice(first.folder), second, clock)
  return [first, second]
}

async function signBoth(first: Office, second: Office, clock: Clock): Promise<void> {
  await countersign(openOffice(second.folder), await signDraft(first, { days: DAYS, clock }))
}

interface Reached {
  readonly config: Config
  readonly port: number
  readonly relayUrl: string
}

/** The whole of its endpoints: one transport each. */
function settingsFor({ transport }: DemoCountry, { config, port, relayUrl }: Reached): FederationSettings {
  switch (transport) {
    case 'direct':
      return { endpoints: { direct: `http://127.0.0.1:${port}` } }
    case 'relay':
      return { endpoints: { relay: { url: relayUrl } } }
    case 'file-drop': {
      const folder = dropFolder(config)
      const [inbox, outbox] = [join(folder, 'inbox'), join(folder, 'outbox')]
      for (const path of [inbox, outbox]) mkdirSync(path, { recursive: true, mode: 0o700 })
      const drop = { inbox, outbox, pollSeconds: 1 }
      return { endpoints: { file: { courier: relayUrl } }, drop }
    }
  }
}

/** Beside the node, as a platform's folders for import and export are. */
export function dropFolder({ paths }: Pick<Config, 'paths'>): string {
  return `${paths.folder}-drop`
}

async function hold(config: Config, text: string, clock: Clock): Promise<void> {
  if ((await heldDirectory(config)) === null) {
    // In the demo nobody is on the phone.
    await pinAndTake(config, readFirstDirectory(text), { confirmed: true, clock })
    return
  }
  await takeDirectory(config, text, { clock, append: auditOf(config) })
}
