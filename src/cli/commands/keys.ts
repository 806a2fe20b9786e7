import { federationNameOf, makeEntry } from '../../app/join.ts'
import { makeNextKeys } from '../../app/own-keys.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const keysRotate: Command = {
  path: ['keys', 'rotate'],
  summary: 'make new keys for this node, and the entry that asks the officers to name them',
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
