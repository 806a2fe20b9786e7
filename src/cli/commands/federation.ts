import { checkDirectoryText, directoryWarning, heldDirectory, presentDirectory } from '../../app/directory.ts'
import { openOffice, readProposed, verifyAsOffice } from '../../app/federation-office.ts'
import { fetchDirectoryOnce, readDirectorySource } from '../../app/fetch-directory.ts'
import { approveOfficers, fingerprintOfOfficers } from '../../app/pin-officers.ts'
import { type ShownDirectory, showDirectory } from '../../app/show-directory.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, type Given, jsonOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

const nodeOption = { type: 'string', value: 'DIR', help: 'folder of the node' } as const
const dirOption = { type: 'string', value: 'DIR', help: "an officer's folder" } as const

export const federationVerify: Command = {
  positionals: ['FILE'],
  options: { node: nodeOption, dir: dirOption, json: jsonOption },
  notes: 'With --node as that node would take it; with --dir under the officers of that office.',
  async run(given, terminal) {
    const text = await readDirectorySource(given.positionals[0] ?? '')
    const { node, dir } = oneOf(given)
    const now = systemClock.now()
    const verified =
      node === undefined
        ? await verifyAsOffice(openOffice(dir ?? ''), text, now)
        : await checkDirectoryText(readConfig(node), text, { previous: await heldDirectory(readConfig(node)), now })
    const { serial, validUntil } = verified.document
    const json = given.flag('json')
    say(terminal, `Serial ${serial} holds until ${validUntil}, signed by ${verified.signers.join(' and ')}.`, { json })
    if (json) printJson(terminal, { serial, validUntil, sha256: verified.sha256, signers: verified.signers })
    return 0
  },
}

export const federationShow: Command = {
  positionals: ['[FILE]'],
  options: { node: nodeOption, dir: dirOption, json: jsonOption },
  async run(given, terminal) {
    const [file] = given.positionals
    const now = systemClock.now()
    const directory = file === undefined ? await directoryOf(given, now) : readProposed(await readDirectorySource(file))
    const shown = showDirectory(directory, now)
    if (given.flag('json')) printJson(terminal, shown)
    else say(terminal, inWords(shown))
    return 0
  },
}

export const federationFetch: Command = {
  positionals: [],
  options: {
    node: { ...nodeOption, required: true },
    from: { type: 'string', value: 'FILE|URL', help: "a file, a relay's or a member's address (default: rose.json)" },
    json: jsonOption,
  },
  notes: 'A running gateway does this by itself where rose.json has an address, and notices a new file within seconds.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const { directory, changed } = await fetchDirectoryOnce(config, given.text('from') ?? null, systemClock)
    const { serial, validUntil } = directory.document
    const json = given.flag('json')
    say(
      terminal,
      changed ? `Took serial ${serial}, valid until ${validUntil}.` : `Serial ${serial} was here already.`,
      { json },
    )
    const warning = directoryWarning(directory, systemClock.now())
    if (warning !== null) terminal.stderr.write(`${warning}\n`)
    if (json) printJson(terminal, { serial, validUntil, sha256: directory.sha256, changed })
    return 0
  },
}

export const federationPin: Command = {
  positionals: ['FILE'],
  options: {
    node: { ...nodeOption, required: true },
    as: { type: 'string', value: 'MEMBER', help: 'who approves', required: true },
    json: jsonOption,
  },
  notes: 'Two members approve, one after the other; rose join pins the first officers of a node at once.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const directory = readProposed(await readDirectorySource(given.positionals[0] ?? ''))
    const { pinned } = await approveOfficers(config, directory, { as: given.required('as'), clock: systemClock })
    const fingerprint = fingerprintOfOfficers(directory)
    const json = given.flag('json')
    say(terminal, `Officers ${directory.officers.map(({ name }) => name).join(', ')}: ${fingerprint}`, { json })
    say(terminal, pinned ? 'Two members have approved: they are pinned.' : 'Approved; one more member must approve.', {
      json,
    })
    if (json) printJson(terminal, { pinned, fingerprint })
    return 0
  },
}

async function directoryOf(given: Given, now: number) {
  const { node, dir } = oneOf(given)
  if (dir !== undefined) return openOffice(dir).draft
  const config = readConfig(node ?? '')
  const held = await heldDirectory(config)
  return held === null ? (await presentDirectory(config, now)).document : held.document
}

function oneOf(given: Given): { readonly node: string | undefined; readonly dir: string | undefined } {
  const [node, dir] = [given.text('node'), given.text('dir')]
  if ((node === undefined) === (dir === undefined)) {
    throw new NodeError('usage/bad-argument', 'give --node DIR or --dir DIR', { hint: 'See: rose federation --help' })
  }
  return { node, dir }
}

const STATES = {
  early: 'does not hold yet',
  valid: 'holds',
  ending: 'ENDS SOON',
  expired: 'HAS EXPIRED: partners are closed out',
} as const satisfies Record<ShownDirectory['validity']['state'], string>

function inWords(shown: ShownDirectory): string {
  const { federation, serial, validUntil, validity, officers, countries, members, combiners } = shown
  const rows = members.map(member => [
    member.country,
    member.id,
    member.roles.join(', '),
    member.reachedBy.join(', ') || '-',
    member.keyDaysLeft === null ? '-' : `${member.keyDaysLeft} days`,
    member.fingerprint,
  ])
  return [
    `Federation ${federation}, serial ${serial}: ${STATES[validity.state]}, until ${validUntil} (${validity.daysLeft} days).`,
    `Officers: ${officers.names.join(', ')}   ${officers.fingerprint}`,
    `Countries: ${countries.length === 0 ? 'none' : countries.join(', ')}. Combiners: ${combiners.length === 0 ? 'none' : combiners.join(', ')}.`,
    '',
    formatTable(['country', 'member', 'roles', 'reached by', 'a key ends in', 'fingerprint'], rows),
  ].join('\n')
}
