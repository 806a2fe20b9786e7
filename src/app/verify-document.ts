/** `rose verify`: a signed document that somebody kept, verified by its kind, without a network. */
import { existsSync, readFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import { verifyNetworkAnswer } from '../discovery/asking/verify-answer.ts'
import { parseNetwork } from '../discovery/network.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { ROUND_DOCUMENTS } from '../pooling/round-documents.ts'
import { verifyTableUnder } from '../pooling/verify-table.ts'
import { createPartnerTables } from '../store/network-questions.ts'
import type { Correspondent } from '../trust/correspondents.ts'
import { type VerifiedDirectory, verifyKeptDirectory } from '../trust/directory.ts'
import { indexMembers } from '../trust/directory-members.ts'
import { isFingerprint } from '../trust/fingerprint.ts'
import { asPublicJwk } from '../trust/keys.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import { cohortTerms } from './cohort-terms.ts'
import { withDatabaseAs } from './database.ts'
import { pinnedOfficers } from './directory.ts'
import { heldDirectories } from './held-directories.ts'
import { readFirstDirectory } from './join.ts'
import { ownCorrespondent } from './partners.ts'

export interface VerifyRequest {
  readonly text: string
  /** Whose directories, partners and tables are used; null: only what is given beside. */
  readonly config: Config | null
  /** Text of a plain network file or of a signed directory; null: the node's. */
  readonly network: string | null
  /** Of the officers of that directory, where no node has pinned them. */
  readonly officersFingerprint: string | null
}

export interface VerifiedFact {
  readonly what: string
  readonly is: string
}

export interface VerifiedDocument {
  /** Schema of the document. */
  readonly kind: string
  readonly facts: readonly VerifiedFact[]
}

/** Who signs as what, known to whoever verifies. */
export interface Known {
  /** All that a member was at that moment by each source. */
  find(member: string, at: number): readonly Correspondent[]
  readonly directories: readonly VerifiedDirectory[]
}

type VerifyKind = (text: string, known: Known, request: VerifyRequest) => Promise<VerifiedDocument>

/** By the `typ` of the signature: a document is never verified as another kind. */
const KINDS: Readonly<Record<string, VerifyKind>> = {
  'prime-rose-network-answer+jws': verifyAnswer,
  [ROUND_DOCUMENTS.table.typ]: verifyTable,
}

/** Throws `trust/...` where a signature does not hold, `trust/unknown-document` where it is of no kind that is known here. */
export async function verifyDocumentText(request: VerifyRequest): Promise<VerifiedDocument> {
  const text = request.text.trim()
  const verify = KINDS[typOf(text) ?? '']
  if (verify === undefined) {
    throw new NodeError('trust/unknown-document', 'not a signed document of a kind that is verified here', {
      hint: `Kinds are ${Object.keys(KINDS).join(', ')}.`,
    })
  }
  return verify(text, await knownBy(request), request)
}

async function verifyAnswer(text: string, known: Known, { config }: VerifyRequest): Promise<VerifiedDocument> {
  const terms = cohortTerms()
  const check = (tables: { find(sha256: string): Promise<string | null> }) =>
    verifyNetworkAnswer(text, { find: known.find, tables, terms })
  const { answer, readings } =
    config === null
      ? await check({ find: async () => null })
      : await withDatabaseAs(config, 'gateway', database =>
          check(createPartnerTables({ database, clock: systemClock })),
        )
  const again = readings.filter(({ table }) => table === 'read-again').map(({ member }) => member)
  return {
    kind: answer.schema,
    facts: [
      { what: 'question', is: answer.question },
      { what: 'signed by', is: `${answer.askedBy}, ${answer.closedAt}` },
      { what: 'answers signed by', is: readings.map(({ member }) => member).join(', ') || 'nobody' },
      { what: 'made again from tables', is: again.join(', ') || 'none: no table is at hand' },
    ],
  }
}

async function verifyTable(text: string, { directories }: Known): Promise<VerifiedDocument> {
  const documents = directories.map(({ document }) => document)
  const { document: table, sha256, signers, serial } = await verifyTableUnder(text, documents, systemClock.now())
  const countries = new Set(table.rounds.flatMap(({ members }) => members.map(({ country }) => country)))
  return {
    kind: table.schema,
    facts: [
      { what: 'round', is: `${table.round} (${table.kind})` },
      { what: 'SHA-256', is: sha256 },
      { what: 'signed by', is: `${signers.join(', ')}: all combiners that it names` },
      { what: 'directory', is: `serial ${serial}` },
      { what: 'data cuts', is: `${table.window.from} to ${table.window.to}` },
      { what: 'countries', is: [...countries].sort().join(', ') },
      { what: 'cohorts', is: String(table.cohorts.length) },
      { what: 'rests on', is: table.threatModel },
    ],
  }
}

/** Of the first signature; what it says is believed by nobody, it chooses who verifies. */
function typOf(text: string): string | null {
  try {
    const [first] = text.startsWith('{')
      ? (parseStrictJson(text) as { signatures: { protected: string }[] }).signatures.map(each => each.protected)
      : text.split('.')
    const header = JSON.parse(Buffer.from(first ?? '', 'base64url').toString('utf8')) as { typ?: unknown }
    return typeof header.typ === 'string' ? header.typ : null
  } catch {
    return null
  }
}

async function knownBy({ config, network, officersFingerprint }: VerifyRequest): Promise<Known> {
  const own = config === null ? [] : [ownCorrespondent(config)]
  const given = network === null ? null : await readNetworkText(network, { config, officersFingerprint })
  const directories = [
    ...(given?.directory === undefined ? [] : [given.directory]),
    ...(config === null ? [] : await heldDirectories(config)),
  ]
  const plain = [...own, ...(given?.members ?? []), ...(config === null ? [] : plainPartners(config))]
  const finders = directories.map(({ document }) => indexMembers(document))
  return {
    directories,
    find: (member, at) => [
      ...finders.flatMap(find => find(member, at) ?? []),
      ...plain.filter(correspondent => correspondent.id === member),
    ],
  }
}

interface GivenNetwork {
  readonly directory?: VerifiedDirectory
  readonly members?: readonly Correspondent[]
}

async function readNetworkText(
  text: string,
  { config, officersFingerprint }: Pick<VerifyRequest, 'config' | 'officersFingerprint'>,
): Promise<GivenNetwork> {
  if (!text.includes('"signatures"')) return { members: parseNetwork(text) }
  const pinned = config === null ? null : pinnedOfficers(config)
  if (pinned !== null) return { directory: await verifyKeptDirectory(text, pinned) }
  const first = readFirstDirectory(text)
  if (officersFingerprint === null || !isFingerprint(officersFingerprint, first.fingerprint)) {
    throw new NodeError('trust/unknown-issuer', 'the officers of this directory are not known here', {
      hint: 'Give --node DIR of a member, or --officers-fingerprint with what the federation tells.',
    })
  }
  const officers = first.directory.officers.map(({ name, key }) => ({ name, publicJwk: asPublicJwk(key) }))
  return { directory: await verifyKeptDirectory(text, officers) }
}

function plainPartners({ paths }: Config): readonly Correspondent[] {
  return existsSync(paths.network) ? parseNetwork(readFileSync(paths.network, 'utf8')) : []
}
