/**
 * A key from a site's own key service: a configured command prints the key file's text on standard output. No shell, no
 * input, little of the environment; bounded in time and size; what it prints is nowhere but in the answer.
 */
import { spawn } from 'node:child_process'
import { NodeError } from '../model/errors.ts'

export interface KeyCommand {
  /** Absolute path. */
  readonly program: string
  readonly words: readonly string[]
  readonly timeoutSeconds: number
}

const MAX_BYTES = 4_096

/** Throws `pseudonym/key-command`, which tells how the command ended and nothing of what it printed. */
export function readFromCommand({ program, words, timeoutSeconds }: KeyCommand): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words], {
      shell: false,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: '/usr/bin:/bin' },
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    })
    const parts: Buffer[] = []
    let size = 0
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      if (size > MAX_BYTES) child.kill('SIGKILL')
      else parts.push(part)
    })
    child.on('error', () => reject(failed('cannot be run')))
    child.on('close', (code, signal) => {
      if (size > MAX_BYTES) reject(failed('printed more than a key'))
      else if (signal !== null) reject(failed(`took longer than ${timeoutSeconds} seconds, or was ended`))
      else if (code !== 0) reject(failed(`ended with ${code}`))
      else resolve(Buffer.concat(parts))
    })
  })
}

function failed(how: string): NodeError {
  return new NodeError('pseudonym/key-command', `the command that gives the pseudonym key ${how}`, {
    hint: 'Its words are in rose.json, member pseudonymKey. Run it by hand as the same user, without showing what it prints.',
  })
}
