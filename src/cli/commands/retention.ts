import { keepRetention, type RetentionRun, runRetention } from '../../app/retention.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { isNodeError, NodeError } from '../../model/errors.ts'
import { KEPT_OTHERWISE, RETENTION_NAMES, RETENTION_RULES } from '../../retention/rules.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const retentionShow: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes: 'Set in rose.json under "retention"; a name that is not in the list is refused.',
  async run(given, terminal) {
    const { retention } = readConfig(given.required('node'))
    const rules = RETENTION_NAMES.map(setting => ({ setting, kept: retention[setting], ...RETENTION_RULES[setting] }))
    const others = Object.entries(KEPT_OTHERWISE).map(([what, kept]) => ({ what, kept }))
    if (given.flag('json')) printJson(terminal, { rules, others })
    else {
      const rows = rules.map(({ setting, what, kept, unit, from, outcome }) => [
        setting,
        what,
        `${kept} ${unit} from ${from}`,
        outcome,
      ])
      say(terminal, formatTable(['setting', 'what', 'kept', 'then'], rows))
      say(terminal, '\nWithout a setting:')
      say(
        terminal,
        formatTable(
          ['what', 'kept'],
          others.map(({ what, kept }) => [what, kept]),
        ),
      )
    }
    return 0
  },
}

export const retentionRun: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    'dry-run': { type: 'boolean', help: 'only say what would go' },
    every: { type: 'string', value: 'HOURS', help: 'stay, and run again and again (else once, for a timer)' },
    json: jsonOption,
  },
  notes:
    'Inside the platform, as the account that builds data cuts; it reads no record. The key of a data cut that has ended is\n' +
    'destroyed, and with it every copy of its snapshot. Each cut has its events, the run has one for the rest.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const [json, dryRun, everyHours] = [given.flag('json'), given.flag('dry-run'), given.count('every', 1)]
    if (everyHours === undefined) {
      const run = await runRetention(config, { dryRun, clock: systemClock })
      say(terminal, inWords(run, dryRun), { json })
      if (json) printJson(terminal, { dryRun, ...run })
      return 0
    }
    if (dryRun || json || everyHours > MOST_HOURS) {
      throw new NodeError('usage/bad-argument', '--every takes 1 to 168 hours, and neither --dry-run nor --json', {
        hint: 'rose retention run --node DIR --every 24',
      })
    }
    await keepRetention(config, {
      everyHours,
      clock: systemClock,
      stopped: terminal.stopped,
      onRun: run => say(terminal, `${run.at} ${inWords(run, false)}`),
      onError: error =>
        say(terminal, `The run failed (${isNodeError(error) ? error.code : 'internal'}).`, { json: true }),
    })
    return 0
  },
}

const MOST_HOURS = 168

function inWords(run: RetentionRun, dryRun: boolean): string {
  const parts = [
    ...run.cutsClosed.map(({ cut, rule }) => `${cut} closed (${rule})`),
    ...run.cutsEnded.map(({ cut, rule }) => `key and snapshot of ${cut} destroyed (${rule})`),
    ...run.leftovers.map(cut => `files of ${cut} destroyed, which has ended or was never registered`),
    ...run.tableBuilds.map(cut => `account of the table of ${cut} removed`),
    ...(run.accessEvents > 0 ? [`${run.accessEvents} access event(s) removed`] : []),
    ...(run.usedMessages > 0 ? [`${run.usedMessages} used message id(s) removed`] : []),
  ]
  if (run.keptReading) parts.push('what was kept of a reading of a FHIR server removed')
  if (parts.length === 0) return 'Nothing has come to its end.'
  return [...(dryRun ? ['A run would do this:'] : []), ...parts].join('\n')
}
