import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseHandedOver } from '../../app/documents.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { definitionHash, definitionKey } from '../../cohort/definition.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import { answerKeyLine } from '../../cohort/key-lines.ts'
import { printCohort } from '../../cohort/print-text.ts'
import { explainWritten, type WrittenCohort } from '../../cohort/written-cohort.ts'
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import { alwaysJsonOption, type Command, type ExitCode, jsonOption } from '../command.ts'
import { printJson, say, type Terminal } from '../terminal.ts'
import { readWrittenArgument } from './cohort-argument.ts'

export const cohortKey: Command = {
  positionals: [],
  options: { json: alwaysJsonOption },
  notes:
    'Request: {"id", "part": "gene"|"alteration"|"drugs"|"tumour"|"key", "context": "record"|"selector", "text", ...}\n' +
    'Answer:  {"id", "status": "ok"|"review"|"reject", "canonical", "codes", "warnings", "proposals", "beforeRollUp"?}',
  async run(_given, terminal) {
    const terminology = terminologyOf()
    let code: ExitCode = 0
    for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue
      const answer = answerKeyLine(terminology, line, parseLine)
      if ('error' in answer) code = 1
      if (!terminal.stdout.write(`${JSON.stringify(answer)}\n`)) await once(terminal.stdout, 'drain')
    }
    return code
  },
}

/** Strictly: of a member that stands twice nobody knows which is meant. */
function parseLine(line: string): unknown {
  return parseHandedOver(line, { what: 'line', code: 'usage/bad-argument', hint: '', maxCharacters: 16_000 })
}

export const cohortExplain: Command = {
  positionals: ['A', '[B]'],
  options: {
    mapping: {
      type: 'string',
      value: 'ID|FOLDER',
      help: 'whose words and cohort nodes names are read with (default: none)',
    },
    json: jsonOption,
  },
  notes:
    'A and B are files with a cohort definition, text as for rose query, keys (v1|...), or names as a trial types them\n' +
    '(HER2exp/Cholangiocarcinoma/Herceptin). What was put right on the way is told on standard error.',
  async run(given, terminal) {
    const [a = '', b] = given.positionals
    const read = (argument: string) => readWrittenArgument(argument, terminal.stdin, given.text('mapping'))
    const first = await read(a)
    if (b === undefined) return explainOne(definitionOf(first), given.flag('json'), terminal)
    const difference = explainWritten(terminologyOf(), first, await read(b))
    for (const note of difference.notes) say(terminal, note, { json: true })
    if (given.flag('json')) printJson(terminal, difference)
    else say(terminal, difference.identical ? 'identical' : difference.reason)
    return 0
  },
}

/** One cohort that nobody can read has no words. */
function definitionOf({ definition, reasons }: WrittenCohort): CohortDefinition {
  if (definition !== null) return definition
  throw new NodeError('cohort/bad-text', reasons.join('; '), {
    hint: 'Write it as tumour:CODE alteration:TEXT drug:INN, or correct the name.',
  })
}

function explainOne(definition: CohortDefinition, json: boolean, terminal: Terminal): ExitCode {
  const explained = {
    words: explainDefinition(terminologyOf(), definition),
    text: printCohort(definition),
    key: definitionKey(definition),
    hash: definitionHash(definition),
    definition,
  }
  if (json) printJson(terminal, explained)
  else {
    const key = explained.key ?? 'none: it names no cohort, it asks for whoever lies within'
    say(terminal, `${explained.words}\n  text ${explained.text}\n  key  ${key}\n  hash ${explained.hash}`)
  }
  return 0
}
