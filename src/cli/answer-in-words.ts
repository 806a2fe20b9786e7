/** A network answer as a table for a terminal: country, data cut, count or `masked`, and the pooled range. */
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { formatTable } from './terminal.ts'

type MemberAnswer = NetworkAnswer['members'][number]

const STATES: Readonly<Record<Exclude<MemberAnswer['state'], 'answered'>, string>> = {
  unreachable: 'not reachable',
  timeout: 'no answer in time',
  refused: 'refused',
  invalid: 'answer not valid',
}

export function answerInWords(label: string, answer: NetworkAnswer): string {
  return [
    `Patients treated: ${label}`,
    '',
    formatTable(['country', 'member', 'data cut', 'data up to', 'treated'], answer.members.map(rowOf)),
    '',
    pooledInWords(answer),
    ...(answer.members.some(member => member.sharesCountry)
      ? ['Members of one country may hold the same patients: the country is counted once.']
      : []),
  ].join('\n')
}

function rowOf(member: MemberAnswer): string[] {
  if (member.state !== 'answered') return [member.country, member.member, '-', '-', stateInWords(member)]
  const { cut, result } = member.reading
  return [
    member.country,
    member.member,
    cut.id,
    cut.cutoff,
    result.status === 'value' ? String(result.count) : 'masked',
  ]
}

function stateInWords(member: Exclude<MemberAnswer, { state: 'answered' }>): string {
  if (member.state === 'refused') return `${STATES.refused}: ${member.code}`
  if (member.state === 'invalid') return `${STATES.invalid}: ${member.why}`
  return STATES[member.state]
}

function pooledInWords({ pooled, countries, versionsDiffer }: NetworkAnswer): string {
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
    pooled.from === pooled.to ? '' : ' A masked cell counts from 0 up to the least published cell that holds it.'
  }`
}
