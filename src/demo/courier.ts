/** The courier of the demo: what a person or a machine outside the closed platform does, with a key of its own and a pass. */
import { join } from 'node:path'
import { makeCourier, openCourier } from '../app/courier.ts'
import { makePass } from '../app/drop.ts'
import type { Config } from '../config.ts'
import { writeWhole } from '../model/whole-file.ts'
import { dropFolder } from './federation.ts'

export const COURIER_FOLDER = 'courier'

const PASS_DAYS = 300
const LOOK_EVERY_MS = 1000

export interface RunningCourier {
  stop(): Promise<void>
}

export interface CourierRequest {
  readonly root: string
  /** The node that exchanges files only. */
  readonly config: Config
  /** File of the federation directory. */
  readonly directory: string
}

/** Carries until it is stopped. In this process, since it only moves files and waits: `rose courier run` is the same by itself. */
export async function startCourier({ root, config, directory }: CourierRequest): Promise<RunningCourier> {
  const folder = join(root, COURIER_FOLDER, config.country.toLowerCase())
  const { card } = makeCourier(folder)
  const pass = join(folder, 'pass.given')
  // Made at each start, as the relay may be at another address.
  writeWhole(pass, (await makePass(config, { card, days: PASS_DAYS })).pass, 0o600)
  // In the demo nobody is on the phone.
  const courier = await openCourier({
    folder,
    drop: dropFolder(config),
    pass,
    directory,
    confirmed: true,
    proxy: null,
  })
  const stopping = new AbortController()
  const running = courier.run(stopping.signal, { everyMs: LOOK_EVERY_MS, onCarried: () => {} })
  return {
    async stop() {
      stopping.abort()
      await running
      courier.close()
    },
  }
}
