import { withCut } from '../../app/cuts.ts'
import { withIngest } from '../../app/ingest.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'
import { readCohortArgument } from './cohort-argument.ts'
import { measuresInWords } from './measures-in-words.ts'

export const localCohorts: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes: 'Exact numbers: they stay inside the closed platform. Reading them is an audit event.',
  async run(given, terminal) {
    const table = await withIngest(readConfig(given.required('node')), terminal.stopped, ingestion =>
      ingestion.localCohorts(),
    )
    if (given.flag('json')) {
      printJson(terminal, table)
      return 0
    }
    const { totals } = table
    const rows = table.cohorts.map(cohort => [
      cohort.label,
      cohort.enrolled,
      cohort.treated,
      cohort.evaluable,
      cohort.controlEvaluable,
      cohort.awaiting,
    ])
    say(
      terminal,
      `${table.trial}, data up to ${table.cutoff}: ${table.screened} screened, ${totals.subjects} in a cohort.`,
    )
    say(
      terminal,
      formatTable(
        ['cohort', 'enrolled', 'treated', 'evaluable', 'control at week 16', 'awaiting'],
        [...rows, ['all', totals.enrolled, totals.treated, totals.evaluable, totals.controlEvaluable, totals.awaiting]],
      ),
    )
    say(
      terminal,
      `Numbers of enrolments; control at week 16 is of the evaluable. Derivation ${table.versions.derivation}.\n` +
        'All measures of one cohort in an opened data cut: rose local cohort COHORT --node DIR --as NAME',
    )
    return 0
  },
}

export const localCohort: Command = {
  positionals: ['COHORT'],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who reads', required: true },
    cut: { type: 'string', value: 'ID', help: 'data cut (default: the opened one)' },
    json: jsonOption,
  },
  notes:
    'Funnel with reasons for drop-out, disease control under both denominators, responses, adverse events, quality of life,\n' +
    'times in bins of 28 days, quarters. COHORT as in rose query, or a key (v1|...); tumour:PAN is everybody.\n' +
    'Exact numbers: they stay inside the closed platform. Reading them is an audit event.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const definition = await readCohortArgument(given.positionals[0] ?? '', terminal.stdin)
    const measures = await withCut(config, terminal.stopped, cuts =>
      cuts.measure({ cutId: given.text('cut'), definition, as: given.required('as') }),
    )
    if (given.flag('json')) printJson(terminal, measures)
    else say(terminal, measuresInWords(measures))
    return 0
  },
}
