import { resolve } from 'node:path'
import { canHoldNodes } from '../../app/database.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import { resetDemo, runDemo } from '../../demo/run.ts'
import { answerInWords } from '../answer-in-words.ts'
import type { Command } from '../command.ts'
import { liveAnswer } from '../live-answer.ts'
import { printJson, progressLine, say } from '../terminal.ts'
import { demoPage } from './demo-page.ts'
import { networkCohorts } from './network-cohorts.ts'

export const demo: Command = {
  positionals: [],
  options: {
    folder: {
      type: 'string',
      value: 'DIR',
      help: 'where the demo keeps its nodes (default .rose/demo; as root in a closed folder /var/tmp/rose-demo)',
    },
    reset: { type: 'boolean', help: 'stop what is left running there and remove the folder' },
    patients: {
      type: 'string',
      value: 'N',
      help: 'screened patients a country, at the first start (default: as many as real trials have)',
    },
    once: { type: 'boolean', help: 'ask the first question and end, rather than stay up until Ctrl-C' },
    json: { type: 'boolean', help: 'the first answer as JSON on standard output, text for people on standard error' },
  },
  async run(given, terminal) {
    const folder = given.text('folder') ?? defaultFolder()
    const json = given.flag('json')
    if (given.flag('reset')) {
      const removed = await resetDemo(folder)
      say(terminal, removed ? `Removed ${folder}.` : `There is nothing at ${folder}.`, { json })
      if (json) printJson(terminal, { folder, removed })
      return 0
    }
    const progress = progressLine(terminal)
    const live = liveAnswer(terminal)
    await runDemo({
      pages: { standing: demoPage, cohorts: async config => (await networkCohorts(config)).page() },
      folder,
      patients: given.count('patients', 1) ?? null,
      once: given.flag('once'),
      stopped: terminal.stopped,
      say: text => {
        progress.end()
        say(terminal, text, { json })
      },
      progress: text => progress.show(text),
      showOpen: answer => {
        progress.end()
        if (terminal.interactive) live.show(answer)
      },
      showAnswer: answer => {
        live.end()
        say(terminal, `\n${answerInWords(explainDefinition(terminologyOf(), answer.cohort), answer)}\n`, { json })
        if (json) printJson(terminal, answer)
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
