import { initNode } from '../../app/init-node.ts'
import { databaseUrlFromEnvironment } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const init: Command = {
  positionals: ['DIR'],
  options: {
    trial: { type: 'string', value: 'ID', help: 'id of the trial, e.g. impress-norway', required: true },
    country: { type: 'string', value: 'CC', help: 'country, ISO 3166-1 alpha-2, e.g. NO', required: true },
    'database-url': {
      type: 'string',
      value: 'URL',
      help: "a PostgreSQL database of one's own (else DATABASE_URL, else an embedded one)",
    },
    mapping: {
      type: 'string',
      value: 'ID|FOLDER',
      help: "what reads the trial's export (default: the mapping of the trial's id)",
    },
    port: { type: 'string', value: 'N', help: 'port of the gateway (default 7400; 0 = any free one)' },
    json: jsonOption,
  },
  notes:
    'An existing node is left as it is, unless its trial differs. As root the embedded database runs as another\n' +
    'user, so every folder above DIR must be enterable by that user.',
  async run(given, terminal) {
    const port = given.count('port', 0)
    const mapping = given.text('mapping')
    const databaseUrl = given.text('database-url') ?? databaseUrlFromEnvironment()
    const made = await initNode({
      folder: given.positionals[0] ?? '',
      trialId: given.required('trial'),
      country: given.required('country'),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      ...(mapping === undefined ? {} : { mapping }),
      ...(port === undefined ? {} : { port }),
      clock: systemClock,
    })
    const json = given.flag('json')
    for (const notice of made.notices) say(terminal, notice, { json })
    say(
      terminal,
      made.created
        ? `Node ${made.config.member} (${made.config.country}) is ready in ${made.config.paths.folder}.\nNext: rose ingest EXPORT --node DIR`
        : `Node ${made.config.member} exists in ${made.config.paths.folder}; it was left as it is.`,
      { json },
    )
    if (json) {
      const { member, trialId, country, mapping: reads } = made.config
      printJson(terminal, { member, trial: trialId, country, mapping: reads, created: made.created })
    }
    return 0
  },
}
