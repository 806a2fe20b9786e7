/** `openapi.json`: what a gateway says of its interface, asked of one that is built with nothing behind it. */
import { readFileSync } from 'node:fs'
import { buildGateway, type GatewayDeps } from '../src/http/gateway.ts'
import { systemClock } from '../src/model/clock.ts'
import { parseCountryCode, parseMemberId } from '../src/model/ids.ts'
import { generateKey } from '../src/trust/keys.ts'

const absent = (): never => {
  throw new Error('this gateway only describes itself')
}

function withNothingBehind(version: string): GatewayDeps {
  const key = generateKey()
  return {
    member: parseMemberId('nobody'),
    country: parseCountryCode('NO'),
    trialId: 'nobody',
    version,
    keys: { signing: () => key, sealing: () => [] },
    find: () => null,
    directory: { state: () => 'none', text: () => null },
    clients: { find: () => null, generation: () => 0, addresses: () => [] },
    tables: { publish: absent, list: async () => [], onPublished: async () => async () => {} },
    access: { record: absent },
    replays: { use: absent },
    asker: {
      ask: absent,
      find: absent,
      list: absent,
      record: absent,
      follow: absent,
      resume: absent,
      resumeAll: absent,
      cancel: absent,
      close: async () => {},
    },
    probes: { database: absent, audit: absent },
    terms: {
      canonicalise: absent,
      keyOf: absent,
      hashOf: absent,
      readNamedCohort: absent,
      groupsOfDrugs: absent,
      readWithin: absent,
    },
    clock: systemClock,
    log: { level: 'silent' },
  }
}

export async function openApiText(): Promise<string> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  const app = await buildGateway(withNothingBehind(version))
  try {
    const { statusCode, body } = await app.inject({ method: 'GET', url: '/api/v1/openapi.json' })
    if (statusCode !== 200) throw new Error(`the gateway does not describe itself: ${statusCode}`)
    return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
  } finally {
    await app.close()
  }
}
