import { readFileSync, writeFileSync } from 'node:fs'
import { changesOf } from '../../app/federation-changes.ts'
import { cardFingerprint, type DraftChange, revoke, withCatalogue } from '../../app/federation-draft.ts'
import {
  addToDraft,
  change,
  countersign,
  initOffice,
  lastSigned,
  openOffice,
  readProposed,
  rotateInDraft,
  signDraft,
  signedFile,
} from '../../app/federation-office.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { canAsk, confirm } from '../ask.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, say, type Terminal } from '../terminal.ts'

const dirOption = { type: 'string', value: 'DIR', help: "the officer's folder", required: true } as const

export const federationInit: Command = {
  positionals: ['DIR'],
  options: {
    as: { type: 'string', value: 'NAME', help: 'name of the officer', required: true },
    federation: { type: 'string', value: 'ID', help: 'name of the federation (default prime-rose)' },
    json: jsonOption,
  },
  notes:
    'The folder belongs to one person and lies outside every node. Give officer.json to the other officers, and read\n' +
    'the fingerprint to them over the phone.',
  async run(given, terminal) {
    const name = given.required('as')
    const federation = given.text('federation') ?? 'prime-rose'
    const office = initOffice(given.positionals[0] ?? '', { name, federation })
    const fingerprint = cardFingerprint(office.draft, name)
    const json = given.flag('json')
    say(terminal, `Office of ${name} for ${federation} in ${office.folder}.\nFingerprint: ${fingerprint}`, { json })
    if (json) printJson(terminal, { name, federation, folder: office.folder, fingerprint })
    return 0
  },
}

export const federationAdd: Command = {
  positionals: ['[FILE]'],
  options: {
    dir: dirOption,
    combiner: { type: 'boolean', help: 'the member is one of the combiners, after those that are there' },
    coordinator: { type: 'boolean', help: 'the member may propose pooled rounds' },
    catalogue: { type: 'string', value: 'SHA256', help: 'the cohort catalogue that holds from now on' },
    policy: { type: 'string', value: 'SHA256', help: 'a disclosure policy that rounds may be run under' },
    json: jsonOption,
  },
  notes: 'A member makes its entry with rose join. Compare the fingerprint over the phone before anybody signs.',
  async run(given, terminal) {
    const office = openOffice(given.required('dir'))
    const [file] = given.positionals
    const hashes = { catalogue: given.text('catalogue') ?? null, policy: given.text('policy') ?? null }
    const isHash = hashes.catalogue !== null || hashes.policy !== null
    if ((file === undefined) !== isHash) {
      throw new NodeError('usage/bad-argument', 'give a file, or --catalogue or --policy', {
        hint: 'See: rose federation add --help',
      })
    }
    const changed =
      file === undefined
        ? change(office, withCatalogue(office.draft, hashes))
        : await addToDraft(office, readText(file), {
            combiner: given.flag('combiner'),
            coordinator: given.flag('coordinator'),
          })
    return tell(terminal, changed, given.flag('json'))
  },
}

export const federationRotate: Command = {
  positionals: ['ENTRY'],
  options: {
    dir: dirOption,
    overlap: { type: 'string', value: 'DAYS', help: 'how long the keys before stay valid (default 14)' },
    json: jsonOption,
  },
  notes:
    'A member makes the entry with rose keys rotate; one of the keys that the directory knows must have signed it.',
  async run(given, terminal) {
    const office = openOffice(given.required('dir'))
    const times = { now: systemClock.now(), overlapDays: given.count('overlap', 0) ?? 14 }
    return tell(terminal, await rotateInDraft(office, readText(given.positionals[0] ?? ''), times), given.flag('json'))
  },
}

export const federationRevoke: Command = {
  positionals: ['[MEMBER]'],
  options: {
    dir: dirOption,
    key: { type: 'string', value: 'KID', help: 'only this key of the member' },
    officer: { type: 'string', value: 'NAME', help: 'an officer, in the place of a member' },
    json: jsonOption,
  },
  notes: 'It holds for every node within one poll of the next signed directory.',
  async run(given, terminal) {
    const office = openOffice(given.required('dir'))
    const [member] = given.positionals
    const officer = given.text('officer')
    if ((member === undefined) === (officer === undefined)) {
      throw new NodeError('usage/bad-argument', 'give a member or --officer NAME', {
        hint: 'See: rose federation revoke --help',
      })
    }
    const what = officer === undefined ? { member: member ?? '', kid: given.text('key') ?? null } : { officer }
    return tell(terminal, change(office, revoke(office.draft, what)), given.flag('json'))
  },
}

export const federationSign: Command = {
  positionals: ['[FILE]'],
  options: {
    dir: dirOption,
    days: { type: 'string', value: 'N', help: 'how long it holds (default 180, at most 366)' },
    out: {
      type: 'string',
      value: 'FILE',
      help: 'where to write it (default: FILE, else directory.json in the folder)',
    },
    yes: { type: 'boolean', help: 'sign without being asked, after reading what it changes' },
    json: jsonOption,
  },
  notes:
    'Without FILE the draft gets the next serial and the first signature; give the file that it writes to a second\n' +
    'officer, who runs this command with it. Two signatures make it hold.',
  async run(given, terminal) {
    const office = openOffice(given.required('dir'))
    const [file] = given.positionals
    const json = given.flag('json')
    const text = file === undefined ? null : readText(file)
    const after = text === null ? office.draft : readProposed(text)
    const changes = changesOf(lastSigned(office) ?? { ...after, officers: [], members: [] }, after)
    for (const line of changes.length === 0 ? ['Nothing changes but serial and times.'] : changes) {
      say(terminal, line, { json })
    }
    await checkAgreed(given.flag('yes'), terminal)
    const days = given.count('days', 1) ?? 180
    const signed =
      text === null ? await signDraft(office, { days, clock: systemClock }) : await countersign(office, text)
    const out = given.text('out') ?? file ?? signedFile(office.folder)
    writeFileSync(out, signed)
    const { serial, validUntil } = readProposed(signed)
    const signatures = (JSON.parse(signed) as { signatures: unknown[] }).signatures.length
    say(terminal, `Serial ${serial}, valid until ${validUntil}, ${signatures} signature(s): ${out}`, { json })
    if (json) printJson(terminal, { serial, validUntil, signatures, changes, file: out })
    return 0
  },
}

async function checkAgreed(yes: boolean, terminal: Terminal): Promise<void> {
  if (yes) return
  if (!canAsk(terminal))
    throw new NodeError('usage/bad-argument', '--yes is missing', { hint: 'Nobody can be asked here.' })
  if (!(await confirm(terminal, 'Sign this?'))) throw new NodeError('usage/interrupted', 'nothing was signed')
}

function tell(terminal: Terminal, { told, fingerprint }: DraftChange, json: boolean): 0 {
  say(terminal, told, { json })
  if (fingerprint !== null) say(terminal, `Fingerprint, to compare over the phone: ${fingerprint}`, { json })
  if (json) printJson(terminal, { told, fingerprint })
  return 0
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NodeError('federation/bad-entry', 'the file cannot be read', { hint: `Expected at ${path}`, cause })
  }
}
