/** A kept question as the document that people and programs see; signed once it has ended. */
import type { NetworkAnswer } from '../../model/generated/network-answer.ts'
import { signDocument } from '../../trust/documents.ts'
import type { PrivateJwk } from '../../trust/keys.ts'
import { haveSameVersions, poolReadings } from '../pool-readings.ts'
import type { KeptQuestion } from './ports.ts'

export const NETWORK_ANSWER_TYP = 'prime-rose-network-answer+jws'

export function answerOf(question: Omit<KeptQuestion, 'record' | 'network'>): NetworkAnswer {
  const { rows } = question
  const readings = rows.flatMap(row => (row.state === 'answered' ? [row.reading] : []))
  return {
    schema: 'network-answer/2',
    question: question.id,
    state: question.state,
    askedBy: question.askedBy,
    askedAt: timeText(question.askedAt),
    deadline: timeText(question.deadline),
    closedAt: question.closedAt === null ? null : timeText(question.closedAt),
    cohort: question.cohort,
    denominator: question.denominator,
    members: [...rows],
    countries: {
      asked: new Set(rows.map(row => row.country)).size,
      answered: new Set(readings.map(reading => reading.country)).size,
    },
    versionsDiffer: !haveSameVersions(readings),
    pooled: poolReadings(readings),
  }
}

export function signAnswer(answer: NetworkAnswer, key: PrivateJwk): Promise<string> {
  return signDocument(answer, { key, typ: NETWORK_ANSWER_TYP })
}

export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
