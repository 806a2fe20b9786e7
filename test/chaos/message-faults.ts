/** Each fault at each request of an exchange, on each way: one exchange a fault, all side by side. */
import { FAULTS, FAULTS_OF_REPLIES, type Fault, type LetterRequest } from './fault-proxy.ts'
import { whileCarrying } from './settle.ts'
import { ask, judge, type Verdict, type Way, type World } from './world.ts'

interface Leg {
  readonly way: Way
  readonly request: LetterRequest
  readonly faults: readonly Fault[]
}

/** All requests that a question makes on its way and its answer on the way back. */
const LEGS: readonly Leg[] = [
  { way: 'direct', request: 'POST', faults: FAULTS },
  { way: 'relay', request: 'POST', faults: FAULTS },
  { way: 'relay', request: 'GET inbox', faults: FAULTS_OF_REPLIES },
  { way: 'relay', request: 'PUT succeeded', faults: FAULTS },
  { way: 'relay', request: 'GET progress', faults: FAULTS },
  { way: 'relay', request: 'GET end', faults: FAULTS_OF_REPLIES },
  { way: 'file', request: 'POST', faults: FAULTS },
  { way: 'file', request: 'GET inbox', faults: FAULTS_OF_REPLIES },
  { way: 'file', request: 'PUT tempfailed', faults: FAULTS },
  { way: 'file', request: 'PUT succeeded', faults: FAULTS },
  { way: 'file', request: 'GET end', faults: FAULTS_OF_REPLIES },
]

export interface FaultTold extends Verdict {
  readonly way: Way
  readonly request: LetterRequest
  readonly fault: Fault
}

/** Throws where `judge` finds a contradiction, and where a planned fault never came. */
export async function runMessageFaults(
  world: World,
  isChosen: (which: Omit<FaultTold, keyof Verdict>) => boolean = () => true,
): Promise<readonly FaultTold[]> {
  const exchange = await world.exchange()
  const proxyOf = (way: Way) => world.proxies[way === 'direct' ? 'direct' : 'relay']
  const put = async ({ way, request, fault }: Omit<FaultTold, keyof Verdict>) => {
    const letter = await ask(exchange, world.reader[way], LIFETIME_SECONDS)
    proxyOf(way).plan({ letter: letter.id, request, fault })
    return { way, request, fault, letter }
  }
  const all = LEGS.flatMap(({ way, request, faults }) => faults.map(fault => ({ way, request, fault }))).filter(
    isChosen,
  )
  const told = await whileCarrying(world, exchange, async untilEnded => {
    // One reply of a mailbox holds several letters: those of its own faults come one after the other.
    const inTurn = (['relay', 'file'] as const).map(async way => {
      const ended = []
      for (const which of all.filter(({ request, ...of }) => request === 'GET inbox' && of.way === way)) {
        ended.push(await put(which))
        await untilEnded(ended.slice(-1).map(({ letter }) => letter))
      }
      return ended
    })
    const sideBySide = []
    for (const which of all.filter(({ request }) => request !== 'GET inbox')) sideBySide.push(await put(which))
    await untilEnded(sideBySide.map(({ letter }) => letter))
    const oneByOne = (await Promise.all(inTurn)).flat()
    // What is sent once more after the end has come by then.
    await new Promise(done => setTimeout(done, 1_600))
    return Promise.all(
      [...sideBySide, ...oneByOne].map(async ({ letter, ...which }) => ({
        ...which,
        ...(await judge(world, letter, exchange)),
      })),
    )
  })
  await exchange.close()
  const missed = [...world.proxies.direct.pending(), ...world.proxies.relay.pending()]
  if (missed.length > 0) throw new Error(`never came: ${missed.map(({ request, fault }) => `${request} ${fault}`)}`)
  return told
}

/** Less than a test waits, so that what would wait for its end has one. */
const LIFETIME_SECONDS = 50

export function faultsInWords(told: readonly FaultTold[]): readonly (readonly string[])[] {
  return [
    ['way', 'request', 'fault', 'end', 'why'],
    ...told.map(({ way, request, fault, end, why }) => [way, request, fault, end, why]),
  ]
}
