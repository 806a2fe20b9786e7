/**
 * A process of its own that uses the embedded server of a folder. It says `{"port"}` when it has it; on standard input
 * `release` gives it back, `exit` ends without giving it back. Arguments: folder.
 */
import { createInterface } from 'node:readline'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'

const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)

try {
  const server = await openEmbeddedServer({ folder: process.argv[2] ?? '', log: message => say({ log: message }) })
  say({ port: server.port, url: server.url })
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'exit') process.exit(0)
    if (line !== 'release') continue
    await server.release()
    say({ released: true })
    break
  }
} catch (error) {
  say({ code: error instanceof Error && 'code' in error ? error.code : String(error) })
  process.exitCode = 3
}
