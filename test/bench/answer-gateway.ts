/** The gateway that is measured: as in production but for its rate limits, over a table of made-up numbers. */
import type { FastifyInstance } from 'fastify'
import { chainEvent } from '../../src/audit/chain.ts'
import { buildGateway } from '../../src/http/gateway.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { parseCountryCode, parseMemberId } from '../../src/model/ids.ts'
import { createAccessLog } from '../../src/store/access-log.ts'
import { auditAppender } from '../../src/store/audit-log.ts'
import type { Database } from '../../src/store/connection.ts'
import { createPublishedTables } from '../../src/store/published-tables.ts'
import { createReplayStore } from '../../src/store/used-messages.ts'
import { issueToken } from '../../src/trust/access-token.ts'
import { aCorrespondent, knowing, someKeys } from '../support/correspondents.ts'
import { aCell, aDefinition, aPublishedTable, aTable, sampleTerms } from '../support/published-tables.ts'
import type { Load } from './load-generator.ts'

const NORWAY = parseMemberId('impress-norway')
const DENMARK = parseMemberId('protarget-denmark')
const CATALOGUE_COHORTS = 300
const NO_LIMIT = { requests: Number.MAX_SAFE_INTEGER, windowSeconds: 60 }

const gatewayKeys = someKeys()
export const gatewayKey = gatewayKeys.key
export const gatewaySealing = gatewayKeys.sealing
const askerKeys = someKeys()
export const askerKey = askerKeys.key
const asker = aCorrespondent(DENMARK, askerKeys)

/** Catalogue cohorts in turn, one in three masked and one in four unknown: one question again and again would measure a cache. */
const cohorts: readonly CohortDefinition[] = Array.from({ length: Math.ceil(CATALOGUE_COHORTS * 1.25) }, (_, index) =>
  aDefinition({ tumour: ['COADREAD'], alteration: [`G:HGNC:${index + 1}:mut`], drugs: `drug-${index % 24}` }),
)

/** Sealed, as members of a directory ask. */
export const askerToGateway: Pick<Load, 'from' | 'to' | 'key' | 'cohorts'> = {
  from: DENMARK,
  to: aCorrespondent(NORWAY, gatewayKeys),
  key: askerKey,
  cohorts,
}

/** As the token endpoint would give it. */
export function askerToken(): Promise<string> {
  const client = { id: DENMARK, scopes: ['discovery.read'], keys: asker.signingKeys } as const
  const issuer = { member: NORWAY, key: gatewayKeys.key, now: systemClock.now() }
  return issueToken({ client, scopes: client.scopes }, issuer)
}

export async function startGateway(pool: Database): Promise<FastifyInstance> {
  const tables = createPublishedTables({ database: pool, append: auditAppender(chainEvent), clock: systemClock })
  await tables.publish(await aPublishedTable(aTable({ cells: catalogueCells() })))
  return buildGateway({
    member: NORWAY,
    country: parseCountryCode('NO'),
    trialId: 'impress-norway',
    version: 'bench',
    keys: { signing: () => gatewayKeys.key, sealing: () => [gatewayKeys.sealing] },
    find: knowing(asker),
    directory: { state: () => 'none', text: () => null },
    clients: { find: () => null, generation: () => 0, addresses: () => ['http://gateway.test'] },
    tables,
    access: createAccessLog({ database: pool, clock: systemClock }),
    replays: createReplayStore(pool),
    probes: { database: async () => undefined, audit: async () => undefined },
    terms: sampleTerms,
    clock: systemClock,
    // Lines are made as in production, and go nowhere.
    log: { level: 'info', stream: { write: () => undefined } },
    limits: { perAddress: NO_LIMIT, perMember: NO_LIMIT },
  })
}

function catalogueCells() {
  const cells = cohorts.slice(0, CATALOGUE_COHORTS).map((cohort, index) => {
    const count = index % 3 === 0 ? 'masked' : 5 + (index % 20)
    return aCell('cohort', sampleTerms.keyOf(cohort) ?? '', count)
  })
  return [aCell('total', '*', 1860), aCell('tumour', 'BOWEL', 900), ...cells]
}
