/** A network answer as a table for a terminal: country, data cut, count or `masked`, and the pooled range. */
import type { Reading } from '../model/generated/answer.ts'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { formatTable } from './terminal.ts'

type MemberAnswer = NetworkAnswer['members'][number]

const STATES: Readonly<Record<Exclude<MemberAnswer['state'], 'answered'>, string>> = {
  waiting: 'waiting',
  claimed: 'being answered',
  'needs-human': 'waits for a person there',
  unreachable: 'not reachable',
  expired: 'no answer in time',
  'wrong-version': 'speaks another version',
  refused: 'refused',
  invalid: 'answer not valid',
}

export function answerInWords(label: string, answer: NetworkAnswer): string {
  return [
    `Patients ${answer.denominator}: ${label}`,
    '',
    formatTable(['country', 'member', 'data cut', 'data up to', answer.denominator], answer.members.map(rowOf)),
    '',
    pooledInWords(answer),
    ...cellsInWords(answer),
    ...(answer.members.some(member => member.sharesCountry)
      ? ['Members of one country may hold the same patients: the country is counted once.']
      : []),
    ...stateOfQuestion(answer),
  ].join('\n')
}

/** An open question goes on without whoever asked it. */
function stateOfQuestion({ state, question, deadline }: NetworkAnswer): string[] {
  if (state === 'cancelled') return ['The question was cancelled: what had not come will not come.']
  if (state === 'complete') return []
  return [`The question is open until ${deadline}: rose question show|resume|cancel ${question} --node DIR`]
}

/** One member's number or state. */
export function memberInWords(member: MemberAnswer): string {
  return member.state === 'answered' ? resultInWords(member.reading.result) : stateInWords(member)
}

function rowOf(member: MemberAnswer): string[] {
  if (member.state !== 'answered') return [member.country, member.member, '-', '-', stateInWords(member)]
  const { cut, result } = member.reading
  return [member.country, member.member, cut.id, cut.cutoff, resultInWords(result)]
}

function resultInWords(result: Reading['result']): string {
  if (result.status === 'value') return String(result.count)
  const range = result.to === null ? `at least ${result.from}` : `${result.from}-${result.to}`
  return result.status === 'masked' ? (result.to === null ? 'masked' : `masked (${range})`) : range
}

/** What a reader must know before he adds numbers. */
function cellsInWords({ members }: NetworkAnswer): string[] {
  const isMixed = members.some(member => member.state === 'answered' && member.reading.cells === 'mixed-cuts')
  return isMixed
    ? ['Some numbers may be of an earlier data cut than the one named: numbers of one member do not add up.']
    : []
}

function stateInWords(member: Exclude<MemberAnswer, { state: 'answered' }>): string {
  if (member.state === 'refused') return `${STATES.refused}: ${member.code}`
  if (member.state === 'invalid') return `${STATES.invalid}: ${member.why}`
  return STATES[member.state]
}

/** The range over all that answered. */
export function pooledInWords({ pooled, countries, versionsDiffer }: NetworkAnswer): string {
  if (versionsDiffer) return 'Not pooled: the members name cohorts by different versions of the terminology.'
  if (pooled === null) return 'No pooled range: no member gave an answer.'
  const range =
    pooled.to === null
      ? `at least ${pooled.from}`
      : pooled.from === pooled.to
        ? `${pooled.from}`
        : `${pooled.from} to ${pooled.to}`
  const of = countries.answered === 1 ? '1 country' : `${countries.answered} countries`
  return `Pooled over ${of}: ${range} patients.${
    pooled.from === pooled.to
      ? ''
      : ' A range is what published cells imply: from the largest part that is shown to the least cell that holds it.'
  }`
}
