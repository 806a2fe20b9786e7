import { readFileSync } from 'node:fs'
import {
  cancelOwnRound,
  contributeNow,
  findNetworkTable,
  type ListedRounds,
  listRounds,
  newRound,
  type ShownRound,
  showRound,
  verifyTableText,
  vetoRound,
} from '../../app/round-commands.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import type { NetworkTable, NetworkTableRow } from '../../model/generated/network-table.ts'
import { type Command, type ExitCode, type Given, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, progressLine, say, type Terminal } from '../terminal.ts'
import { durationMs } from './duration.ts'

const DAY_MS = 86_400_000

export const roundNew: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    cohort: { type: 'string', value: 'KEY', help: 'one cohort of the catalogue, on demand' },
    purpose: { type: 'string', value: 'TEXT', help: 'why, for the committees that read it' },
    from: {
      type: 'string',
      value: 'DAY',
      help: 'first cut-off of data cuts that may be taken (default two years ago)',
    },
    to: { type: 'string', value: 'DAY', help: 'last cut-off (default today)' },
    contributions: {
      type: 'string',
      value: 'TIME',
      help: 'until contributions are due, e.g. 30m, 12h, 7d (default 7d)',
    },
    table: { type: 'string', value: 'TIME', help: 'from then until the table is due (default 2d)' },
    member: { type: 'string', value: 'ID', help: 'ask only these (default all that hold a trial)', multiple: true },
    combiner: { type: 'string', value: 'ID', help: "these combiners (default the directory's)", multiple: true },
    id: { type: 'string', value: 'ROUND', help: 'name of the round (default made of the day)' },
    wait: { type: 'boolean', help: 'stay until it is over, and show how it goes on' },
    json: jsonOption,
  },
  notes:
    'The gateway of this node calls the combiners, and sends the manifest once they have offered their keys: rose serve\n' +
    'must run. On demand, no combiner is of the own country.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const today = new Date(systemClock.now()).toISOString().slice(0, 10)
    const members = given.all('member')
    const combiners = given.all('combiner')
    const cohort = given.text('cohort') ?? null
    const asked = await newRound(config, {
      round: given.text('id') ?? null,
      cohort,
      purpose: given.text('purpose') ?? (cohort === null ? 'All cohorts of the catalogue.' : 'One cohort, on demand.'),
      members: members.length === 0 ? null : members,
      combiners: combiners.length === 0 ? null : combiners,
      window: { from: given.text('from') ?? daysBefore(730), to: given.text('to') ?? today },
      contributionsInMs: durationMs(given.text('contributions') ?? '7d'),
      tableInMs: durationMs(given.text('table') ?? '2d'),
    })
    const json = given.flag('json')
    say(
      terminal,
      `Round ${asked.round} is called: ${asked.combiners.map(({ combiner }) => combiner).join(' and ')} are asked for their keys.`,
      { json },
    )
    const shown = given.flag('wait') ? await waitForEnd(given, terminal, asked) : asked
    if (json) printJson(terminal, shown)
    return exitOf(shown, given.flag('wait'))
  },
}

function daysBefore(days: number): string {
  return new Date(systemClock.now() - days * DAY_MS).toISOString().slice(0, 10)
}

export const roundStatus: Command = {
  positionals: ['[ROUND]'],
  options: {
    node: nodeOption,
    wait: { type: 'boolean', help: 'stay until it is over, and show how it goes on' },
    json: jsonOption,
  },
  notes: 'A committee sees here what needs it: needs-a-human, veto-window.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const [round] = given.positionals
    const json = given.flag('json')
    if (round === undefined) {
      const listed = await listRounds(config)
      if (json) printJson(terminal, listed)
      else say(terminal, listInWords(listed))
      return 0
    }
    const first = await showRound(config, round)
    const shown = given.flag('wait') ? await waitForEnd(given, terminal, first) : first
    if (json) printJson(terminal, shown)
    else say(terminal, inWords(shown))
    return exitOf(shown, given.flag('wait'))
  },
}

const NOT_CONTRIBUTED: ReadonlySet<string> = new Set(['refused', 'needs-a-human', 'vetoed'])

