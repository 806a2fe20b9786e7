import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { answerStatsLine, isStatsError } from '../../statistics/answer/answer-line.ts'
import { methods } from '../../statistics/answer/methods.ts'
import { alwaysJsonOption, type Command, type ExitCode } from '../command.ts'

export const stats: Command = {
  positionals: [],
  options: { json: alwaysJsonOption },
  notes:
    `Methods: ${[...methods.keys()].join(', ')}.\n` +
    'Request: {"id", "method", ...}, e.g. {"id": 1, "method": "proportion", "x": 5, "n": 24}\n' +
    'Answer:  {"id", "estimate", ...} or {"id", "error": {"code", "message"}}; exit code 1 if any line failed.',
  async run(_given, terminal) {
    let code: ExitCode = 0
    for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue
      const answer = answerStatsLine(line)
      if (isStatsError(answer)) code = 1
      if (!terminal.stdout.write(`${JSON.stringify(answer)}\n`)) await once(terminal.stdout, 'drain')
    }
    return code
  },
}
