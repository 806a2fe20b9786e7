/**
 * What a data cut rests on. The trial's mapping declares it; two members of the committee have signed the same words as a
 * document of their own, or the source holds each subject's consent. The example bases that come with the program are
 * signed with the cut: its description quotes them, and the two signatures that open the cut are under that description.
 */
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { PinnedMember } from '../model/generated/engine-pins.ts'
import type { SharingBasis as DeclaredBasis } from '../model/generated/mapping.ts'
import type { SharingBasisDocument } from '../model/generated/sharing-basis.ts'
import { asPublicJwk, keyIdOf } from '../trust/keys.ts'
import { readUnverified, type SignedTogether, verifyTogether } from '../trust/signed-together.ts'
import { APPROVALS_NEEDED } from './approvals.ts'

export const SHARING_BASIS_TYP = 'prime-rose-sharing-basis+jws'
/** Name of the document in `documents/`. */
export const SHARING_BASIS_FILE = 'sharing-basis.json'
const SCHEMA = 'urn:prime-rose:sharing-basis/1'

export type CutBasis = CutDescription['sharingBasis']

/** Throws what `verifyTogether` throws; `atLeast` is two but for looking at a document that waits for its second signature. */
export function verifySharingBasis(
  text: string,
  committee: readonly PinnedMember[],
  atLeast = APPROVALS_NEEDED,
): Promise<SignedTogether<SharingBasisDocument>> {
  const byKeyId = new Map(
    committee.map(({ name, publicJwk }) => {
      const key = asPublicJwk(publicJwk)
      return [keyIdOf(key), { name, key }]
    }),
  )
  return verifyTogether<SharingBasisDocument>(text, {
    typ: SHARING_BASIS_TYP,
    schemaId: SCHEMA,
    signerOf: kid => byKeyId.get(kid) ?? null,
    atLeast,
  })
}

export function readSharingBasis(text: string): SharingBasisDocument {
  return readUnverified<SharingBasisDocument>(text, { typ: SHARING_BASIS_TYP, schemaId: SCHEMA })
}

/** A declared basis that is to be a document of its own; null for consents row by row, an example, and none. */
export function statementOf(
  declared: DeclaredBasis,
): { readonly consentForm: string; readonly approval: string } | null {
  if (declared === null || 'consents' in declared || declared.example === true) return null
  return { consentForm: declared.consentForm, approval: declared.approval }
}

/** Throws `consent/basis-missing`, with the next step. `signed`: the document of this node, verified; null where there is none. */
export function checkSharingBasis(
  declared: DeclaredBasis,
  signed: SignedTogether<SharingBasisDocument> | null,
  node: { readonly member: string; readonly trialId: string },
): CutBasis {
  if (declared === null) {
    throw missing('the mapping declares no sharing basis for this trial', ENTER_ONE)
  }
  if ('consents' in declared) return { kind: 'row-by-row' }
  const { consentForm, approval } = declared
  if (declared.example === true) return { kind: 'example', consentForm, approval }
  if (signed === null) throw missing('the sharing basis is not signed by two members of the committee', SIGN_IT)
  const { document, sha256 } = signed
  const same =
    document.consentForm === consentForm &&
    document.approval === approval &&
    document.member === node.member &&
    document.trialId === node.trialId
  if (!same) throw missing('the mapping declares another sharing basis than the one that was signed', SIGN_IT)
  return { kind: 'document', consentForm, approval, sha256 }
}

const ENTER_ONE = "Enter the consent form's version and the approval's reference in the mapping, then ingest again."
const SIGN_IT = 'By two committee members: rose consent basis sign --node DIR --as NAME'

function missing(what: string, hint: string): NodeError {
  return new NodeError('consent/basis-missing', what, { hint })
}
