import { resolve } from 'node:path'
import { canHoldNodes } from '../../app/database.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import { resetDemo, runDemo } from '../../demo/run.ts'
import { answerInWords } from '../answer-in-words.ts'
import type { Command } from '../command.ts'
import { progressLine, say } from '../terminal.ts'

export const demo: Command = {
  path: ['demo'],
  summary: 'two countries with synthetic patients on this machine, and a first question to both',
  positionals: [],
  options: {
    folder: {
      type: 'string',
      value: 'DIR',
      help: 'where the demo keeps its nodes (default .rose/demo; as root in a closed folder /var/tmp/rose-demo)',
    },
    reset: { type: 'boolean', help: 'stop what is left running there and remove the folder' },
    once: { type: 'boolean', help: 'ask the first question and end, rather than stay up until Ctrl-C' },
  },
  async run(given, terminal) {
    const folder = given.text('folder') ?? defaultFolder()
    if (given.flag('reset')) {
      const removed = await resetDemo(folder)
      say(terminal, removed ? `Removed ${folder}.` : `There is nothing at ${folder}.`)
      return 0
    }
    const progress = progressLine(terminal)
    await runDemo({
      folder,
      once: given.flag('once'),
      stopped: terminal.stopped,
      say: text => {
        progress.end()
        say(terminal, text)
      },
      progress: text => progress.show(text),
      showAnswer: answer => {
        progress.end()
        say(terminal, `\n${answerInWords(explainDefinition(terminologyOf(), answer.cohort), answer)}\n`)
      },
    })
    return 0
  },
}

const HERE = '.rose/demo'

/** As root the database runs as another account; below a closed folder (a checkout in /root) it could not reach its data. */
function defaultFolder(): string {
  return canHoldNodes(resolve(HERE)) ? HERE : '/var/tmp/rose-demo'
}
