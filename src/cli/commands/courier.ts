import { type Carried, makeCourier, moveBetweenDrops, openCourier } from '../../app/courier.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const courierInit: Command = {
  positionals: ['DIR'],
  options: { json: jsonOption },
  notes: 'Give courier.json to the node: rose drop pass courier.json --node DIR makes the pass.',
  async run(given, terminal) {
    const made = makeCourier(given.positionals[0] ?? '')
    const json = given.flag('json')
    say(terminal, `Courier. Card for the node: ${made.card}`, { json })
    if (json) printJson(terminal, made)
    return 0
  },
}

export const courierRun: Command = {
  positionals: ['DIR'],
  options: {
    drop: { type: 'string', value: 'DIR', help: 'folder that holds inbox and outbox', required: true },
    pass: { type: 'string', value: 'FILE', help: 'the pass that the node made; kept from then on' },
    directory: { type: 'string', value: 'FILE|URL', help: "the federation directory (default: the relay's)" },
    'officers-fingerprint': { type: 'string', value: 'DIGITS', help: 'of the officers, at the first start' },
    yes: { type: 'boolean', help: 'believe the officers without a fingerprint (for trying out)' },
    proxy: { type: 'string', value: 'URL', help: 'HTTP proxy to the outside' },
    'every-seconds': { type: 'string', value: 'N', help: 'how often it looks at the outbox (default 5)' },
    once: { type: 'boolean', help: 'everything once, then end' },
    json: jsonOption,
  },
  notes:
    'It may be stopped at any moment and started again: what it knows is in files, and each step may be done twice.',
  async run(given, terminal) {
    const courier = await openCourier({
      folder: given.positionals[0] ?? '',
      drop: given.required('drop'),
      pass: given.text('pass') ?? null,
      directory: given.text('directory') ?? null,
      confirmed: given.flag('yes') ? true : (given.text('officers-fingerprint') ?? null),
      proxy: given.text('proxy') ?? null,
    })
    const json = given.flag('json')
    try {
      if (given.flag('once')) {
        const carried = await courier.turn()
        say(terminal, inWords(carried), { json })
        if (json) printJson(terminal, carried)
        return carried.faults.length > 0 ? 1 : 0
      }
      say(terminal, `Courier of ${courier.member} at ${courier.pass.relay}`, { json })
      process.send?.({ courier: courier.member })
      const stopping = new AbortController()
      terminal.stopped.addEventListener('abort', () => stopping.abort(), { once: true })
      if (process.connected) process.once('disconnect', () => stopping.abort())
      const everyMs = (given.count('every-seconds', 1) ?? 5) * 1000
      const onCarried = (carried: Carried) =>
        json ? printJson(terminal, carried) : terminal.stderr.write(`${inWords(carried)}\n`)
      await courier.run(stopping.signal, { everyMs, onCarried })
      if (process.connected) process.disconnect?.()
      return 0
    } finally {
      courier.close()
    }
  },
}

export const courierBetween: Command = {
  positionals: ['DIR', 'DIR'],
  options: { json: jsonOption },
  notes: 'Each folder holds inbox and outbox of one node. What is for others stays where it is.',
  async run(given, terminal) {
    const [one = '', other = ''] = given.positionals
    const moved = moveBetweenDrops(one, other)
    const json = given.flag('json')
    say(terminal, `${moved.there} there, ${moved.back} back.`, { json })
    if (json) printJson(terminal, moved)
    return 0
  },
}

function inWords({ brought, taken, waiting, faults }: Carried): string {
  const told = faults.map(({ file, code }) => `  ${code}${file === '' ? '' : `: ${file}`}`)
  return [`${brought} brought, ${taken} taken, ${waiting} on their way.`, ...told].join('\n')
}
