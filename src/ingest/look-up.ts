/**
 * Use case: who is behind a pseudonym, for a re-contact that somebody is authorised to make. Inside the platform only; the
 * audit has the event before anybody has the answer.
 */
import { NodeError } from '../model/errors.ts'
import { parsePseudonym } from '../model/ids.ts'
import { derivePseudonym } from '../pseudonymisation/pseudonym.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { AUDIT_PURPOSE } from '../pseudonymisation/purposes.ts'
import type { ScanContext } from '../pseudonymisation/scanner/finding.ts'
import { scanText } from '../pseudonymisation/scanner/scan-text.ts'
import { openLocalId } from '../pseudonymisation/sealed-local-id.ts'
import type { IdentityStore } from './identity-ports.ts'

export interface LookUpDeps {
  readonly store: Pick<IdentityStore, 'lookUp'>
  readonly key: PseudonymKey
  /** Look-ups within 24 hours. */
  readonly perDay: number
  readonly scan: ScanContext
}

export interface LookUpRequest {
  readonly pseudonym: string
  /** Why, in words that name nobody. */
  readonly reason: string
  /** Person in a role, as the audit names them. */
  readonly actor: string
}

const REASON = { shortest: 10, longest: 200 }

/** The local subject id. Throws `pseudonym/reason-refused`, `pseudonym/rate-limited`, `pseudonym/not-found`. */
export async function lookUp(deps: LookUpDeps, request: LookUpRequest): Promise<string> {
  const pseudonym = parsePseudonym(request.pseudonym)
  const reason = checkReason(request.reason, deps.scan)
  const { key } = deps
  const found = await deps.store.lookUp({
    pseudonym,
    perDay: deps.perDay,
    actor: request.actor,
    reason,
    auditNameOf: sealed => {
      const subjectId = openLocalId(key, pseudonym, sealed)
      if (reason.split(/[\s,;:()]+/).includes(subjectId)) throw refused('the reason names the person')
      return auditName(key, subjectId)
    },
  })
  if (found.outcome === 'found') return openLocalId(key, pseudonym, found.sealedLocalId)
  throw refusalOf(found.outcome)
}

/** The audit and the store cannot be joined by whoever lacks the key. */
export function auditName(key: PseudonymKey, subjectId: string): string {
  return derivePseudonym(key, { trialId: key.trialId, purpose: AUDIT_PURPOSE, subjectId })
}

/** The reason stays in the audit, which others read than those who may know the person. */
function checkReason(text: string, scan: ScanContext): string {
  const reason = text.trim().replaceAll(/\s+/g, ' ')
  if (reason.length < REASON.shortest || reason.length > REASON.longest) {
    throw refused(`the reason has fewer than ${REASON.shortest} or more than ${REASON.longest} characters`)
  }
  if (scanText(reason, scan).length > 0) throw refused('the reason may hold an identifier')
  return reason
}

function refused(what: string): NodeError {
  return new NodeError('pseudonym/reason-refused', what, {
    hint: 'Say who authorised it and what for, and name no patient: it stays in the audit.',
  })
}

function refusalOf(outcome: 'not-found' | 'rate-limited'): NodeError {
  if (outcome === 'rate-limited') {
    return new NodeError('pseudonym/rate-limited', 'as many persons were looked up within 24 hours as are allowed', {
      hint: 'Try again later. The number is lookupsADay in rose.json.',
    })
  }
  return new NodeError('pseudonym/not-found', 'nobody in the store has this pseudonym', {
    hint: 'It may be of an earlier key, or of somebody who has withdrawn and is not to be contacted.',
  })
}
