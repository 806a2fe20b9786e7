import { readFileSync } from 'node:fs'
import { activatePolicy, policyInForce, readPolicyText, signPolicy } from '../../app/policies.ts'
import { readConfig } from '../../config.ts'
import { comparePolicies, policyMembers } from '../../disclosure/policy.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const policyShow: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes: 'With --json, `policy` is a form to start a new one from: change it, raise its serial, sign it.',
  async run(given, terminal) {
    const inForce = await policyInForce(readConfig(given.required('node')))
    if (given.flag('json')) {
      printJson(terminal, inForce)
      return 0
    }
    const { policy, signedBy, proposed, sha256 } = inForce
    say(
      terminal,
      `Policy ${policy.version}, serial ${policy.serial}, ${signedBy.length > 0 ? `signed by ${signedBy.join(' and ')}` : 'as it comes with the program'}; ${sha256}.`,
    )
    say(terminal, formatTable(['member', 'value'], [...policyMembers(policy)]))
    if (proposed.length > 0) say(terminal, `Proposed: serial ${proposed.join(', ')}.`)
    return 0
  },
}

export const policySign: Command = {
  positionals: ['FILE'],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who signs', required: true },
    json: jsonOption,
  },
  notes: 'It is in force once two members have signed and it is activated. Its serial must rise, and k may not fall.',
  async run(given, terminal) {
    const signed = await signPolicy(readConfig(given.required('node')), {
      text: readText(given.positionals[0] ?? ''),
      as: given.required('as'),
      clock: systemClock,
    })
    const json = given.flag('json')
    say(
      terminal,
      `Policy of serial ${signed.serial} is signed by ${signed.signedBy.join(' and ')}. ` +
        (signed.signedBy.length > 1 ? 'Next: rose policy activate --node DIR' : 'One more member must sign.'),
      { json },
    )
    if (json) printJson(terminal, signed)
    return 0
  },
}

export const policyActivate: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    serial: { type: 'string', value: 'N', help: 'which one (default: the newest proposed)' },
    json: jsonOption,
  },
  notes: 'Tables that are published keep the policy that they were made under.',
  async run(given, terminal) {
    const activated = await activatePolicy(readConfig(given.required('node')), given.count('serial', 1), systemClock)
    const json = given.flag('json')
    say(terminal, `Policy of serial ${activated.serial} is in force.`, { json })
    if (json) printJson(terminal, activated)
    return 0
  },
}

export const policyDiff: Command = {
  positionals: ['FILE'],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const other = readPolicyText(readText(given.positionals[0] ?? ''))
    const { policy } = await policyInForce(readConfig(given.required('node')))
    const differences = comparePolicies(policy, other)
    if (given.flag('json')) printJson(terminal, { differences })
    else if (differences.length === 0) say(terminal, 'Nothing: it is the policy in force.')
    else {
      const rows = differences.map(({ member, from, to }) => [member, from, to])
      say(terminal, formatTable(['member', 'in force', 'proposed'], rows))
    }
    return 0
  },
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the policy file cannot be read', {
      hint: 'Give the path of a JSON file.',
      cause,
    })
  }
}
