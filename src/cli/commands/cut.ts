import { CLOSE_REASONS, type OpenResult, withCut } from '../../app/cuts.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, progressLine, say } from '../terminal.ts'
import { basisInWords, reportInWords } from './cut-report-in-words.ts'

export const cutBuild: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const cut = await withCut(readConfig(given.required('node')), terminal.stopped, cuts => cuts.build())
    const json = given.flag('json')
    say(
      terminal,
      `Data cut ${cut.id}: data up to ${cut.cutoff}, ${cut.counts.screened} screened, ${cut.counts.enrolments} enrolments, ${cut.counts.treated} treated.\n` +
        `Next: rose cut show ${cut.id} --node DIR, then by two committee members: rose cut open ${cut.id} --node DIR --as NAME`,
      { json },
    )
    if (json) printJson(terminal, cut)
    return 0
  },
}

export const cutShow: Command = {
  positionals: ['ID'],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'Counts, coverage, problems of the source, versions, what sharing rests on, and the difference to the last opened cut,\n' +
    'in which changes of few persons are masked. It stays inside the platform.',
  async run(given, terminal) {
    const report = await withCut(readConfig(given.required('node')), terminal.stopped, cuts =>
      cuts.show(given.positionals[0] ?? ''),
    )
    if (given.flag('json')) printJson(terminal, report)
    else say(terminal, reportInWords(report))
    return 0
  },
}

export const cutOpen: Command = {
  positionals: ['ID'],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who signs', required: true },
    json: jsonOption,
  },
  notes:
    'With the second signature the engine makes the protected national table, and it is published; unless the policy\n' +
    'allows none yet, since tables have months between them.',
  async run(given, terminal) {
    const progress = progressLine(terminal)
    const result = await withCut(readConfig(given.required('node')), terminal.stopped, cuts =>
      cuts.open({
        cutId: given.positionals[0] ?? '',
        as: given.required('as'),
        clock: systemClock,
        onProgress: text => progress.show(text),
      }),
    ).finally(() => progress.end())
    const json = given.flag('json')
    say(terminal, inWords(result), { json })
    if (json) printJson(terminal, result)
    return 0
  },
}

export const cutClose: Command = {
  positionals: ['ID'],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who closes it', required: true },
    reason: { type: 'string', value: 'CODE', help: CLOSE_REASONS.join(', '), required: true },
    json: jsonOption,
  },
  notes: 'One member is enough. What was published of the cut stays; it cannot be opened again.',
  async run(given, terminal) {
    const cutId = given.positionals[0] ?? ''
    const result = await withCut(readConfig(given.required('node')), terminal.stopped, cuts =>
      cuts.close({ cutId, as: given.required('as'), reason: given.required('reason') }),
    )
    const json = given.flag('json')
    say(terminal, result === 'closed' ? `${cutId} is closed.` : `${cutId} was closed already.`, { json })
    if (json) printJson(terminal, { cut: cutId, state: 'closed', changed: result === 'closed' })
    return 0
  },
}

function inWords(result: OpenResult): string {
  const example = result.sharingBasis.kind === 'example' ? [basisInWords(result.sharingBasis)] : []
  return [...example, outcomeInWords(result)].join('\n')
}

function outcomeInWords({ state, openedBy, tableFrom }: OpenResult): string {
  const names = openedBy.join(' and ')
  if (state !== 'opened') return `Signed by ${names}. One more committee member must sign.`
  return tableFrom === null
    ? `Opened by ${names}. The national table is published: rose table show --node DIR`
    : `Opened by ${names}. The policy allows the next national table for data up to ${tableFrom} or later.`
}

export const cutList: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const cuts = await withCut(readConfig(given.required('node')), terminal.stopped, use => use.list())
    if (given.flag('json')) printJson(terminal, { cuts: cuts.map(({ cut, ...standing }) => ({ ...cut, ...standing })) })
    else if (cuts.length === 0) say(terminal, 'No data cut yet. Make one: rose cut build --node DIR')
    else {
      say(
        terminal,
        formatTable(
          ['cut', 'data up to', 'state', 'signed by', 'treated'],
          cuts.map(({ cut, state, openedBy }) => [cut.id, cut.cutoff, state, openedBy.join(', '), cut.counts.treated]),
        ),
      )
    }
    return 0
  },
}
