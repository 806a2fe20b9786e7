import { readFileSync, writeFileSync } from 'node:fs'
import { handOverRounds, takeOverRounds } from '../../app/round-ledger.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const roundHandOver: Command = {
  positionals: ['MEMBER'],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'FILE', help: 'where the signed ledger is written', required: true },
    json: jsonOption,
  },
  notes:
    'For a combiner that leaves, between two rounds. The ledger is the chain of network tables: what later rounds count\n' +
    'changes against, and what keeps bands from falling. It holds no share and nothing of one country.\n' +
    'The new combiner runs: rose round take-over FILE --node DIR',
  async run(given, terminal) {
    const out = given.required('out')
    const { text, ...done } = await handOverRounds(readConfig(given.required('node')), given.positionals[0] ?? '')
    writeFileSync(out, `${text}\n`)
    const json = given.flag('json')
    say(terminal, `${done.tables} network tables for ${done.to}, the last ${done.headSha256}: ${out}`, { json })
    if (json) printJson(terminal, { ...done, file: out })
    return 0
  },
}

export const roundTakeOver: Command = {
  positionals: ['FILE'],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'For a combiner that the directory has named since. Without the ledger it refuses every round that follows another.\n' +
    'Taken twice, it stays as it was.',
  async run(given, terminal) {
    const done = await takeOverRounds(readConfig(given.required('node')), readText(given.positionals[0] ?? ''))
    const json = given.flag('json')
    say(terminal, `Taken over from ${done.from}: ${done.added} of ${done.tables} network tables were new here.`, {
      json,
    })
    if (json) printJson(terminal, done)
    return 0
  },
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the file of the ledger cannot be read', { cause })
  }
}
