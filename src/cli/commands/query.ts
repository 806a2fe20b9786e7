import { askNode, askPartners } from '../../app/network.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { liveAnswer } from '../live-answer.ts'
import { readCohortArgument } from './cohort-argument.ts'
import { readNetworkFile } from './network-file.ts'
import { showAnswer } from './question.ts'

export const query: Command = {
  positionals: ['COHORT'],
  options: {
    node: nodeOption,
    network: {
      type: 'string',
      value: 'FILE',
      help: 'ask all members of this network: a signed directory, or a plain list',
    },
    screened: { type: 'boolean', help: 'screened patients with the tumour and gene, instead of treated ones' },
    all: { type: 'boolean', help: "ask all nodes of this node's federation directory" },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long to wait here (default 10)' },
    deadline: {
      type: 'string',
      value: 'SECONDS',
      help: 'how long members may take, also after this command has ended (default: the timeout; a week where files are carried by hand)',
    },
    json: jsonOption,
  },
  notes:
    'COHORT is a file with a cohort definition, - for standard input, a key (v1|...), or text:\n' +
    '  tumour:CODE[,CODE] alteration:TEXT[,TEXT] drug:INN[+INN] [endpoint:CODE]   (a part that is missing = any)\n' +
    'All three parts name a cohort. CODE+ (and below), =CODE (itself), INN+ (and others) or an ATC class ask for\n' +
    'whoever lies within; so does a text with a part missing, where CODE means CODE+.\n' +
    'e.g. rose query \'tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib\' --node DIR\n' +
    'Answers come from published tables only: the count of a cell, the range that published cells imply, or masked.\n' +
    'A question that is open when the command ends (Ctrl-C, or a member behind a file drop) is kept: a running gateway\n' +
    'goes on with it, and rose question list|show|resume|cancel tell of it.\n' +
    'e.g. rose query tumour:BOWEL alteration:G:HGNC:6407:any --screened --node DIR',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const definition = await readCohortArgument(given.positionals[0] ?? '', terminal.stdin)
    const asked = { definition, denominator: given.flag('screened') ? 'screened' : 'treated' } as const
    const network = given.text('network')
    const json = given.flag('json')
    if (network === undefined && !given.flag('all')) return showAnswer(await askNode(config, asked), terminal, { json })
    const waitSeconds = given.count('timeout', 1) ?? 10
    const live = liveAnswer(terminal)
    const answer = await askPartners(config, {
      cohort: definition,
      denominator: asked.denominator,
      network: network === undefined ? null : readNetworkFile(network),
      deadlineSeconds: given.count('deadline', 1) ?? null,
      defaultSeconds: waitSeconds,
      waitMs: waitSeconds * 1000,
      onChange: live.show,
      stopped: terminal.stopped,
    }).finally(live.end)
    return showAnswer(answer, terminal, { json })
  },
}
