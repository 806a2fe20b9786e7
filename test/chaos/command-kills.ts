/**
 * The command that asks all members, killed at each of its steps: before and after question and letters are durable. Either
 * nothing was asked, or the gateway goes on with it and the question has one end, signed, with a row for each member.
 */
import { startGateway } from '../../src/app/gateway.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { startActor } from './actors.ts'
import { makeClaimsOld } from './step-kills.ts'
import type { World } from './world.ts'

const COHORT = 'tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib'
const DEADLINE_SECONDS = 20

export interface CommandTold {
  readonly step: string
  readonly struck: boolean
  /** `nothing asked`, or the states of the rows of its one question. */
  readonly end: string
}

/** Throws where a question has no end or two, or the audit tells something else. */
export async function runCommandKills(world: World, onTold: (told: CommandTold) => void): Promise<void> {
  const first = await askOnce(world, null)
  onTold(first.told)
  // Its polls go on as long as it waits: what matters of a step is the first time.
  for (const step of new Set(first.steps)) onTold((await askOnce(world, step)).told)
}

async function askOnce(world: World, step: string | null) {
  const node = world.asker.config.paths.folder
  const before = await questions(world)
  const words = ['query', COHORT, '--all', '--node', node, '--timeout', '3', '--deadline', String(DEADLINE_SECONDS)]
  const actor = await startActor(words, { trap: step === null ? null : { step, nth: 1, blow: 'kill' }, ready: null })
  const carrying = carryOn(world, actor.gone)
  await actor.gone
  await carrying
  const gateway = await startGateway({ ...world.asker.config, port: 0, logLevel: 'fatal' })
  try {
    await makeClaimsOld(world)
    const added = (await questions(world)).filter(({ id }) => !before.some(known => known.id === id))
    const [question, ...more] = added
    if (more.length > 0) throw new Error('one command asked two questions')
    const end = question === undefined ? 'nothing asked' : await endOf(world, question.id)
    return { steps: actor.steps, told: { step: step ?? 'undisturbed', struck: actor.isStruck(), end } }
  } finally {
    await gateway.close()
  }
}

async function carryOn(world: World, until: Promise<void>): Promise<void> {
  const over = { is: false }
  void until.then(() => {
    over.is = true
  })
  while (!over.is) {
    await world.courier.turn().catch(() => {})
    await new Promise(rest => setTimeout(rest, 100))
  }
}

interface Kept {
  readonly id: string
  readonly state: string
}

function questions({ asker }: World): Promise<readonly Kept[]> {
  return withAdministrator(asker.database.adminUrl, async admin => {
    const { rows } = await admin.query<Kept>('SELECT id, state FROM asking.questions')
    return rows
  })
}

async function endOf(world: World, id: string): Promise<string> {
  const until = performance.now() + (DEADLINE_SECONDS + 20) * 1000
  while ((await questions(world)).find(question => question.id === id)?.state !== 'complete') {
    if (performance.now() > until) throw new Error('the question has no end')
    await world.courier.turn().catch(() => {})
    await new Promise(rest => setTimeout(rest, 100))
  }
  return withAdministrator(world.asker.database.adminUrl, async admin => {
    const { rows: told } = await admin.query<{ kind: string }>(
      "SELECT kind FROM audit.events WHERE facts->>'question' = $1 ORDER BY sequence",
      [id],
    )
    const kinds = told.map(({ kind }) => kind).join(', ')
    if (kinds !== 'network.asked, network.closed') throw new Error(`the audit tells: ${kinds}`)
    const { rows: letters } = await admin.query<{ told: string }>(
      `SELECT string_agg(kind, ', ' ORDER BY sequence) AS told FROM audit.events
       WHERE facts->>'name' LIKE $1 || '/%' GROUP BY facts->>'letter'`,
      [id],
    )
    for (const letter of letters) {
      if (letter.told !== 'letter.stored, letter.ended') throw new Error(`the audit tells: ${letter.told}`)
    }
    const { rows } = await admin.query<{ state: string }>(
      "SELECT answer->>'state' AS state FROM asking.members WHERE question = $1 ORDER BY place",
      [id],
    )
    return rows.map(({ state }) => state).join(', ')
  })
}
