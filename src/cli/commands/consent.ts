import { type BasisState, showBasis, signBasis } from '../../app/sharing-basis.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const consentBasisShow: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const state = await showBasis(readConfig(given.required('node')))
    if (given.flag('json')) printJson(terminal, state)
    else say(terminal, inWords(state))
    return 0
  },
}

export const consentBasisSign: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    as: { type: 'string', value: 'NAME', help: 'committee member who signs', required: true },
    json: jsonOption,
  },
  notes:
    'Look at it first: rose consent basis show --node DIR. With the second signature data cuts may be built on it.',
  async run(given, terminal) {
    const state = await signBasis(readConfig(given.required('node')), { as: given.required('as'), clock: systemClock })
    const json = given.flag('json')
    say(terminal, inWords(state), { json })
    if (json) printJson(terminal, state)
    return 0
  },
}

function inWords({ kind, consentForm, approval, signed, waiting, next }: BasisState): string {
  const words = consentForm === null ? [] : [`Consent form: ${consentForm}`, `Approval: ${approval}`]
  const standing = {
    none: [],
    'row-by-row': ['The source holds each subject’s consent: a data cut takes those alone who consent to sharing.'],
    example: ['An example basis of synthetic data: whoever opens a data cut signs it with the description of the cut.'],
    document: signed === null ? [] : [`Signed by ${signed.signers.join(' and ')}, serial ${signed.serial}.`],
  }[kind]
  return [
    ...words,
    ...standing,
    ...(waiting === null ? [] : [`Signed by ${waiting.signers.join(' and ')}; one more committee member must sign.`]),
    ...(next === null ? [] : [next]),
  ].join('\n')
}
