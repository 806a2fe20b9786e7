/** The engine's word on its own record, for whoever compares it with the node's audit. */
import type { EngineRecordStatement } from '../model/generated/engine-record-statement.ts'
import type { RecordEntry, RecordFacts } from './record.ts'

export const RECORD_STATEMENT_TYP = 'prime-rose-engine-record+jws'
/** In the out folder; written anew each time. */
export const RECORD_STATEMENT_FILE = 'engine-record.jws'

export function stateRecord(entries: readonly RecordEntry[], member: string): EngineRecordStatement {
  return {
    schema: 'engine-record-statement/1',
    member,
    macs: entries.map(({ mac }) => mac),
    letOut: entries.flatMap(({ sequence, facts }) =>
      facts.kind === 'let-out' ? { sequence, cut: facts.cut, sha256: facts.sha256, ...roundOf(facts) } : [],
    ),
    closed: entries.flatMap(({ sequence, facts }) =>
      facts.kind === 'closed' ? { sequence, cuts: [...facts.cuts], reason: facts.reason } : [],
    ),
    refused: entries.flatMap(({ sequence, facts }) => (facts.kind === 'refused' ? { sequence, code: facts.code } : [])),
    heads: entries.flatMap(({ sequence, facts }) =>
      facts.kind === 'refused' || facts.auditHead === undefined ? [] : { sequence, ...facts.auditHead },
    ),
  }
}

function roundOf(facts: RecordFacts & { readonly kind: 'let-out' }): { readonly round?: string } {
  return facts.act === 'contribution' ? { round: facts.round } : {}
}
