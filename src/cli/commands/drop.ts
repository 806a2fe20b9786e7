import { writeFileSync } from 'node:fs'
import { type DropStatus, dropStatus, makePass, receiveFiles, sendFiles } from '../../app/drop.ts'
import { readConfig } from '../../config.ts'
import type { DropManifest } from '../../model/generated/drop-manifest.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const dropSend: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'A running gateway does this by itself. manifest.txt in the folder says in words what lies there, for whom, its\n' +
    'hash, and who approved it, for the person who may let files out.',
  async run(given, terminal) {
    const json = given.flag('json')
    const { handed, manifest } = await sendFiles(readConfig(given.required('node')))
    say(terminal, `${handed} handed on; ${manifest.files.length} files lie in the outbox.`, { json })
    if (manifest.files.length > 0) say(terminal, filesInWords(manifest.files), { json })
    if (json) printJson(terminal, { handed, manifest })
    return 0
  },
}

export const dropReceive: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'A running gateway does this by itself. What cannot be used is put aside into the folder refused (exit code 1).',
  async run(given, terminal) {
    const json = given.flag('json')
    const turn = await receiveFiles(readConfig(given.required('node')))
    const { received, replies, notes, later, laterCodes, refused } = turn
    const why = later === 0 ? '' : ` (${laterCodes.join(', ')})`
    say(terminal, `${received} messages, ${replies} replies, ${notes} notes; ${later} left for later${why}.`, { json })
    for (const { file, code } of refused) say(terminal, `Put aside: ${file} (${code})`, { json })
    if (json) printJson(terminal, turn)
    return refused.length + later > 0 ? 1 : 0
  },
}

export const dropStatusCommand: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const status = await dropStatus(readConfig(given.required('node')))
    if (given.flag('json')) printJson(terminal, status)
    else say(terminal, statusInWords(status))
    return status.gaps.some(({ missingCount }) => missingCount > 0) ? 1 : 0
  },
}

export const dropPass: Command = {
  positionals: ['CARD'],
  options: {
    node: nodeOption,
    days: { type: 'string', value: 'N', help: 'how long it holds (default 180, at most 366)' },
    out: { type: 'string', value: 'FILE', help: 'where the pass is written (default: standard output)' },
    json: jsonOption,
  },
  notes:
    'CARD is courier.json of rose courier init. The courier can delay or lose sealed messages, and neither open nor\n' +
    'write one. A pass ends early when the directory no longer names the key that signed it (rose keys rotate).',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const days = given.count('days', 1) ?? 180
    const made = await makePass(config, { card: given.positionals[0] ?? '', days })
    const out = given.text('out')
    if (out !== undefined) writeFileSync(out, `${made.pass}\n`, { mode: 0o600 })
    const json = given.flag('json')
    if (json) printJson(terminal, made)
    else if (out === undefined) say(terminal, made.pass)
    else say(terminal, `Pass for ${made.relay} until ${made.expires}: ${out}`)
    return 0
  },
}

function filesInWords(files: DropManifest['files']): string {
  const rows = files.map(({ to, sequence, content, bytes, approvedBy }) => [
    to,
    sequence === null ? '-' : String(sequence),
    content,
    String(bytes),
    approvedBy.join(', ') || 'needs no approval',
  ])
  return formatTable(['for', 'number', 'what', 'bytes', 'approved by'], rows)
}

function statusInWords({ member, inbox, outbox, letters, gaps }: DropStatus): string {
  const letterRows = letters.map(({ name, to, type, sequence, state, code, expiresAt }) => [
    name,
    to,
    type,
    sequence === null ? '-' : String(sequence),
    state,
    code ?? '',
    expiresAt,
  ])
  const torn = gaps.filter(({ missingCount }) => missingCount > 0)
  return [
    `File drop of ${member}`,
    `Inbox  ${inbox.folder}: ${inbox.waiting} files wait, ${inbox.strange} with a name that is not ours`,
    `Outbox ${outbox.folder}: ${outbox.files.length} files wait to leave`,
    ...(outbox.files.length === 0 ? [] : [filesInWords(outbox.files)]),
    `Letters that have not ended: ${letters.length}`,
    ...(letters.length === 0
      ? []
      : [formatTable(['name', 'to', 'type', 'number', 'state', 'code', 'expires'], letterRows)]),
    ...(torn.length === 0
      ? [
          `No number is missing (${gaps.map(({ sender, last }) => `${sender} ${last}`).join(', ') || 'nothing came yet'}).`,
        ]
      : torn.map(
          ({ sender, last, missing, missingCount }) =>
            `MISSING from ${sender}: ${missingCount} of ${last}: ${missing.join(', ')}${missing.length < missingCount ? ', …' : ''}`,
        )),
  ].join('\n')
}
