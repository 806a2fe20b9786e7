import { askNode, askPartners } from '../../app/network.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import { readConfig } from '../../config.ts'
import type { NetworkAnswer } from '../../model/generated/network-answer.ts'
import { answerInWords } from '../answer-in-words.ts'
import { type Command, type ExitCode, jsonOption, nodeOption } from '../command.ts'
import { printJson, progressLine, say } from '../terminal.ts'
import { readCohortArgument } from './cohort-argument.ts'
import { readNetworkFile } from './network-file.ts'

export const query: Command = {
  path: ['query'],
  summary: 'how many patients of a cohort were treated, or screened: here, or in a whole network',
  positionals: ['COHORT'],
  options: {
    node: nodeOption,
    network: {
      type: 'string',
      value: 'FILE',
      help: 'ask all members of this network: a signed directory, or a plain list',
    },
    screened: { type: 'boolean', help: 'screened patients with the tumour, instead of treated ones' },
    all: { type: 'boolean', help: "ask all nodes of this node's federation directory" },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long a member may take (default 10)' },
    json: jsonOption,
  },
  notes:
    'COHORT is a file with a cohort definition, - for standard input, or text:\n' +
    '  tumour:CODE[,CODE] alteration:TEXT[,TEXT] drug:INN[+INN] [endpoint:CODE]   (a part that is missing = any)\n' +
    'All three parts name a cohort. CODE+ (and below), =CODE (itself), INN+ (and others) or an ATC class ask for\n' +
    'whoever lies within; so does a text with a part missing, where CODE means CODE+.\n' +
    'e.g. rose query \'tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib\' --node DIR\n' +
    'Answers come from published tables only: the count of a cell, the range that published cells imply, or masked.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const definition = await readCohortArgument(given.positionals[0] ?? '', terminal.stdin)
    const asked = { definition, denominator: given.flag('screened') ? 'screened' : 'treated' } as const
    const network = given.text('network')
    const json = given.flag('json')
    const progress = progressLine(terminal)
    const timeoutSeconds = given.count('timeout', 1) ?? 10
    const answer =
      network === undefined && !given.flag('all')
        ? await askNode(config, asked)
        : await askPartners(config, asked, {
            network: network === undefined ? null : readNetworkFile(network),
            timeoutMs: timeoutSeconds * 1000,
            onAnswer: (done, all) => progress.show(`${done} of ${all} members have answered`),
          }).finally(() => progress.end())
    say(terminal, answerInWords(explainDefinition(terminologyOf(), answer.cohort), answer), { json })
    if (json) printJson(terminal, answer)
    return exitCode(answer)
  },
}

function exitCode(answer: NetworkAnswer): ExitCode {
  const complete = answer.members.every(
    member => member.state === 'answered' && member.reading.result.status === 'value',
  )
  return complete ? 0 : 1
}
