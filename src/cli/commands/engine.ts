import { watchEngineJobs } from '../../app/engine-service.ts'
import { readConfig } from '../../config.ts'
import { type Command, nodeOption } from '../command.ts'
import { printLine, say } from '../terminal.ts'

export const engineWatch: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    jobs: { type: 'string', value: 'DIR', help: "folder in which the gateway's account hands over its jobs of rounds" },
    json: { type: 'boolean', help: 'a line of JSON on standard output for each job that is done or refused' },
  },
  notes:
    'For a site where engine and gateway are two accounts (deploy/README.md): the node is told with "engine": "service" in\n' +
    'rose.json. It needs no network, no database and no other key than those of the engine. With --jobs it does what\n' +
    "the gateway's account hands over there as well, which is contributions to pooled rounds and nothing else.\n" +
    'Ctrl-C stops it.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const json = given.flag('json')
    say(terminal, `Engine of ${config.member} waits for jobs`, { json })
    await watchEngineJobs(config, {
      jobs: given.text('jobs') ?? null,
      stopped: terminal.stopped,
      onDone(act, code) {
        say(terminal, code === null ? `${act}: done` : `${act}: refused, ${code}`, { json })
        if (json) printLine(terminal, { act, code })
      },
    })
    return 0
  },
}
