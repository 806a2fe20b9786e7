import { judgedBy } from '../../app/cohort-plans.ts'
import { type ListedCohort, listNetworkCohorts } from '../../app/round-commands.ts'
import { type Config, packageVersion, readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import { falsePositivesSentence } from '../../report/plots/matrix.ts'
import { type FalsePositives, falsePositivesAmong } from '../../report/result/network-decisions.ts'
import { wordsOf } from '../../report/text/words.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const cohorts: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    find: { type: 'string', value: 'TEXT', help: 'only cohorts with these words in key or label', multiple: true },
    told: { type: 'boolean', help: 'only cohorts whose band is told' },
    json: jsonOption,
  },
  notes: 'From the last network table that this node holds; a number is told as "at least", as later rounds add to it.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const { round, tableSha256, table, cohorts: all } = await listNetworkCohorts(config)
    const words = given.all('find').map(word => word.toLowerCase())
    const wanted = all.filter(
      ({ key, label, band }) =>
        words.every(word => `${key} ${label}`.toLowerCase().includes(word)) &&
        (!given.flag('told') || band !== 'masked'),
    )
    const found = table === null ? null : await expectedAmong(wanted, table, config)
    if (given.flag('json')) {
      printJson(terminal, { round, tableSha256, falsePositives: found, cohorts: wanted })
      return 0
    }
    const of = round === null ? 'No pooled round has been run yet.' : `Network table of ${round}.`
    say(terminal, `${of} ${wanted.length} of ${all.length} cohorts.`)
    if (found !== null) say(terminal, falsePositivesSentence(found, wordsOf('en')))
    say(
      terminal,
      formatTable(['id', 'cohort', 'patients', 'evaluable', 'decision', 'next', 'open in'], wanted.map(rowOf)),
    )
    return 0
  },
}

async function expectedAmong(
  listed: readonly ListedCohort[],
  table: NetworkTable,
  config: Config,
): Promise<FalsePositives> {
  const { planOf, policy } = await judgedBy(config, systemClock)
  const { version, k, survival } = policy
  const merged = { by: 'rose cohorts', on: null, program: `prime-rose-node ${packageVersion()}` }
  return falsePositivesAmong(table, new Set(listed.map(({ key }) => key)), {
    planOf,
    policy: { version, k, survival },
    merged,
  })
}

function rowOf(cohort: ListedCohort): string[] {
  const { id, label, band, patientsAtLeast, evaluableAtLeast, decision, valuesOf, status } = cohort
  const bandInWords =
    band === 'masked' ? 'masked' : band.to === null ? `${band.from} or more` : `${band.from}-${band.to}`
  const open = Object.entries(status).filter(([, state]) => state === 'open')
  return [
    id,
    label.slice(0, 60),
    patientsAtLeast === null ? bandInWords : `at least ${patientsAtLeast}`,
    evaluableAtLeast === null ? '' : `at least ${evaluableAtLeast}`,
    [decision === null ? '' : `S1 ${decision}`, valuesOf === null ? '' : `values of ${valuesOf}`]
      .filter(Boolean)
      .join(', '),
    nextInWords(cohort),
    open.map(([country]) => country).join(' '),
  ]
}

function nextInWords({ next }: ListedCohort): string {
  if (next === null) return ''
  const { look, at, missingAtMost, waitsFor } = next
  switch (waitsFor) {
    case 'closing':
      return 'final, when no more patients come'
    case 'pending':
      return `${look}: patients are pending`
    case 'gates':
      return `${look}: not shown yet`
    case 'patients':
      return missingAtMost === null ? `${look} at ${at}` : `${look} at ${at}: ${missingAtMost} missing at most`
  }
}
