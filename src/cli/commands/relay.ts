import { startRelay } from '../../app/relay.ts'
import { readSecret } from '../../config.ts'
import { addressLineOption, type Command } from '../command.ts'
import { printLine, say } from '../terminal.ts'

export const relay: Command = {
  positionals: [],
  options: {
    'database-url-file': {
      type: 'string',
      value: 'FILE',
      help: 'file with the URL of its PostgreSQL, whose login may create a schema and a role',
      required: true,
    },
    folder: { type: 'string', value: 'DIR', help: 'its folder: pinned officers, directory', required: true },
    directory: { type: 'string', value: 'FILE|URL', help: 'the federation directory, looked at every minute' },
    'officers-fingerprint': { type: 'string', value: 'DIGITS', help: 'of the officers, at the first start' },
    yes: { type: 'boolean', help: 'believe the officers without a fingerprint (for trying out)' },
    host: { type: 'string', value: 'ADDRESS', help: 'where it listens (default 127.0.0.1)' },
    port: { type: 'string', value: 'N', help: 'port (default 7480; 0 = any free one)' },
    url: { type: 'string', value: 'URL', help: 'its address as members know it, where that differs' },
    'claim-seconds': { type: 'string', value: 'N', help: 'how long a reader may work on a message (default 60)' },
    json: addressLineOption,
  },
  notes:
    'Members fetch by long polling, so that no node needs an inbound port. TLS ends in front of it. GET /metrics is\n' +
    'for Prometheus: keep it from the outside there.',
  async run(given, terminal) {
    const claimSeconds = given.count('claim-seconds', 1)
    const started = await startRelay({
      databaseUrl: readSecret(given.required('database-url-file'), 'the file of the database URL').trim(),
      folder: given.required('folder'),
      directory: given.text('directory') ?? null,
      confirmed: given.flag('yes') ? true : (given.text('officers-fingerprint') ?? null),
      host: given.text('host') ?? '127.0.0.1',
      port: given.count('port', 0) ?? 7480,
      address: given.text('url')?.replace(/\/+$/, '') ?? null,
      log: { level: 'info' },
      ...(claimSeconds === undefined ? {} : { limits: { claimSeconds } }),
    })
    const json = given.flag('json')
    say(terminal, `Relay on ${started.url}`, { json })
    if (json) printLine(terminal, { url: started.url })
    process.send?.({ url: started.url })
    await new Promise<void>(done => {
      if (terminal.stopped.aborted) done()
      terminal.stopped.addEventListener('abort', () => done(), { once: true })
      if (process.connected) process.once('disconnect', () => done())
    })
    await started.close()
    if (process.connected) process.disconnect?.()
    return 0
  },
}
