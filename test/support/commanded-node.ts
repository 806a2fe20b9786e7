/** A node with a synthetic eCRF export beside it, for tests that go through commands. */
import { join } from 'node:path'
import { type EmbeddedServer, openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { runInProcess } from './test-terminal.ts'

const TRIAL = 'impress-norway'

export async function synthEcrf(out: string, { patients, seed }: { readonly patients: number; readonly seed: number }) {
  const size = ['--patients', String(patients), '--seed', String(seed)]
  return runInProcess(['synth', 'ecrf', '--trial', TRIAL, ...size, '--out', out])
}

/** Its database stays up between the commands, as it does where a gateway runs; whoever asked for it releases it. */
export async function aCommandedNode(node: string): Promise<EmbeddedServer> {
  const { code, err } = await runInProcess(['init', node, '--trial', TRIAL, '--country', 'NO'])
  if (code !== 0) throw new Error(`rose init ended with ${code}: ${err}`)
  return openEmbeddedServer({ folder: join(node, 'database') })
}
