import { withPublished } from '../../app/cuts.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const tableShow: Command = {
  path: ['table', 'show'],
  summary: 'the protected national table of a cut, as published',
  positionals: [],
  options: {
    node: nodeOption,
    cut: { type: 'string', value: 'ID', help: 'data cut (default: the last published)' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const cutId = given.text('cut')
    const { table, sha256, publishedAt } = await withPublished(
      readConfig(given.required('node')),

      use => use.find(cutId),
    )
    if (given.flag('json')) {
      printJson(terminal, { ...table, sha256, publishedAt })
      return 0
    }
    const shown = table.cells.filter(cell => cell.count !== 'masked')
    say(
      terminal,
      `${table.trialId} (${table.country}), cut ${table.cut.id}, data up to ${table.cut.cutoff}, k = ${table.policy.k}: ` +
        `${shown.length} of ${table.cells.length} cells shown, the rest masked.`,
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
