/** The gateway process: role `rose_gateway`, published tables, no row of a patient. */
import { type Config, packageVersion } from '../config.ts'
import { buildGateway } from '../http/gateway.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import { createAccessLog } from '../store/access-log.ts'
import { createPublishedTables } from '../store/published-tables.ts'
import { cohortTerms } from './cohort-terms.ts'
import { appendAudit, openDatabaseAs } from './database.ts'
import { sealingKeyOf, signingKeyOf } from './own-keys.ts'
import { watchPartners } from './partners.ts'

export interface StartedGateway {
  readonly url: string
  /** Answers what is under way, then gives everything back. */
  close(): Promise<void>
}

export async function startGateway(config: Config): Promise<StartedGateway> {
  const opened = await openDatabaseAs(config, 'gateway')
  const { database } = opened
  try {
    const signing = signingKeyOf(config)
    const sealing = sealingKeyOf(config)
    const app = await buildGateway({
      member: parseMemberId(config.member),
      country: parseCountryCode(config.country),
      trialId: config.trialId,
      version: packageVersion(),
      synthetic: config.synthetic,
      keys: { signing: () => signing, sealing: () => [sealing] },
      find: watchPartners(config, () => systemClock.now()).find,
      tables: createPublishedTables({ database, append: appendAudit, clock: systemClock }),
      access: createAccessLog({ database, clock: systemClock }),
      probes: {
        database: async () => void (await database.query('SELECT 1')),
        audit: async () => void (await database.query('SELECT FROM audit.events LIMIT 1')),
      },
      terms: cohortTerms(),
      clock: systemClock,
      log: { level: config.logLevel === 'fatal' ? 'error' : config.logLevel },
    })
    const url = await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
      await app.close()
      throw asBusy(error, config)
    })
    return {
      url,
      async close() {
        await app.close()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}

function asBusy(error: unknown, config: Config): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new NodeError('http/port-in-use', `port ${config.port} of ${config.host} is in use`, {
    hint: 'Give another with --port N, or --port 0 for any free one.',
  })
}
