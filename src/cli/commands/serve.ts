import { startGateway } from '../../app/gateway.ts'
import { readConfig } from '../../config.ts'
import { addressLineOption, type Command, nodeOption } from '../command.ts'
import { printLine, say } from '../terminal.ts'

export const serve: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    port: { type: 'string', value: 'N', help: "port, instead of the configuration's (0 = any free one)" },
    json: addressLineOption,
  },
  notes:
    'It stays up until it is asked to stop (Ctrl-C); questions in work are answered first. The engine is its own process.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const port = given.count('port', 0)
    const gateway = await startGateway(port === undefined ? config : { ...config, port })
    const json = given.flag('json')
    say(terminal, `Gateway of ${config.member} on ${gateway.url}`, { json })
    if (json) printLine(terminal, { member: config.member, url: gateway.url })
    // Started by another process of ours (the demo): tell it where, and end when it ends.
    process.send?.({ url: gateway.url })
    await Promise.race([aborted(terminal.stopped), parentGone()])
    await gateway.close()
    // An open channel to the parent would keep this process alive.
    if (process.connected) process.disconnect?.()
    return 0
  },
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
