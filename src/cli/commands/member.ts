import { addMember, approveMember, listMembers } from '../../app/members.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const memberAdd: Command = {
  positionals: ['NAME'],
  options: {
    role: { type: 'string', value: 'ROLE', help: 'hub, coordinator, committee, operator or auditor', required: true },
    node: nodeOption,
    json: jsonOption,
  },
  notes:
    'The first two committee members are pinned by the engine at once. Every later one is pinned when two pinned\n' +
    'members have approved it: rose member approve NAME --as MEMBER --node DIR',
  async run(given, terminal) {
    const added = await addMember(readConfig(given.required('node')), {
      name: given.positionals[0] ?? '',
      role: given.required('role'),
      clock: systemClock,
    })
    const json = given.flag('json')
    say(
      terminal,
      `${added.name} is registered as ${added.role}${added.pinning === 'waiting' ? '; two pinned members must approve' : ''}.`,
      { json },
    )
    if (json) printJson(terminal, added)
    return 0
  },
}

export const memberApprove: Command = {
  positionals: ['NAME'],
  options: {
    as: { type: 'string', value: 'MEMBER', help: 'who approves', required: true },
    node: nodeOption,
    json: jsonOption,
  },
  async run(given, terminal) {
    const name = given.positionals[0] ?? ''
    const result = await approveMember(readConfig(given.required('node')), {
      name,
      as: given.required('as'),
      clock: systemClock,
    })
    const json = given.flag('json')
    say(
      terminal,
      result.pinned ? 'Two members have approved: the key is pinned.' : 'Approved; one more member must approve.',
      { json },
    )
    if (json) printJson(terminal, { name, pinned: result.pinned })
    return 0
  },
}

export const memberList: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const members = await listMembers(readConfig(given.required('node')))
    if (given.flag('json')) printJson(terminal, { members })
    else
      say(
        terminal,
        formatTable(
          ['name', 'role', 'key'],
          members.map(member => [member.name, member.role, member.keyId]),
        ),
      )
    return 0
  },
}
