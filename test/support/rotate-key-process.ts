/** A process that rotates a node's pseudonym key and is killed at the step it is told; started by a test. */
import { rotateKey } from '../../src/app/pseudonym-keys.ts'
import { readConfig } from '../../src/config.ts'

const [folder = '', fatal] = process.argv.slice(2)
await rotateKey(readConfig(folder), {
  onStep: step => {
    if (step === fatal) process.kill(process.pid, 'SIGKILL')
  },
})
