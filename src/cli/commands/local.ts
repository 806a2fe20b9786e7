import { withIngest } from '../../app/ingest.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

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
    return 0
  },
}
