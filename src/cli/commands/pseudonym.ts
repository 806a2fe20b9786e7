import {
  createKey,
  destroyKey,
  type KeyStatus,
  keyStatus,
  lookUpPerson,
  type Rotated,
  rotateKey,
} from '../../app/pseudonym-keys.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

const asOperator = { type: 'string', value: 'NAME', help: 'operator who does it; named in the audit' } as const

export const pseudonymKeyStatus: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes: 'Keys are named by version and id; nothing of a key is shown. Exit 1 where they do not fit.',
  async run(given, terminal) {
    const status = await keyStatus(readConfig(given.required('node')))
    const json = given.flag('json')
    say(terminal, inWords(status), { json })
    if (json) printJson(terminal, status)
    return status.state === 'fits' || status.state === 'unused' ? 0 : 1
  },
}

export const pseudonymKeyCreate: Command = {
  positionals: [],
  options: { node: nodeOption, as: asOperator, json: jsonOption },
  async run(given, terminal) {
    const as = given.text('as')
    const key = await createKey(readConfig(given.required('node')), as === undefined ? {} : { as })
    const json = given.flag('json')
    say(terminal, `Made the key of version ${key.version}, id ${key.id}. Keep a copy of its file in a safe.`, { json })
    if (json) printJson(terminal, key)
    return 0
  },
}

export const pseudonymKeyRotate: Command = {
  positionals: [],
  options: { node: nodeOption, as: asOperator, json: jsonOption },
  notes:
    'One transaction: wherever it breaks off, the store is whole under the old key or under the new one, and the next\n' +
    'command goes on from there. Data cuts that were made before stay what they are. Copies of the old key in backups\n' +
    'and safes are for people to destroy.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const as = given.text('as')
    const rotated = await rotateKey(config, as === undefined ? {} : { as })
    const json = given.flag('json')
    say(terminal, rotatedInWords(rotated, config.pseudonymKey.kind), { json })
    if (json) printJson(terminal, { from: rotated.from, to: rotated.to, persons: rotated.persons })
    return 0
  },
}

export const pseudonymKeyDestroy: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    as: { ...asOperator, required: true },
    confirm: { type: 'string', value: 'TRIAL', help: 'id of the trial, to say that it is meant', required: true },
    json: jsonOption,
  },
  notes:
    'Afterwards nothing can be ingested, rotated or looked up at this node. What it holds stays, of persons whom nobody\n' +
    'can find again. It cannot be undone.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    await destroyKey(config, { as: given.required('as'), confirm: given.required('confirm') })
    const json = given.flag('json')
    say(
      terminal,
      config.pseudonymKey.kind === 'command'
        ? 'The store is closed to this key. Now let the key service destroy it.'
        : 'The key is destroyed. Copies of it in backups and safes are for people to destroy.',
      { json },
    )
    if (json) printJson(terminal, { destroyed: true })
    return 0
  },
}

export const pseudonymLookup: Command = {
  positionals: ['PSEUDONYM'],
  options: {
    node: nodeOption,
    as: { ...asOperator, required: true },
    reason: { type: 'string', value: 'TEXT', help: 'who authorised it and what for; names no patient', required: true },
    json: jsonOption,
  },
  notes: 'Inside the platform only. It is audited before the answer is shown, and limited in number (lookupsADay).',
  async run(given, terminal) {
    const pseudonym = given.positionals[0] ?? ''
    const subject = await lookUpPerson(readConfig(given.required('node')), {
      pseudonym,
      as: given.required('as'),
      reason: given.required('reason'),
    })
    if (given.flag('json')) printJson(terminal, { pseudonym, subject })
    else say(terminal, subject)
    return 0
  },
}

const STATES: Readonly<Record<KeyStatus['state'], string>> = {
  fits: 'The store is under this key.',
  unused: 'Nothing is stored under it yet.',
  'wrong-key': 'THE STORE IS UNDER ANOTHER KEY: restore that one. Nothing can be ingested under this one.',
  missing: 'THE KEY IS MISSING: restore it from its backup.',
  destroyed: 'The key was destroyed; nothing can be ingested, rotated or looked up any more.',
  'rotation-unfinished': 'A rotation broke off after its commit; the next command that needs the key finishes it.',
}

function inWords({ trial, custody, key, store, state }: KeyStatus): string {
  return [
    `${trial}, key kept in ${custody === 'file' ? 'a file' : 'the key service of the site'}`,
    key === null ? 'key:   none' : `key:   version ${key.version}, id ${key.id}`,
    store === null ? 'store: under none yet' : `store: version ${store.version}, id ${store.id}, since ${store.since}`,
    STATES[state],
  ].join('\n')
}

function rotatedInWords({ from, to, persons }: Rotated, custody: 'file' | 'command'): string {
  const done = `${persons} persons went from key version ${from.version} to version ${to.version}.`
  return custody === 'file'
    ? `${done} The old key is destroyed here; its copies in backups and safes are for people to destroy.`
    : `${done} Now let the key service give the new key as the current one, and destroy the old.`
}
