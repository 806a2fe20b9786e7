import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { terminologyOf } from '../../app/terminology.ts'
import { explainDifference } from '../../cohort/explain.ts'
import { answerKeyLine } from '../../cohort/key-lines.ts'
import { type Command, type ExitCode, jsonOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'
import { readCohortArgument } from './cohort-argument.ts'

export const cohortKey: Command = {
  path: ['cohort', 'key'],
  summary: 'canonical codes and keys: a JSON request a line in, a JSON answer a line out',
  positionals: [],
  options: {},
  notes:
    'Request: {"id", "part": "gene"|"alteration"|"drugs"|"tumour"|"key", "context": "record"|"selector", "text", ...}\n' +
    'Answer:  {"id", "status": "ok"|"review"|"reject", "canonical", "codes", "warnings", "proposals", "beforeRollUp"?}',
  async run(_given, terminal) {
    const terminology = terminologyOf()
    let code: ExitCode = 0
    for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue
      const answer = answerKeyLine(terminology, line)
      if ('error' in answer) code = 1
      if (!terminal.stdout.write(`${JSON.stringify(answer)}\n`)) await once(terminal.stdout, 'drain')
    }
    return code
  },
}

export const cohortExplain: Command = {
  path: ['cohort', 'explain'],
  summary: 'whether two cohorts are identical, or the first reason why not',
  positionals: ['A', 'B'],
  options: { json: jsonOption },
  notes: 'A and B are files with a cohort definition, or text as for rose query.',
  async run(given, terminal) {
    const [a = '', b = ''] = given.positionals
    const difference = explainDifference(
      terminologyOf(),
      await readCohortArgument(a, terminal.stdin),
      await readCohortArgument(b, terminal.stdin),
    )
    if (given.flag('json')) printJson(terminal, difference)
    else say(terminal, difference.identical ? 'identical' : difference.reason)
    return 0
  },
}
