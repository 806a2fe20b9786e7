/** What carries messages between the nodes of a federation beside their own gateways: a relay and couriers, each a process of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { makeCourier } from '../../src/app/courier.ts'
import { makePass } from '../../src/app/drop.ts'
import { aDatabase } from './database.ts'
import { stay } from './rose-process.ts'
import type { RoundFederation } from './round-federation.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export interface Carriers {
  stop(): Promise<void>
}

/** A relay where the directory says it is, and a courier for each country that exchanges files. */
export async function startCarriers(federation: RoundFederation): Promise<Carriers> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-carriers-'))
  made.push(folder)
  const directory = join(federation.folder, 'directory.json')
  const url = join(folder, 'database.url')
  writeFileSync(url, (await aDatabase()).adminUrl, { mode: 0o600 })
  const trusted = ['--directory', directory, '--yes']
  const relay = await stay([
    ...['relay', '--database-url-file', url, '--folder', join(folder, 'relay'), ...trusted],
    ...['--port', String(federation.relayPort)],
  ])
  const couriers = [...federation.nodes.values()]
    .filter(node => node.config().federation.drop !== null)
    .map(async ({ country, config }) => {
      const root = join(folder, `courier-${country}`)
      const { card } = makeCourier(root)
      const pass = join(folder, `${country}.pass`)
      writeFileSync(pass, (await makePass(config(), { card, days: 30 })).pass)
      const drop = join(config().paths.folder, 'drop')
      return stay(['courier', 'run', root, '--drop', drop, '--pass', pass, ...trusted, '--every-seconds', '1'])
    })
  const started = [relay, ...(await Promise.all(couriers))]
  return {
    async stop() {
      await Promise.all(started.map(({ stop }) => stop()))
    },
  }
}
