/** People of a node: each with a key of their own (demo, tests, and sites without OpenID Connect). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readSecret } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { isSetUp, pinMember, pinMemberChange } from '../engine/pins.ts'
import { readPins, writePins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Person } from '../model/generated/person.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { generateKey, keyIdOf, type PrivateJwk, parsePrivateKey, publicKeyOf } from '../trust/keys.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { makePrivateFolder, writeSecretOnce } from './node-files.ts'
import { approvePinChange } from './pin-approvals.ts'

const ROLES = ['hub', 'coordinator', 'committee', 'operator', 'auditor'] as const
export type Role = (typeof ROLES)[number]

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/

export interface Member {
  readonly name: string
  readonly role: Role
  readonly keyId: string
}

export interface AddedMember extends Member {
  /** Whether the engine believes this member; `null` for roles that it does not ask. */
  readonly pinning: 'pinned' | 'waiting' | null
}

export interface AddMemberRequest {
  readonly name: string
  readonly role: string
  readonly clock: Clock
}

/** A name that is there already is refused with `member/exists`: its key may be in use. */
export async function addMember(config: Config, { name, role, clock }: AddMemberRequest): Promise<AddedMember> {
  const known = checkRole(role)
  const path = fileOf(config, name)
  if (existsSync(path)) {
    throw new NodeError('member/exists', 'a person of this name is registered already', {
      hint: 'Choose another name.',
    })
  }
  makePrivateFolder(config.paths.members)
  writeSecretOnce(keyFileOf(config, name), () => JSON.stringify(generateKey()))
  const publicJwk = publicKeyOf(memberKey(config, name))
  const pinning = known === 'committee' ? pinOrWait(config, { name, publicJwk }) : null
  await withDatabaseAs(config, 'ingest', database =>
    appendAuditEvent(database, appendAudit, {
      kind: 'member.added',
      at: new Date(clock.now()).toISOString(),
      actor: 'operator',
      facts: { name, role: known, keyId: keyIdOf(publicJwk), pinning },
    }),
  )
  const person: Person = { schema: 'person/1', name, role: known, publicJwk }
  writeWhole(path, `${JSON.stringify(person, null, 2)}\n`)
  return { name, role: known, keyId: keyIdOf(publicJwk), pinning }
}

export async function listMembers(config: Config): Promise<readonly Member[]> {
  if (!existsSync(config.paths.members)) return []
  return readdirSync(config.paths.members)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => readPerson(config, file.slice(0, -'.json'.length)))
    .map(({ name, role, publicJwk }) => ({ name, role, keyId: keyIdOf(publicJwk) }))
}

/** The private key of a committee member who acts on this machine. */
export function committeeKey(config: Config, name: string): PrivateJwk {
  checkCommittee(config, name)
  return memberKey(config, name)
}

export function checkCommittee(config: Config, name: string): void {
  if (readPerson(config, name).role === 'committee') return
  throw new NodeError('approval/unknown-member', 'this person is not of the committee', {
    hint: 'rose member list --node DIR shows who is.',
  })
}

/**
 * Who acts, as the audit names it: a registered person in the role that the act needs, who holds their key; without a name
 * the role alone. Throws `member/not-found` or `member/wrong-role`.
 */
export function actorOf(config: Config, name: string | undefined, role: Role): string {
  if (name === undefined) return role
  if (readPerson(config, name).role !== role) {
    throw new NodeError('member/wrong-role', `this needs a person in the role ${role}`, {
      hint: 'rose member list --node DIR shows who has which role.',
    })
  }
  memberKey(config, name)
  return `${role}:${name}`
}

/** Any registered person who holds their key, in the role that they have. */
export function personActor(config: Config, name: string): string {
  return actorOf(config, name, readPerson(config, name).role)
}

export interface ApproveMemberRequest {
  readonly name: string
  readonly as: string
  readonly clock: Clock
}

/** With the second pinned member's approval the new one is pinned. */
export async function approveMember(
  config: Config,
  request: ApproveMemberRequest,
): Promise<{ readonly pinned: boolean }> {
  const pins = readPins(enginePaths(config.paths.folder))
  const { name, publicJwk } = readPerson(config, request.name)
  return approvePinChange(config, {
    change: pinMemberChange(pins, { name, publicJwk }),
    pendingFile: pendingFileOf(config, name),
    as: request.as,
    key: committeeKey(config, request.as),
    clock: request.clock,
  })
}

function pinOrWait(config: Config, member: Pick<Person, 'name' | 'publicJwk'>): 'pinned' | 'waiting' {
  const engine = enginePaths(config.paths.folder)
  const pins = readPins(engine)
  if (pins.members.some(({ name, publicJwk }) => name === member.name && publicJwk.x === member.publicJwk.x))
    return 'pinned'
  if (isSetUp(pins)) return 'waiting'
  writePins(engine, pinMember(pins, member))
  return 'pinned'
}

function readPerson(config: Config, name: string): Person {
  const path = fileOf(config, name)
  if (!existsSync(path)) {
    throw new NodeError('member/not-found', 'nobody of this name is registered', {
      hint: 'rose member add NAME --role ROLE --node DIR',
    })
  }
  return checkSchema<Person>('urn:prime-rose:person/1', JSON.parse(readFileSync(path, 'utf8')), {
    what: 'the file of a person',
  })
}

function memberKey(config: Config, name: string): PrivateJwk {
  return parsePrivateKey(readSecret(keyFileOf(config, name), `the key of ${name}`))
}

const fileOf = (config: Config, name: string) => join(config.paths.members, `${checkName(name)}.json`)
const keyFileOf = (config: Config, name: string) => join(config.paths.members, `${checkName(name)}.key`)
const pendingFileOf = (config: Config, name: string) => join(config.paths.members, `${checkName(name)}.pending`)

/** The name becomes part of a file's name. */
function checkName(name: string): string {
  if (NAME.test(name)) return name
  throw new NodeError('usage/bad-argument', 'a name has a-z, 0-9, dots, hyphens and underscores', {
    hint: `It has the form ${NAME.source}.`,
  })
}

function checkRole(role: string): Role {
  const known = ROLES.find(candidate => candidate === role)
  if (known !== undefined) return known
  throw new NodeError('usage/bad-argument', 'there is no such role', { hint: `Roles are ${ROLES.join(', ')}.` })
}
