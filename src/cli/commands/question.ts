/** Questions to a network that were asked: they outlive the command that asked them. */
import { writeFileSync } from 'node:fs'
import { waitFor, withNetworkAsker } from '../../app/network.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import { readConfig } from '../../config.ts'
import type { NetworkAnswer } from '../../model/generated/network-answer.ts'
import { answerInWords } from '../answer-in-words.ts'
import { type Command, type ExitCode, jsonOption, nodeOption } from '../command.ts'
import { liveAnswer } from '../live-answer.ts'
import { formatTable, printJson, say, type Terminal } from '../terminal.ts'

const DEFAULT_SECONDS = 10

export const questionList: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const questions = await withNetworkAsker(readConfig(given.required('node')), asker => asker.list())
    if (given.flag('json')) printJson(terminal, { questions })
    else say(terminal, formatTable(['question', 'asked', 'state', 'until', 'answered', 'cohort'], questions.map(rowOf)))
    return 0
  },
}

function rowOf(answer: NetworkAnswer): string[] {
  const answered = answer.members.filter(member => member.state === 'answered').length
  const label = explainDefinition(terminologyOf(), answer.cohort)
  const times = [answer.askedAt, answer.state, answer.deadline]
  return [answer.question, ...times, `${answered} of ${answer.members.length}`, label]
}

export const questionShow: Command = {
  positionals: ['ID'],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'FILE', help: 'write the signed answer there, for rose verify' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const id = given.positionals[0] ?? ''
    const out = given.text('out')
    const { answer, record } = await withNetworkAsker(readConfig(given.required('node')), async asker => ({
      answer: await asker.find(id),
      record: out === undefined ? null : await asker.record(id),
    }))
    if (out !== undefined && record !== null) writeFileSync(out, `${record}\n`)
    return showAnswer(answer, terminal, { json: given.flag('json') })
  },
}

export const questionResume: Command = {
  positionals: ['ID'],
  options: {
    node: nodeOption,
    timeout: { type: 'string', value: 'SECONDS', help: `how long to wait here (default ${DEFAULT_SECONDS})` },
    json: jsonOption,
  },
  notes: 'A running gateway goes on with every open question by itself; then this only waits.',
  async run(given, terminal) {
    const id = given.positionals[0] ?? ''
    const live = liveAnswer(terminal)
    const answer = await withNetworkAsker(readConfig(given.required('node')), async asker => {
      await asker.resume(id)
      return waitFor(asker, id, {
        waitMs: (given.count('timeout', 1) ?? DEFAULT_SECONDS) * 1000,
        onChange: live.show,
        stopped: terminal.stopped,
      })
    }).finally(live.end)
    return showAnswer(answer, terminal, { json: given.flag('json') })
  },
}

export const questionCancel: Command = {
  positionals: ['ID'],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const id = given.positionals[0] ?? ''
    const answer = await withNetworkAsker(readConfig(given.required('node')), asker => asker.cancel(id))
    showAnswer(answer, terminal, { json: given.flag('json') })
    return 0
  },
}

/** 0 where every member gave a number, else 1: something is masked, missing or still to come. */
export function showAnswer(answer: NetworkAnswer, terminal: Terminal, { json }: { readonly json: boolean }): ExitCode {
  say(terminal, answerInWords(explainDefinition(terminologyOf(), answer.cohort), answer), { json })
  if (json) printJson(terminal, answer)
  const isWhole = answer.members.every(
    member => member.state === 'answered' && member.reading.result.status === 'value',
  )
  return isWhole ? 0 : 1
}
