/** The synthetic FHIR server as a process of its own (`rose synth fhir`); it ends when this process does. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { NodeError } from '../../model/errors.ts'

export interface FhirServerProcess {
  readonly baseUrl: string
  /** YYYY-MM-DD. */
  readonly cutoff: string
  stop(): Promise<void>
}

/** The command that this program was started with: TypeScript in a checkout, JavaScript where it is installed. */
const command = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../cli/main.ts' : '../../cli/main.js', import.meta.url),
)

/** `options` are those of `rose synth fhir`, e.g. `['--trial', 'protarget-denmark', '--seed', '2']`. */
export function startFhirServerProcess(options: readonly string[]): Promise<FhirServerProcess> {
  const child = fork(command, ['synth', 'fhir', ...options], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  return new Promise((done, fail) => {
    child.once('message', message => {
      const { url, cutoff } = message as { url: string; cutoff: string }
      done({
        baseUrl: url,
        cutoff,
        stop: () =>
          new Promise(stopped => {
            if (child.exitCode !== null || child.signalCode !== null) return stopped()
            child.once('exit', () => stopped())
            child.kill('SIGTERM')
          }),
      })
    })
    child.once('exit', code =>
      fail(
        new NodeError('http/not-ready', `the synthetic FHIR server ended at once (exit ${code})`, {
          hint: said.trim(),
        }),
      ),
    )
  })
}
