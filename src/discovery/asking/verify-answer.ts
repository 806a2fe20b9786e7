/**
 * A network answer, verified by whoever has it, at any later time and without a network: who asked signed it, each member
 * signed its reading, and the numbers follow from them. Where the tables are at hand the readings are made again.
 */
import { isDeepStrictEqual } from 'node:util'
import { NodeError } from '../../model/errors.ts'
import type { Answer } from '../../model/generated/answer.ts'
import type { NationalTable } from '../../model/generated/national-table.ts'
import type { MemberAnswer, NetworkAnswer } from '../../model/generated/network-answer.ts'
import { checkSchema } from '../../model/validation.ts'
import type { Correspondent } from '../../trust/correspondents.ts'
import { MAX_DOCUMENT_CHARACTERS } from '../../trust/documents.ts'
import { CLOCK_TOLERANCE_SECONDS } from '../../trust/envelope.ts'
import { readJws, type UnverifiedJws, verifySignature } from '../../trust/jws.ts'
import { keyIdOf } from '../../trust/keys.ts'
import { MESSAGE_TYPES } from '../../trust/message-types.ts'
import { refusal } from '../../trust/refusals.ts'
import { indexTable } from '../index-table.ts'
import type { CohortTerms } from '../ports.ts'
import { readPublished } from '../read-published.ts'
import { answerOf, NETWORK_ANSWER_TYP } from './network-answer.ts'
import type { PartnerTables } from './ports.ts'

export interface VerifyAnswerDeps {
  /** Who a member was at that moment, milliseconds since 1970; several where it is named more than once. */
  readonly find: (member: string, at: number) => readonly Correspondent[]
  readonly tables: Pick<PartnerTables, 'find'>
  readonly terms: CohortTerms
}

export interface VerifiedAnswer {
  readonly answer: NetworkAnswer
  /** Thumbprint of the key that signed the whole. */
  readonly kid: string
  /** Of each member that answered: whether its reading was made again from its table, which must be at hand. */
  readonly readings: readonly { readonly member: string; readonly table: 'read-again' | 'not-at-hand' }[]
}

/** Throws `trust/...` for a signature that does not hold and `network/answer-differs` for what was not signed so. */
export async function verifyNetworkAnswer(text: string, deps: VerifyAnswerDeps): Promise<VerifiedAnswer> {
  const jws = readJws(text, { typ: NETWORK_ANSWER_TYP, maxCharacters: MAX_DOCUMENT_CHARACTERS })
  const claimed = askerOf(jws.payload)
  await verifyBy(jws, deps.find(claimed.askedBy, claimed.at))
  const answer = checkSchema<NetworkAnswer>('urn:prime-rose:network-answer/2', jws.payload, { what: 'network answer' })
  if (answer.state === 'open' || answer.closedAt === null) throw differs('an open question is no record')
  const readings: VerifiedAnswer['readings'][number][] = []
  for (const row of answer.members) {
    if (row.state !== 'answered') continue
    await verifyProof(row, answer, deps)
    readings.push({ member: row.member, table: await readAgain(row, answer, deps) })
  }
  checkSums(answer)
  return { answer, kid: jws.kid, readings }
}

/** Who says to have signed this, and when: it merely chooses the key that it must verify under. */
function askerOf(payload: unknown): { readonly askedBy: string; readonly at: number } {
  const { askedBy, closedAt } = (payload ?? {}) as { readonly askedBy?: unknown; readonly closedAt?: unknown }
  if (typeof askedBy !== 'string' || typeof closedAt !== 'string') throw refusal('trust/bad-token')
  return { askedBy, at: Date.parse(closedAt) }
}

async function verifyBy(jws: UnverifiedJws, signers: readonly Correspondent[]): Promise<void> {
  if (signers.length === 0) throw refusal('trust/unknown-issuer')
  const key = signers.flatMap(signer => signer.signingKeys).find(candidate => keyIdOf(candidate) === jws.kid)
  if (key === undefined) throw refusal('trust/bad-signature')
  await verifySignature(jws, key)
}

type Answered = Extract<MemberAnswer, { readonly state: 'answered' }>

async function verifyProof(row: Answered, answer: NetworkAnswer, { find }: VerifyAnswerDeps): Promise<void> {
  const { typ, schema, maxCharacters } = MESSAGE_TYPES['answer/1']
  const jws = readJws(row.proof, { typ, maxCharacters })
  const signed = checkSchema<Answer>(schema, jws.payload, { what: 'answer of a member' })
  await verifyBy(jws, find(row.member, signed.iat * 1000))
  const from = Date.parse(answer.askedAt) / 1000 - CLOCK_TOLERANCE_SECONDS
  const to = Date.parse(answer.closedAt ?? answer.deadline) / 1000 + CLOCK_TOLERANCE_SECONDS
  const isOfMember =
    signed.iss === row.member && signed.aud === answer.askedBy && signed.reading.country === row.country
  if (!isOfMember || signed.iat < from || signed.iat > to)
    throw differs(`the answer of ${row.member} is to another question`)
  const { reading } = row
  const isAsked = isDeepStrictEqual(reading.cohort, answer.cohort) && reading.denominator === answer.denominator
  if (!isAsked || !isDeepStrictEqual(signed.reading, reading)) {
    throw differs(`the reading of ${row.member} is not the one that it signed`)
  }
}

async function readAgain(row: Answered, answer: NetworkAnswer, { tables, terms }: VerifyAnswerDeps) {
  const { reading } = row
  const jws = await tables.find(reading.table)
  if (jws === null) return 'not-at-hand'
  const payload = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as unknown
  const table = checkSchema<NationalTable>('urn:prime-rose:national-table/2', payload, { what: 'national table' })
  const published = { table, jws, sha256: reading.table, publishedAt: answer.askedAt }
  const indexed = indexTable(published, { terms, isFirst: reading.cells === 'one-cut' })
  const again = readPublished({ definition: answer.cohort, denominator: answer.denominator }, indexed, terms)
  if (!isDeepStrictEqual(again, reading)) throw differs(`the table of ${row.member} says something else`)
  return 'read-again'
}

/** What stands beside the rows follows from them. */
function checkSums(answer: NetworkAnswer): void {
  const { question: id, members: rows, cohort, denominator, askedBy, state } = answer
  const [askedAt, deadline, closedAt] = [answer.askedAt, answer.deadline, answer.closedAt ?? ''].map(text =>
    Date.parse(text),
  )
  const again = answerOf({
    id,
    rows,
    cohort,
    denominator,
    askedBy,
    state,
    askedAt: askedAt ?? 0,
    deadline: deadline ?? 0,
    closedAt: closedAt ?? 0,
  })
  if (!isDeepStrictEqual(again, answer)) throw differs('what stands beside the rows does not follow from them')
}

function differs(what: string): NodeError {
  return new NodeError('network/answer-differs', `not what was signed: ${what}`)
}
