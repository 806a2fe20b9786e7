import { runCombiner } from '../../app/round-processes.ts'
import { readConfig } from '../../config.ts'
import { type Command, nodeOption } from '../command.ts'
import { printLine, say } from '../terminal.ts'

export const combiner: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    json: { type: 'boolean', help: 'once it is at work, a line of JSON on standard output' },
  },
  notes:
    'For a node whose rose.json has "rounds": {"combiner": "apart"}; else its gateway does it. Its role in the database reads\n' +
    'documents of rounds and nothing else. It stays up until it is asked to stop (Ctrl-C), and goes on where it was.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const json = given.flag('json')
    say(terminal, `Combiner ${config.member} is at work.`, { json })
    if (json) printLine(terminal, { member: config.member })
    await runCombiner(config, {
      stopped: terminal.stopped,
      tell: text => void terminal.stderr.write(`rose: ${text}\n`),
    })
    return 0
  },
}