export const roundContribute: Command = {
  positionals: ['ROUND'],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'The engine checks the pre-approval of the committee, the manifest and the policy itself. Made once, the same bytes\n' +
    'are sent again. Where rose.json has "rounds": {"contribute": "by-hand"}, nothing is contributed without this command.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const shown = await contributeNow(config, given.positionals[0] ?? '')
    if (given.flag('json')) printJson(terminal, shown)
    else say(terminal, inWords(shown))
    const own = shown.members.find(({ member }) => member === config.member)?.state
    return own !== undefined && NOT_CONTRIBUTED.has(own) ? 1 : exitOf(shown, false)
  },
}

export const roundVeto: Command = {
  positionals: ['ROUND'],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who objects', required: true },
    json: jsonOption,
  },
  notes: 'The engine keeps it, so that it holds whatever the gateway says. A contribution that has left stays.',
  async run(given, terminal) {
    const shown = await vetoRound(readConfig(given.required('node')), given.positionals[0] ?? '', given.required('as'))
    if (given.flag('json')) printJson(terminal, shown)
    else say(terminal, `This node contributes nothing to ${shown.round}.`)
    return 0
  },
}

export const roundCancel: Command = {
  positionals: ['ROUND'],
  options: { node: nodeOption, json: jsonOption },
  notes: 'Combiners destroy what they hold, unopened.',
  async run(given, terminal) {
    const shown = await cancelOwnRound(readConfig(given.required('node')), given.positionals[0] ?? '')
    if (given.flag('json')) printJson(terminal, shown)
    else say(terminal, `Round ${shown.round} is called off.`)
    return 0
  },
}

