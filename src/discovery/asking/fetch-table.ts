/** Tables travel once: a member whose table is held already is not asked for it again, and what comes is named by its hash. */
import { createHash } from 'node:crypto'
import type { TableMessage } from '../../model/generated/table.ts'
import type { TableRequest } from '../../model/generated/table-request.ts'
import { type Opener, open, type Signer, seal } from '../../trust/envelope.ts'
import { commonType } from '../../trust/message-types.ts'
import { refusal } from '../../trust/refusals.ts'
import { type ReplayStore, replayed, useOf } from '../../trust/replays.ts'
import type { NetworkMember, SendQuestion } from '../ports.ts'
import type { MessageHandler } from '../receive-message.ts'
import type { TableShelf } from '../table-shelf.ts'
import type { AskMemberDeps } from './ask-member.ts'
import type { PartnerTables } from './ports.ts'

export interface FetchTableDeps {
  readonly us: Signer & Omit<Opener, 'find'>
  readonly send: SendQuestion
  readonly carrierTo: AskMemberDeps['carrierTo']
  readonly tables: PartnerTables
  readonly signal: AbortSignal
}

const LONGEST_MS = 30_000

/** A member that does not send it is no error: its answer holds without, and the next question tries again. */
export async function fetchTable(
  { member, sha256 }: { readonly member: NetworkMember; readonly sha256: string },
  { us, send, carrierTo, tables, signal }: FetchTableDeps,
): Promise<void> {
  if (await tables.has(sha256)) return
  const isUnderstood = member.protocols === null || commonType('table-request', member.protocols) !== null
  const carrier = carrierTo(member)
  // Where files are carried by hand, each of them is somebody's work: not for this.
  if (!isUnderstood || carrier === null || carrier === 'file') return
  const content = { known: [] } satisfies Partial<TableRequest>
  const { jti, message } = await seal({ type: 'table-request/1', to: member, carrier, content }, us)
  const delivery = await send({ member, message, kind: 'message', timeoutMs: LONGEST_MS, signal })
  if (delivery.state !== 'delivered') return
  const find = (issuer: string) => (issuer === member.id ? member : null)
  const reply = await open<TableMessage>(delivery.message, { ...us, find }, { accept: ['table/1'], carrier })
  const isIt = reply.request === jti && reply.table !== null && hashOf(reply.table) === reply.sha256
  if (isIt && reply.table !== null) await tables.keep({ member: member.id, sha256: reply.sha256, jws: reply.table })
}

function hashOf(jws: string): string {
  return createHash('sha256').update(jws).digest('hex')
}

export interface AnswerTableRequestDeps {
  readonly us: Signer & Opener
  readonly replays: ReplayStore
  readonly admit: (member: string) => void
  readonly shelf: TableShelf
}

/** The table that answers now; it was published, so sending it discloses nothing. */
export function answerTableRequest({ us, replays, admit, shelf }: AnswerTableRequestDeps): MessageHandler {
  return async (message, carrier) => {
    const request = message as TableRequest
    admit(request.iss)
    if ((await replays.use(useOf(request))) === 'replayed') throw replayed()
    const to = us.find(request.iss)
    if (to === null) throw refusal('trust/unknown-issuer')
    const { jws, sha256 } = shelf.latest().published
    const table = request.known.includes(sha256) || jws.length > MOST_CHARACTERS ? null : jws
    const content = { request: request.jti, sha256, table } satisfies Partial<TableMessage>
    return (await seal({ type: 'table/1', to, carrier, content }, us)).message
  }
}

/** As its schema says. */
const MOST_CHARACTERS = 4_194_304
