/**
 * The standing approval of a data committee: which rounds its engine contributes to without asking again. Read by the
 * engine, which alone decides by it, and by the node, to say beforehand whether people are needed.
 */
import { NodeError } from '../model/errors.ts'
import type { PreApproval } from '../model/generated/pre-approval.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import { asPublicJwk, keyIdOf } from '../trust/keys.ts'
import { type SignedTogether, verifyTogether } from '../trust/signed-together.ts'
import { ROUND_DOCUMENTS } from './round-documents.ts'

export const PRE_APPROVAL_FILE = 'pre-approval.json'
export const PRE_APPROVERS_NEEDED = 2

export interface CommitteeMember {
  readonly name: string
  readonly publicJwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
}

/** `atLeast`: fewer than two for what is still being signed. Throws `trust/…` and `schema/invalid`. */
export function verifyPreApproval(
  text: string,
  committee: readonly CommitteeMember[],
  atLeast: number = PRE_APPROVERS_NEEDED,
): Promise<SignedTogether<PreApproval>> {
  const { typ, schemaId } = ROUND_DOCUMENTS['pre-approval']
  const members = new Map(
    committee.map(({ name, publicJwk }) => {
      const key = asPublicJwk(publicJwk)
      return [keyIdOf(key), { name, key }]
    }),
  )
  return verifyTogether<PreApproval>(text, { typ, schemaId, atLeast, signerOf: kid => members.get(kid) ?? null })
}

export interface AskedRound {
  readonly manifest: RoundManifest
  /** Ids of its combiners. */
  readonly combiners: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Throws `pooling/not-covered` with what the committee has not approved, or `pooling/veto-window` while it may object. */
export function checkCovered(preApproval: PreApproval, member: string, asked: AskedRound): void {
  const why = notCoveredWhy(preApproval, member, asked)
  if (why !== null) {
    throw new NodeError('pooling/not-covered', `the committee's pre-approval does not cover the round: ${why}`, {
      hint: 'Two committee members sign another one: rose pre-approval new, then rose pre-approval sign.',
    })
  }
  const until = vetoUntil(preApproval, asked.manifest)
  if (asked.now < until * 1000) {
    throw new NodeError('pooling/veto-window', 'the committee may still object to the round', {
      hint: 'The contribution is made when the time is over, unless: rose round veto ROUND --node DIR --as NAME',
      detail: { until },
    })
  }
}

/** Counted from when the coordinator signed, seconds since 1970. */
export function vetoUntil({ vetoHours }: PreApproval, { iat }: RoundManifest): number {
  return vetoHours === 0 ? 0 : iat + vetoHours * 3600
}

export function coversCohort({ cohorts }: PreApproval, key: string): boolean {
  if (cohorts === 'all') return true
  const drugs = key.slice(key.lastIndexOf('|') + 1)
  return cohorts.keys?.includes(key) === true || cohorts.drugs?.includes(drugs) === true
}

function notCoveredWhy(preApproval: PreApproval, member: string, asked: AskedRound): string | null {
  const { manifest, combiners, now } = asked
  const today = new Date(now).toISOString().slice(0, 10)
  if (preApproval.member !== member) return 'it is of another node'
  if (today < preApproval.validFrom || today > preApproval.validTo) return 'its time has not come, or is over'
  if (preApproval.policySha256 !== manifest.policySha256) return 'another disclosure policy'
  if (!preApproval.kinds.includes(manifest.kind)) return 'rounds of this kind'
  if (!preApproval.coordinators.includes(manifest.coordinator)) return 'this coordinator'
  if (!combiners.every(combiner => preApproval.combiners.includes(combiner))) return 'one of its combiners'
  return null
}