export const roundTable: Command = {
  positionals: ['[ROUND]'],
  options: {
    node: nodeOption,
    signed: { type: 'boolean', help: 'the signed bytes, to hand on: whoever has the directory can verify them' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const { table, text, sha256 } = await findNetworkTable(readConfig(given.required('node')), given.positionals[0])
    if (given.flag('signed')) terminal.stdout.write(text)
    else if (given.flag('json')) printJson(terminal, table)
    else say(terminal, tableInWords(table, sha256))
    return 0
  },
}

export const roundVerify: Command = {
  positionals: ['FILE'],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'With the federation directories that the node holds, also earlier ones: a table stays what it was when a combiner is\n' +
    'replaced. A table is printed by: rose round table --signed --node DIR',
  async run(given, terminal) {
    const { table, sha256, signers, serial } = await verifyTableText(
      readConfig(given.required('node')),
      readText(given.positionals[0] ?? ''),
    )
    const json = given.flag('json')
    say(
      terminal,
      `Holds: the table of ${table.round}, signed by ${signers.join(' and ')}, by the directory of serial ${serial}; SHA-256 ${sha256}.`,
      { json },
    )
    if (json) printJson(terminal, { ok: true, round: table.round, sha256, signers, serial, table })
    return 0
  },
}

/** Live, one line; every change of phase is said. */
async function waitForEnd(given: Given, terminal: Terminal, first: ShownRound): Promise<ShownRound> {
  const config = readConfig(given.required('node'))
  const progress = progressLine(terminal)
  let shown = first
  while (!isOver(shown) && !terminal.stopped.aborted) {
    progress.show(lineOf(shown))
    await new Promise(done => setTimeout(done, 500))
    shown = await showRound(config, first.round)
  }
  progress.end()
  return shown
}

const isOver = ({ phase }: ShownRound): boolean => phase === 'done' || phase === 'ended'

/** 1 where there is no table, or not yet. */
function exitOf(shown: ShownRound, isAwaited: boolean): ExitCode {
  if (shown.phase === 'ended') return 1
  return isAwaited && shown.phase !== 'done' ? 1 : 0
}

function lineOf({ round, phase, members, waitsFor }: ShownRound): string {
  const here = members.filter(({ receipts }) => receipts.length > 0).length
  return `${round}: ${phase}, ${here} of ${members.length} contributions; waits for ${waitsFor.join(', ')}`
}

function listInWords({ rounds, schedule }: ListedRounds): string {
  return [
    rounds.length === 0 ? 'No round yet.' : roundsInWords(rounds),
    ...(schedule === null ? [] : [scheduleInWords(schedule)]),
  ].join('\n')
}

function scheduleInWords({ every, last, next, waitsFor }: NonNullable<ListedRounds['schedule']>): string {
  const due =
    last === null || last.asked
      ? ''
      : `\n${last.round} is due since ${last.at}; ${
          waitsFor === null
            ? 'the gateway asks for it within a minute, or says in its log what is in the way.'
            : `it is asked for when ${waitsFor} is over.`
        }`
  return `Scheduled, every ${every}: next ${next.round} at ${next.at}.${due}`
}

function roundsInWords(rounds: readonly ShownRound[]): string {
  return formatTable(
    ['round', 'kind', 'phase', 'contributions', 'waits for'],
    rounds.map(({ round, kind, phase, reason, members, waitsFor }) => [
      round,
      kind ?? '',
      reason === null ? phase : `${phase} (${reason})`,
      `${members.filter(({ receipts }) => receipts.length > 0).length} of ${members.length}`,
      waitsFor.join(', '),
    ]),
  )
}

function inWords(shown: ShownRound): string {
  const { round, kind, coordinator, phase, reason, deadlines, members, combiners, letters, tableSha256 } = shown
  const head = `Round ${round} (${kind ?? 'called'}) of ${coordinator}: ${phase}${reason === null ? '' : `, ${reason}`}.`
  const until =
    deadlines === null ? '' : `\nContributions until ${deadlines.contributions}, table until ${deadlines.table}.`
  const memberRows = members.map(({ member, country, state, code, until: at, receipts }) => [
    member,
    country,
    state + (code === null ? '' : ` (${code})`) + (at === null ? '' : ` until ${at}`),
    receipts.join(', '),
  ])
  const combinerRows = combiners.map(({ combiner, offered, said, deleted }) => [
    combiner,
    offered ? 'offered' : 'asked',
    said.join(' '),
    deleted ? 'key destroyed' : '',
  ])
  const letterRows = letters.map(({ what, to, carrier, state, code, tries }) => [
    what,
    to,
    carrier,
    state,
    code ?? '',
    tries,
  ])
  return [
    head + until,
    ...(memberRows.length === 0 ? [] : [formatTable(['member', 'country', 'state', 'received by'], memberRows)]),
    formatTable(['combiner', 'key', 'said', 'after'], combinerRows),
    ...(letterRows.length === 0 ? [] : [formatTable(['letter', 'to', 'by', 'state', 'code', 'tries'], letterRows)]),
    ...(tableSha256 === null ? [] : [`Network table ${tableSha256}: rose round table ${round} --node DIR`]),
  ].join('\n')
}

function tableInWords(
  { round, kind, combiners, window, rounds, cohorts, threatModel }: NetworkTable,
  sha256: string,
): string {
  const set = rounds[0]?.members.map(({ member }) => member).join(', ') ?? ''
  const told = cohorts.filter(({ band }) => band !== 'masked')
  return [
    `Network table of ${round} (${kind}), data cuts ${window.from} to ${window.to}, of ${set}; combined by ${combiners.join(' and ')}.`,
    `SHA-256 ${sha256}`,
    formatTable(['cohort', 'patients', 'evaluable', 'S1', 'values of'], told.map(rowInWords)),
    `${cohorts.length - told.length} cohorts are masked.`,
    threatModel,
  ].join('\n')
}

function rowInWords({ key, band, patients, evaluable, s1, values }: NetworkTableRow): string[] {
  const bandInWords =
    band === 'masked' ? 'masked' : band.to === null ? `${band.from} or more` : `${band.from}-${band.to}`
  return [
    key,
    patients === null ? bandInWords : `at least ${patients.atLeast}`,
    evaluable === null ? '' : `at least ${evaluable.atLeast}`,
    s1?.decision ?? '',
    values?.round ?? '',
  ]
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the file of the network table cannot be read', { cause })
  }
}
