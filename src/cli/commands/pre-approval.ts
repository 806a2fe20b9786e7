import { readFileSync } from 'node:fs'
import { draftPreApproval, type PreApprovalState, showPreApproval, signPreApproval } from '../../app/pre-approvals.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import type { PreApproval } from '../../model/generated/pre-approval.ts'
import { alwaysJsonOption, type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

const A_YEAR = 365
const LOOKS = ['s1', 's2', 'final'] as const

export const preApprovalNew: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    cohort: { type: 'string', value: 'KEY', help: 'only this cohort of the catalogue', multiple: true },
    drug: { type: 'string', value: 'INN', help: 'only cohorts with exactly these drugs', multiple: true },
    'without-look': { type: 'string', value: 'LOOK', help: 'not this look: s1, s2 or final', multiple: true },
    kind: { type: 'string', value: 'KIND', help: 'only scheduled, or only on-demand rounds' },
    days: { type: 'string', value: 'N', help: `how long it holds (default ${A_YEAR})` },
    'veto-hours': { type: 'string', value: 'N', help: 'how long a contribution waits for an objection (default 0)' },
    json: alwaysJsonOption,
  },
  notes:
    'The draft names the coordinators and combiners of the federation directory and the disclosure policy in force.\n' +
    'Save it, read it, then: rose pre-approval sign FILE --node DIR --as NAME, by two members.',
  async run(given, terminal) {
    const without = given.all('without-look')
    const kind = given.text('kind')
    const draft = await draftPreApproval(
      readConfig(given.required('node')),
      {
        keys: given.all('cohort'),
        drugs: given.all('drug'),
        days: given.count('days', 1) ?? A_YEAR,
        vetoHours: given.count('veto-hours', 0) ?? 0,
        looks: Object.fromEntries(LOOKS.map(look => [look, !without.includes(look)])) as PreApproval['looks'],
        kinds: kindsOf(kind),
      },
      systemClock,
    )
    printJson(terminal, draft)
    return 0
  },
}

function kindsOf(kind: string | undefined): PreApproval['kinds'] {
  if (kind === undefined) return ['scheduled', 'on-demand']
  if (kind === 'scheduled' || kind === 'on-demand') return [kind]
  throw new NodeError('usage/bad-argument', '--kind is scheduled or on-demand')
}

export const preApprovalSign: Command = {
  positionals: ['[FILE]'],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who signs', required: true },
    json: jsonOption,
  },
  notes: 'Without FILE: the one that another member has signed here. With the second signature it holds.',
  async run(given, terminal) {
    const [file] = given.positionals
    const state = await signPreApproval(readConfig(given.required('node')), {
      text: file === undefined ? null : readText(file),
      as: given.required('as'),
      clock: systemClock,
    })
    const json = given.flag('json')
    say(terminal, inWords(state), { json })
    if (json) printJson(terminal, state)
    return 0
  },
}

export const preApprovalShow: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const state = await showPreApproval(readConfig(given.required('node')))
    if (given.flag('json')) printJson(terminal, state)
    else say(terminal, inWords(state))
    return 0
  },
}

function inWords({ inForce, waiting }: PreApprovalState): string {
  const lines = [
    inForce === null
      ? 'No standing approval holds: pooled rounds wait for the committee.'
      : `Serial ${inForce.preApproval.serial}, signed by ${inForce.signedBy.join(' and ')}: ${describe(inForce.preApproval)}`,
    ...(waiting === null
      ? []
      : [
          `Serial ${waiting.preApproval.serial} is signed by ${waiting.signedBy.join(' and ')}; one more member must sign.`,
        ]),
  ]
  return lines.join('\n')
}

function describe({ cohorts, looks, kinds, coordinators, combiners, validTo, vetoHours }: PreApproval): string {
  const range = cohorts === 'all' ? 'all cohorts' : [...(cohorts.keys ?? []), ...(cohorts.drugs ?? [])].join(', ')
  const approved = LOOKS.filter(look => looks[look]).map(look => look.toUpperCase().replace('FINAL', 'final'))
  const veto = vetoHours === 0 ? 'no time for objections' : `${vetoHours} hours for objections`
  return (
    `${range}, looks ${approved.join(', ')}, ${kinds.join(' and ')} rounds of ${coordinators.join(', ')} ` +
    `with combiners ${combiners.join(', ')}, until ${validTo}, ${veto}.`
  )
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the file of the pre-approval cannot be read', { cause })
  }
}
