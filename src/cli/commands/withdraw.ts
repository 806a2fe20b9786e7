import { text } from 'node:stream/consumers'
import { countWithdrawals, WITHDRAWAL_REASONS, WITHDRAWAL_SCOPES, withdrawSubject } from '../../app/withdrawals.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const withdraw: Command = {
  positionals: ['SUBJECT'],
  options: {
    node: nodeOption,
    scope: { type: 'string', value: 'SCOPE', help: `${WITHDRAWAL_SCOPES.join(' or ')} (default: data)` },
    'reason-code': { type: 'string', value: 'CODE', help: WITHDRAWAL_REASONS.join(', '), required: true },
    as: { type: 'string', value: 'NAME', help: 'registered person who records it; named in the audit' },
    'not-yet-ingested': { type: 'boolean', help: 'the person is not in the store: remember it for a later ingest' },
    json: jsonOption,
  },
  notes:
    'SUBJECT is the local subject id, a pseudonym of the store, or - for one line on standard input (an id on the command\n' +
    'line is seen by other users of the machine). data: in no figure any more; data cuts that may hold the person are\n' +
    'closed to new computation, what was published stays; what was exported stays until the next export. treatment:\n' +
    'stopped treatment only, stays; also decides for somebody whom an ingest holds back for a word in a text (with\n' +
    '--not-yet-ingested).',
  async run(given, terminal) {
    const as = given.text('as')
    const named = given.positionals[0] ?? ''
    const done = await withdrawSubject(readConfig(given.required('node')), {
      subject: named === '-' ? await text(terminal.stdin) : named,
      scope: given.text('scope') ?? 'data',
      reasonCode: given.required('reason-code'),
      isNew: given.flag('not-yet-ingested'),
      ...(as === undefined ? {} : { as }),
    })
    const json = given.flag('json')
    say(terminal, done.outcome === 'recorded' ? inWords(done.scope, done.cutsClosed) : 'This was recorded before.', {
      json,
    })
    if (json) printJson(terminal, done)
    return 0
  },
}

export const consentWithdrawals: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  notes: "In steps of the disclosure policy's k, so that no figure shows that one person withdrew.",
  async run(given, terminal) {
    const { data, k } = await countWithdrawals(readConfig(given.required('node')))
    const json = given.flag('json')
    say(terminal, data === 'masked' ? `Fewer than ${k}, or none.` : `At least ${data}.`, { json })
    if (json) printJson(terminal, { data, k })
    return data === 'masked' ? 1 : 0
  },
}

function inWords(scope: string, cutsClosed: readonly string[]): string {
  if (scope === 'treatment')
    return 'Recorded: the person stays, whatever a text of the source says. It counts from the next ingest.'
  const cuts = cutsClosed.length === 0 ? [] : [`Closed to new computation: ${cutsClosed.join(', ')}.`]
  return ['Recorded: the person is in no figure from here on.', ...cuts, 'Next: rose cut build --node DIR'].join('\n')
}
