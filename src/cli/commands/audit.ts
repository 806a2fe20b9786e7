import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { listAudit, signedHead, type VerifiedAudit, verifyNodeAudit } from '../../app/audit.ts'
import type { ChainedEvent } from '../../audit/event.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const auditVerify: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    head: {
      type: 'string',
      value: 'FILE',
      help: 'signed head that was kept elsewhere; may be given several times',
      multiple: true,
    },
    json: jsonOption,
  },
  notes:
    'Checks the chain and its tree, the engine’s own record (whose MACs the engine checks), tables and data cuts, without\n' +
    'a network. Only heads kept elsewhere (rose audit head) show that all of it was put back to an older state.\n' +
    'Exit 3 where anything does not hold; the first bad row is named first.',
  async run(given, terminal) {
    const heads = given.all('head').map(readHead)
    const verified = await verifyNodeAudit(readConfig(given.required('node')), heads)
    const json = given.flag('json')
    say(terminal, verifiedInWords(verified), { json })
    if (json) printJson(terminal, verified)
    return verified.ok ? 0 : 3
  },
}

export const auditHead: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'FILE', help: 'write it to a file' },
    json: jsonOption,
  },
  notes: 'It says in one line what the audit holds now, and nothing of what is in it. Keep it outside the platform.',
  async run(given, terminal) {
    const { head, jws } = await signedHead(readConfig(given.required('node')), systemClock)
    const out = given.text('out')
    if (out !== undefined) await writeFile(out, `${jws}\n`)
    if (given.flag('json')) printJson(terminal, { ...head, jws })
    else say(terminal, out === undefined ? jws : `The head of ${head.size} events is in ${out}.`)
    return 0
  },
}

export const auditList: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    kind: { type: 'string', value: 'KIND', help: 'events of one kind, e.g. cut.opened' },
    limit: { type: 'string', value: 'N', help: 'the last N (default 50; all with --json)' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const json = given.flag('json')
    const kind = given.text('kind')
    const limit = given.count('limit', 1) ?? (json ? undefined : DEFAULT_LIMIT)
    const events = await listAudit(readConfig(given.required('node')), {
      ...(kind === undefined ? {} : { kind }),
      ...(limit === undefined ? {} : { limit }),
    })
    if (json) printJson(terminal, { events })
    else if (events.length === 0) say(terminal, 'No such event.')
    else say(terminal, formatTable(['row', 'at', 'event', 'by', 'facts'], events.map(rowOf)))
    return 0
  },
}

const DEFAULT_LIMIT = 50

function rowOf({ sequence, at, kind, actor, facts }: ChainedEvent): (string | number)[] {
  const words = Object.entries(facts).map(([name, value]) => `${name}=${shortened(String(value))}`)
  return [sequence, at, kind, actor, words.join(' ')]
}

/** A hash is known by its beginning. */
function shortened(value: string): string {
  return /^[0-9a-f]{32,}$/.test(value) ? `${value.slice(0, 12)}…` : value
}

function readHead(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new NodeError('audit/bad-head', 'a file of a head cannot be read', { hint: 'Give its path.', cause })
  }
}

function verifiedInWords({ ok, events, head, engineEntries, headsCompared, faults, notices }: VerifiedAudit): string {
  const seen = [
    `${events} events, root ${head.rootHash}`,
    engineEntries === null ? 'engine record: broken' : `engine record: ${engineEntries} entries`,
    headsCompared === 0
      ? 'No head that was kept elsewhere was given: an older state of everything would not show.'
      : `${headsCompared} kept head(s) compared.`,
  ]
  const look = notices.map(({ at, what }) => `To look at: entry ${at} of the engine's record ${what}.`)
  if (ok) return [...seen, ...look, 'The audit holds.'].join('\n')
  const list = formatTable(
    ['where', 'at', 'what'],
    faults.map(({ where, at, what }) => [where, at, what]),
  )
  return [...seen, ...look, 'THE AUDIT DOES NOT HOLD:', list].join('\n')
}
