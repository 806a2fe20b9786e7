import { withPublished } from '../../app/cuts.ts'
import { explainTable } from '../../app/table-explanation.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import type { TableBuild } from '../../model/generated/table-build.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const tableShow: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    cut: { type: 'string', value: 'ID', help: 'data cut (default: the last published)' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const cutId = given.text('cut')
    const { table, sha256, publishedAt, cellsOf } = await withPublished(
      readConfig(given.required('node')),

      use => use.find(cutId),
    )
    if (given.flag('json')) {
      printJson(terminal, { ...table, sha256, publishedAt, cellsOf })
      return 0
    }
    const shown = table.cells.filter(cell => cell.count !== 'masked')
    say(
      terminal,
      `${table.trialId} (${table.country}), cut ${table.cut.id}, data up to ${table.cut.cutoff}, k = ${table.policy.k}: ` +
        `${shown.length} of ${table.cells.length} cells shown, the rest masked.` +
        (cellsOf === 'one-cut'
          ? ''
          : '\nSome numbers may be of an earlier data cut than the one named: they do not add up.'),
    )
    say(
      terminal,
      formatTable(
        ['denominator', 'kind', 'cell', 'patients'],
        shown.map(cell => [cell.denominator, cell.kind, cell.code, Number(cell.count)]),
      ),
    )
    return 0
  },
}

export const tableExplain: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who looks', required: true },
    cut: { type: 'string', value: 'ID', help: 'data cut (default: the last published)' },
    json: jsonOption,
  },
  notes:
    'Inside the platform only: it tells small cells from cells that are masked for the sake of others, which the table\n' +
    'must not. Who looked is audited.',
  async run(given, terminal) {
    const build = await explainTable(readConfig(given.required('node')), {
      cutId: given.text('cut'),
      as: given.required('as'),
      clock: systemClock,
    })
    if (given.flag('json')) printJson(terminal, build)
    else say(terminal, inWords(build))
    return 0
  },
}

function inWords({ cut, policy, auditedBelow, earlierTables, levels, decisions, work }: TableBuild): string {
  const share = (part: number, whole: number) => (whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`)
  return [
    `Cut ${cut.id}, data up to ${cut.cutoff}, policy ${policy.version}, k = ${policy.k}.`,
    `Groups below ${auditedBelow} keep every number from 0 to ${auditedBelow - 1}, over this and ${earlierTables} earlier tables.`,
    '',
    formatTable(
      ['level', 'cells', 'of k', 'shown', 'patients shown'],
      levels.map(level => [
        `${level.denominator} ${level.kind}`,
        level.cells,
        level.cellsOfK,
        level.cellsShown,
        share(level.patientsShown, level.patients),
      ]),
    ),
    '',
    decisions.length === 0
      ? 'Every cell of k and more shows this cut.'
      : formatTable(
          ['cell', 'shows', 'why'],
          decisions.map(({ denominator, kind, code, shows, reason, group }) => [
            `${denominator} ${kind} ${code}`,
            shows === 'masked' ? 'masked' : 'an older number',
            REASONS[reason](group),
          ]),
        ),
    '',
    `${work.programs} integer programs in ${work.seconds} s, ${work.witnesses} data sets found that fit, ${work.smallRegions} small regions.` +
      (work.parts === undefined
        ? ''
        : ` ${work.parts} parts that no cell connects, ${work.largestPart} atoms in the largest.`) +
      (work.undecided ? ' Time ran out: more is masked than would be needed.' : ''),
  ].join('\n')
}

const REASONS: Readonly<Record<TableBuild['decisions'][number]['reason'], (group: number | null) => string>> = {
  complement: group => `shown, it would give a group of ${group} away`,
  'few-changed': () => 'fewer than k patients changed',
  'below-k': () => 'fewer than k patients now',
  'margin-masked': () => 'its tissue, or the total, does not show this cut',
  undecided: () => 'not decided within the time',
}
