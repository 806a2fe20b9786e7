import { writeFileSync } from 'node:fs'
import type { ListedCohort } from '../../app/round-commands.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'
import { bandInWords, decisionInWords, nextInWords, statusInWords } from './cohorts-in-words.ts'
import { networkCohorts } from './network-cohorts.ts'

export const cohorts: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    find: { type: 'string', value: 'TEXT', help: 'only cohorts with these words in key or label', multiple: true },
    told: { type: 'boolean', help: 'only cohorts whose band is told' },
    html: { type: 'string', value: 'FILE', help: 'the same as a page, with a matrix by tumour and drug' },
    json: jsonOption,
  },
  notes: 'From the last network table that this node holds; a number is told as "at least", as later rounds add to it.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const words = given.all('find').map(word => word.toLowerCase())
    const listed = await networkCohorts(
      config,
      ({ key, label, band }) =>
        words.every(word => `${key} ${label}`.toLowerCase().includes(word)) &&
        (!given.flag('told') || band !== 'masked'),
    )
    const { round, tableSha256, cohorts: all, chosen: wanted, falsePositives, sentence } = listed
    const html = given.text('html')
    if (html !== undefined) writePage(html, listed.page())
    if (given.flag('json')) {
      printJson(terminal, { round, tableSha256, falsePositives, cohorts: wanted })
      return 0
    }
    const of = round === null ? 'No pooled round has been run yet.' : `Network table of ${round}.`
    say(terminal, `${of} ${wanted.length} of ${all.length} cohorts.`)
    if (sentence !== null) say(terminal, sentence)
    say(
      terminal,
      formatTable(
        ['id', 'cohort', 'band', 'patients', 'evaluable', 'stage', 'decision', 'next look', 'status'],
        wanted.map(rowOf),
      ),
    )
    if (html !== undefined) say(terminal, `The page: ${html}`)
    return 0
  },
}

function rowOf(cohort: ListedCohort): string[] {
  const { id, label, patientsAtLeast, evaluableAtLeast, stage } = cohort
  return [
    id,
    label.slice(0, 60),
    bandInWords(cohort),
    patientsAtLeast === null ? '' : `at least ${patientsAtLeast}`,
    evaluableAtLeast === null ? '' : `at least ${evaluableAtLeast}`,
    stage,
    decisionInWords(cohort),
    nextInWords(cohort),
    statusInWords(cohort),
  ]
}

function writePage(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the page cannot be written', {
      hint: 'Give --html a file in a folder that exists.',
      cause,
    })
  }
}
