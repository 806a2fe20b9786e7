import { type Pinged, pingMember } from '../../app/ping.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const federationPing: Command = {
  positionals: ['MEMBER'],
  options: {
    node: nodeOption,
    timeout: { type: 'string', value: 'SECONDS', help: 'how long to wait (default 30)' },
    json: jsonOption,
  },
  notes: 'A ping touches no table. Where files carry it, it goes on waiting after this command: see rose drop status.',
  async run(given, terminal) {
    const waitMs = (given.count('timeout', 0) ?? 30) * 1000
    const pinged = await pingMember(readConfig(given.required('node')), given.positionals[0] ?? '', waitMs)
    if (given.flag('json')) printJson(terminal, pinged)
    else say(terminal, inWords(given.positionals[0] ?? '', pinged))
    return pinged.pong === null ? 1 : 0
  },
}

function inWords(member: string, { letter, pong, fault, milliseconds }: Pinged): string {
  const way = letter.sequence === null ? letter.carrier : `${letter.carrier}, number ${letter.sequence}`
  if (pong !== null) {
    return `${member} is there (${way}; ${milliseconds} ms): version ${pong.version}, speaks ${pong.protocols.join(', ')}`
  }
  if (fault !== null) return `${member} answered, and its answer does not hold: ${fault}`
  return `${member} (${way}): ${letter.state}${letter.code === null ? '' : `, ${letter.code}`}`
}
