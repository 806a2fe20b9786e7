import { federationNameOf, makeEntry } from '../../app/join.ts'
import { makeNextKeys } from '../../app/own-keys.ts'
import { LAST_FILE_DAYS, retireSealingKeys } from '../../app/retire-keys.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const keysRotate: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'The keys before go on until the directory ends them; the new ones are used from the moment that it names them.\n' +
    'Give entry.json to an officer (rose federation rotate), and read the fingerprint over the phone.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const federation = await federationNameOf(config)
    makeNextKeys(config.paths)
    const entry = await makeEntry(config, federation, systemClock)
    const json = given.flag('json')
    say(terminal, `New keys are made. Entry: ${config.paths.entry}\nFingerprint: ${entry.fingerprint}`, { json })
    if (json) printJson(terminal, { entry: config.paths.entry, fingerprint: entry.fingerprint })
    return 0
  },
}

export const keysRetire: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    now: { type: 'boolean', help: 'do not wait for files that may still be on their way: they can never be opened' },
    json: jsonOption,
  },
  notes: `Run it again at any time; a key goes ${LAST_FILE_DAYS} days after it was first seen not to be named. Its end is in the audit.`,
  async run(given, terminal) {
    const json = given.flag('json')
    const retired = await retireSealingKeys(readConfig(given.required('node')), {
      clock: systemClock,
      atOnce: given.flag('now'),
    })
    const { named, waiting, removed } = retired
    say(terminal, `${named.length} in use, ${removed.length} removed, ${waiting.length} wait.`, { json })
    for (const { kid, until } of waiting) say(terminal, `${kid} goes on ${until}`, { json })
    if (json) printJson(terminal, retired)
    return 0
  },
}
