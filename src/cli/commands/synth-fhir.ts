import { readFileSync, writeFileSync } from 'node:fs'
import { startFhirServer } from '../../demo/fhir-server/serve.ts'
import type { RegisteredClient } from '../../demo/fhir-server/tokens.ts'
import { NodeError } from '../../model/errors.ts'
import { makeFhirTrial } from '../../synthetic/fhir/fhir-trial.ts'
import { scenarios } from '../../synthetic/scenarios.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

const USUAL_NUMBER = 'NCT04341181'

export const synthFhir: Command = {
  positionals: [],
  options: {
    trial: { type: 'string', value: 'ID', help: 'id of the trial', required: true },
    study: { type: 'string', value: 'NUMBER', help: `number of the study in the registry (default ${USUAL_NUMBER})` },
    patients: { type: 'string', value: 'N', help: 'number of screened patients' },
    seed: { type: 'string', value: 'S', help: 'whole number; the same seed tells the same stories as synth ecrf' },
    scenario: { type: 'string', value: 'NAME', help: scenarios.map(scenario => scenario.name).join(', ') },
    port: { type: 'string', value: 'P', help: 'port to serve on (default: any free one)' },
    'client-id': { type: 'string', value: 'ID', help: 'ask this client for tokens (SMART Backend Services)' },
    'client-keys': { type: 'string', value: 'FILE', help: 'its key set, as rose fhir key prints it' },
    out: { type: 'string', value: 'FILE', help: 'write the resources here, one a line, and serve nothing' },
    json: jsonOption,
  },
  notes:
    'All of it is synthetic. The server listens on 127.0.0.1 alone, keeps everything in memory, and stays up until it is asked to stop (Ctrl-C).',
  async run(given, terminal) {
    const patients = given.count('patients', 1)
    const seed = given.count('seed', 0)
    const scenario = given.text('scenario')
    const trial = makeFhirTrial({
      trialId: given.required('trial'),
      registryNumber: given.text('study') ?? USUAL_NUMBER,
      ...(patients === undefined ? {} : { patients }),
      ...(seed === undefined ? {} : { seed }),
      ...(scenario === undefined ? {} : { scenario }),
    })
    const json = given.flag('json')
    const counted = `${trial.resources.length} resources of synthetic patients, clinical data up to ${trial.cutoff}`
    const out = given.text('out')
    if (out !== undefined) {
      writeFileSync(out, trial.resources.map(resource => `${JSON.stringify(resource)}\n`).join(''))
      say(terminal, `${counted}, written.`, { json })
      if (json) printJson(terminal, { cutoff: trial.cutoff, resources: trial.resources.length, summary: trial.summary })
      return 0
    }
    const client = clientOf(given.text('client-id'), given.text('client-keys'))
    const server = await startFhirServer({
      resources: trial.resources,
      port: given.count('port', 0) ?? 0,
      ...(client === undefined ? {} : { client }),
    })
    say(terminal, `${counted}, at ${server.baseUrl}`, { json })
    if (json) printJson(terminal, { url: server.baseUrl, cutoff: trial.cutoff, summary: trial.summary })
    // Started by another process of ours (the demo): tell it where, and end when it ends.
    process.send?.({ url: server.baseUrl, cutoff: trial.cutoff })
    await Promise.race([aborted(terminal.stopped), parentGone()])
    await server.stop()
    if (process.connected) process.disconnect?.()
    return 0
  },
}

function clientOf(clientId: string | undefined, file: string | undefined): RegisteredClient | undefined {
  if (clientId === undefined && file === undefined) return undefined
  if (clientId === undefined || file === undefined) {
    throw new NodeError('usage/bad-argument', '--client-id and --client-keys belong together')
  }
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys?: RegisteredClient['key'][] }
  const [key] = keys ?? []
  if (key === undefined) throw new NodeError('usage/bad-argument', 'the file of --client-keys holds no key set')
  return { clientId, key }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (signal.aborted) done()
    signal.addEventListener('abort', () => done(), { once: true })
  })
}

function parentGone(): Promise<void> {
  return new Promise(done => {
    if (process.connected) process.once('disconnect', () => done())
  })
}
